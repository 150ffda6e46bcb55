"""Work instead of time: how much something does, and an end for what would keep a processor busy for hours."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def patience(seconds: int = 60) -> Iterator[None]:
    """So many seconds of the processor at most, which waiting does not use; what is in order needs a hundredth."""

    def ended(number: int, frame: object) -> None:
        raise AssertionError(f"not done after {seconds} s of the processor")

    before = signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python ran, each turn of a loop counted."""
    count = 0

    def counted(frame: FrameType, event: str, value: object) -> Any:
        nonlocal count
        count += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
