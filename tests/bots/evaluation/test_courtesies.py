"""Which clauses are ways of speaking, and which are what people want."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from familienkonferenz.bots.evaluation.courtesies import clauses, courtesies, without

MATTERS = ("die Rutsche ist gesprungen", "der Nachtbus fehlt", "das Freibad schließt", "unser Hort ist voll")


def content(text: str) -> set[str]:
    return {word for word in text.lower().split() if len(word) > 3}


def test_what_stands_beside_different_matters_is_a_courtesy() -> None:
    """No list of polite words is needed."""
    texts = [f"Hallo zusammen, {matter}. Danke fürs Lesen!" for matter in MATTERS]
    assert courtesies(texts, content) == {"hallo zusammen", "danke fürs lesen"}


def test_copies_of_one_text_have_no_courtesies() -> None:
    """A petition that a hundred people paste is what they want, in every clause."""
    texts = [f"Der Hort in der Burgstraße ist voll. Wir stehen auf der Liste. {name}" for name in "ABCDEF"]
    assert courtesies(texts, content) == frozenset()


def test_what_somebody_said_alone_is_what_they_wanted() -> None:
    """ "Mehr Hortplätze!" stands beside many matters; to somebody it was the matter."""
    texts = [f"Mehr Hortplätze! Und {matter}." for matter in MATTERS]
    assert "mehr hortplätze" in courtesies(texts, content)
    assert courtesies([*texts[:2], "Mehr Hortplätze!", *texts[2:]], content) == frozenset()


def test_a_clause_goes_whole_and_nothing_else() -> None:
    """The rest stays as it was typed."""
    text = "Guten Tag, hier ist es laut! Danke."
    assert without(text, {"guten tag", "danke"}).split() == ["hier", "ist", "es", "laut!"]
    assert without(text, ()) == text


@given(st.text(max_size=300))
def test_clauses_stand_in_the_text_in_their_order(text: str) -> None:
    """Whatever is typed: spans follow each other, and taking none out changes nothing of what is said."""
    spans = clauses(text)
    assert all(a < b for a, b, _ in spans)
    assert all(one[1] <= following[0] for one, following in itertools.pairwise(spans))
