"""pywikibot's scripts, unmodified from PyPI, on our wiki: what they say they did stands on the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from .conftest import BOT, Desk
from .running import Terminal

_MONTHS = ("Jan.", "Feb.", "Mär.", "Apr.", "Mai", "Jun.", "Jul.", "Aug.", "Sep.", "Okt.", "Nov.", "Dez.")
"""As German signatures write them."""

pytest.importorskip("pywikibot_scripts", reason="pywikibot-scripts is not installed")


def test_replace_changes_text_on_the_pages_named(desk: Desk, bot: Terminal) -> None:
    """Words and patterns are replaced under the bot's mark, by title and by category; other pages stay."""
    desk.write("Ersetzen/Eins", "Rutche und Schaukel [[Kategorie:Spielplatz]]")
    desk.write("Ersetzen/Zwei", "Rutche, 3 Bänke [[Kategorie:Spielplatz]]")
    desk.write("Ersetzen/Drei", "Rutche bleibt")
    bot.run("replace", "-always", "-cat:Spielplatz", "-summary:Rechtschreibung & mehr", "Rutche", "Rutsche")
    bot.run(
        "replace", "-always", "-regex", "-page:Ersetzen/Zwei", "-summary:Zahl", r"(\d) Bänke", r"\1 Tische"
    )
    assert desk.text("Ersetzen/Eins") == "Rutsche und Schaukel [[Kategorie:Spielplatz]]"
    assert desk.text("Ersetzen/Zwei") == "Rutsche, 3 Tische [[Kategorie:Spielplatz]]"
    assert desk.text("Ersetzen/Drei") == "Rutche bleibt"
    revision = desk.page("Ersetzen/Eins")["revisions"][0]
    assert (revision["user"], revision["comment"]) == (BOT, "Rechtschreibung & mehr")
    changes = desk.ask(action="query", list="recentchanges", rcprop="flags|title", rcshow="bot")
    assert "Ersetzen/Eins" in [change["title"] for change in changes["query"]["recentchanges"]]


def test_category_adds_moves_lists_and_removes(desk: Desk, bot: Terminal) -> None:
    """Pages come into a category, the category gets another name, its members are listed, and it is emptied."""
    desk.write("Kategorien/Eins", "Text")
    desk.write("Kategorien/Zwei", "Text")
    bot.run(
        "category", "add", "-prefixindex:Kategorien/", "-to:Ampeln", "-summary:einsortiert", answers="a\na\n"
    )
    members = [desk.page(f"Kategorien/{name}")["categories"][0]["title"] for name in ("Eins", "Zwei")]
    assert members == ["Kategorie:Ampeln"] * 2
    bot.run("category", "listify", "-from:Ampeln", "-to:Kategorien/Liste", "-overwrite")
    assert "[[Kategorien/Eins]]" in desk.text("Kategorien/Liste")
    bot.run("category", "move", "-from:Ampeln", "-to:Lichtzeichen", "-batch", "-pagesonly")
    assert desk.page("Kategorien/Zwei")["categories"][0]["title"] == "Kategorie:Lichtzeichen"
    bot.run("category", "remove", "-from:Lichtzeichen", "-batch", "-pagesonly")
    assert "categories" not in desk.page("Kategorien/Eins")


def test_listpages_finds_pages_every_way(desk: Desk, bot: Terminal) -> None:
    """By beginning, category, template, link, namespace and change: the same pages that the wiki knows."""
    desk.write("Vorlage:Merkmal", "Merkmal")
    desk.write("Listen/A", "{{Merkmal}} [[Listen/B]] [[Kategorie:Listen]]")
    desk.write("Listen/B", "[[Listen/A]]")
    for way, found in {
        "-prefixindex:Listen/": ["Listen/A", "Listen/B"],
        "-cat:Listen": ["Listen/A"],
        "-transcludes:Merkmal": ["Listen/A"],
        "-ref:Listen/A": ["Listen/B"],
        "-links:Listen/A": ["Listen/B"],
        "-usercontribs:Niemand": [],
        "-page:Listen/A": ["Listen/A"],
    }.items():
        said = bot.run("listpages", "-format:3", way)
        assert [line for line in said.splitlines() if line.startswith("Listen/")] == found, f"{way}\n{said}"
    said = bot.run("listpages", "-format:3", "-start:!", "-ns:10", "-limit:500")
    assert "Merkmal" in said
    assert "Listen/B" in bot.run("listpages", "-format:3", "-recentchanges:50")


