"""`action=parse`: a page or a text as HTML, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ...accounts import current_actor
from ...errors import PageMissing
from ...gate import Role
from ...pages.rendering import body_of
from ...services import services
from ...storage.asked import ThisWiki
from ...storage.save import MAX_BYTES, as_saved, fetch, read
from ...titles import CATEGORY, Title
from ...wikitext import categories, expand, files, links
from ...wikitext.links import anchor
from ...wikitext.sections import section_text, sections
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..pages import target_of
from ..parameters import Parameter, Type, Values, choice, choices, flag
from ..revision_entry import section_number
from ..summaries import summary_of
from .extlinks import addresses

VISITORS_BYTES = 50_000
"""The longest text that a visitor may have rendered: the longest of all takes ten seconds, and nobody is counted."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is parsed: the page it stands on, its text, and the ids of page and revision, 0 for a text that was sent."""

    title: Title
    text: str
    page_id: int = 0
    rev_id: int = 0
    redirects: tuple[JSON, ...] = ()
    is_sent: bool = False


def answer(call: Call, values: Values) -> JSON:
    """The parts that `prop` names."""
    subject = _subject(call, values)
    written = text = _section(subject, values)
    wanted = values.words("prop")
    saved = as_saved(subject.title, text) if subject.is_sent and _asks_for_saved(values) else None
    if saved is not None and values.flag("onlypst"):
        only: JSON = {"text": saved}
        if "wikitext" in wanted:
            only["wikitext"] = written
        return {"parse": only | _summary(values)}
    text = text if saved is None else saved
    told: JSON = {"title": subject.title.full, "pageid": subject.page_id}
    if "page" not in values and "pageid" not in values and "oldid" not in values and not subject.page_id:
        told = {"title": subject.title.full, "pageid": _page_id(call, subject.title)}
    if subject.rev_id and "revid" in wanted:
        told["revid"] = subject.rev_id
    if values.flag("redirects") or subject.redirects:
        told["redirects"] = list(subject.redirects)
    expanded = expand(text, subject.title, fetch, now=services().local_now(), wiki=ThisWiki())
    body = None
    if {"text", "sections"} & set(wanted):
        body = body_of(subject.title, text, listed=not values.flag("disabletoc"))
    if body and "text" in wanted:
        held = values.text("wrapoutputclass")
        told["text"] = f'<div class="{escape(held)}">{body.html}</div>' if held else body.html
    told |= {name: [] for name in ("langlinks", "iwlinks") if name in wanted}
    if "categories" in wanted:
        told["categories"] = [
            {"sortkey": "", "category": name.replace(" ", "_")} | _missing(call, Title(CATEGORY, name))
            for name in categories(expanded.text)
        ]
    if "links" in wanted:
        told["links"] = [_linked(call, title) for title in links(expanded.text, subject.title)]
    if "templates" in wanted:
        told["templates"] = [_linked(call, title) for title in expanded.templates_used]
    if "images" in wanted:
        told["images"] = [title.name.replace(" ", "_") for title in files(expanded.text)]
    if "externallinks" in wanted:
        told["externallinks"] = addresses(expanded.text)
    if body and "sections" in wanted:
        told["sections"] = _sections(text, subject.title)
        told["showtoc"] = body.has_contents
    told |= {name: value for name, value in _EMPTY.items() if name in wanted}
    if "modules" in wanted:
        if not {"jsconfigvars", "encodedjsconfigvars"} & set(wanted):
            values.warn('Modules were asked for without "jsconfigvars" or "encodedjsconfigvars".')
        told |= {"modulescripts": [], "modulestyles": []}
    if "parsewarnings" in wanted:
        told["parsewarnings"] = list(expanded.warnings)
    if "displaytitle" in wanted:
        told["displaytitle"] = (
            f'<span class="mw-page-title-main">{escape(subject.title.full, quote=False)}</span>'
        )
    if "properties" in wanted:
        told["properties"] = {}
    if "wikitext" in wanted:
        told["wikitext"] = written
        if saved is not None:
            told["psttext"] = saved
    return {"parse": told | _summary(values)}


def _section(subject: _Subject, values: Values) -> str:
    """The text, or the section of it that was asked for; a new one is the text beneath its heading."""
    if "section" not in values:
        return subject.text
    if subject.is_sent and values.text("section") == "new":
        heading = values.text("sectiontitle").strip()
        return f"== {heading} ==\n\n{subject.text}" if heading else subject.text
    number = section_number(values.text("section"))
    found = section_text(subject.text, number)
    if found is None:
        raise ApiError("nosuchsection", f"There is no section {number}.")
    return found


def _asks_for_saved(values: Values) -> bool:
    return values.flag("pst") or values.flag("onlypst")


def _summary(values: Values) -> JSON:
    """The summary as lists show it; that of a new section is its heading, unless both are given."""
    new = values.text("section") == "new"
    if "summary" not in values and not (new and "sectiontitle" in values):
        return {}
    said, heading = values.text("summary"), values.text("sectiontitle")
    if not new or (said and heading) or not (line := summary_of(heading or said)):
        return {"parsedsummary": escape(summary_of(said))}
    link = f'<a href="#{escape(anchor(line))}">→\u200e{escape(line)}</a>'
    return {
        "parsedsummary": f'Neuer Abschnitt <span dir="auto"><span class="autocomment">{link}</span></span>'
    }


