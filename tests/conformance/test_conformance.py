"""Our Action API beside a real MediaWiki's: the same requests, the same replies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from familienkonferenz.plugins.action_api import registry

from . import generated, known, written
from .bases import BASES, GOOD
from .engines import Engine
from .peers import Peers, peers
from .run import run
from .shape import differences, normal


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Peers]:
    """A fresh MediaWiki and a fresh wiki of ours with the same pages, for each test: what one wrote is no other's."""
    with peers(tmp_path) as found:
        yield found


@pytest.mark.long
def test_what_clients_ask_first_is_answered_alike(both: Peers) -> None:
    """Titles, continuation, redirects, both shapes of replies: no difference that is not known."""
    outcome = run([case for case in written.cases() if case.quick], both)
    assert [(name, str(difference)) for name, difference in outcome.unknown] == []
    assert outcome.equal > 40


@pytest.mark.long
def test_every_declared_parameter_is_answered_alike(both: Peers) -> None:
    """Each parameter, right and wrong, and all sequences: what differs is known, and none is known in vain."""
    outcome = run((*written.reading(), *generated.cases(), *written.writing()), both)
    print(outcome)
    assert [(name, str(difference)) for name, difference in outcome.unknown] == []
    assert [entry.reason for entry in known.load() if entry not in outcome.known] == []
    assert outcome.equal > 3800


def test_no_declared_parameter_is_forgotten() -> None:
    """There is a case for every parameter of every module."""
    names = [case.name for case in generated.cases()]
    assert len(names) == len(set(names))
    for module in registry.modules().values():
        assert module.path in BASES
        for parameter in module.parameters:
            start = f"{module.path} {module.prefix}{parameter.name}="
            assert any(name.startswith(start) for name in names), start


def test_what_the_tables_name_is_declared() -> None:
    """No request and no value is kept for a module or a parameter that is gone."""
    modules = registry.modules()
    assert set(BASES) == set(modules)
    for path, name in GOOD:
        assert name in [parameter.name for parameter in modules[path].parameters], (path, name)


def test_known_differences_are_few_and_have_reasons() -> None:
    """At most twenty-five, each with a sentence of its own."""
    entries = known.load()
    assert 0 < len(entries) <= known.MOST
    assert all(len(entry.reason) > 20 for entry in entries)
    assert len({entry.reason for entry in entries}) == len(entries)


def test_ids_and_times_are_no_difference() -> None:
    """What an engine gives by chance is named alike; what it says is not."""
    left, right = Engine("left", {}), Engine("right", {})
    left.names.note("Thema/A", 7, 31)
    right.names.note("Thema/A", 2, 9)
    replies = [
        {"query": {"pages": [{"pageid": page, "lastrevid": rev, "touched": time, "title": "Thema/A"}]}}
        for page, rev, time in ((7, 31, "2026-11-15T12:00:00Z"), (2, 9, "2027-01-01T00:00:00Z"))
    ]
    assert not list(differences(normal(replies[0], left), normal(replies[1], right)))
    replies[1]["query"]["pages"][0]["title"] = "Thema/B"  # type: ignore[index]
    (found,) = differences(normal(replies[0], left), normal(replies[1], right))
    assert (found.path, found.theirs, found.ours) == ("query.pages[].title", "Thema/A", "Thema/B")


def test_exports_are_compared_page_by_page() -> None:
    """Ids are named, what a wiki says of itself is left out; a text that differs is told."""
    engine = Engine("either", {})
    engine.names.note("A", 7, 31)
    xml = (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><siteinfo>%s</siteinfo><page><title>A</title>'
        "<id>7</id><revision><id>31</id><text>%s</text></revision></page></mediawiki>"
    )
    first, alike, other = (
        normal({"query": {"export": xml % said}}, engine)
        for said in (("ours", "Eins"), ("theirs", "Eins"), ("ours", "Zwei"))
    )
    assert "page A" in repr(first) and "rev A#1" in repr(first)
    assert not list(differences(first, alike))
    (found,) = differences(first, other)
    assert (found.theirs, found.ours) == ("Eins", "Zwei")


def test_codes_of_errors_count_their_words_do_not() -> None:
    """A request that only one refuses is one difference."""
    engine = Engine("either", {})
    refused = normal({"error": {"code": "badtoken", "info": "Invalid token.", "docref": "x"}}, engine)
    other = normal({"error": {"code": "badtoken", "info": "Ungültig.", "docref": "y"}}, engine)
    assert not list(differences(refused, other))
    (found,) = differences(refused, normal({"edit": {"result": "Success"}}, engine))
    assert (found.path, found.theirs, found.ours) == ("error.code", "badtoken", "(no error)")
