"""A table of a TOML file while it is read: gives out typed values and notes everything that is wrong.

Reading goes on after a problem with a harmless stand-in, so that one run tells a person all there is to do.
A key that nobody asked for is a problem too: it is most often a slip of the pen.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from familienkonferenz.config.errors import Problem, did_you_mean
from familienkonferenz.config.pages import fault

_Noun = TypeVar("_Noun")
_Choice = TypeVar("_Choice", bound=str)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Table:
    """One table: file is its name, key the path to it, problems the list to add to."""

    def __init__(self, file: str, key: str, values: dict[str, object], problems: list[Problem]) -> None:
        self._file = file
        self._key = key
        self._values = values
        self._problems = problems
        self._asked: set[str] = set()

    def wrong(self, name: str, what: str, remedy: str) -> None:
        """Notes a problem with the value of this name."""
        self._problems.append(Problem(self._file, self.where(name), what, remedy))

    def where(self, name: str) -> str:
        """The key of this name as messages call it, e.g. ``topic[2].name``."""
        return f"{self._key}.{name}" if self._key and name else self._key or name

    def text(self, name: str, default: str | None = None) -> str:
        """A text without spaces at its ends; only with a default may it be missing or empty."""
        value = self._take(name, default)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(
                name, f"muss ein Text sein, ist aber {_called(value)}", "Setzen Sie ihn in Anführungszeichen."
            )
            return default or ""
        text = value.strip()
        if not text and default is None:
            self.wrong(name, "ist leer", "Tragen Sie den Text ein.")
        return text

    def line(self, name: str, default: str | None = None) -> str:
        """A text of one line without control characters: a name."""
        text = self.text(name, default)
        if _holds_control(text):
            self.wrong(
                name, "enthält einen Zeilenumbruch oder ein Steuerzeichen", "Schreiben Sie es in eine Zeile."
            )
        return text

    def id(self, name: str, default: str | None = None) -> str:
        """A short name for machines: small letters a–z, digits and hyphens between them."""
        text = self.text(name, default)
        if text and not _ID.fullmatch(text):
            self.wrong(
                name, f"„{text}“ ist kein Kürzel", "Nehmen Sie a–z, 0–9 und Bindestriche, z. B. „fb-51“."
            )
        return text

    def digits(self, name: str, count: int) -> str:
        """A number of this many digits, as text, since zeros in front count."""
        text = self.text(name)
        if text and not re.fullmatch(f"[0-9]{{{count}}}", text):
            self.wrong(
                name, f"„{text}“ hat nicht genau {count} Ziffern", f"Schreiben Sie z. B. „{'1':0>{count}}“."
            )
        return text

    def page(self, name: str = "page", *, listed: bool = False) -> str:
        """The last part of a page title. listed: pages name it in lists, so no comma may stand in it."""
        value = self._values.get(name)
        text = self.text(name)
        found = fault(value) if text and isinstance(value, str) else None
        if found:
            self.wrong(name, *found)
        elif listed and "," in text:
            self.wrong(
                name,
                f"„{text}“ enthält ein Komma, das in Aufzählungen trennt",
                "Schreiben Sie es ohne Komma.",
            )
        return text

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of lines, none empty, none twice; without a default it must be there and not be empty."""
        value = self._take(name, default)
        if value is None or value == default:
            return default or ()
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.wrong(name, "muss eine Liste von Texten sein", f'Schreiben Sie {name} = ["…", "…"].')
            return default or ()
        found: dict[str, None] = {}
        for number, entry in enumerate(value):
            text = entry.strip()
            here = f"{name}[{number}]"
            if not text:
                self.wrong(here, "ist leer", "Löschen Sie den Eintrag oder füllen Sie ihn aus.")
            elif _holds_control(text):
                self.wrong(here, "enthält ein Steuerzeichen", "Schreiben Sie den Eintrag in eine Zeile.")
            elif text in found:
                self.wrong(
                    here, f"„{text}“ steht zweimal in der Liste", "Löschen Sie einen der beiden Einträge."
                )
            else:
                found[text] = None
        if not value and default is None:
            self.wrong(name, "ist leer", "Tragen Sie mindestens einen Eintrag ein.")
        return tuple(found)

    def choice(self, name: str, choices: tuple[_Choice, ...], default: _Choice | None = None) -> _Choice:
        """One of the given words."""
        value = self._take(name, default)
        for known in choices:
            if value == known:
                return known
        if value is not None:
            listed = ", ".join(f"„{known}“" for known in choices if known)
            self.wrong(name, f"„{value}“ ist nicht möglich", f"Nehmen Sie eines von {listed}.")
        return default if default is not None else choices[0]

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number; only with a default may it be missing."""
        value = self._take(name, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self.wrong(
                name, f"muss eine Zahl sein, ist aber {_called(value)}", f"Schreiben Sie z. B. {name} = 2012."
            )
        return 0

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no."""
        value = self._take(name, default)
        if isinstance(value, bool):
            return value
        self.wrong(
            name, f"muss true oder false sein, ist aber {_called(value)}", f"Schreiben Sie {name} = true."
        )
        return default

    def moment(self, name: str) -> datetime | None:
        """A point in time as written, naive or with an offset; None when there is none."""
        value = self._take(name)
        if isinstance(value, datetime):
            return value
        if value is not None:
            self.wrong(
                name,
                f"muss ein Zeitpunkt sein, ist aber {_called(value)}",
                f"Schreiben Sie ohne Anführungszeichen z. B. {name} = 2026-11-02 00:00:00.",
            )
        return None

    def rows(self, name: str, make: Callable[["Table"], _Noun], *, needed: bool = True) -> tuple[_Noun, ...]:
        """What ``make`` makes of each ``[[name]]`` table, in order; needed: there must be at least one."""
        value = self._take(name, None if needed else ())
        if not value:
            if value is not None and needed:
                self.wrong(name, "ist leer", f"Tragen Sie mindestens eine Tabelle [[{name}]] ein.")
            return ()
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            remedy = f"Schreiben Sie über jeden Eintrag [[{name}]] in doppelten Klammern."
            self.wrong(name, "muss eine Folge von Tabellen sein", remedy)
            return ()
        made = []
        for number, entry in enumerate(value):
            row = Table(self._file, f"{name}[{number}]", entry, self._problems)
            made.append(make(row))
            row.close()
        return tuple(made)

    def table(self, name: str) -> "Table":
        """The table ``[name]``; an empty one if it is not there. Close it when it has been read."""
        value = self._take(name, {})
        if not isinstance(value, dict):
            self.wrong(name, f"muss eine Tabelle sein, ist aber {_called(value)}", f"Schreiben Sie [{name}].")
            value = {}
        return Table(self._file, self.where(name), value, self._problems)

    def between(self, name: str, least: int, most: int, default: int) -> int:
        """A whole number within bounds."""
        number = self.whole(name, default)
        if not least <= number <= most:
            self.wrong(name, f"{number} ist nicht möglich", f"Nehmen Sie eine Zahl von {least} bis {most}.")
            return default
        return number

    def close(self) -> None:
        """Notes every key that nobody asked for; called when the table has been read."""
        for name in self._values:
            if name not in self._asked:
                remedy = did_you_mean(name, sorted(self._asked)) or (
                    f"Löschen Sie ihn; möglich sind {', '.join(sorted(self._asked))}."
                )
                self.wrong(name, "diesen Schlüssel gibt es nicht", remedy)

    def _take(self, name: str, default: object = None) -> object:
        self._asked.add(name)
        if name in self._values:
            return self._values[name]
        if default is None:
            self.wrong(name, "fehlt", f"Tragen Sie „{name}“ ein.")
        return default


def _holds_control(text: str) -> bool:
    """Whether there is a line's end or a control character in it; of what is printed none is either."""
    return not text.isprintable() and any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in text)


def _called(value: object) -> str:
    """What a person calls a value of this type."""
    names: tuple[tuple[type, str], ...] = (
        (bool, "true oder false"),
        (str, "ein Text"),
        (int, "eine Zahl"),
        (float, "eine Kommazahl"),
        (list, "eine Liste"),
        (dict, "eine Tabelle"),
        (datetime, "ein Zeitpunkt"),
        (date, "ein Tag ohne Uhrzeit"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "eine Uhrzeit ohne Tag")
