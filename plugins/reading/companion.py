"""A process beside those that serve, for what can wait: it yields the processor to people's requests.

Threads do not do: they would share the interpreter with the requests, however low their priority. The processes that
serve begin the same things (`starting`), so one of them stands in should the companion end.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

NICENESS = 10
"""Weighs a tenth of a request. Not less: it holds the wiki's lock for moments, and others wait for it then."""


def fork(begin: Callable[[], None]) -> None:
    """Let a new process `begin` what runs in threads. It ends with the last process that serves, however that ends.

    No thread may run yet, no connection be open.
    """
    ending, kept = os.pipe()
    if os.fork():
        os.close(ending)  # `kept` is closed by the kernel when nobody holds it any more
        return
    try:
        os.close(kept)
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl-C reaches all; the one that serves ends in good order
        os.nice(NICENESS)
        begin()
        os.read(ending, 1)
    finally:
        os._exit(0)
