"""What every request may carry: maxlag, and errors in the form that is asked for."""

from __future__ import annotations

import pytest

from familienkonferenz.plugins.app import ConferenceApp

from .conftest import Api, Enter, Write

QUESTION = {"action": "query", "meta": "userinfo", "format": "json", "formatversion": "2"}


def lag_behind(app: ConferenceApp, pages: int) -> None:
    """Leave so much to be done for the full text."""
    database = app._services.database
    with database.transaction():
        database.connection.executemany("insert into outbox (page_id) values (?)", [(1,)] * pages)


def test_who_sends_maxlag_waits_while_the_search_is_behind(api: Api, wiki_app: ConferenceApp) -> None:
    """MediaWiki's code and headers; who sends none is answered."""
    assert "error" not in api.ask(**QUESTION, maxlag=5)
    lag_behind(wiki_app, 700)
    answer = api.client.post("/api.php", data=QUESTION | {"maxlag": "5"})
    reply = answer.get_json()
    assert isinstance(reply, dict)
    assert (reply["error"]["code"], reply["error"]["lag"]) == ("maxlag", 7)
    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["X-Database-Lag"]) == (
        200,
        "5",
        "7",
    )
    for patient in ({}, {"maxlag": 30}, {"maxlag": 7}):
        assert "error" not in api.ask(**QUESTION, **patient)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("plaintext", {"text"}),
        ("wikitext", {"text"}),
        ("html", {"html"}),
        ("raw", {"key", "params"}),
        ("none", set()),
    ],
)
def test_errors_and_warnings_come_in_the_form_that_is_asked_for(
    form: str, words: set[str], api: Api, write: Write
) -> None:
    """As lists, each entry with its code and its module."""
    write("Thema/A", "Text")
    reply = api.ask(action="query", list="allpages", apcontinue="a|b", errorformat=form)
    (error,) = reply["errors"]
    assert (error["code"], error["module"]) == ("badcontinue", "query+allpages")
    assert set(error) == {"code", "module"} | words
    (warning,) = api.ask(**QUESTION, farbe="rot", errorformat=form)["warnings"]
    assert (warning["code"], warning["module"]) == ("unrecognizedparams", "main")


def test_what_was_sent_comes_back_escaped(api: Api) -> None:
    """An error in HTML is no way to put elements into a page."""
    (error,) = api.ask(action="query", titles="A", prop="info", incontinue="<script>", errorformat="html")[
        "errors"
    ]
    assert "<script>" not in error["html"]
    (warning,) = api.ask(**QUESTION, **{"<b>": "1"}, errorformat="html")["warnings"]
    assert "<b>" not in warning["html"]


def test_further_fields_of_an_error_are_its_data(enter: Enter) -> None:
    """As lists of refused tags or limits."""
    api = enter("Konferenzbot")
    reply = api.ask(
        action="edit", title="Beitrag/1", text="x", tags="farbe", token=api.token(), errorformat="plaintext"
    )
    assert reply["errors"][0]["data"] == {"disallowedtags": ["farbe"]}
