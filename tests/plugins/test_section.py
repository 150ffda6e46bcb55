"""A section on a discussion by the form: read as it was typed, signed, and nobody's words are lost for it."""

from __future__ import annotations

import pytest

from .core import AFTER, LATE, LISA, MEHMET, OPEN, TALK, TOPIC, VISITOR, Wiki
from .plain import acts, visible

FORM = "/+abschnitt/" + TALK.replace(":", "/")
TYPED = {"title": "Hort {{am}} Nachmittag", "text": "#abitur: keine Plätze.\n* Warum?\n\n== so == ~~~~ [[x]]"}


def test_a_section_is_read_as_it_was_typed_and_signed(wiki: Wiki) -> None:
    """Nothing of it acts; the name and the time stand beneath, and what was there before stays."""
    before = wiki.text(TALK)
    answer = wiki.of(LISA).submit(FORM, **TYPED)
    assert answer.status_code == 302
    text = wiki.text(TALK)
    assert (
        text.startswith(before.rstrip()) and text.count("Benutzer:Lisa") == before.count("Benutzer:Lisa") + 1
    )
    page = wiki.of(VISITOR).html(answer.location)
    assert acts(page) == []
    shown = " ".join(visible(page).split())
    assert TYPED["title"] in shown
    for line in TYPED["text"].split("\n"):
        assert line in shown


def test_two_sections_at_once_both_stand_there(wiki: Wiki) -> None:
    """Who opened the form earlier overwrites nothing."""
    first, second = (
        wiki.of(LISA).fill(FORM, **TYPED),
        wiki.of(MEHMET).fill(FORM, title="Bus", text="Zu spät."),
    )
    assert wiki.of(MEHMET).client.post(FORM, data=second).status_code == 302
    assert wiki.of(LISA).client.post(FORM, data=first).status_code == 302
    assert "== Bus ==" in wiki.text(TALK) and "abitur" in wiki.text(TALK)


def test_a_late_section_is_given_back_and_kept(wiki: Wiki) -> None:
    """As any text that comes too late; who comes later still learns it before typing."""
    filled = wiki.of(LISA).fill(FORM, **TYPED)
    before = wiki.text(TALK)
    wiki.clock.now = AFTER
    answer = wiki.of(LISA).client.post(FORM, data=filled)
    assert answer.status_code == 403 and "keine Plätze." in answer.get_data(as_text=True)
    assert "<textarea" not in wiki.of(LISA).html(FORM)
    wiki.clock.now = OPEN
    assert wiki.text(TALK) == before and "keine Plätze." in wiki.text(LATE)


def test_visitors_are_asked_to_sign_in(wiki: Wiki) -> None:
    """The button is there, and behind it what one needs; a post changes nothing."""
    assert "/+abschnitt/" in wiki.of(VISITOR).html("/" + TALK.replace(":", "/"))
    assert "melden Sie sich bitte an" in wiki.of(VISITOR).html(FORM)
    before = wiki.stored()
    assert wiki.of(VISITOR).post(FORM, **TYPED).status_code == 403
    assert wiki.stored() == before


@pytest.mark.parametrize(
    "path", [TOPIC, "Diskussion/Gibt es nicht", "Konferenz/Nachzügler", "Vorlage/Beitrag"]
)
def test_sections_are_for_discussions_that_there_are(wiki: Wiki, path: str) -> None:
    """Elsewhere there is no such form."""
    assert wiki.of(LISA).get(f"/+abschnitt/{path}").status_code == 404


@pytest.mark.parametrize("missing", ["title", "text"])
def test_what_is_missing_is_said_at_its_field(wiki: Wiki, missing: str) -> None:
    """The rest stays as it was typed."""
    answer = wiki.of(LISA).submit(FORM, **(TYPED | {missing: ""}))
    assert answer.status_code == 400 and "Bitte " in answer.get_data(as_text=True)
