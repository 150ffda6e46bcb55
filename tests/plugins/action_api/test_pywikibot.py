"""Unmodified pywikibot on our wiki: it logs in, reads, saves and walks, as it does on a MediaWiki.

pywikibot keeps one account and one set of caches per process, so each client is a process of its own with a
private folder; the wiki is served in a thread.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from werkzeug.serving import make_server

from familienkonferenz.plugins.app import ConferenceApp
from familienkonferenz.plugins.storage.save import save
from familienkonferenz.plugins.titles import Title

pytestmark = pytest.mark.wiki

_CLIENT = """
import json, os, sys
argv, sys.argv = sys.argv, ["konferenz"]
import pywikibot
from pywikibot import config, exceptions
from pywikibot.family import AutoFamily, Family
sys.argv = argv
config.put_throttle = config.minthrottle = 0
config.maxthrottle = 1
config.max_retries = 1
config.retry_wait = 1
config.solve_captcha = False
config.log = []
address, user, program = sys.argv[1:]
Family._families["konferenz"] = AutoFamily("konferenz", address + "/api.php")
config.usernames["konferenz"]["*"] = user
site = pywikibot.Site("konferenz", Family._families["konferenz"], user)
site.login()
said = []
exec(program)
print("SAID " + json.dumps(said, ensure_ascii=False))
"""


@pytest.fixture
def address(wiki_app: ConferenceApp) -> Iterator[str]:
    """The address of the wiki, served on a free port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, wiki_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)


Pywikibot = Callable[[str], list[Any]]


