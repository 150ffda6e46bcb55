"""What was sent, read by the declarations of `parameters`: checked, or refused as MediaWiki does. Pure.

Two dozen rules of MediaWiki's are kept: `|` parts several values (or U+001F, if the value begins with it), a
flag is set by being there, limits are cut to what the account may ask for, an unknown choice among several is
a warning, a single one is an error.
Source: MediaWiki 1.39, includes/libs/ParamValidator and includes/ParamValidator/TypeDef.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..titles import STORED
from . import timestamps
from .errors import ApiError
from .parameters import ANNOUNCED, MANY, MANY_HIGH, Parameter, Type, Values, say_nothing

UNKNOWN_USER = "Unknown user"
"""Whom a number stands for that no account has, as MediaWiki calls it; no account can be called so here."""
_LONGEST_NUMBER = 18
_STORED = tuple(str(namespace.id) for namespace in STORED)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_USER_ID = re.compile(r"#([0-9]{1,18})")
_ADDRESS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}")
_NO_USER = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}/@:]")


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
    warn_main: Callable[[str], None] = say_nothing
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
