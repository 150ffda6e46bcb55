"""The harvest as JSON lines: kept between two runs of a bot, so that known contributions keep their identity.

    {"konferenz-journal": 2, "cursor": 4711}
    {"id": "B12", "source": "beitrag", …}

It is derived: whoever deletes it harvests everything again and gets the same. Text in, text out; the file is
somebody else's.
"""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from familienkonferenz.bots.contributions import Contribution, Event
from familienkonferenz.bots.errors import JournalError

VERSION = 2
_REMEDY = "die Datei löschen und alles neu ernten"
_FIELDS = [field.name for field in fields(Contribution)]
_TUPLES = {"revisions": int, "notes": str}
_TIMES = ("created", "changed")
_EVENT = (int, str, str, str, str)


def dumps(contributions: Iterable[Contribution], cursor: int) -> str:
    """The journal as text, one object per line, each line closed by a newline; `loads` gives it back."""
    lines = [_line({"konferenz-journal": VERSION, "cursor": cursor})]
    lines.extend(_line(_record(contribution)) for contribution in contributions)
    return "".join(lines)


def loads(lines: Iterable[str]) -> tuple[dict[str, Contribution], int]:
    """Contributions by id, and the cursor, from the lines of a journal (an open text file will do).

    No lines at all is an empty journal with cursor 0. Raises JournalError with the number of the line.
    """
    contributions: dict[str, Contribution] = {}
    cursor: int | None = None
    for count, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        record = _object(line, count)
        if cursor is None:
            cursor = _cursor(record, count)
            continue
        contribution = _contribution(record, count)
        if contribution.id in contributions:
            raise JournalError(count, f"der Beitrag {contribution.id} steht zweimal da", _REMEDY)
        contributions[contribution.id] = contribution
    return contributions, cursor or 0


def _line(record: dict[str, Any]) -> str:
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which no file can hold raw
        line = json.dumps(record)
    return line + "\n"


def _record(contribution: Contribution) -> dict[str, Any]:
    record = {name: getattr(contribution, name) for name in _FIELDS}
    for name in _TIMES:
        record[name] = record[name].astimezone(UTC).isoformat()
    record["history"] = [
        (one.rev_id, one.user, one.time.astimezone(UTC).isoformat(), one.deed, one.kind)
        for one in contribution.history
    ]
    return record


def _object(line: str, count: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise JournalError(count, f"kein JSON ({error})", _REMEDY) from error
    if not isinstance(record, dict):
        raise JournalError(count, "kein Objekt", _REMEDY)
    return record


def _cursor(record: dict[str, Any], count: int) -> int:
    cursor = record.get("cursor")
    if record.get("konferenz-journal") != VERSION or not isinstance(cursor, int):
        raise JournalError(count, f"kein Kopf eines Journals der Fassung {VERSION}", _REMEDY)
    return cursor


def _contribution(record: dict[str, Any], count: int) -> Contribution:
    if wrong := record.keys() ^ _FIELDS:
        raise JournalError(count, f"Felder fehlen oder sind unbekannt: {', '.join(sorted(wrong))}", _REMEDY)
    try:
        for name in _TIMES:
            record[name] = datetime.fromisoformat(record[name])
            if record[name].tzinfo is None:
                raise ValueError(f"{name} ohne Zeitzone")
        for name, kind in _TUPLES.items():
            if any(type(item) is not kind for item in record[name]):
                raise ValueError(f"{name} enthält anderes als {kind.__name__}")
            record[name] = tuple(record[name])
        record["history"] = tuple(_event(row) for row in record["history"])
    except (TypeError, ValueError) as error:
        raise JournalError(count, f"ein Wert ist unlesbar ({error})", _REMEDY) from error
    return Contribution(**record)


def _event(row: list[Any]) -> Event:
    if tuple(map(type, row)) != _EVENT:
        raise ValueError(f"history enthält {row!r}")
    rev_id, user, time, deed, kind = row
    return Event(rev_id, user, datetime.fromisoformat(time), deed, kind)
