"""`action=edit`: save a page, by compare-and-swap on the revision that the writer started from.

`baserevid` names that revision; without it `basetimestamp` does, to the second; without both the page is
overwritten, as on MediaWiki. Changes to different lines are merged, others are an `editconflict`. All writing
is `storage.save.save`.
"""

from __future__ import annotations

import hashlib
from contextlib import nullcontext

from ...accounts import current_change
from ...errors import PageExists, PageMissing, PermissionDenied, WindowClosed
from ...gate import Change, opens_for
from ...grants import require_granted
from ...services import services
from ...storage.catalogue import PageRow, RevisionRow, Selection
from ...storage.merge import merge
from ...storage.save import Saved, read, save
from ...titles import MAIN, Title
from ...wikitext.sections import section_text, with_section
from ..errors import JSON, ApiError
from ..late import keep_late
from ..module import Call, Module
from ..pages import one_page, target_of
from ..parameters import Parameter, Type, Values, choice, flag, token
from ..revision_entry import section_number
from ..summaries import TAGS, refuse_tags, summary_of
from ..timestamps import iso
from ..watched import will_watch


def answer(call: Call, values: Values) -> JSON:
    """Save; ids and time of the new revision, or `nochange`."""
    title, page = one_page(call, values.optional("title"), values.number("pageid"))
    _check_sent(values)
    if title.namespace < MAIN:
        raise ApiError("pagecannotexist", f"Im Namensraum {title.namespace_name} gibt es keine Seiten.")
    reply: JSON = {}
    if values.flag("redirect") and page is not None and page.redirect and (target := target_of(page)):
        reply["redirects"] = [{"from": title.full, "to": target.full}]
        title = target
    refuse_tags(values)
    summary = _summary(values)
    try:
        # What is put to a text is put to the newest one: nobody may save in between.
        with services().database.transaction() if _adds(values) else nullcontext():
            saved = _save(call, values, title, summary)
    except WindowClosed as error:
        kept = keep_late(title, _sent(values), summary)
        note = " Ihr Text ist nicht verloren: Er liegt der Moderation vor." if kept else ""
        raise ApiError("protectedpage", f"{error}{note}") from error
    watched: JSON = {"watched": True} if will_watch(call, values, saved.title) else {}
    return {"edit": _shown(saved) | watched | reply}


def _adds(values: Values) -> bool:
    return "section" in values or any(name in values for name in ("appendtext", "prependtext", "undo"))


def _save(call: Call, values: Values, title: Title, summary: str) -> Saved:
    page = services().catalogue.page(title)
    hidden = page is not None and not call.sight.sees(page)
    if hidden or (page is None and not values.flag("nocreate")):
        _check_creation(call, title, hidden=hidden)
    if page is not None and values.flag("createonly"):
        raise PageExists(f"Die Seite „{title.full}“ gibt es schon.")
    if page is None and values.flag("nocreate"):
        raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    base = _base(values, page)
    text, create_only = values.text("text"), values.flag("createonly")
    if _adds(values):
        text, base = _joined(values, page, base), page.latest if page else None
    elif page is None and not values.flag("recreate"):
        _check_deleted(values, title)
    return save(
        title, text, summary=summary, base=base, create_only=create_only,
        no_create=values.flag("nocreate"), bot=values.flag("bot") and "bot" in call.rights,
        minor=values.flag("minor") and not values.flag("notminor"),
    )  # fmt: skip


def _check_creation(call: Call, title: Title, *, hidden: bool) -> None:
    """Refuse to make a page; one that the caller may not see is refused alike."""
    change = current_change() or Change.CREATE
    require_granted(call.actor.allowed, Change.EDIT)
    opens = call.actor.permits("createpage") and opens_for(call.actor.role, title, change, own=True)
    if hidden or not opens:
        if not call.user_id:
            raise PermissionDenied("Zum Schreiben melden Sie sich bitte an.")
        raise ApiError("cantcreate", f"Die Seite „{title.full}“ können Sie nicht anlegen.")


def _check_deleted(values: Values, title: Title) -> None:
    """Refuse to make a page anew that was taken down since the writer began, unless that is meant."""
    begun = values.number("starttimestamp")
    gone = services().catalogue.deleted_page(title) if begun is not None else None
    if gone is not None and gone.time > (begun or 0):
        raise ApiError("pagedeleted", "The page has been deleted since you fetched its timestamp.")


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


