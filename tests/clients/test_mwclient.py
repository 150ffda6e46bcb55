"""mwclient, unmodified from PyPI, on our wiki: it signs in, reads, lists, writes, and is told what it may not."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import BOT, MODERATOR, Desk

mwclient = pytest.importorskip("mwclient", reason="mwclient is not installed")


@pytest.fixture(scope="module")
def sites(desk: Desk) -> dict[str, Any]:
    """mwclient's site by account: the bot, the moderator, and "" for a visitor."""
    found = {}
    for name in (BOT, MODERATOR, ""):
        host = desk.wiki.url.removeprefix("http://")
        found[name] = mwclient.Site(host, path="/", scheme="http", force_login=bool(name))
        if name:
            found[name].login(*desk.logins[name])
    return found


@pytest.fixture
def site(sites: dict[str, Any]) -> Any:
    """The bot's site."""
    return sites[BOT]


def test_it_knows_the_wiki_and_itself(site: Any) -> None:
    """Version, namespaces, case, name and rights come from the first request."""
    assert site.version[:2] == (1, 39)
    assert site.namespaces[10] == "Vorlage" and site.namespaces[15] == "Kategorie Diskussion"
    assert site.username == BOT and {"edit", "bot"} <= set(site.rights)


def test_it_logs_in_by_clientlogin_too(desk: Desk) -> None:
    """The newer way of signing in is understood."""
    other = mwclient.Site(desk.wiki.url.removeprefix("http://"), path="/", scheme="http")
    login, secret = desk.logins[BOT]
    assert other.clientlogin(username=login, password=secret)
    assert other.api("query", meta="userinfo")["query"]["userinfo"]["name"] == BOT


def test_a_wrong_password_is_a_login_error(desk: Desk) -> None:
    """The refusal is the client's own exception."""
    other = mwclient.Site(desk.wiki.url.removeprefix("http://"), path="/", scheme="http")
    with pytest.raises(mwclient.errors.LoginError):
        other.login(f"{BOT}@test", "falsch")


def test_it_writes_and_reads_pages(site: Any, desk: Desk) -> None:
    """Save, append, prepend, sections, and the text that comes back."""
    page = site.pages["Schreiben/Straße & Wege"]
    assert not page.exists
    page.edit("== Eins ==\na\n\n== Zwei ==\nb", summary="angelegt", bot=True)
    page.append("\nc")
    page.prepend("Anfang\n\n")
    page = site.pages["Schreiben/Straße & Wege"]
    assert page.text() == "Anfang\n\n== Eins ==\na\n\n== Zwei ==\nb\nc"
    assert page.text(section=1) == "== Eins ==\na"
    page.edit("== Eins ==\nneu", section=1)
    assert "neu" in desk.text("Schreiben/Straße & Wege")
    revisions = list(page.revisions(prop="ids|timestamp|user|comment|content", limit=2))
    assert len(revisions) == 4 and revisions[-1]["comment"] == "angelegt"
    assert revisions[0]["revid"] > revisions[-1]["revid"]


def test_a_conflict_is_an_edit_error(site: Any, desk: Desk) -> None:
    """Text read before somebody else's change overwrites nothing."""
    desk.write("Schreiben/Streit", "Zeile")
    page = site.pages["Schreiben/Streit"]
    text, base = page.text(), page.revision
    desk.write("Schreiben/Streit", "Zeile der Moderation")
    with pytest.raises(mwclient.errors.EditError):
        page.edit(f"{text} des Bots", baserevid=base)
    assert desk.text("Schreiben/Streit") == "Zeile der Moderation"


def test_what_a_page_is_joined_with(site: Any, desk: Desk) -> None:
    """Links, templates, categories, external links, and the pages that lead or embed."""
    desk.write("Vorlage:Knoten", "k")
    desk.write("Netz/A", "{{Knoten}} [[Netz/B]] [https://hannover.example Stadt] [[Kategorie:Netz]]")
    desk.write("Netz/B", "[[Netz/A]]")
    page = site.pages["Netz/A"]
    assert [one.name for one in page.links(namespace=0)] == ["Netz/B"]
    assert [one.name for one in page.templates()] == ["Vorlage:Knoten"]
    assert [one.name for one in page.categories()] == ["Kategorie:Netz"]
    assert [url for url in page.extlinks() if "hannover" in url]
    assert [one.name for one in page.backlinks()] == ["Netz/B"]
    assert [one.name for one in site.pages["Vorlage:Knoten"].embeddedin()] == ["Netz/A"]
    assert [one.name for one in site.categories["Netz"]] == ["Netz/A"]
    assert page.can("edit") and page.namespace == 0 and page.pagelanguage == "de"


