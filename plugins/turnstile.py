"""A turnstile: so many at once and no more, over all threads and processes of a wiki."""

from __future__ import annotations

import fcntl
import random
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

from .services import services


class Turnstile:
    """Use `with turnstile:`. Each place is a lock on a file of the instance's folder.

    The lock goes with the process that held it: one that is killed leaves its place free, which a semaphore that
    processes share would not.
    """

    def __init__(self, places: int, name: str) -> None:
        self._places, self._name = places, name
        self._here = threading.local()

    def __enter__(self) -> None:
        """Take a place; wait for one if there is none."""
        self._here.place = _free(services().home, self._places, self._name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave it."""
        self._here.place.close()


def _free(home: Path, places: int, name: str) -> IO[str]:
    """The open and locked file of a place."""
    numbers = random.sample(range(places), places)
    for number in numbers:
        file = (home / f"{name}.{number}.lock").open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if number != numbers[-1]:
                file.close()
        else:
            return file
    fcntl.flock(file, fcntl.LOCK_EX)
    return file
