"""mwapi, unmodified from PyPI, on our wiki: sessions, continuation, and errors as it knows them."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import BOT, Desk

mwapi = pytest.importorskip("mwapi", reason="mwapi is not installed")


@pytest.fixture
def session(desk: Desk) -> Any:
    """A session of the bot."""
    found = mwapi.Session(
        desk.wiki.url, user_agent="tests of the conference", api_path="/api.php", formatversion=2
    )
    found.login(*desk.logins[BOT])
    return found


def test_it_signs_in(session: Any) -> None:
    """The session is the bot's."""
    assert session.get(action="query", meta="userinfo")["query"]["userinfo"]["name"] == BOT


def test_a_wrong_password_is_a_login_error(desk: Desk) -> None:
    """The refusal is the client's own exception."""
    session = mwapi.Session(desk.wiki.url, user_agent="tests of the conference", api_path="/api.php")
    with pytest.raises(mwapi.errors.LoginError):
        session.login(f"{BOT}@test", "falsch")


def test_it_follows_a_query_to_its_end(session: Any, desk: Desk) -> None:
    """All parts of a query with several continuations come, each thing once."""
    titles = [f"Teile/{number}" for number in range(5)]
    for title in titles:
        for text in ("eins", "zwei", "drei"):
            desk.write(title, f"{text} {title}")
    parts = session.get(
        action="query", generator="allpages", gapprefix="Teile/", gaplimit=2, prop="revisions|info",
        rvprop="ids|content", rvslots="main", continuation=True,
    )  # fmt: skip
    found = [page["title"] for part in parts for page in part["query"]["pages"]]
    assert sorted(found) == titles
    parts = session.get(
        action="query", titles="Teile/0", prop="revisions", rvprop="ids", rvlimit=1, continuation=True
    )
    ids = [one["revid"] for part in parts for page in part["query"]["pages"] for one in page["revisions"]]
    assert len(ids) == len(set(ids)) == 3


def test_it_writes(session: Any, desk: Desk) -> None:
    """A token, an edit, and the page says it."""
    token = session.get(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
    said = session.post(action="edit", title="Mit mwapi", text="ä & ß", token=token)
    assert said["edit"]["result"] == "Success"
    assert desk.text("Mit mwapi") == "ä & ß"


def test_errors_have_mediawikis_codes(session: Any) -> None:
    """What is refused is the client's own exception with the code."""
    with pytest.raises(mwapi.errors.APIError) as refused:
        session.post(action="edit", title="Mit mwapi", text="x", token="falsch+\\")
    assert refused.value.code == "badtoken"
    with pytest.raises(mwapi.errors.APIError) as unknown:
        session.get(action="gibtesnicht")
    assert unknown.value.code == "badvalue"
