"""Measures the bots' judgement on labelled texts and writes QUALITY.md.

    .venv/bin/python tests/quality/measure.py [--data FOLDER] [--out FILE]

FOLDER holds `texts-dev.jsonl`: one JSON object per line with `text`, `districts`, `districts_ok` (neither right
nor wrong), `bodies`, `bodies_ok`, `category`. They are short sentences from many sources, half of them traps. The
second set are the sample conference's contributions, written as families write, with a moderator's labels. The
third, `tests/cases/families.jsonl`, are 150 invented contributions over all Stadtteile, written and labelled without
knowing the rules; their places and routing have been looked at since.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from familienkonferenz.bots.coding import Coded, Coder, code
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.places import tag
from familienkonferenz.bots.routing import Candidate
from familienkonferenz.config import load
from familienkonferenz.config.rules import load_rules
from familienkonferenz.config.sample import load_sample

if __package__:
    from .agreement import agreement, lines_of
else:  # run as a file
    from agreement import agreement, lines_of

HERE = Path(__file__).resolve()
DATA = HERE.parents[3] / "shared" / "data"
OUT = HERE.parents[2] / "QUALITY.md"
FAMILIES = HERE.parents[1] / "cases" / "families.jsonl"
VOICES = {half: HERE.parents[1] / "cases" / f"voices-{half}.jsonl" for half in ("read", "unread")}
"""200 invented texts of citizens, councils, offices and papers, written and labelled by somebody who knew no rule.
Nobody who changes a rule reads the unread half: it says what unseen texts would give."""
COUNCIL = {half: HERE.parents[1] / "cases" / f"voices-council-{half}.jsonl" for half in ("read", "unread")}
"""160 more of the same kind, council papers and traps above all; the unread half likewise."""
UNREAD = ("voices, unread", "council, unread")
SEED = 51
_DAY = datetime(2026, 11, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its labels; `first` is where a way begins ("" = not labelled), `first_ok` what else would do."""

    key: str
    category: str
    contribution: Contribution
    districts: frozenset[str]
    districts_ok: frozenset[str]
    bodies: frozenset[str]
    bodies_ok: frozenset[str]
    nobody: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one set of cases; shares from 0 to 1."""

    cases: int
    right: int
    wrong: int
    missed: int
    exact: float
    placeless: int
    false_on_placeless: int
    with_body: int
    first_strict: float
    first: float
    top_three: float
    labelled: int
    first_step: float
    triage: int
    nobody: int
    nobody_in_triage: int
    confusions: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def sentences(folder: Path) -> tuple[Case, ...]:
    """The labelled sentences of the folder."""
    return _labelled(folder / "texts-dev.jsonl")


def families() -> tuple[Case, ...]:
    """The invented contributions of families; some name their place in a field of its own."""
    return _labelled(FAMILIES)


def voices(half: str) -> tuple[Case, ...]:
    """The texts of that half of the voices: "read" or "unread"."""
    return _labelled(VOICES[half])


def council(half: str) -> tuple[Case, ...]:
    """The texts of that half of the council voices: "read" or "unread"."""
    return _labelled(COUNCIL[half])


def _labelled(path: Path) -> tuple[Case, ...]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Case(
            row["id"],
            row["category"],
            _contribution(row["id"], "", row["text"], row.get("place", "")),
            frozenset(row["districts"]),
            frozenset(row["districts_ok"]),
            frozenset(row["bodies"]),
            frozenset(row["bodies_ok"]),
            not row["bodies"] and not row["bodies_ok"],
        )
        for row in rows
    )


def sample_cases() -> tuple[Case, ...]:
    """The sample conference's contributions; the label is where the way begins."""
    cases = []
    for row in load_sample().contributions:
        if row.expected is None:
            continue
        expected = row.expected
        made = _contribution(row.key, row.title, row.text, row.place, row.topic, row.kind)
        cases.append(
            Case(
                row.key,
                "Beispielkonferenz",
                made,
                frozenset(expected.districts),
                frozenset(expected.districts_ok),
                frozenset((expected.body,)) if expected.body else frozenset(),
                frozenset(expected.bodies_ok),
                expected.step == "none",
            )
        )
    return tuple(cases)


def _contribution(
    key: str, title: str, text: str, place: str = "", topic: str = "", kind: str = ""
) -> Contribution:
    return Contribution(
        key, "beitrag", f"Beitrag/{key}", title, text, "", kind, topic, place, "", _DAY, _DAY, ()
    )


def responsible(coded: Coded) -> list[Candidate]:
    """Fachbereiche and bodies outside together, best first: who would answer for the matter itself."""
    both = (*coded.route.department, *coded.route.external)
    return sorted(both, key=lambda candidate: -candidate.score)