def test_movepages_moves_with_and_without_a_redirect(desk: Desk, moderator: Terminal, tmp_path: Path) -> None:
    """By a list of pairs and by two names; the history comes along."""
    desk.write("Umzug/Alt", "erst")
    desk.write("Umzug/Alt", "dann")
    pairs = tmp_path / "paare.txt"
    pairs.write_text("[[Umzug/Alt]]\n[[Umzug/Neu]]\n", encoding="utf-8")
    moderator.run("movepages", "-always", f"-pairsfile:{pairs}", "-summary:umgezogen")
    assert desk.text("Umzug/Alt").startswith("#WEITERLEITUNG [[Umzug/Neu]]")
    history = desk.page("Umzug/Neu", rvlimit=10)["revisions"]
    assert {"erst", "dann"} <= {revision["slots"]["main"]["content"] for revision in history}
    desk.write("Umzug/Eins", "x")
    moderator.run("movepages", "-always", "-noredirect", "-from:Umzug/Eins", "-to:Umzug/Zwei", "-summary:x")
    assert (desk.text("Umzug/Eins"), desk.text("Umzug/Zwei")) == ("", "x")


def test_protect_keeps_a_page_and_lets_it_go(desk: Desk, moderator: Terminal) -> None:
    """Kinds, levels and expiry are as they were asked for."""
    desk.write("Thema/Schutz", "x")
    moderator.run(
        "protect",
        "-always",
        "-page:Thema/Schutz",
        "-edit:sysop",
        "-move:sysop",
        "-expiry:2 weeks",
        "-summary:Streit",
    )
    kept = desk.page("Thema/Schutz")["protection"]
    assert {(one["type"], one["level"]) for one in kept} == {("edit", "sysop"), ("move", "sysop")}
    assert all(one["expiry"] != "infinity" for one in kept)
    moderator.run("protect", "-always", "-page:Thema/Schutz", "-unprotect", "-summary:beigelegt")
    assert desk.page("Thema/Schutz")["protection"] == []


def test_template_renames_and_removes_templates(desk: Desk, bot: Terminal) -> None:
    """What embeds a template is found and changed."""
    desk.write("Vorlage:Hinweis", "Hinweis")
    desk.write("Vorlagen/A", "{{Hinweis|x=1}} Text")
    bot.run("template", "-always", "Hinweis", "Achtung", "-summary:umbenannt", answers="y\n")
    assert desk.text("Vorlagen/A") == "{{Achtung|x=1}} Text"
    desk.write("Vorlage:Achtung", "Achtung")
    bot.run("template", "-always", "-remove", "Achtung", "-summary:weg")
    assert desk.text("Vorlagen/A").strip() == "Text"


def test_pagefromfile_makes_pages(desk: Desk, bot: Terminal, tmp_path: Path) -> None:
    """Pages come out of one file, existing ones only when that was said."""
    desk.write("Aus einer Datei/Zwei", "war da")
    file = tmp_path / "seiten.txt"
    file.write_text(
        "{{-start-}}\n'''Aus einer Datei/Eins'''\nUmlaute: äöü & <ref>\n{{-stop-}}\n"
        "{{-start-}}\n'''Aus einer Datei/Zwei'''\nneu\n{{-stop-}}\n",
        encoding="utf-8",
    )
    bot.run("pagefromfile", f"-file:{file}", "-notitle", "-summary:aus einer Datei")
    assert desk.text("Aus einer Datei/Eins") == "Umlaute: äöü & <ref>"
    assert desk.text("Aus einer Datei/Zwei") == "war da"
    bot.run("pagefromfile", f"-file:{file}", "-notitle", "-force", "-summary:aus einer Datei")
    assert desk.text("Aus einer Datei/Zwei") == "neu"


