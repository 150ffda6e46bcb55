"""The bots' folder: the journal of the harvest, one for each wiki. The only module that writes files of state.

Everything in it is derived: whoever deletes the folder harvests again and gets the same.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from familienkonferenz.bots import journal
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.errors import JournalError, StateError
from familienkonferenz.config.language import reason, say


class State:
    """The folder for the wiki at `url`, beneath the instance's `home`."""

    def __init__(self, home: Path, url: str) -> None:
        name = re.sub(r"[^A-Za-z0-9.-]+", "_", url.partition("://")[2].strip("/")) or "wiki"
        self._file = home / "bots" / name / "journal.jsonl"

    def load(self) -> tuple[dict[str, Contribution], int]:
        """Contributions by id, and the cursor: the last revision that was harvested. Raises `StateError`."""
        try:
            with self._file.open(encoding="utf-8") as lines:
                return journal.loads(lines)
        except FileNotFoundError:
            return {}, 0
        except JournalError as error:
            line = say("line", "Zeile")
            raise StateError(f"{self._file}, {line} {error.line}", error.problem, error.remedy) from None
        except UnicodeDecodeError:
            raise StateError(
                str(self._file),
                say("this is no text", "das ist kein Text"),
                say("delete it and harvest again", "löschen und neu ernten"),
            ) from None
        except OSError as error:
            raise _unusable(self._file, error) from None

    def save(self, contributions: Iterable[Contribution], cursor: int) -> None:
        """Replace the journal in one step: a reader sees the old one or the new one. Raises `StateError`."""
        new = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(journal.dumps(contributions, cursor))
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._file)
        except OSError as error:
            raise _unusable(self._file, error) from None


def _unusable(path: Path, error: OSError) -> StateError:
    return StateError(
        str(path), reason(error), say("check --home, space and rights", "--home, Platz und Rechte prüfen")
    )
