"""How an error of the library ends a command: one line on stderr and exit code 2."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from familienkonferenz.bots.errors import KonferenzError
from familienkonferenz.config import ConfigError
from familienkonferenz.config.cli import Failure


@contextlib.contextmanager
def errors_in_one_line() -> Iterator[None]:
    """The library's errors as `Error: …` and exit code 2."""
    try:
        yield
    except (KonferenzError, ConfigError) as error:
        raise Failure(str(error)) from None