def test_touch_saves_nothing_new_and_purges(desk: Desk, bot: Terminal) -> None:
    """A null edit leaves the history as it was; a purge is answered."""
    desk.write("Berührt", "x")
    before = desk.page("Berührt")["lastrevid"]
    bot.run("touch", "-page:Berührt")
    assert "purged" in bot.run("touch", "-purge", "-page:Berührt")
    assert desk.page("Berührt")["lastrevid"] == before


def test_archivebot_carries_old_threads_away(desk: Desk, bot: Terminal) -> None:
    """Sections whose last signature is old stand on the archive's page afterwards, fresh ones stay."""
    talk = "Diskussion:Thema/Archiviert"
    settings = {
        "archive": f"{talk}/Archiv %(counter)d", "algo": "old(30d)", "counter": "1", "minthreadsleft": "0",
        "minthreadstoarchive": "1", "maxarchivesize": "100K", "archiveheader": "Archiv",
    }  # fmt: skip
    head = "\n".join(("{{Archiv", *(f"|{name}={value}" for name, value in settings.items()), "}}"))
    today = desk.ask(action="query", meta="siteinfo")["query"]["general"]["time"][:10]
    year, month, day = today.split("-")
    fresh = f"12:00, {int(day)}. {_MONTHS[int(month) - 1]} {year} (CET)"
    desk.write("Vorlage:Archiv", "Hier wird aufgeräumt.")
    desk.write("Thema/Archiviert", "x")
    desk.write(
        talk,
        f"{head}\n\n== Alt ==\nDie Rutsche. --[[Benutzer:Lisa|Lisa]] 12:00, 3. Mär. 2024 (CET)\n\n"
        f"== Frisch ==\nDie Bank. --[[Benutzer:Lisa|Lisa]] {fresh}",
    )
    bot.run("archivebot", "Archiv", f"-page:{talk}")
    assert "== Alt ==" in desk.text(f"{talk}/Archiv 1")
    left = desk.text(talk)
    assert "== Frisch ==" in left and "== Alt ==" not in left


def test_redirect_solves_double_redirects_and_finds_broken_ones(desk: Desk, moderator: Terminal) -> None:
    """A redirect to a redirect leads to the page; one to nothing is deleted by a moderator."""
    desk.write("Weiter/Ziel", "x")
    desk.write("Weiter/Mitte", "#WEITERLEITUNG [[Weiter/Ziel]]")
    desk.write("Weiter/Anfang", "#WEITERLEITUNG [[Weiter/Mitte]]")
    desk.write("Weiter/Kaputt", "#WEITERLEITUNG [[Weiter/Fehlt]]")
    moderator.run("redirect", "double", "-always")
    assert "[[Weiter/Ziel]]" in desk.text("Weiter/Anfang")
    moderator.run("redirect", "broken", "-always", "-delete")
    assert desk.page("Weiter/Kaputt").get("missing") is True


def test_upload_puts_a_file_into_the_wiki(desk: Desk, bot: Terminal, tmp_path: Path) -> None:
    """A picture from the disk is a page with the description that was given."""
    picture = tmp_path / "Rutsche.png"
    Image.new("RGB", (4, 3), "red").save(picture)
    bot.run("login")  # the script asks for the right to edit before it signs in
    bot.run(
        "upload",
        "-always",
        "-abortonwarn",
        "-keep",
        "-noverify",
        "-summary:vom Spielplatz",
        str(picture),
        "Eine Rutsche",
    )
    page = desk.page("Datei:Rutsche.png")
    assert "missing" not in page
    assert "Rutsche" in page["revisions"][0]["slots"]["main"]["content"]
