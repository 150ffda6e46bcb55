"""Ends what would keep a processor busy for hours, so that a test of it fails and does not hang."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


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
