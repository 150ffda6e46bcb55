"""The families' contributions are what they say: known names, all of Hannover, the traps they promise."""

import json
from collections import Counter

import pytest

from familienkonferenz.config import load

from .labelled import FAMILIES

ROWS = [json.loads(line) for line in FAMILIES.read_text(encoding="utf-8").splitlines()]
CONFERENCE = load()
FIELDS = {
    "id", "text", "districts", "districts_ok", "bodies", "bodies_ok", "kind", "kinds_ok", "topic", "topics_ok",
    "aims", "aims_ok", "personal", "traits", "category", "why",
}  # fmt: skip
KNOWN = {
    "districts": {district.name for district in CONFERENCE.districts},
    "bodies": {body.id for body in CONFERENCE.bodies},
    "aims": {aim.id for aim in CONFERENCE.aims},
    "topics": {topic.id for topic in CONFERENCE.topics},
    "kinds": {*CONFERENCE.kinds, ""},
}


def _first(row, name):
    return [row[name[:-1]]] if name in ("topics", "kinds") else row[name]


def test_every_contribution_has_its_own_id_and_text():
    """150 contributions, no id and no text twice, each label with its reason."""
    assert len(ROWS) == 150
    assert len({row["id"] for row in ROWS}) == len({row["text"] for row in ROWS}) == 150
    assert [row["id"] for row in ROWS if set(row) - {"place"} != FIELDS or not row["why"]] == []


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_labels_are_names_the_conference_knows(name):
    """Districts, bodies, kinds, topics and aims are spelt as in the configuration."""
    said = {(row["id"], label) for row in ROWS for label in (*_first(row, name), *row[f"{name}_ok"])}
    assert [label for label in sorted(said) if label[1] not in KNOWN[name]] == []


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_what_is_right_is_not_tolerated_as_well(name):
    """A label stands in one of its two lists, and in that once."""
    for row in ROWS:
        labels = (*_first(row, name), *row[f"{name}_ok"])
        assert len(set(labels)) == len(labels), row["id"]


def test_every_stadtteil_is_asked_for_twice():
    """Each of the 51 Stadtteile is the right answer to at least two contributions."""
    asked = Counter(district for row in ROWS for district in row["districts"])
    assert {name for name in KNOWN["districts"] if asked[name] < 2} == set()


def test_many_contributions_are_about_no_stadtteil():
    """40 are about no Stadtteil: the whole city, other towns, nothing in particular."""
    assert sum(not row["districts"] for row in ROWS) == 40


@pytest.mark.parametrize(
    ("trait", "least"),
    [
        ("trap", 20), ("child", 5), ("grandparent", 5), ("typing-errors", 5), ("several-wishes", 5), ("thanks", 4),
        ("angry", 10), ("friendly", 10), ("easy", 5), ("long", 4),
    ],
)  # fmt: skip
def test_families_speak_in_many_voices(trait, least):
    """Traps, children, grandparents, anger and thanks are all there."""
    assert sum(trait in row["traits"] for row in ROWS) >= least


def test_personal_data_are_marked_as_they_stand():
    """Ten contributions hold personal data; each mark is a piece of the text, word for word."""
    marked = [row for row in ROWS if row["personal"]]
    assert len(marked) >= 10
    assert [row["id"] for row in marked if not all(mark in row["text"] for mark in row["personal"])] == []
