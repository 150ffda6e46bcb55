"""The cases that are written by hand, beside those that `generated.py` makes."""

from __future__ import annotations

from collections.abc import Iterator

from . import callers, continuation, edits, lives, logged, refusals, texts, titles, written_files
from .case import Case


def cases() -> Iterator[Case]:
    """All of them."""
    yield from reading()
    yield from writing()


def reading() -> Iterator[Case]:
    """Those that only read: they come before everything that writes."""
    for subject in (titles, texts, continuation, callers):
        yield from subject.cases()


def writing() -> Iterator[Case]:
    """Those that write, or are refused to."""
    for subject in (edits, lives, refusals, written_files, logged):
        yield from subject.cases()
