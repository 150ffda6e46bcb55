"""The login of the bots: a bot password, read from the file that `konferenz serve` makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from familienkonferenz.bots.refusals import no_login
from familienkonferenz.config.language import reason, say


@dataclass(frozen=True, slots=True)
class Login:
    """A bot password: `account`, the `purpose` it was made for, the password itself."""

    account: str
    purpose: str
    password: str

    @classmethod
    def read(cls, path: Path) -> Login:
        """Read `Account@purpose` and the password from the two lines of a file. Raises `LoginRefused`."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise no_login(str(path), reason(error)) from None
        except UnicodeDecodeError:
            lines = []
        account, _, purpose = lines[0].strip().rpartition("@") if len(lines) > 1 else ("", "", "")
        if not (account and purpose and lines[1].strip()):
            wanted = say(
                "must hold NAME@PURPOSE and the bot password on two lines",
                "muss NAME@ZWECK und das Bot-Passwort in zwei Zeilen enthalten",
            )
            raise no_login(str(path), wanted)
        return cls(account, purpose, lines[1].strip())
