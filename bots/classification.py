"""What the bots say of one text, as a record that leaves the program: the lines of `konferenz classify`.

In:  {"id": 7, "text": "In der List fehlt ein Hortplatz.", "place": "Lister Meile"}   ("place" may be missing)
Out: {"id": 7, "districts": ["List"], "proposed_districts": [], "kind": "Wunsch", "topic": "betreuung",
      "aims": ["angebote"], "local": [{"id": "sbr-02", "score": 0.8, "reason": "…"}], "department": […],
      "external": […], "first": "fb-51", "personal": [], "triage": false}

Districts and bodies are named as in the city's configuration; "" where the bots have nothing to say. `personal`
holds what must be looked at before the text is published: kind, start, end (code points), rule; never the words.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from familienkonferenz.bots.coding import Coded, Coder, code, masked
from familienkonferenz.bots.concerns.concern import Concern
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.errors import LineError
from familienkonferenz.bots.german.words import words
from familienkonferenz.bots.personal.search import find
from familienkonferenz.bots.routing.routes import Candidate
from familienkonferenz.config.language import say

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # a text without a wiki has no time; nothing here asks for one


def judge(text: str, place: str, coder: Coder) -> Coded:
    """A text that stands on no wiki, judged as a contribution with nothing but its text and place field."""
    return code(Contribution("", "beitrag", "", "", text, "", "", "", place, "", _EPOCH, _EPOCH, ()), coder)


def record(id: object, text: str, place: str, coder: Coder) -> dict[str, Any]:
    """The judgement of one text as JSON knows it."""
    coded = judge(text, place, coder)
    route = coded.route
    return {
        "id": id,
        "districts": list(coded.districts),
        "proposed_districts": [tag.district for tag in coded.tags if tag.state == "proposed"],
        "kind": coded.kind,
        "topic": coded.topic,
        "aims": list(coded.aims),
        "local": _listed(route.local),
        "department": _listed(route.department),
        "external": _listed(route.external),
        "first": route.first,
        "personal": [
            {"kind": one.kind, "start": one.start, "end": one.end, "rule": one.rule} for one in find(text)
        ],
        "triage": route.triage,
    }


def line(number: int, raw: bytes, coder: Coder) -> bytes:
    """The answer to one line of a stream, with its line end. Raises LineError, which names the line."""
    row = _read(number, raw)
    said = record(row["id"], row["text"], row.get("place") or "", coder)
    try:
        return encoded(said)
    except RecursionError:  # an id that could just be read, but not be written a level deeper
        raise LineError(
            number, say("id is nested too deeply", "id ist zu tief verschachtelt"), _shape()
        ) from None


def encoded(said: dict[str, Any]) -> bytes:
    """A record as one line of JSON."""
    try:
        return _PLAIN.encode(said).encode() + b"\n"
    except UnicodeEncodeError:  # half a character („\\ud83d“), which only JSON's escapes can hold
        return json.dumps(said).encode() + b"\n"


def concern(text: str, coder: Coder) -> Concern:
    """Kind, topic and planning aims of the text with the words they rest on."""
    spoken = words(text)
    names = masked(coder.gazetteer.finds(spoken))
    return coder.concerns.read(spoken, coder.lexicon.hits(spoken), masked=names)


def _read(number: int, raw: bytes) -> dict[str, Any]:
    try:
        row = _JSON.decode(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        raise LineError(
            number, say("no UTF-8", "kein UTF-8"), say("save as UTF-8", "als UTF-8 speichern")
        ) from None
    except (ValueError, RecursionError) as error:
        what = getattr(error, "msg", "") or str(error)
        raise LineError(number, f"{say('no JSON', 'kein JSON')} ({what[:80]})", _shape()) from None
    if not isinstance(row, dict):
        raise LineError(number, say("no JSON object", "kein JSON-Objekt"), _shape())
    for key in ("id", "text"):
        if key not in row:
            raise LineError(number, say(f"no {key}", f"{key} fehlt"), _shape())
    for key in ("text", "place"):
        if not isinstance(row.get(key), str) and not (key == "place" and row.get(key) is None):
            raise LineError(number, say(f"{key} is no text", f"{key} ist kein Text"), f'"{key}": "…"')
    return row


def _shape() -> str:
    return say('one object a line: {"id": …, "text": "…"}', 'je Zeile ein Objekt: {"id": …, "text": "…"}')


def _no_number(name: str) -> None:
    raise ValueError(name)


def _finite(number: str) -> float:
    """A number; 1e999 is none, for it could not be written again."""
    if math.isinf(found := float(number)):
        raise ValueError(number)
    return found


def _object(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. Two fields of one name are an error: one of them would be dropped without a word."""
    row = dict(fields)
    if len(row) < len(fields):
        name, _ = Counter(name for name, _ in fields).most_common(1)[0]
        raise ValueError(f"{name!r} {say('twice', 'doppelt')}")
    return row


_JSON = json.JSONDecoder(parse_float=_finite, parse_constant=_no_number, object_pairs_hook=_object)
_PLAIN = json.JSONEncoder(ensure_ascii=False)


def _listed(candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    return [{"id": one.body, "score": one.score, "reason": one.reason} for one in candidates]
