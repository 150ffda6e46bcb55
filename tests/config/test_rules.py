"""Facts about `rules.toml`: the rules of Hannover load, and every slip is said in one line."""

import tomllib
from pathlib import Path

import pytest

from familienkonferenz.config import ConfigError, load
from familienkonferenz.config.rules import FILE, PACKAGED, Rules, load_rules, read_rules

CONFERENCE = load()


def written() -> dict[str, object]:
    return tomllib.loads((PACKAGED / FILE).read_text(encoding="utf-8"))


def problems(values: dict[str, object]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_rules(values, CONFERENCE)
    return [str(problem) for problem in caught.value.problems]


def test_the_rules_of_hannover_load():
    """Every way names groups of words and bodies that exist."""
    rules = load_rules(CONFERENCE)
    assert isinstance(rules, Rules)
    assert {way.body for way in rules.ways} <= {body.id for body in CONFERENCE.bodies}
    assert {sign.kind for sign in rules.signs} == {*CONFERENCE.kinds, ""}
    assert {theme.topic for theme in rules.themes} == {topic.id for topic in CONFERENCE.topics} - {
        "sonstiges"
    }
    assert {service.aim for service in rules.services} == {aim.id for aim in CONFERENCE.aims}


def test_every_group_of_words_is_used():
    """A group that no rule names would be read by people and do nothing."""
    rules = load_rules(CONFERENCE)
    used = {name for way in rules.ways for name in (*way.when, *way.unless)}
    used |= {name for theme in rules.themes for name in theme.groups}
    used |= {name for service in rules.services for name in (*service.groups, *service.near, *service.unless)}
    assert set(rules.words) <= used
    assert used <= {*rules.words, *(sign.name for sign in rules.signs)}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"body": "fb-667"}, "rules.toml: way[0].body: „fb-667“ gibt es nicht. Meinten Sie „fb-67“?"),
        ({"when": ["Fahrban"]}, "rules.toml: way[0].when: „Fahrban“ gibt es nicht. Meinten Sie „Fahrbahn“?"),
        ({"pionts": 3}, "rules.toml: way[0].pionts: diesen Schlüssel gibt es nicht. Meinten Sie „points“?"),
    ],
)
def test_a_slip_in_a_way_is_said_with_a_remedy(change, line):
    """File, number of the rule, key, what is wrong, the near name."""
    values = written()
    values["way"] = [values["way"][0] | change]
    assert line in problems(values)


def test_everything_wrong_is_told_at_once():
    """An unknown section, an unknown kind and a section that is no table: three lines."""
    values = written()
    values["Ort"] = {}
    values["kind"] = [{"name": "Wusch", "words": ["bitte"]}]
    values["routing"] = "viel"
    found = "\n".join(problems(values))
    assert "Ort: diesen Schlüssel gibt es nicht" in found
    assert "„Wusch“ gibt es nicht. Meinten Sie „Wunsch“?" in found
    assert "routing: muss eine Tabelle sein" in found


def test_a_missing_or_broken_file_is_said(tmp_path: Path):
    """No file, or no TOML: one line with the name of the file."""
    with pytest.raises(ConfigError, match=r"rules\.toml: die Datei kann nicht gelesen werden"):
        load_rules(CONFERENCE, tmp_path)
    (tmp_path / FILE).write_text("[places\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"rules\.toml: kein gültiges TOML"):
        load_rules(CONFERENCE, tmp_path)
