"""What a module takes, as data: from one declaration come its checks, its values and its paraminfo. Pure.

Two dozen rules of MediaWiki's are kept: `|` parts several values (or U+001F, if the value begins with it), a
flag is set by being there, limits are cut to what the account may ask for, an unknown choice among several is
a warning, a single one is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..titles import NAMESPACES
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
    MODULE = "module"
    """Modules of a group; the choices are those that exist."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a module, without the module's prefix.

    `group`: for `Type.MODULE`, which modules. `most` and `most_high` bound a limit. `secret` ones are taken
    from the body of a POST only, because addresses end in logs.
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
    secret: bool = False


def choice(name: str, *choices: str, default: str | None = None, help: str = "") -> Parameter:
    """A parameter that takes one of the given words."""
    return Parameter(name, Type.CHOICE, help, default=default, choices=choices)


def choices(name: str, *words: str, default: str | None = None, help: str = "") -> Parameter:
    """A parameter that takes any of the given words."""
    return Parameter(name, Type.CHOICE, help, multi=True, default=default, choices=words)


def flag(name: str, help: str = "") -> Parameter:
    """A parameter that is set by being there."""
    return Parameter(name, Type.BOOLEAN, help)


def limit(default: int = 10) -> Parameter:
    """How many results: 500 at most, 5000 with `apihighlimits`, or `max`."""
    return Parameter("limit", Type.LIMIT, "Wie viele Ergebnisse höchstens.", default=str(default))


CONTINUE = Parameter("continue", help="Wo es weitergeht; aus der vorigen Antwort.")
NAMESPACES_WANTED = Parameter("namespace", Type.NAMESPACE, "Nur diese Namensräume.", multi=True)


class Values:
    """The checked values of one module in one request, by parameter name without prefix."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        """A string; empty when it was not sent."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def optional(self, name: str) -> str | None:
        """A string, or None when it was not sent."""
        value = self._values.get(name)
        return value if isinstance(value, str) else None

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
    """Reads parameters out of what was sent. `modules` gives the names of a group of modules."""

    sent: Mapping[str, str]
    in_address: frozenset[str]
    high: bool
    now: datetime
    modules: Callable[[str], Iterable[str]]
    warn: Callable[[str], None]

    def read(self, parameters: Iterable[Parameter], prefix: str = "") -> Values:
        """The values of the given parameters. Raises `ApiError`."""
        return Values({parameter.name: self._value(parameter, prefix) for parameter in parameters})

    def _value(self, parameter: Parameter, prefix: str) -> object:
        name = prefix + parameter.name
        raw = self.sent.get(name)
        if raw is not None and parameter.secret and name in self.in_address:
            raise ApiError(
                "mustpostparams", f"The following parameter was found in the query string: {name}."
            )
        if parameter.type is Type.BOOLEAN:
            return raw is not None
        if raw is None or (raw == "" and parameter.type in _NOT_EMPTY and not parameter.multi):
            if parameter.required:
                raise ApiError("missingparam", f'The "{name}" parameter must be set.')
            raw = parameter.default
            if raw is None:
                return None
        if parameter.multi:
            return self._several(parameter, name, raw)
        return self._one(parameter, name, raw)

    def _several(self, parameter: Parameter, name: str, raw: str) -> tuple[object, ...]:
        parts = raw[1:].split("\x1f") if raw.startswith("\x1f") else raw.split("|") if raw else []
        allowed = self._choices(parameter)
        if parameter.type is Type.NAMESPACE and parts == ["*"]:
            return ()
        if "*" in parts and allowed is not None and "*" not in allowed:
            return tuple(allowed)
        most = MANY_HIGH if self.high else MANY
        if len(parts) > most and allowed is None:
            raise ApiError(
                "toomanyvalues", f'Too many values supplied for parameter "{name}". The limit is {most}.',
                limit=most, lowlimit=MANY, highlimit=MANY_HIGH,
            )  # fmt: skip
        parts = list(dict.fromkeys(parts))
        if allowed is not None and (unknown := [part for part in parts if part not in allowed]):
            plural = "s" if len(unknown) > 1 else ""
            self.warn(f'Unrecognized value{plural} for parameter "{name}": {", ".join(_shown(unknown))}')
            parts = [part for part in parts if part in allowed]
        return tuple(self._one(parameter, name, part) for part in parts)

    def _one(self, parameter: Parameter, name: str, raw: str) -> object:
        match parameter.type:
            case Type.INTEGER:
                return _integer(name, raw)
            case Type.LIMIT:
                return self._limit(parameter, name, raw)
            case Type.NAMESPACE:
                number = _integer(name, raw)
                if number not in NAMESPACES:
                    raise ApiError("badvalue", f'Unrecognized value for parameter "{name}": {number}.')
                return number
            case Type.TIMESTAMP:
                try:
                    return timestamps.parse(raw, self.now)
                except (ValueError, OverflowError):
                    raise ApiError(
                        "badtimestamp", f'Invalid value "{raw[:40]}" for timestamp parameter "{name}".'
                    ) from None
            case Type.USER:
                return " ".join(raw.replace("_", " ").split())
            case Type.CHOICE | Type.MODULE:
                if raw not in (self._choices(parameter) or ()):
                    raise ApiError("badvalue", f'Unrecognized value for parameter "{name}": {raw[:80]}.')
                return raw
            case _:
                return raw

    def _limit(self, parameter: Parameter, name: str, raw: str) -> int:
        most = parameter.most_high if self.high else parameter.most
        if raw == "max":
            return most
        number = _integer(name, raw)
        if number < 1:
            raise ApiError("outofrange", f'The value "{number}" for parameter "{name}" must be at least 1.')
        if number > most:
            self.warn(f'The value "{number}" for parameter "{name}" must be no more than {most}.')
        return min(number, most)

    def _choices(self, parameter: Parameter) -> tuple[str, ...] | None:
        if parameter.type is Type.CHOICE:
            return parameter.choices
        if parameter.type is Type.MODULE:
            return tuple(self.modules(parameter.group))
        return None


_NOT_EMPTY = (Type.INTEGER, Type.LIMIT, Type.NAMESPACE)


def _integer(name: str, raw: str) -> int:
    digits = raw.strip()
    bare = digits.removeprefix("-").removeprefix("+")
    if not (bare.isascii() and bare.isdigit()) or len(bare) > _LONGEST_NUMBER:
        raise ApiError("badinteger", f'Invalid value "{raw[:40]}" for integer parameter "{name}".')
    return int(digits)


def _shown(words: list[str]) -> list[str]:
    return [word[:40] for word in words[:10]]
