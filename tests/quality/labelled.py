"""The labelled texts: what a reader says of each text's Stadtteile and of who is responsible for it.

Every file holds one JSON object per line with `text`, `districts`, `districts_ok` (neither right nor wrong),
`bodies`, `bodies_ok`, `category`, and perhaps `place`. Where the sets come from stands in `origins.md`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.config.sample import load_sample

HERE = Path(__file__).resolve()
DATA = HERE.parents[3] / "shared" / "data"
CASES = HERE.parents[1] / "cases"
FAMILIES = CASES / "families.jsonl"
VOICES = {half: CASES / f"voices-{half}.jsonl" for half in ("read", "unread")}
"""200 invented texts of citizens, councils, offices and papers, written and labelled by somebody who knew no rule.
Nobody who changes a rule reads the unread half: it says what unseen texts would give."""
COUNCIL = {half: CASES / f"voices-council-{half}.jsonl" for half in ("read", "unread")}
"""160 more of the same kind, council papers and traps above all; the unread half likewise."""
NONE = CASES / "voices-none-read.jsonl"
"""110 texts about no Stadtteil, full of their names."""
SOME = CASES / "voices-some-read.jsonl"
"""60 requests from Stadtteile, by the same writer."""
_DAY = datetime(2026, 11, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its labels; what is `ok` counts neither as right nor as wrong; `nobody`: no body could act."""

    key: str
    category: str
    contribution: Contribution
    districts: frozenset[str]
    districts_ok: frozenset[str]
    bodies: frozenset[str]
    bodies_ok: frozenset[str]
    nobody: bool


def labelled(path: Path) -> tuple[Case, ...]:
    """The cases of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Case(
            row["id"],
            row["category"],
            contribution(row["id"], "", row["text"], row.get("place", "")),
            frozenset(row["districts"]),
            frozenset(row["districts_ok"]),
            frozenset(row["bodies"]),
            frozenset(row["bodies_ok"]),
            not row["bodies"] and not row["bodies_ok"],
        )
        for row in rows
    )


def sentences(folder: Path) -> tuple[Case, ...]:
    """The labelled sentences of the folder: short, from many sources, half of them traps."""
    return labelled(folder / "texts-dev.jsonl")


def sample_cases() -> tuple[Case, ...]:
    """The sample conference's contributions; the label is where the way begins."""
    cases = []
    for row in load_sample().contributions:
        if row.expected is None:
            continue
        expected = row.expected
        made = contribution(row.key, row.title, row.text, row.place, row.topic, row.kind)
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


def contribution(
    key: str, title: str, text: str, place: str = "", topic: str = "", kind: str = ""
) -> Contribution:
    """A contribution that stands on no wiki, with what a case says of it."""
    return Contribution(
        key, "beitrag", f"Beitrag/{key}", title, text, "", kind, topic, place, "", _DAY, _DAY, ()
    )
