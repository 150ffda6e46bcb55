"""A process beside those that serve, for what can wait: it yields the processor to people's requests.

Threads do not do: they would share the interpreter with the requests, however low their priority. The processes that
serve begin the same things (`starting`), so one of them stands in should the companion end.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

NICENESS = 10
"""Weighs a tenth of a request. Not less: it holds the wiki's lock for moments, and others wait for it then."""


@contextmanager
def companion(begin: Callable[[], None]) -> Iterator[None]:
    """A new process that begins what runs in threads, and ends when this one and all forked within it have ended.

    However they end: the kernel closes the pipe that they hold. No thread may run yet, no connection be open.
    """
    ending, held = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(held)
        _stay(begin, ending)
    os.close(ending)
    try:
        yield
    finally:
        os.close(held)
        with suppress(ChildProcessError):  # in a process forked within: it is not its child
            os.waitpid(child, 0)


def _stay(begin: Callable[[], None], ending: int) -> NoReturn:
    try:
        # Ctrl-C reaches all; those that serve end in good order.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.nice(NICENESS)
        begin()
        os.read(ending, 1)
    finally:
        os._exit(0)