def measure(cases: Sequence[Case], coder: Coder, local: frozenset[str]) -> Figures:
    """Judge all cases and count; `local` are the ids of the bodies on the spot."""
    right = wrong = missed = exact = placeless = false = strict = tolerant = three = steps = 0
    with_body = labelled = triage = nobody = nobody_in_triage = 0
    confusions = []
    for case in cases:
        coded = code(case.contribution, coder)
        got = set(coded.districts)
        surplus, lacking = got - case.districts - case.districts_ok, case.districts - got
        right += len(got & case.districts)
        wrong += len(surplus)
        missed += len(lacking)
        exact += not surplus and not lacking
        if not case.districts:
            placeless += 1
            false += bool(surplus)
        if surplus or lacking:
            said = ", ".join(f"{name}" for name in coded.districts) or "nichts"
            confusions.append(
                _row(case, "Ort", ", ".join(sorted(case.districts)) or "nichts", said, _why(coded, surplus))
            )
        if case.nobody:
            nobody += 1
            nobody_in_triage += coded.route.triage
        if not case.bodies:
            continue
        labelled += 1
        fine = case.bodies | case.bodies_ok
        ranked = responsible(coded)
        begin = coded.route.steps[0].body if coded.route.steps else ""
        steps += begin in fine
        triage += coded.route.triage
        said = f"{begin or 'niemand'}; {', '.join(c.body for c in ranked[:3]) or 'niemand'}"
        if case.bodies <= local:
            if begin not in fine:
                confusions.append(_row(case, "Beginn", ", ".join(sorted(case.bodies)), said, ""))
            continue
        with_body += 1
        best = ranked[0].body if ranked else ""
        strict += best in case.bodies
        tolerant += best in fine
        three += any(candidate.body in fine for candidate in ranked[:3])
        if best not in fine:
            confusions.append(_row(case, "Stelle", ", ".join(sorted(case.bodies)), said, ""))
    share = max(1, with_body)
    return Figures(
        len(cases), right, wrong, missed, exact / max(1, len(cases)), placeless, false, with_body,
        strict / share, tolerant / share, three / share, labelled, steps / max(1, labelled), triage,
        nobody, nobody_in_triage, tuple(confusions),
    )  # fmt: skip


def _why(coded: Coded, surplus: Iterable[str]) -> str:
    rules = {tag.district: f"{tag.rule}: „{tag.words}“" for tag in coded.tags}
    return "; ".join(rules[name] for name in sorted(surplus) if name in rules)


def _row(case: Case, what: str, wanted: str, said: str, why: str) -> str:
    text = " ".join(case.contribution.text.split())
    short = text if len(text) <= 110 else f"{text[:109]}…"
    cells = (case.key, case.category, what, short, wanted, said, why)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def speed(coder: Coder, seconds: float = 1.0) -> tuple[float, float]:
    """Texts of 400 characters per second of one core: tagged with places, and coded whole; no two the same."""
    base = (
        "In der Südstadt, nahe beim Stephansplatz, fehlt ein Spielplatz mit Rutsche; die Kinder aus Linden und "
        "Limmer laufen über die Hildesheimer Straße, wo Autos den Gehweg zuparken und keiner kontrolliert. "
    )
    text = (base * 3)[:380]

    def rate(judge: Callable[[str], object]) -> float:
        count, begun = 0, time.process_time()
        while time.process_time() - begun < seconds:
            judge(f"{text} Beitrag Nummer {count}")
            count += 1
        return count / (time.process_time() - begun)

    return (
        rate(lambda spoken: tag(spoken, "", coder.gazetteer)),
        rate(lambda spoken: code(_contribution("1", "", spoken), coder)),
    )


