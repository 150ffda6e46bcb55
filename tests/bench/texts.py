"""`konferenz classify` on one core: texts a second from JSON to JSON, memory, and what one long text costs."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from familienkonferenz.bots.classification import line
from familienkonferenz.bots.coding import Coder
from familienkonferenz.config import load

from .crowd import Crowd
from .report import Section, rate, ratio

LENGTH = 400
"""Characters of a text."""
LONG = 1_000_000
_TIMES = 10
_HOSTILE = {
    "a contribution again and again": "In der List fehlt ein Hortplatz, Tel. 0511 1234567. ",
    "a district's name": "Ahlem ",
    "keywords of everything": "Spielplatz Radweg Kita Müll Ampel Hort Bus Wohnung Schule Park ",
    "digits": "0511 ",
    "figures and signs": "+49 (0) 12/3-4. ",
    "addresses that are none": "a@b ",
    "titles without a name": "Frau Dr. ",
    "emoji": "👩‍👩‍👧‍👦",
    "wikitext": "{{Entscheidung|stelle=fb-51}} [[Kategorie:Stadtteil Ahlem]] ''",
    "full stops": "abc. ",
    "one word without end": "ä",
    "blank lines": "\n \n",
}


@dataclass(frozen=True)
class Stream:
    """What a stream of texts cost: seconds of CPU of the whole process, and the most memory it had in bytes."""

    texts: int
    seconds: float
    memory: int


def texts(number: int) -> Iterator[str]:
    """So many different contributions of `LENGTH` characters."""
    crowd, chance = Crowd(load(), 100), random.Random(number)
    for _ in range(number):
        said = crowd.said(chance)[1]
        while len(said) < LENGTH:
            said += f" {crowd.said(chance)[1]}"
        yield said[:LENGTH]


def measure(number: int) -> tuple[Section, Section]:
    """A stream and one ten times as long; one text, and one ten times as long."""
    few, many = (_classified(size) for size in (number, _TIMES * number))
    warm = (many.texts - few.texts) / (many.seconds - few.seconds)
    streams = Section(
        f"`konferenz classify`, texts of {LENGTH} characters",
        "JSON lines in, JSON lines out, one process; seconds of CPU (user and system), its start included.",
        ("texts", "s of CPU", "texts a second", "most memory, MB"),
        [
            (
                f"{one.texts:,}",
                f"{one.seconds:.1f}",
                rate(one.texts / one.seconds),
                f"{one.memory / 2**20:.0f}",
            )
            for one in (few, many)
        ],
        [
            f"Without its start: {rate(warm)} texts a second. Memory: {ratio(many.memory, few.memory)} times as much."
        ],
    )
    return streams, _long()


def _classified(number: int) -> Stream:
    lines = [json.dumps({"id": id, "text": text}).encode() + b"\n" for id, text in enumerate(texts(number))]
    command = [sys.executable, "-m", "familienkonferenz.bots.cli", "classify"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        Thread(target=_write, args=(lines, process.stdin), daemon=True).start()
        for _ in lines:
            assert process.stdout.readline()
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        process.stdin.close()
        _, ended, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(ended)
    assert process.returncode == 0
    most = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert most
    return Stream(number, used.ru_utime + used.ru_stime, int(most[1]) * 1024)


def _write(lines: Iterable[bytes], stream: IO[bytes]) -> None:
    stream.writelines(lines)
    stream.flush()


def _long() -> Section:
    coder = Coder.of(load())
    rows = []
    for name, repeated in _HOSTILE.items():
        took = [_judged(repeated * (size // len(repeated)), coder) for size in (LONG // _TIMES, LONG)]
        rows.append((name, f"{took[0]:.2f}", f"{took[1]:.2f}", ratio(took[1], took[0])))
    return Section(
        "One long text",
        f"What somebody pastes, repeated to {LONG // _TIMES:,} and to {LONG:,} characters, as text and as place.",
        ("", "s of CPU", "s of CPU, ten times as long", "ratio"),
        rows,
    )


def _judged(text: str, coder: Coder) -> float:
    raw = json.dumps({"id": 1, "text": text, "place": text}).encode()
    begin = time.process_time()
    line(2, raw, coder)
    return time.process_time() - begin
