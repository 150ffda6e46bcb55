"""What the bots found against what a person expects: figures for a labelled conference, and every miss by name.

The labels are the sample's (`config/sample.py`), written by hand before the bots read them. They measure; they
are never fitted to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.wording import count
from familienkonferenz.config.sample import Expected, Sample


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `all`; an empty whole counts as wholly right, there was nothing to miss."""

    right: int
    all: int

    @property
    def value(self) -> float:
        """From 0 to 1."""
        return self.right / self.all if self.all else 1.0

    def __str__(self) -> str:
        return f"{self.right} von {self.all} ({100 * self.value:.0f} %)"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of all labelled contributions found.

    districts    the set is right: all expected, none but those and the admissible ones
    recall       expected districts that were found; precision: found ones that are expected or admissible
    steps        the way begins at the right level; bodies: at the expected body or an admissible one
    triage       contributions handed to people
    duplicates   expected pairs that were found; false_duplicates: contributions merged that are not in a pair
    missing      keys of labelled contributions that are not among the coded ones
    misses       one line for each wrong one: what was expected, what was found
    """

    districts: Share
    recall: Share
    precision: Share
    steps: Share
    bodies: Share
    triage: Share
    duplicates: Share
    false_duplicates: int
    missing: tuple[str, ...]
    misses: tuple[str, ...]


def matched(coded: Sequence[Coded], sample: Sample) -> dict[str, str]:
    """Sample key → contribution id, by author and text (blanks at the edges aside)."""
    ids: dict[tuple[str, str], list[str]] = {}
    for one in coded:
        contribution = one.contribution
        ids.setdefault((contribution.author, contribution.text.strip()), []).append(contribution.id)
    found: dict[str, str] = {}
    for written in (*sample.contributions, *sample.replies):
        waiting = ids.get((written.author, written.text.strip()))
        if waiting:
            found[written.key] = waiting.pop(0)
    return found


def compare(
    coded: Sequence[Coded],
    sample: Sample,
    ids: Mapping[str, str],
    merged: Mapping[str, str],
    steps: Mapping[str, str],
) -> Comparison:
    """Compare with the sample's labels.

    `ids`: sample key → contribution id (`matched`). `merged`: id → id it is read with. `steps`: body id →
    local, department or external.
    """
    known = {one.contribution.id: one for one in coded}
    labelled = [(w.key, w.expected) for w in (*sample.contributions, *sample.replies) if w.expected]
    pairs = [(known[ids[key]], key, expected) for key, expected in labelled if ids.get(key) in known]
    wanted = {ids[key]: ids.get(e.duplicate_of, "") for _, key, e in pairs if e.duplicate_of}
    found_districts = sum(len(one.districts) for one, _, _ in pairs)
    return Comparison(
        districts=Share(sum(_districts_right(one, e) for one, _, e in pairs), len(pairs)),
        recall=Share(
            sum(name in one.districts for one, _, e in pairs for name in e.districts),
            sum(len(e.districts) for _, _, e in pairs),
        ),
        precision=Share(
            sum(name in (*e.districts, *e.districts_ok) for one, _, e in pairs for name in one.districts),
            found_districts,
        ),
        steps=Share(sum(_step(one, steps) == e.step for one, _, e in pairs), len(pairs)),
        bodies=Share(sum(_body_right(one, e) for one, _, e in pairs), len(pairs)),
        triage=Share(sum(one.route.triage for one, _, _ in pairs), len(pairs)),
        duplicates=Share(sum(merged.get(id) == kept for id, kept in wanted.items()), len(wanted)),
        false_duplicates=sum(1 for id in merged if id in known and id not in wanted),
        missing=tuple(key for key, _ in labelled if ids.get(key) not in known),
        misses=tuple(line for one, key, e in pairs for line in _misses(one, key, e)),
    )


def lines(comparison: Comparison) -> Iterator[str]:
    """The comparison for printing, figures first, then each miss."""
    yield f"Stadtteile richtig:        {comparison.districts}"
    yield f"Stadtteile gefunden:       {comparison.recall}"
    yield f"Stadtteile zutreffend:     {comparison.precision}"
    yield f"Ebene des Weges richtig:   {comparison.steps}"
    yield f"Stelle richtig:            {comparison.bodies}"
    yield f"bei der Moderation:        {comparison.triage}"
    wrong = count(
        comparison.false_duplicates, "falscher Vorschlag", "falsche Vorschläge", "kein falscher Vorschlag"
    )
    yield f"doppelte Beiträge erkannt: {comparison.duplicates}, {wrong}"
    if comparison.missing:
        yield f"nicht auf dem Wiki gefunden: {', '.join(comparison.missing)}"
    yield from comparison.misses


def _districts_right(one: Coded, expected: Expected) -> bool:
    found = set(one.districts)
    return set(expected.districts) <= found <= {*expected.districts, *expected.districts_ok}


def _first(one: Coded) -> str:
    return one.route.steps[0].body if one.route.steps else ""


def _step(one: Coded, steps: Mapping[str, str]) -> str:
    return steps.get(_first(one), "none")


def _body_right(one: Coded, expected: Expected) -> bool:
    """Of a contribution for nobody it is right to ask nobody."""
    return _first(one) == expected.body or _first(one) in expected.bodies_ok


def _misses(one: Coded, key: str, expected: Expected) -> Iterator[str]:
    if not _districts_right(one, expected):
        yield (
            f"{one.contribution.id} {key}: Stadtteile erwartet {', '.join(expected.districts) or 'keine'}, "
            f"gefunden {', '.join(one.districts) or 'keine'}"
        )
    if not _body_right(one, expected):
        asked = " oder ".join((expected.body or "keine", *expected.bodies_ok))
        yield f"{one.contribution.id} {key}: Stelle erwartet {asked}, gefunden {_first(one) or 'keine'}"
