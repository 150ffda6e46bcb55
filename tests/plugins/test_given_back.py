"""What people find again: what they wrote under their account, and what they typed when it was refused."""

from __future__ import annotations

import re

import pytest

from .core import LISA, MEHMET, SOMMER, TALK, TOPIC, VISITOR, Wiki, core_template, fields, wiki, wikis
from .plain import visible

__all__ = ["core_template", "wiki", "wikis"]


def title_of(page: str) -> str:
    """What the browser calls the page."""
    found = re.search("<title>(.*?)</title>", page)
    return found[1] if found else ""


def test_the_account_lists_what_one_has_written(wiki: Wiki) -> None:
    """Contributions and replies, the newest first, with the number of answers; nobody else's."""
    own = wiki.contribute(LISA, "Mehr Schatten", "Auf dem Spielplatz.")
    answer = wiki.of(MEHMET).post(f"/+antwort/{own}", text="Ja, bitte!")
    assert answer.status_code == 302
    page = visible(wiki.of(LISA).html("/+konto"))
    assert page.index("Mehr Schatten") < page.index("Ampel an der Lister Meile")
    assert "1 Antwort" in page and "Mehr Bänke" not in page
    theirs = visible(wiki.of(MEHMET).html("/+konto"))
    assert "Mehr Bänke" in theirs and f"Antwort auf Beitrag {own}" in theirs
    assert "noch keinen Beitrag geschrieben" in visible(wiki.of(SOMMER).html("/+konto"))


def test_a_contribution_that_was_taken_down_is_not_listed(wiki: Wiki) -> None:
    """Neither for its author."""
    with wiki.request_as(SOMMER):
        wiki.app.storage["Beitrag/1"].destroy_all_revisions()
    assert "Ampel an der Lister Meile" not in wiki.of(LISA).html("/+konto")


FORMS = [
    ("/+beitrag", {"title": "Die Wippe", "place": "List", "text": "Seit Mai\nkaputt"}),
    ("/+antwort/1", {"title": "", "text": "Seit Mai\nkaputt"}),
    ("/+beitrag/1", {"title": "Ampel", "text": "Seit Mai\nkaputt", "base": "1"}),
    (f"/+abschnitt/{TALK.replace(':', '/')}", {"title": "Die Wippe", "text": "Seit Mai\nkaputt"}),
    (f"/+modify/{TOPIC}", {"text": "Seit Mai\nkaputt", "summary": "Wippe", "base": "1"}),
    ("/+hochladen", {"name": "Die Wippe", "about": "Seit Mai\nkaputt"}),
]
"""Every form in which people write, with what was typed into it."""


@pytest.mark.parametrize(("path", "typed"), FORMS, ids=[path for path, _ in FORMS])
def test_a_form_that_was_open_too_long_can_be_sent_again(
    wiki: Wiki, path: str, typed: dict[str, str]
) -> None:
    """All that was typed stands in it, with a new token; the stale one has saved nothing."""
    before, lisa = wiki.stored(), wiki.of(LISA)
    answer = lisa.post(path, csrf_token="alt", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "Bitte noch einmal absenden" in page
    assert wiki.stored() == before
    again = fields(page)
    assert {name: again[name] for name in typed} == typed
    if path == "/+beitrag":
        assert lisa.post(path, **again).status_code == 302
        assert wiki.stored() != before


@pytest.mark.parametrize(("path", "typed"), FORMS, ids=[path for path, _ in FORMS])
@pytest.mark.parametrize("token", ["alt", None], ids=["stale", "valid"])
def test_who_was_signed_out_meanwhile_gets_the_text_back(
    wiki: Wiki, path: str, typed: dict[str, str], token: str | None
) -> None:
    """Whatever else is wrong with the form: the reason is told, the text is there, and nothing is saved."""
    before = wiki.stored()
    sent = typed | ({"csrf_token": token} if token else {}) | ({"title": ""} if "title" in typed else {})
    page = wiki.browser().post(path, **sent).get_data(as_text=True)
    text = "Seit Mai\nkaputt"
    assert text in page.replace("\r\n", "\n")
    assert "Bitte noch einmal absenden" in page or "Nicht gespeichert" in page
    assert wiki.stored() == before


@pytest.mark.parametrize("path", ["/+anmelden", "/+antwort/999", f"/+delete/{TOPIC}"])
def test_where_there_is_no_such_form_what_was_typed_is_given_back(wiki: Wiki, path: str) -> None:
    """What was answered may be gone; and never is given back what is nobody's to read."""
    sent = {"title": "Wippe", "text": "Seit Mai", "password": "Geheimes Wort", "csrf_token": "alt"}
    page = wiki.of(LISA).post(path, **sent).get_data(as_text=True)
    assert "Bitte noch einmal absenden" in page and "Geheimes Wort" not in page
    found = re.search(r'<textarea id="typed"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None and found[1].strip() == "Wippe\n\nSeit Mai"


@pytest.mark.parametrize(
    ("name", "path", "sent", "said"),
    [
        (LISA, "/+beitrag", {"title": "", "text": "Seit Mai"}, "Fehler: Beitrag schreiben"),
        (VISITOR, "/+beitrag", {"title": "Wippe", "text": "Seit Mai"}, "Fehler: Beitrag schreiben"),
        (VISITOR, "/+anmelden", {"name": "Niemand", "password": "falsch"}, "Fehler: Anmelden"),
        (LISA, "/+modify/Startseite", {"text": "Meins", "base": "1"}, "Fehler: „Startseite“ bearbeiten"),
    ],
)
def test_a_refusal_is_in_the_title_of_its_page(
    wiki: Wiki, name: str, path: str, sent: dict[str, str], said: str
) -> None:
    """Who hears pages hears the title first; a form that nobody sent has none of that in it."""
    assert title_of(wiki.of(name).post(path, **sent).get_data(as_text=True)).startswith(said)
    assert not title_of(wiki.of(name).html(path)).startswith("Fehler")