def test_lists_go_on_by_themselves(site: Any, desk: Desk) -> None:
    """Every page of a list is asked for until the end, nothing twice."""
    for number in range(7):
        desk.write(f"Lange Liste/{number}", f"x [[Kategorie:Lange Liste {number}]]")
    names = [f"Lange Liste/{number}" for number in range(7)]
    assert [page.name for page in site.allpages(prefix="Lange Liste/", limit=2, generator=True)] == names
    assert list(site.allpages(prefix="Lange Liste/", limit=3, generator=False)) == names
    assert len(list(site.allcategories(prefix="Lange", limit=2))) == 7
    changed = [change["title"] for change in site.recentchanges(limit=3, prop="title", namespace=0)]
    assert set(names) <= set(changed)
    mine = [one["title"] for one in site.usercontributions(MODERATOR, limit=3) if one["title"] in names]
    assert sorted(mine) == names
    assert {user["name"] for user in site.allusers(limit=1)} >= {BOT, MODERATOR}
    assert [user["name"] for user in site.users([BOT])] == [BOT]


def test_it_parses_and_expands(site: Any) -> None:
    """Wikitext becomes HTML, templates become text."""
    assert "fett</" in site.parse(text="'''fett'''")["text"]["*"]
    assert site.expandtemplates("{{#if:x|ja|nein}}") == "ja"


def test_a_moderator_moves_protects_and_deletes(sites: dict[str, Any], desk: Desk) -> None:
    """The life of a page, and its log; a bot is refused with the client's own exceptions."""
    desk.write("Thema/Leben", "x")
    site = sites[MODERATOR]
    site.pages["Thema/Leben"].move("Thema/Neues Leben", reason="umgezogen")
    assert site.pages["Thema/Leben"].redirect
    assert site.pages["Thema/Leben"].resolve_redirect().name == "Thema/Neues Leben"
    page = site.pages["Thema/Neues Leben"]
    site.api(
        "protect", http_method="POST", title=page.name, protections="edit=sysop", token=site.get_token("csrf")
    )
    assert site.pages[page.name].protection["edit"][0] == "sysop"
    site.pages[page.name].purge()
    with pytest.raises(mwclient.errors.InsufficientPermission):
        sites[BOT].pages[page.name].delete(reason="darf nicht")
    site.pages[page.name].delete(reason="weg")
    assert not site.pages[page.name].exists
    kinds = [event["type"] for event in site.logevents(limit=10)]
    assert {"move", "delete", "protect"} <= set(kinds)


def test_a_visitor_is_told_that_writing_needs_an_account(sites: dict[str, Any], desk: Desk) -> None:
    """Nothing is written without an account."""
    desk.write("Schreiben/Fremd", "x")
    page = sites[""].pages["Schreiben/Fremd"]
    with pytest.raises((mwclient.errors.ProtectedPageError, mwclient.errors.APIError)):
        page.edit("von wem?")
    assert desk.text("Schreiben/Fremd") == "x"


def test_a_revoked_password_is_noticed(desk: Desk) -> None:
    """The request after revoking is refused as not signed in, not done as a visitor."""
    login, secret = desk.wiki.bot_password(BOT, "kurz")
    site = mwclient.Site(desk.wiki.url.removeprefix("http://"), path="/", scheme="http")
    site.login(login, secret)
    page = site.pages["Schreiben/Widerruf"]
    page.edit("eins")
    desk.wiki.konferenz("account", "bot-password", BOT, "kurz", "--revoke")
    with pytest.raises(mwclient.errors.AssertUserFailedError):
        page.edit("zwei")
    assert desk.text("Schreiben/Widerruf") == "eins"