def _joined(values: Values, page: PageRow | None, base: int | None) -> str:
    """The new text of the whole page from what was sent of it."""
    if values.number("undo"):
        return _undone(values, page)
    current = read(page.latest) if page else ""
    section = values.optional("section")
    if section == "new":
        heading = summary_of(values.text("sectiontitle") or values.text("summary"))
        head = f"== {heading} ==\n\n" if heading else ""
        sent = values.text("prependtext") + values.text("text") + values.text("appendtext")
        return f"{current}\n\n{head}{sent}".lstrip("\n")
    if section is None and "appendtext" not in values and "prependtext" not in values:
        return values.text("text")
    if section is None:
        return values.text("prependtext") + current + values.text("appendtext")
    number = section_number(section)
    if page is not None and base and base != page.latest:  # the writer saw the sections of an older text
        current = read(base)
    part = section_text(current, number) if current or number == 0 else None
    if part is None:
        raise ApiError("nosuchsection", f"There is no section {number}.")
    new = values.optional("text")
    if new is None or "appendtext" in values or "prependtext" in values:
        new = values.text("prependtext") + part + values.text("appendtext")
    whole = with_section(current, number, new) or ""
    return (
        whole if page is None or current == read(page.latest) else _brought_together(page, base or 0, whole)
    )


def _brought_together(page: PageRow, base: int, whole: str) -> str:
    merged = merge(read(base), whole, read(page.latest))
    if merged is None:
        raise ApiError("editconflict", "Edit conflict detected.")
    return merged


def _undone(values: Values, page: PageRow | None) -> str:
    if page is None:
        raise PageMissing("Diese Seite gibt es nicht.")
    newest, before = _revision(values.number("undo") or 0, page), values.number("undoafter")
    oldest = _revision(before or newest.parent_id, page)
    if oldest.rev_id > newest.rev_id:
        newest, oldest = oldest, newest
    merged = merge(read(newest.rev_id), read(oldest.rev_id), read(page.latest))
    if merged is None:
        raise ApiError("undofailure", "The edit could not be undone due to conflicting intermediate edits.")
    return merged


def _revision(rev_id: int, page: PageRow) -> RevisionRow:
    row = services().catalogue.revision(rev_id)
    if row is None:
        raise ApiError("nosuchrevid", f"There is no revision with ID {rev_id}.")
    if row.page_id != page.page_id:
        raise ApiError("revwrongpage", f"r{rev_id} is not a revision of {page.title.full}.")
    return row


def _check_sent(values: Values) -> None:
    if not any(name in values for name in ("text", "appendtext", "prependtext", "undo")):
        raise ApiError(
            "missingparam", "One of the parameters text, appendtext, prependtext, undo is required."
        )
    appends = values.text("section") == "new" or "appendtext" in values or "prependtext" in values
    if values.flag("redirect") and not appends:
        raise ApiError("redirect-appendonly", "Redirects are followed only where text is added.")
    if "section" in values and values.text("section") != "new":
        section_number(values.text("section"))
    if (md5 := values.optional("md5")) is not None and "undo" not in values:
        found = hashlib.md5(_sent(values).encode("utf-8"), usedforsecurity=False).hexdigest()
        if md5.lower() != found:
            raise ApiError("badmd5", "The supplied MD5 hash was incorrect.")


def _sent(values: Values) -> str:
    """The text that came with the request."""
    return values.text("text") or values.text("prependtext") + values.text("appendtext")


def _summary(values: Values) -> str:
    summary, heading = values.text("summary"), values.text("sectiontitle")
    if values.text("section") == "new" and not (summary and heading):
        summary = f"Neuer Abschnitt /* {heading or summary} */" if heading or summary else ""
    return summary_of(summary)


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
        Parameter("section", help="Nur dieser Abschnitt; new: ein neuer am Ende."),
        Parameter("sectiontitle", help="Die Überschrift des neuen."),
        Parameter("text", Type.TEXT, "Der neue Text der Seite oder des neuen Abschnitts."),
        Parameter("summary", help="Die Zusammenfassung."),
        TAGS,
        flag("minor", "Eine kleine Änderung."),
        flag("notminor"),
        flag("bot", "Die Änderung eines Bots; nur wer dieses Recht hat."),
        Parameter(
            "baserevid", Type.INTEGER, "Die Version, von der der Text ausging; 0: die Seite gab es nicht."
        ),
        Parameter("basetimestamp", Type.TIMESTAMP, "Die Zeit dieser Version; sekundengenau, also schwächer."),
        Parameter("starttimestamp", Type.TIMESTAMP),
        flag("recreate", "Auch wenn die Seite inzwischen gelöscht wurde."),
        flag("createonly", "Nur anlegen."),
        flag("nocreate", "Nicht anlegen."),
        flag("watch", deprecated=True),
        flag("unwatch", deprecated=True),
        choice("watchlist", "watch", "unwatch", "preferences", "nochange", default="preferences"),
        Parameter("md5", help="Prüfsumme des gesandten Textes."),
        Parameter("prependtext", Type.TEXT, "Text, der an den Anfang kommt."),
        Parameter("appendtext", Type.TEXT, "Text, der ans Ende kommt."),
        Parameter("undo", Type.INTEGER, "Die Version, die zurückgenommen wird.", least=0),
        Parameter("undoafter", Type.INTEGER, "Alle Versionen nach dieser bis zu jener.", least=0),
        flag("redirect", "Weiterleitungen folgen."),
        choice("contentformat", "text/x-wiki"),
        choice("contentmodel", "wikitext"),
        token("csrf"),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
