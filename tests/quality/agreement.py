"""How far the bots' kind, topic and aims agree with the labels of the families' contributions.

The labels are a reader's: `kind`, `topic` and `aims` are her first choice; `kinds_ok`, `topics_ok` and `aims_ok` are
what she would accept as well. An accepted aim counts neither as right nor as wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from familienkonferenz.bots.coding import Coded


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over `texts` contributions: the first choice met, an accepted one met, nothing said; aims."""

    texts: int
    kind: int
    kind_accepted: int
    kind_unsaid: int
    topic: int
    topic_accepted: int
    topic_unsaid: int
    aims_right: int
    aims_wrong: int
    aims_missed: int
    misses: tuple[str, ...]

    @property
    def aims_f1(self) -> float:
        return 2 * self.aims_right / max(1, 2 * self.aims_right + self.aims_wrong + self.aims_missed)


def agreement(path: Path, judged: Mapping[str, Coded]) -> Agreement:
    """Compare the labels in the file with the judgement by id; a missing id is an error."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kind = kind_accepted = kind_unsaid = topic = topic_accepted = topic_unsaid = right = wrong = missed = 0
    misses = []
    for row in rows:
        coded = judged[row["id"]]
        kind += coded.kind == row["kind"]
        kind_accepted += coded.kind in (row["kind"], *row["kinds_ok"])
        kind_unsaid += not coded.kind
        topic_unsaid += not coded.topic
        topic += coded.topic == row["topic"]
        topic_fits = coded.topic in (row["topic"], *row["topics_ok"])
        topic_accepted += topic_fits
        aims, wanted = set(coded.aims), set(row["aims"])
        surplus, lacking = aims - wanted - set(row["aims_ok"]), wanted - aims
        right += len(aims & wanted)
        wrong += len(surplus)
        missed += len(lacking)
        if not topic_fits:
            misses.append(f"| {row['id']} | topic | {row['topic']} | {coded.topic or 'none'} |")
        if surplus or lacking:
            said = ", ".join(coded.aims) or "none"
            misses.append(f"| {row['id']} | aims | {', '.join(row['aims']) or 'none'} | {said} |")
    return Agreement(
        len(rows), kind, kind_accepted, kind_unsaid, topic, topic_accepted, topic_unsaid,
        right, wrong, missed, tuple(misses),
    )  # fmt: skip


def lines_of(agreed: Agreement) -> list[str]:
    """The figures and the misses as lines of QUALITY.md."""
    right, wrong, missed = agreed.aims_right, agreed.aims_wrong, agreed.aims_missed
    return [
        "## Kind, topic and aims: families",
        "",
        "*Accepted* also takes what the labeller would accept; a kind is often a matter of taste.",
        "",
        f"| of {agreed.texts} | first choice | accepted | nothing said |",
        "|---|---|---|---|",
        f"| kind | {agreed.kind} | {agreed.kind_accepted} | {agreed.kind_unsaid} |",
        f"| topic | {agreed.topic} | {agreed.topic_accepted} | {agreed.topic_unsaid} |",
        "",
        f"Aims: {right} right, {wrong} wrong, {missed} missed; F1 {agreed.aims_f1:.2f}.",
        "",
        "| text | of | label | said |",
        "|---|---|---|---|",
        *agreed.misses,
        "",
    ]
