"""What people find again: what they wrote under their account, and what they typed when it was refused."""

from __future__ import annotations

import re

import pytest

from .core import LISA, MEHMET, SOMMER, VISITOR, Wiki, core_template, wiki, wikis
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


def test_a_form_that_was_open_too_long_gives_back_all_that_was_typed(wiki: Wiki) -> None:
    """Title and place too, not the text alone; and never what is nobody's to read."""
    typed = {"title": "Die Wippe", "place": "List", "text": "Seit Mai\nkaputt", "password": "Geheimes Wort"}
    page = wiki.of(LISA).post("/+beitrag", csrf_token="alt", **typed).get_data(as_text=True)
    assert "Bitte noch einmal absenden" in page and "Geheimes Wort" not in page
    found = re.search(r'<textarea id="typed"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None and found[1].strip() == "Die Wippe\n\nList\n\nSeit Mai\nkaputt"


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