def report(
    parts: Sequence[tuple[str, Figures]], per_second: tuple[float, float], agreed: Sequence[str] = ()
) -> str:
    """QUALITY.md as text; `agreed` are lines about kind, topic and aims."""
    lines = [
        "# Quality of the bots' judgement",
        "",
        "Written by `tests/quality/measure.py`; run it again after every change of a rule.",
        "",
        f"The labelled sentences are cut into two halves at random (seed {SEED}). Rules were tried against half A;",
        "the confusions of half B were looked at once, after its first figures (F1 0.90, responsible body 91 %) were",
        "taken. All sentences were read when the rules were first drafted, so both halves are a weaker test than",
        "unseen text. The sample conference was written and labelled by somebody else; its first figures, before",
        "anything was changed for it, were F1 0.98 for districts and 95 % for the first step. The families' 150",
        "contributions were written and labelled without knowing the rules; their first figures, before anything was",
        "changed for them, were F1 0.88 for districts (84 % exact), 74 % for the responsible body (tolerant), 82 % for",
        "the first step; kind 67, topic 96 of 150 accepted. Places and routing were then worked on without sight of",
        "them, by other examples: 0.92 (90 % exact), 82 % and 87 %. After that their confusions of places and routing",
        "were looked at. Kind, topic and aims were worked on with the 75 texts of odd numbers in sight; on the 75 of",
        "even ones, unseen, kinds accepted went from 38 to 69, topics from 48 to 68, aims from F1 0.58 to 0.78. Then",
        "those were read too. So the families are a seen set now. What unseen text would give is better told by the",
        "last examples that were written and measured before any rule was changed for them: 75 of 79 sentences with",
        "exactly their districts, none of 65 of no district tagged (`tests/cases/places.txt`), of 48 requests the",
        "responsible body first in 90 and among the first three in 98 of 100 (`tests/cases/requests.txt`).",
        "",
        "The voices are 200 texts of citizens, councils, offices, papers and laws, written and labelled by somebody",
        "who knew no rule. Before anything was changed for them: F1 0.93, 89 % exact, false tags in 4 of 54 texts of",
        "no district; of 111 requests the first body right in 78 %, a right one among the first three in 89 %. Then",
        "the texts of odd numbers were read. The unread half is never read by who changes a rule, its confusions are",
        "not listed: its column says what unseen texts would give.",
        "",
        "The council voices are 160 more: 90 requests, many of them council papers, and 70 texts about no district",
        "and full of its words. First, unseen: F1 0.93, 95 % exact, false tags in 3 of 89 texts of no district; the",
        "first body right in 82 % of 91 requests by the strict label, in 99 % by what the labeller would accept, which",
        "is much; 38 of 65 texts that ask nobody for anything were sent to somebody. Half of them stay unread.",
        "",
        "A district that a labeller calls tolerable counts neither as right nor as wrong. *Responsible body* is the",
        "best Fachbereich or body outside (texts labelled with one only); *first step* is where the way begins,",
        "which for a matter of a Stadtteil is on the spot. *Tolerant* also takes what the labeller calls acceptable.",
        "",
        "| | " + " | ".join(name for name, _ in parts) + " |",
        "|---|" + "---|" * len(parts),
    ]
    rows = [
        ("texts", [str(f.cases) for _, f in parts]),
        ("districts: precision", [f"{f.precision:.2f}" for _, f in parts]),
        ("districts: recall", [f"{f.recall:.2f}" for _, f in parts]),
        ("districts: F1 (micro)", [f"**{f.f1:.2f}**" for _, f in parts]),
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
    lines += [f"| {name} | {' | '.join(values)} |" for name, values in rows]
    tagged, whole = per_second
    rates = f"{tagged:,.0f} tagged with places, {whole:,.0f} coded whole"
    lines += ["", f"Texts of 400 characters per second of one core: {rates}.", "", *agreed]
    for name, figures in parts:
        if name in ("half A and B", *UNREAD):  # whose confusions stand here would be read
            continue
        lines += [
            f"## Confusions: {name}",
            "",
            "| text | category | of | words | label | said | by |",
            "|" + "---|" * 7,
        ]
        lines += [*figures.confusions, ""]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; exit 2 without the labelled sentences."""
    parser = argparse.ArgumentParser(description="Measure the bots' judgement and write QUALITY.md.")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with texts-dev.jsonl")
    parser.add_argument("--out", type=Path, default=OUT, help="file to write")
    chosen = parser.parse_args(arguments)
    if not (chosen.data / "texts-dev.jsonl").is_file():
        print(f"{chosen.data}: no texts-dev.jsonl; name its folder with --data", file=sys.stderr)
        return 2
    conference = load()
    coder = Coder.of(conference, load_rules(conference))
    local = frozenset(body.id for body in conference.bodies if body.step == "local")
    cases = list(sentences(chosen.data))
    random.Random(SEED).shuffle(cases)
    half = (len(cases) + 1) // 2
    parts = [
        ("half A", measure(cases[:half], coder, local)),
        ("half B", measure(cases[half:], coder, local)),
        ("half A and B", measure(cases, coder, local)),
        ("sample conference", measure(sample_cases(), coder, local)),
        ("families", measure(families(), coder, local)),
        ("voices, read", measure(voices("read"), coder, local)),
        (UNREAD[0], measure(voices("unread"), coder, local)),
        ("council, read", measure(council("read"), coder, local)),
        (UNREAD[1], measure(council("unread"), coder, local)),
    ]
    judged = {case.key: code(case.contribution, coder) for case in families()}
    agreed = lines_of(agreement(FAMILIES, judged))
    chosen.out.write_text(report(parts, speed(coder), agreed), encoding="utf-8")
    print(f"{chosen.out}: {', '.join(f'{name} F1 {f.f1:.2f}' for name, f in parts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
