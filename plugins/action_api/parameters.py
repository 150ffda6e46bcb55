"""What a module takes, as data: from one declaration come its checks, its values and its paraminfo. Pure.

`parameter_reader` makes the values of what was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

MANY, MANY_HIGH = 50, 500
"""How many values a parameter takes, and with the right `apihighlimits`."""


class Type(StrEnum):
    """The types of MediaWiki's parameters that we use; the values are those of paraminfo."""

    STRING = "string"
    TEXT = "text"
    PASSWORD = "password"  # noqa: S105  (a name)
    BOOLEAN = "boolean"
    INTEGER = "integer"
    LIMIT = "limit"
    NAMESPACE = "namespace"
    TIMESTAMP = "timestamp"
    USER = "user"
    CHOICE = "choice"
    """One of `choices`; paraminfo gives the list itself."""
    UPLOAD = "upload"
    """A file of a form."""
    MODULE = "module"
    """Modules of a group; the choices are those that exist."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a module, without the module's prefix.

    `group`: for `Type.MODULE`, which modules. `most` and `most_high` bound a limit, `least` a number. `secret` ones are
    taken from the body of a POST only, because addresses end in logs. `all`: `*` means every choice. `further`:
    namespaces without pages that count too. `by_id`: an account may be named by `#5`; `by_address`: a visitor by an
    address. `repeats`: a value counts as often as it comes. `deprecated`: who sends it is warned. `refusal`: the code
    for an unknown word.
    """

    name: str
    type: Type = Type.STRING
    help: str = ""
    multi: bool = False
    required: bool = False
    default: str | None = None
    choices: tuple[str, ...] = ()
    group: str = ""
    most: int = 500
    most_high: int = 5000
    least: int | None = None
    secret: bool = False
    all: bool = False
    further: tuple[int, ...] = ()
    by_id: bool = True
    by_address: bool = True
    repeats: bool = False
    deprecated: bool = False
    refusal: str = "badvalue"

    @property
    def needs_text(self) -> bool:
        """Whether an empty value is none: with required words, but not with lists of them."""
        return self.required and not self.multi and self.type in _WORDS


_WORDS = (Type.STRING, Type.TEXT, Type.PASSWORD)


def choice(name: str, *choices: str, default: str | None = None, help: str = "") -> Parameter:
    """A parameter that takes one of the given words."""
    return Parameter(name, Type.CHOICE, help, default=default, choices=choices)


def choices(
    name: str, *words: str, default: str | None = None, help: str = "", all: bool = False
) -> Parameter:
    """A parameter that takes any of the given words."""
    return Parameter(name, Type.CHOICE, help, multi=True, default=default, choices=words, all=all)


def flag(name: str, help: str = "", *, deprecated: bool = False) -> Parameter:
    """A parameter that is set by being there."""
    return Parameter(name, Type.BOOLEAN, help, deprecated=deprecated)


def limit(default: int = 10) -> Parameter:
    """How many results: 500 at most, 5000 with `apihighlimits`, or `max`."""
    return Parameter("limit", Type.LIMIT, "Wie viele Ergebnisse höchstens.", default=str(default))


def token(kind: str, *, required: bool = True) -> Parameter:
    """The token of that kind which the caller fetched before."""
    return Parameter("token", help=f"Ein Token der Art {kind}.", required=required, secret=True)


CONTINUE = Parameter("continue", help="Wo es weitergeht; aus der vorigen Antwort.")
NAMESPACES_WANTED = Parameter("namespace", Type.NAMESPACE, "Nur diese Namensräume.", multi=True, all=True)
ALL_NAMESPACES_WANTED = replace(NAMESPACES_WANTED, further=(-2, -1))
WATCHLIST = choice("watchlist", "nochange", "preferences", "unwatch", "watch", default="preferences")
"""Whether the caller watches the page from now on; without a word it stays as it is."""


ANNOUNCED = "Something that was sent is deprecated; the warnings of the modules say what."


def say_nothing(line: str) -> None:
    """Where nobody is warned."""


class Values:
    """The checked values of one module in one request, by parameter name without prefix."""

    def __init__(
        self,
        values: Mapping[str, object],
        warn: Callable[[str], None] = say_nothing,
        warn_main: Callable[[str], None] = say_nothing,
    ) -> None:
        self._values = values
        self.warn = warn
        self._warn_main = warn_main

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def deprecate(self, line: str) -> None:
        """Warn of a way to ask that will go; MediaWiki says so twice."""
        self.warn(line)
        self._warn_main(ANNOUNCED)

    def text(self, name: str) -> str:
        """A string; empty when it was not sent."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def optional(self, name: str) -> str | None:
        """A string, or None when it was not sent."""
        value = self._values.get(name)
        return value if isinstance(value, str) else None

    def data(self, name: str) -> bytes | None:
        """The content of a file, or None when none was sent."""
        value = self._values.get(name)
        return value if isinstance(value, bytes) else None

    def number(self, name: str) -> int | None:
        """A number, a namespace or a time in seconds; None when it was not sent."""
        value = self._values.get(name)
        return value if isinstance(value, int) else None

    def limit(self, name: str = "limit") -> int:
        """How many results."""
        return self.number(name) or 1

    def flag(self, name: str) -> bool:
        """Whether a flag was sent."""
        return self._values.get(name) is True

    def words(self, name: str) -> tuple[str, ...]:
        """Several strings."""
        value = self._values.get(name)
        return tuple(str(part) for part in value) if isinstance(value, tuple) else ()

    def numbers(self, name: str) -> tuple[int, ...]:
        """Several numbers or namespaces."""
        value = self._values.get(name)
        return tuple(part for part in value if isinstance(part, int)) if isinstance(value, tuple) else ()
