"""What the bots' judgement of labelled texts is worth: each text judged, then all of them counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.coding import Coded, Coder, code
from familienkonferenz.bots.routing.routes import Candidate

from .labelled import Case


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case and what the bots say of it; `on_the_spot` when the label names bodies of the Stadtteile only."""

    case: Case
    coded: Coded
    on_the_spot: bool

    @property
    def right(self) -> set[str]:
        """The Stadtteile that are set and labelled."""
        return self.case.districts & set(self.coded.districts)

    @property
    def surplus(self) -> set[str]:
        """The Stadtteile that are set and should not be."""
        return set(self.coded.districts) - self.case.districts - self.case.districts_ok

    @property
    def lacking(self) -> set[str]:
        """The Stadtteile that should be set and are not."""
        return set(self.case.districts) - set(self.coded.districts)

    @property
    def fine(self) -> frozenset[str]:
        """The bodies that the label calls right, or would accept."""
        return self.case.bodies | self.case.bodies_ok

    @property
    def ranked(self) -> list[str]:
        """Fachbereiche and bodies outside together, best first: who would answer for the matter itself."""
        both: list[Candidate] = [*self.coded.route.department, *self.coded.route.external]
        return [candidate.body for candidate in sorted(both, key=lambda candidate: -candidate.score)]

    @property
    def best(self) -> str:
        """The first of them, "" without any."""
        return next(iter(self.ranked), "")

    @property
    def begin(self) -> str:
        """The body where the way begins, "" when people must say."""
        return self.coded.route.steps[0].body if self.coded.route.steps else ""

    @property
    def measured(self) -> bool:
        """Whether the label names a Fachbereich or a body outside."""
        return bool(self.case.bodies) and not self.on_the_spot


@dataclass(frozen=True, slots=True)
class Figures:
    """The verdicts on one set of cases, counted; shares from 0 to 1."""

    verdicts: tuple[Verdict, ...]

    @property
    def precision(self) -> float:
        """Of the Stadtteile that are set, how many are right."""
        return self._right / max(1, self._right + self._wrong)

    @property
    def recall(self) -> float:
        """Of the Stadtteile that are labelled, how many are set."""
        return self._right / max(1, self._right + self._missed)

    @property
    def f1(self) -> float:
        """Precision and recall in one, over all tags of all texts."""
        return 2 * self._right / max(1, 2 * self._right + self._wrong + self._missed)

    @property
    def exact(self) -> float:
        """The texts with no Stadtteil too many and none too few."""
        return _share(not v.surplus and not v.lacking for v in self.verdicts)

    @property
    def placed(self) -> int:
        """The texts of some Stadtteil."""
        return len(self.verdicts) - self.placeless

    @property
    def placeless(self) -> int:
        """The texts of no Stadtteil."""
        return sum(not v.case.districts for v in self.verdicts)

    @property
    def false_on_placeless(self) -> int:
        """Those of them that get one."""
        return sum(not v.case.districts and bool(v.surplus) for v in self.verdicts)

    @property
    def with_body(self) -> int:
        """The texts for a Fachbereich or a body outside."""
        return len(self._measured)

    @property
    def first_strict(self) -> float:
        """The best body is the one of the label."""
        return _share(v.best in v.case.bodies for v in self._measured)

    @property
    def first(self) -> float:
        """The best body is one that the label accepts."""
        return _share(v.best in v.fine for v in self._measured)

    @property
    def top_three(self) -> float:
        """One of the first three is."""
        return _share(not v.fine.isdisjoint(v.ranked[:3]) for v in self._measured)

    @property
    def labelled(self) -> int:
        """The texts for any body."""
        return sum(bool(v.case.bodies) for v in self.verdicts)

    @property
    def first_step(self) -> float:
        """Of those, the way begins where the label accepts it."""
        return _share(v.begin in v.fine for v in self.verdicts if v.case.bodies)

    @property
    def triage(self) -> int:
        """Of those, the texts that people must route."""
        return sum(bool(v.case.bodies) and v.coded.route.triage for v in self.verdicts)

    @property
    def nobody(self) -> int:
        """The texts that no body could act on."""
        return sum(v.case.nobody for v in self.verdicts)

    @property
    def nobody_in_triage(self) -> int:
        """Those of them that go to people."""
        return sum(v.case.nobody and v.coded.route.triage for v in self.verdicts)

    @property
    def confusions(self) -> tuple[str, ...]:
        """A row of a table for everything that is not as labelled."""
        return tuple(row for verdict in self.verdicts for row in _confusions(verdict))

    @property
    def _measured(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.measured]

    @property
    def _right(self) -> int:
        return sum(len(verdict.right) for verdict in self.verdicts)

    @property
    def _wrong(self) -> int:
        return sum(len(verdict.surplus) for verdict in self.verdicts)

    @property
    def _missed(self) -> int:
        return sum(len(verdict.lacking) for verdict in self.verdicts)


