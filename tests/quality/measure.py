"""Measures the bots' judgement on labelled texts and writes QUALITY.md.

    .venv/bin/python -m tests.quality.measure [--data FOLDER] [--out FILE]

FOLDER holds `texts-dev.jsonl`, the labelled sentences; the other sets lie in `tests/cases` (see `labelled`).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from familienkonferenz.bots.coding import Coder, code
from familienkonferenz.bots.places.tags import tag
from familienkonferenz.config import load

from .agreement import agreement, lines_of
from .figures import Figures, measure, table
from .labelled import (
    COUNCIL,
    DATA,
    FAMILIES,
    HERE,
    NONE,
    SOME,
    VOICES,
    Case,
    contribution,
    labelled,
    sample_cases,
    sentences,
)

OUT = HERE.parents[2] / "QUALITY.md"
ORIGINS = HERE.with_name("origins.md")
SEED = 51
SILENT = ("half A and B", "voices, unread", "council, unread")  # whose confusions stand here would be read


def sets(folder: Path) -> Iterator[tuple[str, Sequence[Case]]]:
    """All labelled texts by the names of their sets, the sentences of the folder also as two random halves."""
    cases = list(sentences(folder))
    random.Random(SEED).shuffle(cases)
    half = (len(cases) + 1) // 2
    yield "half A", cases[:half]
    yield "half B", cases[half:]
    yield "half A and B", cases
    yield "sample conference", sample_cases()
    yield "families", labelled(FAMILIES)
    for name, halves in (("voices", VOICES), ("council", COUNCIL)):
        for part, path in halves.items():
            yield f"{name}, {part}", labelled(path)
    yield "no district", labelled(NONE)
    yield "requests", labelled(SOME)


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
        rate(lambda spoken: code(contribution("1", "", spoken), coder)),
    )


def report(
    parts: Sequence[tuple[str, Figures]], per_second: tuple[float, float], agreed: Sequence[str] = ()
) -> str:
    """QUALITY.md as text; `agreed` are lines about kind, topic and aims."""
    tagged, whole = per_second
    rates = f"{tagged:,.0f} tagged with places, {whole:,.0f} coded whole"
    lines = [
        "# Quality of the bots' judgement",
        "",
        "Written by `tests/quality/measure.py`; run it again after every change of a rule.",
        "",
        *ORIGINS.read_text(encoding="utf-8").splitlines(),
        "",
        *table(parts),
        "",
        f"Texts of 400 characters per second of one core: {rates}.",
        "",
        *agreed,
    ]
    head = ["", "| text | category | of | words | label | said | by |", "|" + "---|" * 7]
    for name, figures in parts:
        if name not in SILENT:
            lines += [f"## Confusions: {name}", *head, *figures.confusions, ""]
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
    coder = Coder.of(conference)
    local = frozenset(body.id for body in conference.bodies if body.step == "local")
    parts = [(name, measure(cases, coder, local)) for name, cases in sets(chosen.data)]
    judged = {v.case.key: v.coded for v in dict(parts)["families"].verdicts}
    agreed = lines_of(agreement(FAMILIES, judged))
    chosen.out.write_text(report(parts, speed(coder), agreed), encoding="utf-8")
    print(f"{chosen.out}: {', '.join(f'{name} F1 {f.f1:.2f}' for name, f in parts if f.placed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