def _subject(call: Call, values: Values) -> _Subject:
    named = [name for name in ("page", "pageid", "oldid") if name in values]
    if len(named) > 1 or (named and ("text" in values or "title" in values)):
        raise ApiError("invalidparammix", "These parameters can not be used together.")
    if "oldid" in values:
        rev_id = values.number("oldid") or 0
        revision = services().catalogue.revision(rev_id)
        row = call.sight.page_by_id(revision.page_id) if revision else None
        if row is None:
            raise ApiError("nosuchrevid", f"There is no revision with ID {rev_id}.")
        return _Subject(row.title, read(rev_id), row.page_id, rev_id)
    if named and "revid" in values:
        raise ApiError("invalidparammix", 'The parameter "revid" is for a text that was sent.')
    if named:
        return _page(call, values)
    if "title" not in values and "text" not in values and "summary" not in values:
        raise ApiError("missingparam", 'One of "page", "pageid", "oldid", "text" is required.')
    text, title = values.text("text"), Title.parse(values.optional("title") or "API")
    visitor = current_actor().role is Role.ANONYMOUS
    if len(text.encode("utf-8")) > (VISITORS_BYTES if visitor else MAX_BYTES):
        raise ApiError("contenttoobig", "Der Text ist zu lang.")
    if "text" in values and "title" not in values and "contentmodel" not in values:
        values.warn('No "title" or "contentmodel" was given, assuming wikitext.')
    return _Subject(title, text, is_sent=True)


def _page(call: Call, values: Values) -> _Subject:
    if "pageid" in values:
        row = call.sight.page_by_id(values.number("pageid") or 0)
        if row is None:
            raise ApiError("nosuchpageid", f"There is no page with ID {values.number('pageid')}.")
    else:
        title = Title.parse(values.text("page"))
        row = call.sight.page(title)
        if row is None:
            raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
    passed: list[JSON] = []
    while values.flag("redirects") and row.redirect and len(passed) < 2:
        target = target_of(row)
        beyond = call.sight.page(target) if target else None
        if beyond is None or beyond == row:
            break
        passed.append({"from": row.title.full, "to": beyond.title.full})
        row = beyond
    return _Subject(row.title, read(row.latest), row.page_id, row.latest, tuple(passed))


def _page_id(call: Call, title: Title) -> int:
    row = call.sight.page(title)
    return row.page_id if row else 0


def _missing(call: Call, title: Title) -> JSON:
    return {} if call.sight.page(title) else {"missing": True}


def _linked(call: Call, title: Title) -> JSON:
    return {"ns": title.namespace, "title": title.full, "exists": call.sight.page(title) is not None}


def _sections(text: str, title: Title) -> list[JSON]:
    """The table of contents: numbers count within their level."""
    told: list[JSON] = []
    levels: list[int] = []
    counts: list[int] = []
    for section in sections(text):
        while levels and levels[-1] > section.level:
            levels.pop()
            if levels and levels[-1] < section.level:
                levels.append(section.level)
                break
            counts.pop()
        if not levels or levels[-1] < section.level:
            levels.append(section.level)
            counts.append(0)
        counts[-1] += 1
        told.append({
            "toclevel": len(counts), "level": str(section.level), "line": escape(section.line, quote=False),
            "number": ".".join(map(str, counts)), "index": str(section.number),
            "fromtitle": title.full.replace(" ", "_"),
            "byteoffset": section.begin,
            "anchor": anchor(section.line),
        })  # fmt: skip
    return told


_EMPTY: JSON = {
    "subtitle": "",
    "modules": [],
    "jsconfigvars": {},
    "encodedjsconfigvars": "[]",
    "indicators": {},
}
"""What a page of ours has none of."""

_PROPS = (
    "text", "langlinks", "categories", "links", "templates", "images", "externallinks", "sections", "revid",
    "displaytitle", "subtitle", "modules", "jsconfigvars", "encodedjsconfigvars", "indicators", "iwlinks", "wikitext",
    "properties", "parsewarnings",
)  # fmt: skip

MODULE = Module(
    name="parse",
    help="Macht aus einer Seite oder einem Text HTML.",
    parameters=(
        Parameter("title", help="Die Seite, auf der der Text stünde."),
        Parameter("text", Type.TEXT, "Der Wikitext."),
        Parameter("revid", Type.INTEGER),
        Parameter("summary", help="Eine Zusammenfassung."),
        Parameter("page", help="Eine Seite, nach Titel."),
        Parameter("pageid", Type.INTEGER, "Eine Seite, nach Nummer."),
        flag("redirects"),
        Parameter("oldid", Type.INTEGER, "Eine Version."),
        choices(
            "prop", *_PROPS,
            default="text|langlinks|categories|links|templates|images|externallinks|sections|revid|displaytitle"
            "|iwlinks|properties|parsewarnings",
        ),
        Parameter("wrapoutputclass", default="mw-parser-output"),
        flag("pst"),
        flag("onlypst"),
        Parameter("section"),
        Parameter("sectiontitle"),
        flag("disablelimitreport"),
        flag("disableeditsection"),
        flag("disablestylededuplication"),
        flag("showstrategykeys"),
        flag("preview"),
        flag("sectionpreview"),
        flag("disabletoc"),
        choice("contentformat", "text/x-wiki"),
        choice("contentmodel", "wikitext"),
    ),
    answer=answer,
)  # fmt: skip