@pytest.fixture
def pywikibot(address: str, bot_password: str, tmp_path: Path) -> Pywikibot:
    """Runs a program with `site` logged in as the bot; gives what it put into `said`."""
    folder = tmp_path / "pywikibot"
    folder.mkdir(mode=0o700)
    (folder / "user-config.py").write_text("password_file = 'passwords.py'\n", encoding="utf-8")
    (folder / "passwords.py").write_text(
        f"('Konferenzbot', BotPassword('test', {bot_password!r}))\n", encoding="utf-8"
    )
    for file in folder.iterdir():
        file.chmod(0o600)

    def run(program: str) -> list[Any]:
        done = subprocess.run(
            [sys.executable, "-c", _CLIENT, address, "Konferenzbot", program],
            env={"PATH": os.environ["PATH"], "PYWIKIBOT_DIR": str(folder), "HOME": str(folder)},
            cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        lines = [line for line in done.stdout.splitlines() if line.startswith("SAID ")]
        assert lines, f"{done.stdout}\n{done.stderr}"
        said: list[Any] = json.loads(lines[0][5:])
        return said

    return run


def test_it_logs_in_with_its_bot_password_and_reads_the_site(pywikibot: Pywikibot) -> None:
    """Login, siteinfo, rights and namespaces are what pywikibot expects of a German MediaWiki."""
    assert pywikibot("""
said += [site.user(), site.lang, site.has_right("bot"), site.has_right("apihighlimits"), str(site.mw_version)]
said += [site.namespaces[1].custom_name, site.namespaces[10].custom_name, site.siteinfo["case"]]
said += [site.has_extension("ParserFunctions"), sorted(site.userinfo["groups"])]
""") == [
        "Konferenzbot", "de", True, True, "1.39.17", "Diskussion", "Vorlage", "case-sensitive", True,
        ["*", "bot", "user"],
    ]  # fmt: skip


def test_it_reads_a_page_with_its_history(
    pywikibot: Pywikibot, wiki_app: ConferenceApp, acting_as: Any
) -> None:
    """Text, revisions with content, author and categories come as they were saved."""
    with acting_as("Frau Sommer"):
        topic = Title.parse("Thema/Verkehr und Sicherheit")
        save(topic, "Die Kreuzung am Küchengarten.\n\n[[Kategorie:Thema]]")
        save(topic, "Die Kreuzung am Küchengarten ist gefährlich.", summary="Näher")
    assert pywikibot("""
page = pywikibot.Page(site, "Thema/Verkehr und Sicherheit")
said += [page.text, page.exists(), page.namespace().id, page.latest_revision.user]
said += [[r["text"], r["comment"], r["user"]] for r in sorted(page.revisions(content=True), key=lambda r: r["revid"])]
said += [pywikibot.Page(site, "Thema/Nirgends").exists()]
""") == [
        "Die Kreuzung am Küchengarten ist gefährlich.", True, 0, "Frau Sommer",
        ["Die Kreuzung am Küchengarten.\n\n[[Kategorie:Thema]]", "", "Frau Sommer"],
        ["Die Kreuzung am Küchengarten ist gefährlich.", "Näher", "Frau Sommer"],
        False,
    ]  # fmt: skip


def test_it_saves_strictly(pywikibot: Pywikibot) -> None:
    """A bot creates with createonly and edits with baserevid; a lost race is an exception, never a lost text."""
    assert pywikibot("""
page = pywikibot.Page(site, "Beitrag/1")
page.text = "Mehr Bänke."
page.save("Bot: angelegt", createonly=True, bot=True, minor=False)
first = page.latest_revision_id
said.append(page.latest_revision.comment)
other = pywikibot.Page(site, "Beitrag/1")
other.text = "Mehr Bänke im Schatten."
other.save("Bot: eins", baserevid=first, basetimestamp=None, nocreate=True)
stale = pywikibot.Page(site, "Beitrag/1")
strict = dict(baserevid=first, basetimestamp=None, nocreate=True)
for text, more in (("Gar keine Bänke.", strict), ("x", dict(createonly=True))):
    try:
        stale.text = text
        stale.save("Bot: zwei", **more)
    except exceptions.PageSaveRelatedError as error:
        said.append(type(error).__name__)
try:
    lost = pywikibot.Page(site, "Beitrag/99")
    lost.text = "x"
    lost.save("Bot", nocreate=True)
except exceptions.PageSaveRelatedError as error:
    said.append(type(error).__name__)
said.append(pywikibot.Page(site, "Beitrag/1").text)
""") == [
        "Bot: angelegt", "EditConflictError", "PageCreatedConflictError", "NoCreateError",
        "Mehr Bänke im Schatten.",
    ]  # fmt: skip


def test_it_walks_through_the_wiki(pywikibot: Pywikibot, acting_as: Any) -> None:
    """Recent changes, all pages and the members of a category, more of them than fit into one reply."""
    with acting_as("Frau Sommer"):
        for number in range(1, 8):
            save(Title.parse(f"Beitrag/{number}"), f"Wunsch {number}\n[[Kategorie:Stadtteil Linden-Nord]]")
        save(Title.parse("Vorlage:Beitrag"), "{{{titel}}}")
    assert pywikibot("""
config.step = 3
site.loginstatus = None
said.append([p.title() for p in site.allpages(prefix="Beitrag/", namespace=0)])
said.append([p.title() for p in site.allpages(namespace=10)])
said.append([p.title() for p in pywikibot.Category(site, "Kategorie:Stadtteil Linden-Nord").articles()])
said.append([c["title"] for c in site.recentchanges(namespaces=[0], reverse=True)])
said.append(["bot" in c for c in site.recentchanges(total=1)])
said.append([p.text for p in site.preloadpages([pywikibot.Page(site, f"Beitrag/{n}") for n in (2, 3)])])
said.append([c.title() for c in pywikibot.Page(site, "Beitrag/1").categories()])
said.append([p.title() for p, *_ in pywikibot.User(site, "Frau Sommer").contributions(total=2)])
""") == [
        [f"Beitrag/{n}" for n in range(1, 8)],
        ["Vorlage:Beitrag"],
        [f"Beitrag/{n}" for n in range(1, 8)],
        ["Konferenz/Fenster", *(f"Beitrag/{n}" for n in range(1, 8))],
        [False],
        [f"Wunsch {n}\n[[Kategorie:Stadtteil Linden-Nord]]" for n in (2, 3)],
        ["Kategorie:Stadtteil Linden-Nord"],
        ["Vorlage:Beitrag", "Beitrag/7"],
    ]  # fmt: skip


def test_the_export_streams_histories(address: str, acting_as: Any) -> None:
    """Special:Export gives the whole history of the named pages as MediaWiki's XML, which lxml reads."""
    talk = "Diskussion:Thema/Spielplätze und Grün"
    with acting_as("Frau Sommer"):
        save(Title.parse(talk), "== Rutsche ==\nJa & <gern>!")
        save(Title.parse(talk), "== Rutsche ==\nJa & <gern>! Und Schatten.")
    form = urllib.parse.urlencode({"pages": f"{talk}\nKonferenz/Fenster\nFehlt", "history": 1})
    with urllib.request.urlopen(f"{address}/index.php?title=Special:Export", form.encode()) as reply:
        tree = etree.parse(reply)
    space = "{http://www.mediawiki.org/xml/export-0.11/}"
    pages = {page.findtext(f"{space}title"): page for page in tree.iter(f"{space}page")}
    assert list(pages) == [talk, "Konferenz/Fenster"]
    texts = [text.text for text in pages[talk].iter(f"{space}text")]
    assert texts == ["== Rutsche ==\nJa & <gern>!", "== Rutsche ==\nJa & <gern>! Und Schatten."]
