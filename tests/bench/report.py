"""The tables of BENCHMARKS.md: what was measured, on which machine, with which versions."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from .load import Load


@dataclass(frozen=True)
class Section:
    """One measurement: its heading, what was done, a table with its heads, and notes beneath it."""

    title: str
    text: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def __str__(self) -> str:
        lines = [f"## {self.title}", "", self.text, "", _row(self.heads), "|---" * len(self.heads) + "|"]
        lines += [_row(row) for row in self.rows]
        return "\n".join([*lines, *(part for note in self.notes for part in ("", note))])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


_OF_WIKIS = """{}

All wikis are served on the same machine at the same time, and take turns. The clients are the same for all
(`tests/bench/connection.py`): processes with one kept connection each, on the same cores as the servers,
each waiting for its answer before it asks again."""


def document(sections: Iterable[Section], now: datetime, took: float, peers: str) -> str:
    """The whole of BENCHMARKS.md."""
    head = (
        "# Benchmarks",
        "",
        f"Written by `make bench` on {now:%Y-%m-%d at %H:%M %Z}, in {took / 60:.0f} minutes. {machine()}",
        *(_OF_WIKIS.format(peers).splitlines() if peers else ()),
        "Trust the ratios more than the figures.",
    )
    return "\n\n".join(["\n".join(head), *(str(section) for section in sections)]) + "\n"


def machine() -> str:
    """The machine in a line."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"^model name\s*: (.*)$", info, re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({model[1] if model else platform.machine()}), {memory:.0f} GB, "
        f"Linux {platform.release().partition('-')[0]}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, Flask {version('flask')}."
    )


def milliseconds(seconds: float) -> str:
    """A time as a table shows it."""
    return f"{seconds * 1000:.0f}" if seconds >= 0.02 else f"{seconds * 1000:.1f}"


def rate(figure: float) -> str:
    """Something a second, as a table shows it."""
    return f"{figure:,.0f}" if figure >= 50 else f"{figure:.1f}"


def ratio(one: float, other: float) -> str:
    """How many times the other the one is."""
    if not other:
        return "–"
    times = one / other
    return f"{times:.2f}" if times < 2 else f"{times:.1f}" if times < 100 else f"{times:.0f}"


def failures(load: Load) -> str:
    """What did not go well, and how often."""
    named = [f"{count} × {end}" for end, count in load.ends.most_common() if end != "ok"]
    return ", ".join(named[:4]) or "0"
