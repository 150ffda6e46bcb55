"""What a module takes, as data: from one declaration come its checks, its values and its paraminfo. Pure.

Two dozen rules of MediaWiki's are kept: `|` parts several values (or U+001F, if the value begins with it), a
flag is set by being there, limits are cut to what the account may ask for, an unknown choice among several is
a warning, a single one is an error.
Source: MediaWiki 1.39, includes/libs/ParamValidator and includes/ParamValidator/TypeDef.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from ..titles import STORED
from . import timestamps
from .errors import ApiError

MANY, MANY_HIGH = 50, 500
"""How many values a parameter takes, and with the right `apihighlimits`."""

_LONGEST_NUMBER = 18


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


def _say_nothing(line: str) -> None:
    return None


class Values:
    """The checked values of one module in one request, by parameter name without prefix."""

    def __init__(
        self,
        values: Mapping[str, object],
        warn: Callable[[str], None] = _say_nothing,
        warn_main: Callable[[str], None] = _say_nothing,
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


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads parameters out of what was sent.

    `modules` gives the names of a group of modules, `account` the name that an account's number stands for, `files`
    the contents of the form's files.
    """

    sent: Mapping[str, str]
    in_address: frozenset[str]
    high: bool
    now: datetime
    modules: Callable[[str], Iterable[str]]
    warn: Callable[[str], None]
    account: Callable[[int], str | None] = lambda number: None
    warn_main: Callable[[str], None] = _say_nothing
    files: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, parameters: Iterable[Parameter], prefix: str = "") -> Values:
        """The values of the given parameters. Raises `ApiError`."""
        read = {part.name: self._value(part, prefix) for part in parameters}
        return Values(read, self.warn, self.warn_main)

    def _value(self, parameter: Parameter, prefix: str) -> object:
        name = prefix + parameter.name
        raw = self.sent.get(name)
        if raw is not None and parameter.secret and name in self.in_address:
            raise ApiError(
                "mustpostparams", f"The following parameter was found in the query string: {name}."
            )
        if raw is not None and parameter.deprecated:
            self.warn(f'The parameter "{name}" has been deprecated.')
            self.warn_main(ANNOUNCED)
        if parameter.type is Type.BOOLEAN:
            return raw is not None
        if parameter.type is Type.UPLOAD:
            if name not in self.files and raw is not None:
                raise ApiError("badupload", f'File upload param "{name}" is not a file upload.')
            return self.files.get(name)
        if raw is None or (raw == "" and parameter.needs_text):
            if parameter.required:
                raise ApiError("missingparam", f'The "{name}" parameter must be set.')
            raw = parameter.default
            if raw is None:
                return None
        raw = self._normal(name, raw)
        if parameter.multi:
            return self._several(parameter, name, raw)
        if raw.startswith("\x1f"):
            raise ApiError("badvalue", f'U+001F can only be used where "{name}" takes several values.')
        return self._one(parameter, name, raw)

    def _normal(self, name: str, raw: str) -> str:
        """The value as Unicode's form C, without characters that no text has."""
        if raw.isascii() and raw.isprintable():
            return raw
        parts = raw.split("\x1f") if raw.startswith("\x1f") else [raw]
        normal = "\x1f".join(map(well_formed, parts))
        if normal != raw:
            self.warn(f'The value passed for "{name}" contains invalid or non-normalized data.')
        return normal

    def _several(self, parameter: Parameter, name: str, raw: str) -> tuple[object, ...]:
        parts = parted(raw)
        allowed = self._choices(parameter)
        if parameter.all and parts == ["*"]:
            return tuple(self._one(parameter, name, part) for part in allowed or ("*",))
        most = MANY_HIGH if self.high else MANY
        if len(parts) > most:
            raise ApiError(
                "toomanyvalues", f'Too many values supplied for parameter "{name}". The limit is {most}.',
                limit=most, lowlimit=MANY, highlimit=MANY_HIGH,
            )  # fmt: skip
        if not parameter.repeats:
            parts = list(dict.fromkeys(parts))
        if allowed is not None and (unknown := [part for part in parts if part not in allowed]):
            plural = "s" if len(unknown) > 1 else ""
            self.warn(f'Unrecognized value{plural} for parameter "{name}": {", ".join(_shown(unknown))}')
            parts = [part for part in parts if part in allowed]
        return tuple(self._one(parameter, name, part) for part in parts)

    def _one(self, parameter: Parameter, name: str, raw: str) -> object:
        match parameter.type:
            case Type.INTEGER:
                number = _integer(name, raw)
                if parameter.least is not None and number < parameter.least:
                    raise ApiError(
                        "outofrange",
                        f'"{name}" must be at least {parameter.least}.',
                        min=parameter.least,
                        curmax=None,
                        max=None,
                        highmax=None,
                    )
                return number
            case Type.LIMIT:
                return self._limit(parameter, name, raw)
            case Type.TIMESTAMP:
                return self._time(name, raw)
            case Type.USER:
                return self._user(parameter, name, raw)
            case Type.CHOICE | Type.MODULE | Type.NAMESPACE:
                if raw not in (self._choices(parameter) or ()):
                    raise ApiError(
                        parameter.refusal, f'Unrecognized value for parameter "{name}": {raw[:80]}.'
                    )
                return int(raw) if parameter.type is Type.NAMESPACE else raw
            case _:
                return raw

    def _time(self, name: str, raw: str) -> int:
        if raw in ("", "0"):
            self.warn(f'Passing "{raw}" for timestamp parameter "{name}" has been deprecated; say "now".')
            raw = "now"
        try:
            return timestamps.parse(raw, self.now)
        except (ValueError, OverflowError):
            raise ApiError(
                "badtimestamp", f'Invalid value "{raw[:40]}" for timestamp parameter "{name}".'
            ) from None

    def _user(self, parameter: Parameter, name: str, raw: str) -> str:
        if parameter.by_id and (number := _USER_ID.fullmatch(raw)):
            return self.account(int(number[1])) or UNKNOWN_USER
        called = " ".join(raw.replace("_", " ").split())
        if not called or _NO_USER.search(called) or (_ADDRESS.fullmatch(called) and not parameter.by_address):
            raise ApiError("baduser", f'Invalid value "{raw[:40]}" for user parameter "{name}".')
        return called[0].upper() + called[1:]

    def _limit(self, parameter: Parameter, name: str, raw: str) -> int:
        most = parameter.most_high if self.high else parameter.most
        if raw == "max":
            return most
        number = _integer(name, raw)
        if not 1 <= number <= most:
            self.warn(f'The value "{number}" for parameter "{name}" must be between 1 and {most}.')
        return max(1, min(number, most))

    def _choices(self, parameter: Parameter) -> tuple[str, ...] | None:
        match parameter.type:
            case Type.CHOICE:
                return parameter.choices
            case Type.MODULE:
                return tuple(self.modules(parameter.group))
            case Type.NAMESPACE:
                return (*_STORED, *map(str, parameter.further))
        return None


UNKNOWN_USER = "Unknown user"
"""Whom a number stands for that no account has, as MediaWiki calls it; no account can be called so here."""
_STORED = tuple(str(namespace.id) for namespace in STORED)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_USER_ID = re.compile(r"#([0-9]{1,18})")
_ADDRESS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}")
_NO_USER = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}/@:]")


def parted(raw: str) -> list[str]:
    """The parts of a value that holds several."""
    return raw[1:].split("\x1f") if raw.startswith("\x1f") else raw.split("|") if raw else []


def well_formed(raw: str) -> str:
    """A value as Unicode's form C, without what no text has."""
    return _NO_TEXT.sub("\ufffd", unicodedata.normalize("NFC", raw))


def _integer(name: str, raw: str) -> int:
    bare = raw.removeprefix("-") if raw.startswith("-") else raw.removeprefix("+")
    if not (bare.isascii() and bare.isdigit()) or len(bare) > _LONGEST_NUMBER:
        raise ApiError("badinteger", f'Invalid value "{raw[:40]}" for integer parameter "{name}".')
    return int(raw)


def _shown(words: list[str]) -> list[str]:
    return [word[:40] for word in words[:10]]
