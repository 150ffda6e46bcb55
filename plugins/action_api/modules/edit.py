"""`action=edit`: save a page, by compare-and-swap on the revision that the writer started from.

`baserevid` names that revision; without it `basetimestamp` does, to the second; without both the page is
overwritten, as on MediaWiki. Changes to different lines are merged, others are an `editconflict`. All writing
is `storage.save.save`.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import nullcontext

from ...errors import PermissionDenied, WindowClosed
from ...services import services
from ...storage.catalogue import PageRow, Selection
from ...storage.save import Saved, read, save
from ...titles import MAIN, Title
from ..errors import JSON, ApiError
from ..late import keep_late
from ..module import Call, Module
from ..pages import one_page
from ..parameters import Parameter, Type, Values, choice, flag
from ..timestamps import iso

MAX_SUMMARY = 500
"""The longest summary, in characters; what is over is cut, as on MediaWiki."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def answer(call: Call, values: Values) -> JSON:
    """Save; ids and time of the new revision, or `nochange`."""
    title, _ = one_page(call, values.optional("title"), values.number("pageid"))
    if title.namespace < MAIN:
        raise ApiError("pagecannotexist", f"Im Namensraum {title.namespace_name} gibt es keine Seiten.")
    _check_text(values)
    summary = _summary(values)
    try:
        # What is put to a text is put to the newest one: nobody may save in between.
        adding = "text" not in values or values.text("section") == "new"
        with services().database.transaction() if adding else nullcontext():
            saved = _save(call, values, title, summary)
    except WindowClosed as error:
        kept = keep_late(title, _sent(values), summary)
        note = " Ihr Text ist nicht verloren: Er liegt der Moderation vor." if kept else ""
        raise ApiError("protectedpage", f"{error}{note}") from error
    return {"edit": _shown(saved)}


def _save(call: Call, values: Values, title: Title, summary: str) -> Saved:
    page = services().catalogue.page(title)
    if page is not None and not call.sight.sees(page):
        raise PermissionDenied(f"Die Seite „{title.full}“ können Sie nicht ändern.")
    base = _base(values, page)
    text = values.text("text")
    if "text" not in values or values.text("section") == "new":
        text = _joined(values, read(page.latest) if page else "")
        base = page.latest if page else None
    return save(
        title, text, summary=summary, base=base, create_only=values.flag("createonly"),
        no_create=values.flag("nocreate"), bot=values.flag("bot") and "bot" in call.rights,
        minor=values.flag("minor") and not values.flag("notminor"),
    )  # fmt: skip


def _base(values: Values, page: PageRow | None) -> int | None:
    """The id of the revision that the writer started from; None if that was not said."""
    if (rev_id := values.number("baserevid")) is not None:
        return rev_id
    time = values.number("basetimestamp")
    if time is None or page is None:
        return None
    rows = services().catalogue.select(Selection(page_id=page.page_id, until=time))
    newest = next(rows, None)
    return newest.rev_id if newest else 0


def _joined(values: Values, current: str) -> str:
    if values.text("section") == "new":
        heading = values.text("sectiontitle") or values.text("summary")
        section = f"== {_CONTROL.sub(' ', heading).strip()} ==\n\n" if heading.strip() else ""
        return f"{current}\n\n{section}{values.text('text')}".lstrip("\n")
    return values.text("prependtext") + current + values.text("appendtext")


def _check_text(values: Values) -> None:
    if not any(name in values for name in ("text", "appendtext", "prependtext")):
        raise ApiError("notext", 'One of the parameters "text", "appendtext" and "prependtext" is required.')
    if values.text("section") == "new" and "text" not in values:
        raise ApiError("missingparam", 'The "text" parameter must be set.')
    if (md5 := values.optional("md5")) is not None:
        found = hashlib.md5(_sent(values).encode("utf-8"), usedforsecurity=False).hexdigest()
        if md5.lower() != found:
            raise ApiError("badmd5", "The supplied MD5 hash was incorrect.")


def _sent(values: Values) -> str:
    """The text that came with the request."""
    return values.text("text") or values.text("prependtext") + values.text("appendtext")


def _summary(values: Values) -> str:
    summary = values.text("summary")
    if values.text("section") == "new":
        summary = summary or f"Neuer Abschnitt: {values.text('sectiontitle')}"
    return _CONTROL.sub(" ", summary).strip()[:MAX_SUMMARY]


def _shown(saved: Saved) -> JSON:
    shown: JSON = {
        "result": "Success", "pageid": saved.page_id, "title": saved.title.full, "contentmodel": "wikitext",
    }  # fmt: skip
    if saved.unchanged:
        return shown | {"nochange": True}
    if saved.new:
        shown["new"] = True
    return shown | {
        "oldrevid": saved.old_rev_id, "newrevid": saved.rev_id, "newtimestamp": iso(saved.time),
    }  # fmt: skip


MODULE = Module(
    name="edit",
    help="Speichert eine Seite.",
    parameters=(
        Parameter("title", help="Die Seite nach Titel."),
        Parameter("pageid", Type.INTEGER, "Die Seite nach Nummer."),
        choice("section", "new", help="Nur new: ein neuer Abschnitt am Ende."),
        Parameter("sectiontitle", help="Seine Überschrift."),
        Parameter("text", Type.TEXT, "Der neue Text der Seite oder des neuen Abschnitts."),
        Parameter("summary", help="Die Zusammenfassung."),
        Parameter("tags", multi=True),
        flag("minor", "Eine kleine Änderung."),
        flag("notminor"),
        flag("bot", "Die Änderung eines Bots; nur wer dieses Recht hat."),
        Parameter(
            "baserevid", Type.INTEGER, "Die Version, von der der Text ausging; 0: die Seite gab es nicht."
        ),
        Parameter("basetimestamp", Type.TIMESTAMP, "Die Zeit dieser Version; sekundengenau, also schwächer."),
        Parameter("starttimestamp", Type.TIMESTAMP),
        flag("recreate"),
        flag("createonly", "Nur anlegen."),
        flag("nocreate", "Nicht anlegen."),
        flag("watch"),
        flag("unwatch"),
        choice("watchlist", "watch", "unwatch", "preferences", "nochange", default="preferences"),
        Parameter("watchlistexpiry"),
        Parameter("md5", help="Prüfsumme des gesandten Textes."),
        Parameter("prependtext", Type.TEXT, "Text, der an den Anfang kommt."),
        Parameter("appendtext", Type.TEXT, "Text, der ans Ende kommt."),
        choice("contentformat", "text/x-wiki"),
        choice("contentmodel", "wikitext"),
        Parameter("token", help="Ein Token der Art csrf.", required=True, secret=True),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
