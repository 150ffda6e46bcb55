"""What our wikitext looks like, beside a real MediaWiki."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .cases import Case, cases
from .engines import Engines, engines
from .run import meant, run
from .structure import structure

SHARE = 0.98
"""Of all cases, this many look alike at least."""
QUICK = 7
"""Every so-manieth case is compared in every run of the tests."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """A fresh MediaWiki and a fresh wiki of ours, both empty."""
    with engines(tmp_path_factory.mktemp("parse")) as found:
        yield found


def test_some_of_everything_looks_as_on_mediawiki(both: Engines) -> None:
    """Of every construct some cases: text and structure are MediaWiki's, but for what is meant to differ."""
    outcome = run(list(cases())[::QUICK], both)
    assert {name: lines for name, lines in outcome.differing.items() if name not in meant()} == {}
    assert outcome.equal > 60


@pytest.mark.long
def test_nearly_everything_looks_as_on_mediawiki(both: Engines) -> None:
    """At least 98 of 100 cases of each kind are equal, and each of the others has its reason."""
    chosen = list(cases())
    outcome = run(chosen, both)
    print(outcome)
    assert {name: lines for name, lines in outcome.differing.items() if name not in meant()} == {}
    assert set(meant()) <= {case.name for case in chosen}
    for kind in (_of_files(chosen), [case for case in chosen if not case.own]):
        equal = sum(case.name not in outcome.differing for case in kind)
        assert equal >= SHARE * len(kind), f"{equal} of {len(kind)}"


def _of_files(chosen: list[Case]) -> list[Case]:
    return [case for case in chosen if case.own]


def test_there_are_enough_cases() -> None:
    """At least three hundred stand in files, and each has a name of its own."""
    chosen = list(cases())
    assert len(_of_files(chosen)) >= 300
    assert len({case.name for case in chosen}) == len(chosen)


def test_each_difference_has_its_reason() -> None:
    """A sentence, and few enough that the share can hold."""
    reasons = meant()
    assert all(len(reason) > 20 for reason in reasons.values())
    assert len(reasons) <= (1 - SHARE) * len(list(cases()))


def test_what_is_the_same_to_readers_is_no_difference() -> None:
    """Wrappers, names of the engines and blanks are evened out; text, order, links and levels are not."""
    theirs = (
        '<div class="mw-parser-output"><h2><span class="mw-headline" id="Äpfel">Äpfel</span></h2>\n'
        '<p><b>Ja</b> <a href="/wiki/Vorlage:Ort" title="Vorlage:Ort">Ort</a>\n</p></div>'
    )
    ours = (
        '<div class="mw-parser-output"><div xmlns="x"><h2 id="Äpfel">Äpfel<a class="moin-permalink"></a></h2>'
        '<p><strong>Ja</strong> <a href="/Vorlage/Ort">Ort</a></p></div></div>'
    )
    assert structure(theirs) == structure(ours)
    for left, right in (("Ja", "Nein"), ("h2", "h3"), ("/Vorlage/Ort", "/Vorlage/Art"), ("<p>", "<p>!")):
        assert structure(theirs) != structure(ours.replace(left, right))