def measure(cases: Iterable[Case], coder: Coder, local: Collection[str]) -> Figures:
    """Judge all cases; `local` are the ids of the bodies on the spot."""
    return Figures(
        tuple(Verdict(case, code(case.contribution, coder), case.bodies.issubset(local)) for case in cases)
    )


def _share(answers: Iterable[bool]) -> float:
    given = list(answers)
    return sum(given) / max(1, len(given))


def _confusions(verdict: Verdict) -> Iterator[str]:
    case, bodies = verdict.case, _listed(verdict.case.bodies)
    if verdict.surplus or verdict.lacking:
        said = ", ".join(verdict.coded.districts) or "nichts"
        yield _row(case, "Ort", _listed(case.districts) or "nichts", said, _why(verdict))
    said = f"{verdict.begin or 'niemand'}; {', '.join(verdict.ranked[:3]) or 'niemand'}"
    if verdict.measured and verdict.best not in verdict.fine:
        yield _row(case, "Stelle", bodies, said, "")
    elif case.bodies and verdict.on_the_spot and verdict.begin not in verdict.fine:
        yield _row(case, "Beginn", bodies, said, "")


def _why(verdict: Verdict) -> str:
    rules = {tag.district: f"{tag.rule}: „{tag.words}“" for tag in verdict.coded.tags}
    return "; ".join(rules[name] for name in sorted(verdict.surplus) if name in rules)


def _row(case: Case, what: str, wanted: str, said: str, why: str) -> str:
    text = " ".join(case.contribution.text.split())
    short = text if len(text) <= 110 else f"{text[:109]}…"
    cells = (case.key, case.category, what, short, wanted, said, why)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))


def table(parts: Sequence[tuple[str, Figures]]) -> list[str]:
    """The figures of several sets beside each other, as lines of a table."""
    rows = [
        ("texts", [str(len(f.verdicts)) for _, f in parts]),
        ("districts: precision", [f"{f.precision:.2f}" if f.placed else "–" for _, f in parts]),
        ("districts: recall", [f"{f.recall:.2f}" if f.placed else "–" for _, f in parts]),
        ("districts: F1 (micro)", [f"**{f.f1:.2f}**" if f.placed else "–" for _, f in parts]),
        ("districts: exact set", [f"{f.exact:.0%}" for _, f in parts]),
        (
            "false tags on texts of no district",
            [f"{f.false_on_placeless} of {f.placeless}" for _, f in parts],
        ),
        ("responsible body, strict", [f"{f.first_strict:.0%} of {f.with_body}" for _, f in parts]),
        ("responsible body, tolerant", [f"**{f.first:.0%}**" for _, f in parts]),
        ("… among the first three", [f"{f.top_three:.0%}" for _, f in parts]),
        ("first step, tolerant", [f"{f.first_step:.0%} of {f.labelled}" for _, f in parts]),
        ("to triage though a body is right", [str(f.triage) for _, f in parts]),
        ("texts for nobody: to triage", [f"{f.nobody_in_triage} of {f.nobody}" for _, f in parts]),
    ]
    head = ["| | " + " | ".join(name for name, _ in parts) + " |", "|---|" + "---|" * len(parts)]
    return [*head, *(f"| {name} | {' | '.join(values)} |" for name, values in rows)]
