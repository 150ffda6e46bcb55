"""The watchlist: a client puts pages on it and reads their changes; it is its owner's alone."""

from __future__ import annotations

from typing import Any

import pytest

from familienkonferenz.plugins import bot_passwords

from .conftest import Api

TITLE = "Thema/Verkehr"


def _watch(api: Any, **fields: object) -> Any:
    return api.ask(action="watch", token=api.token("watch"), **fields)["watch"]


def _all_listed(api: Any) -> list[str]:
    return [entry["title"] for entry in api.ask(action="query", list="watchlistraw")["watchlistraw"]]


def _listed(api: Any) -> list[str]:
    """What was put on the list, and not the account's own page."""
    return [title for title in _all_listed(api) if not title.startswith("Benutzer")]


def test_an_account_watches_its_own_page_from_the_start(enter: Any) -> None:
    """As on MediaWiki, so that nobody overlooks what others write there; it may be taken off like any other."""
    lisa = enter("Lisa")
    assert _all_listed(lisa) == ["Benutzer:Lisa", "Benutzer Diskussion:Lisa"]
    _watch(lisa, titles="Benutzer:Lisa", unwatch=1)
    assert _all_listed(lisa) == []


def test_a_page_is_watched_with_its_discussion_until_it_is_no_more(enter: Any, write: Any) -> None:
    """Both names are listed, whether the pages exist or not, and go together."""
    write(TITLE, "Eine Ampel.")
    lisa = enter("Lisa")
    assert _watch(lisa, titles=f"{TITLE}|Thema/Nirgends") == [
        {"title": "Thema/Nirgends", "ns": 0, "watched": True, "missing": True},
        {"title": TITLE, "ns": 0, "watched": True},
    ]
    assert _listed(lisa) == ["Thema/Nirgends", TITLE, "Diskussion:Thema/Nirgends", f"Diskussion:{TITLE}"]
    assert _watch(lisa, titles=f"Diskussion:{TITLE}", unwatch=1)[0]["unwatched"]
    assert _listed(lisa) == ["Thema/Nirgends", "Diskussion:Thema/Nirgends"]


def test_a_list_is_its_owners(enter: Any, write: Any, api: Any) -> None:
    """Others neither see it nor are told by a page who watches it; visitors have none."""
    write(TITLE, "Eine Ampel.")
    lisa, sommer = enter("Lisa"), enter("Frau Sommer")
    _watch(lisa, titles=TITLE)
    assert _listed(sommer) == []
    assert lisa.page(TITLE, prop="info", inprop="watched")["watched"] is True
    assert sommer.page(TITLE, prop="info", inprop="watched")["watched"] is False
    assert sommer.page(TITLE, prop="info", inprop="watchers")["watchers"] == 1
    assert "watchers" not in lisa.page(TITLE, prop="info", inprop="watchers")
    for asked in ({"list": "watchlist"}, {"list": "watchlistraw"}):
        assert api.code(action="query", **asked) == "notloggedin"
    assert sommer.code(action="query", list="watchlist", wlowner="Lisa", wltoken="x") == "bad_wltoken"


def test_the_changes_of_watched_pages_come_newest_first(enter: Any, write: Any) -> None:
    """Of each page the newest one, with `allrev` all of them; what is private stays so."""
    lisa = enter("Lisa")
    for text in ("Eins.", "Zwei."):
        write(TITLE, text)
    write("Thema/B", "Drei.")
    write("Thema/C", "Nicht beobachtet.")
    _watch(lisa, titles=f"{TITLE}|Thema/B|Konferenz/Prüfung/Geheim")
    write("Konferenz/Prüfung/Geheim", "Vertraulich.")

    def changes(**how: object) -> list[str]:
        return [entry["title"] for entry in lisa.all("watchlist", list="watchlist", **how)]

    assert changes() == ["Thema/B", TITLE]
    assert changes(wlallrev=1, wllimit=1) == ["Thema/B", TITLE, TITLE]
    assert changes(wlallrev=1, wltype="new", wldir="newer") == [TITLE, "Thema/B"]
    assert lisa.query(generator="watchlist", prop="info")["pages"]


@pytest.mark.parametrize(("how", "after"), [("watch", True), ("unwatch", False), ("nochange", None)])
def test_who_writes_says_whether_to_watch(enter: Any, write: Any, how: str, after: bool | None) -> None:
    """`watchlist` of what writes is obeyed, and told by an edit; without a word a page stays as it is."""
    write(TITLE, "Eine Ampel.")
    sommer = enter("Frau Sommer")
    for before in (True, False):
        _watch(sommer, titles=TITLE, **({} if before else {"unwatch": 1}))
        wanted = before if after is None else after
        said = sommer.edit(TITLE, text=f"{how} {before}", watchlist=how)["edit"]
        assert ("watched" in said) is wanted
        assert (TITLE in _listed(sommer)) is wanted
        sommer.edit(TITLE, text="Ohne ein Wort.")
        assert (TITLE in _listed(sommer)) is wanted


def test_a_watched_page_is_watched_under_its_new_name_too(enter: Any, write: Any) -> None:
    """A move takes nobody's list away; the mover's own wish counts besides."""
    write(TITLE, "Eine Ampel.")
    lisa, sommer = enter("Lisa"), enter("Frau Sommer")
    _watch(lisa, titles=TITLE)
    sommer.ask(action="move", to="Thema/Ampeln", token=sommer.token(), watchlist="watch", **{"from": TITLE})
    assert {TITLE, "Thema/Ampeln"} <= set(_listed(lisa))
    assert {TITLE, "Thema/Ampeln"} <= set(_listed(sommer))


def test_the_list_takes_the_grants(wiki_app: Any, acting_as: Any, write: Any) -> None:
    """A program reads and changes its owner's list only with the grant for it."""
    write(TITLE, "Eine Ampel.")
    program = _program(wiki_app, acting_as, "editpage")
    assert program.code(action="query", list="watchlist") == "permissiondenied"
    assert program.code(action="watch", titles=TITLE, token=program.token("watch")) == "permissiondenied"
    assert program.edit(TITLE, text="Zwei Ampeln.", watchlist="watch")["edit"]["result"] == "Success"
    assert _listed(_program(wiki_app, acting_as, "viewmywatchlist")) == []


def _program(wiki_app: Any, acting_as: Any, grant: str) -> Api:
    with acting_as("Lisa"):
        secret = bot_passwords.give("Lisa", grant, [grant])
    program = Api(wiki_app.test_client())
    assert program.log_in(f"Lisa@{grant}", secret)["result"] == "Success"
    return program


def test_hiding_a_revision_is_nobodys_right(enter: Any, write: Any) -> None:
    """As on a MediaWiki just set up."""
    saved = write(TITLE, "Eine Ampel.")
    sommer = enter("Frau Sommer")
    asked = {"action": "revisiondelete", "type": "revision", "ids": saved.rev_id, "hide": "content"}
    assert sommer.code(**asked, token=sommer.token()) == "permissiondenied"
