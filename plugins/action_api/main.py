"""The frame of every request: `main`'s own parameters, the choice of the action, the reply or the error."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from ..accounts import Actor
from ..errors import WikiError
from ..gate import Role
from ..services import services
from . import lag, registry, tokens
from .downgrade import downgrade
from .error_format import error_shown, warnings_shown
from .errors import JSON, ApiError
from .module import Call, Module
from .parameter_reader import Reader
from .parameters import Parameter, Type, Values, choice, flag
from .rights import rights_here
from .sight import Sight
from .timestamps import iso
from .watched import obey

_log = logging.getLogger(__name__)

ERROR_FORMATS = ("bc", "plaintext", "wikitext", "html", "raw", "none")
PARAMETERS = (
    Parameter("action", Type.MODULE, "Was getan werden soll.", default="help", group="action"),
    choice("format", "json", "none", default="json", help="Die Form der Antwort."),
    choice("formatversion", "1", "2", "latest", default="1", help="2 ist die heutige Form."),
    Parameter(
        "maxlag", Type.INTEGER, "Wer lieber wartet, als dass die Suche weiter zurückfällt: um Sekunden."
    ),
    Parameter("smaxage", Type.INTEGER, default="0"),
    Parameter("maxage", Type.INTEGER, default="0"),
    choice("assert", "anon", "bot", "user", help="Als wen sich der Aufrufer angemeldet glaubt."),
    Parameter(
        "assertuser",
        Type.USER,
        "Unter welchem Namen er sich angemeldet glaubt.",
        by_id=False,
        by_address=False,
    ),
    Parameter("requestid", help="Kommt in der Antwort zurück."),
    flag("servedby", "Wird angenommen; welcher Rechner antwortet, sagt das Wiki nicht."),
    flag("curtimestamp", "Die Zeit der Antwort."),
    flag("responselanginfo", "Die Sprache der Antwort."),
    choice("errorformat", *ERROR_FORMATS, default="bc", help="Wie Fehler gesagt werden."),
    Parameter("uselang", default="user"),
    Parameter("errorlang", default="uselang", help="Gesagt wird hier alles auf Deutsch."),
    flag("errorsuselocal"),
    Parameter("variant"),
    flag("utf8"),
    flag("ascii"),
)
"""What every request may carry, whatever its action. The last two belong to MediaWiki's `json` module."""

_DOCREF = "Die Module und ihre Parameter nennt /api.php?action=paraminfo."


def handle(
    sent: Mapping[str, str], in_address: frozenset[str], *, posted: bool, actor: Actor,
    files: Mapping[str, bytes] | None = None,
) -> tuple[JSON, str]:  # fmt: skip
    """Answer one request: the reply in the form that was asked for, and the error's code or ""."""
    call = new_call(sent, in_address, actor, files)
    reply: JSON = {}
    code = ""
    version, form = sent.get("formatversion", "1"), sent.get("errorformat", "bc")
    form = form if form in ERROR_FORMATS else "bc"
    try:
        values = call.reader.read(PARAMETERS)
        reply = _decorations(values)
        lag.check(values.number("maxlag"))
        _check_assertions(call, values)
        reply |= _answer(call, registry.modules()[values.text("action")], posted=posted)
    except WikiError as error:
        code, reply = error.code, reply | error_shown(error, form, call.current, _DOCREF)
    except Exception as error:
        _log.exception("action=%r failed", sent.get("action", "")[:40])
        code = f"internal_api_error_{type(error).__name__}"
        failure = ApiError(code, "Da ist im Wiki etwas schiefgegangen.")
        reply |= error_shown(failure, form, call.current, _DOCREF)
    if call.warnings:
        reply["warnings"] = warnings_shown(call.warnings, form)
    if version in ("2", "latest"):
        return reply, code
    older = downgrade(reply)
    assert isinstance(older, dict)
    return older, code


def new_call(
    sent: Mapping[str, str],
    in_address: frozenset[str],
    actor: Actor,
    files: Mapping[str, bytes] | None = None,
) -> Call:
    """A request as its modules see it."""
    warnings: dict[str, list[str]] = {}
    high = "apihighlimits" in rights_here(actor)
    here = services()

    def warn(line: str) -> None:
        if line not in (said := warnings.setdefault("main", [])):
            said.append(line)

    reader = Reader(
        sent, in_address, high, here.clock(), registry.names, warn, here.catalogue.user_name, warn, files or {},
    )  # fmt: skip
    user_id = here.catalogue.user_id(actor.item_id) if actor.item_id else 0
    return Call(actor, user_id, Sight(actor), reader, warnings)


def _answer(call: Call, module: Module, *, posted: bool) -> JSON:
    values = call.read(module)
    if module.posted and not posted:
        raise ApiError("mustbeposted", f'The "{module.name}" module requires a POST request.')
    if module.token:
        tokens.check(module.token, values.text("token"), call.actor)
    assert module.answer is not None
    reply = module.answer(call, values)
    obey(call, values, reply.get(module.name))
    if call.limits:
        reply["limits"] = call.limits
    known = call.used | {parameter.name for parameter in PARAMETERS}
    if unknown := [name for name in call.reader.sent if name not in known]:
        plural = "s" if len(unknown) > 1 else ""
        shown = ", ".join(name[:40] for name in unknown[:10])
        call.warnings.setdefault("main", []).append(f"Unrecognized parameter{plural}: {shown}.")
    return reply


def _decorations(values: Values) -> JSON:
    reply: JSON = {}
    if "requestid" in values:
        reply["requestid"] = values.text("requestid")
    if values.flag("curtimestamp"):
        reply["curtimestamp"] = iso(int(services().clock().timestamp()))
    if values.flag("responselanginfo"):
        reply |= {"uselang": "de", "errorlang": "de"}
    return reply


def _check_assertions(call: Call, values: Values) -> None:
    named, role = values.optional("assertuser"), call.actor.role
    match values.text("assert"):
        case "user" if role is Role.ANONYMOUS:
            raise ApiError("assertuserfailed", "Sie sind nicht (mehr) angemeldet.")
        case "bot" if "bot" not in call.rights:
            raise ApiError("assertbotfailed", "Sie sind nicht (mehr) als Bot angemeldet.")
        case "anon" if role is not Role.ANONYMOUS:
            raise ApiError("assertanonfailed", "Sie sind angemeldet.")
    if named is not None and named != call.actor.name:
        raise ApiError("assertnameduserfailed", f"Sie sind nicht als „{named[:40]}“ angemeldet.")
