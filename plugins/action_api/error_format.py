"""Errors and warnings as `errorformat` asks for them. Pure.

`bc`, what clients mostly get, is one `error` and warnings by module; every other format is lists, `errors` and
`warnings`, whose entries say code, words, data and module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ..errors import WikiError
from .errors import JSON, ApiError

_CODES = (
    ("Unrecognized parameter", "unrecognizedparams"),
    ("Unrecognized value", "unrecognizedvalues"),
    ("The value passed for", "badutf8"),
    ("The value ", "outofrange"),
)
"""How a warning begins → MediaWiki's code for it."""


def error_shown(error: WikiError, form: str, module: str, docref: str) -> JSON:
    """An error as a reply tells it."""
    extra = error.extra if isinstance(error, ApiError) else {}
    if form == "bc":
        return {"error": {"code": error.code, "info": str(error), **extra, "docref": docref}}
    return {"errors": [_entry(error.code, str(error), form, module, extra)], "docref": docref}


def warnings_shown(warnings: Mapping[str, Sequence[str]], form: str) -> JSON | list[JSON]:
    """The warnings of all modules, by module, or as a list."""
    if form == "bc":
        return {name: {"warnings": "\n".join(lines)} for name, lines in sorted(warnings.items())}
    return [
        _entry(_code(line), line, form, name, _data(line))
        for name, lines in sorted(warnings.items())
        for line in lines
    ]


def reason_shown(code: str, words: str, form: str) -> str | JSON:
    """Why something came to nothing, where that is part of a reply and no error: words alone in `bc`."""
    return words if form == "bc" else _message(code, words, form)


def _entry(code: str, words: str, form: str, module: str, data: Mapping[str, object]) -> JSON:
    told = _message(code, words, form)
    if data:
        told["data"] = dict(data)
    return told | {"module": module}


def _message(code: str, words: str, form: str) -> JSON:
    told: JSON = {"code": code}
    match form:
        case "html":
            told["html"] = escape(words, quote=False)
        case "raw":
            told |= {"key": f"api-{code}", "params": [words]}
        case "plaintext" | "wikitext":
            told["text"] = words
    return told


def _data(line: str) -> dict[str, object]:
    """The values that a warning is about, beside its words."""
    if _code(line) != "unrecognizedvalues":
        return {}
    return {"values": line.partition('": ')[2].split(", ")}


def _code(line: str) -> str:
    return next((code for start, code in _CODES if line.startswith(start)), "warning")
