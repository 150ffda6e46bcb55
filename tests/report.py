"""Write what a whole run of the tests found to TESTS.md: `make test-all`.

Reads pytest's JUnit XML. The long tests are listed one by one, with the figures they took; the others are counted.
"""

from __future__ import annotations

import os
import platform
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).parents[1]
LONG = ("stress", "moin", "engines")
"""Folders whose tests are listed one by one, if they took long."""
SECONDS = 5.0


def main(*files: str) -> None:
    """Read the XML, of one run or of several parts of it, and write the report."""
    cases = [case for file in files for case in etree.parse(file).getroot().findall(".//testcase")]
    text = "\n".join(report(cases, len(files)))
    (ROOT / "TESTS.md").write_text(text + "\n", encoding="utf-8")
    print(text)


def report(cases: Iterable[etree._Element], parts: int = 1) -> list[str]:
    """The lines of the report, of a run in so many parts."""
    cases = list(cases)
    ends = Counter(map(outcome, cases))
    long = [case for case in cases if room(case) in LONG and float(case.get("time", "0")) >= SECONDS]
    return [
        "# The tests, run whole",
        "",
        f"Written by `tests/report.py`, which `make test-all` calls, on {date.today().isoformat()}, of {parts} "
        f"{'run' if parts == 1 else 'runs that were parts of it'}; {os.cpu_count()} cores, "
        f"Python {platform.python_version()}. "
        + ", ".join(f"{count} {end}" for end, count in sorted(ends.items(), key=lambda item: -item[1]))
        + f"; {sum(float(case.get('time', '0')) for case in cases) / 60:.0f} minutes of tests.",
        "",
        "| long test | result | seconds | measured |",
        "|---|---|---|---|",
        *(row(case) for case in sorted(long, key=name)),
        "",
        "| room | tests | passed | skipped | failed |",
        "|---|---|---|---|---|",
        *rooms(cases),
        *skipped(cases),
    ]


def outcome(case: etree._Element) -> str:
    """How a test ended."""
    for tag, end in (("failure", "failed"), ("error", "failed"), ("skipped", "skipped")):
        if case.find(tag) is not None:
            return end
    return "passed"


def room(case: etree._Element) -> str:
    """The folder of a test."""
    parts = case.get("classname", "").split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def name(case: etree._Element) -> str:
    """A test's file and name."""
    file = case.get("classname", "").rpartition(".")[2]
    return f"{file}: {case.get('name', '').removeprefix('test_').replace('_', ' ')}"


def row(case: etree._Element) -> str:
    """A long test's line."""
    figures = "; ".join(f"{found.get('name')}: {found.get('value')}" for found in case.iter("property"))
    return f"| {name(case)} | {outcome(case)} | {float(case.get('time', '0')):.0f} | {figures} |"


def rooms(cases: Iterable[etree._Element]) -> list[str]:
    """A line for each folder."""
    found: dict[str, Counter[str]] = {}
    for case in cases:
        found.setdefault(room(case), Counter())[outcome(case)] += 1
    return [
        f"| `tests/{key}/` | {sum(ends.values())} | {ends['passed']} | {ends['skipped']} | {ends['failed']} |"
        for key, ends in sorted(found.items())
    ]


def skipped(cases: Iterable[etree._Element]) -> list[str]:
    """Why tests were skipped, each reason once."""
    reasons = Counter(
        found.get("message", "") for case in cases if (found := case.find("skipped")) is not None
    )
    return (
        ["", "Skipped:", "", *(f"- {count} × {reason}" for reason, count in reasons.items())]
        if reasons
        else []
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
