"""The window of the conference: when it opens, when it closes, and in which phase an instant falls.

The window is the wiki page `Konferenz/Fenster`; its text holds

    {{Fenster|beginn=2026-11-02 00:00:00|ende=2026-11-30 00:00:00}}

in the city's time. The beginning belongs to the window, the end does not, so a change counts from the very
second. On the night clocks go back an hour comes twice: there the first one counts, unless an offset such as
`+01:00` follows. Pure: the clock is an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

PAGE = "Konferenz/Fenster"
"""Title of the page that holds the window."""


class WindowError(ValueError):
    """The page does not say when the conference is open: what is wrong there, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{PAGE}: {problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


class Phase(StrEnum):
    """Where the conference stands."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which families write: from `begin`, up to but without `end`; both aware, in UTC."""

    begin: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.begin:
            raise WindowError(
                f"ende={self.end:%Y-%m-%d %H:%M:%S} UTC is not after "
                f"beginn={self.begin:%Y-%m-%d %H:%M:%S} UTC",
                "set a later end",
            )

    @classmethod
    def parse(cls, text: str, timezone: ZoneInfo) -> Window:
        """Read the window from the text of its page. Raises `WindowError`."""
        found = _CALL.search(_COMMENT.sub("", text))
        if not found:
            raise WindowError("no {{Fenster|beginn=…|ende=…}} on the page", "restore an older revision")
        fields = {}
        for part in found[1].split("|"):
            name, equals, value = part.partition("=")
            if equals:
                fields[name.strip()] = value.strip()
        missing = [name for name in ("beginn", "ende") if not fields.get(name)]
        if missing:
            raise WindowError(f"{missing[0]}= is missing", f"write {missing[0]}=2026-11-30 18:00:00")
        return cls(_instant("beginn", fields["beginn"], timezone), _instant("ende", fields["ende"], timezone))

    def phase(self, now: datetime) -> Phase:
        """The phase at `now` (aware)."""
        if now < self.begin:
            return Phase.BEFORE
        return Phase.OPEN if now < self.end else Phase.AFTER

    def next_change(self, now: datetime) -> datetime | None:
        """The instant at which the phase changes next, or None after the end."""
        return next((instant for instant in (self.begin, self.end) if now < instant), None)


def write(text: str, begin: datetime, end: datetime, timezone: ZoneInfo) -> str:
    """`text` with its window set to `begin` and `end`; what people wrote around it stays. Pure.

    Local hours that come twice carry their offset. Raises `WindowError` when the end is not after the beginning.
    """
    Window(begin.astimezone(UTC), end.astimezone(UTC))
    call = f"{{{{Fenster|beginn={_local(begin, timezone)}|ende={_local(end, timezone)}}}}}"
    masked = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    found = _CALL.search(masked)
    if found is None:
        return f"{call}\n\n{text}".rstrip()
    return text[: found.start()] + call + text[found.end() :]


def _local(instant: datetime, timezone: ZoneInfo) -> str:
    """The instant in the city's time, to the second; with its offset in the hour that comes twice."""
    local = instant.astimezone(timezone).replace(microsecond=0)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return local.isoformat(" ") if twice else f"{local:%Y-%m-%d %H:%M:%S}"


_COMMENT = re.compile(r"<!--.*?-->|<nowiki>.*?</nowiki>", re.DOTALL)
_CALL = re.compile(r"\{\{\s*[Ff]enster\s*\|([^{}]*)\}\}")


def _instant(name: str, value: str, timezone: ZoneInfo) -> datetime:
    try:
        local = datetime.fromisoformat(value)
        local.astimezone(UTC)
        local.replace(tzinfo=UTC).astimezone(timezone)
    except (ValueError, OverflowError):
        raise WindowError(f"{name}={value!r} is no time", "write it as 2026-11-30 18:00:00") from None
    if local.tzinfo is None:
        local = local.replace(tzinfo=timezone)
        if _skipped(local):
            raise WindowError(
                f"{name}={value} does not exist, clocks go forward over it", "take a time an hour later"
            )
    return local.astimezone(UTC)


def _skipped(local: datetime) -> bool:
    """Whether clocks jump over this local time in spring."""
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return abs(back.replace(tzinfo=None) - local.replace(tzinfo=None)) > timedelta(0)
