"""`list=search`: the pages with the given words on them, the best first."""

from __future__ import annotations

from markupsafe import escape

from ...search.fulltext import Found as Shown
from ...search.service import search
from ...search.snippet import Segment
from ...storage.catalogue import PageRow
from .. import timestamps
from ..errors import JSON
from ..module import Call, Continue, Found, Module
from ..parameters import Parameter, Type, Values, choice, choices, flag, limit


def find(call: Call, values: Values) -> tuple[list[Found], Continue]:
    """Pages that the caller may read; it goes on with how many there were before."""
    readable, after, most = _readable(call, values), values.number("offset") or 0, values.limit()
    rows = {page.page_id: page for page in readable}
    typed, wanted = values.text("search"), set(values.words("prop"))
    index = search().index
    chosen = [match for match in index.matches(typed) if match.page_id in rows][max(after, 0) :][:most]
    found = [
        Found(rows[shown.page_id], _entry(rows[shown.page_id], shown, wanted))
        for shown in index.show(typed, chosen)
    ]
    going_on = max(after, 0) + most
    return found, str(going_on) if going_on < len(rows) else None


def info(call: Call, values: Values) -> JSON:
    """What is said of the whole list: how many pages there are."""
    if "totalhits" not in values.words("info") or values.text("what") == "nearmatch":
        return {}
    return {"totalhits": len(_readable(call, values))}


def _readable(call: Call, values: Values) -> list[PageRow]:
    spaces = set(values.numbers("namespace"))
    pages = (call.sight.page_by_id(match.page_id) for match in search().index.matches(values.text("search")))
    return [page for page in pages if page and (not spaces or page.title.namespace in spaces)]


def _entry(page: PageRow, shown: Shown, wanted: set[str]) -> JSON:
    entry: JSON = {"ns": page.title.namespace, "title": page.title.full, "pageid": page.page_id}
    if "size" in wanted:
        entry["size"] = page.size
    if "wordcount" in wanted:
        entry["wordcount"] = shown.words
    if "snippet" in wanted:
        entry["snippet"] = _html(shown.snippet)
    if "titlesnippet" in wanted:
        entry["titlesnippet"] = _html(shown.title)
    if "timestamp" in wanted:
        entry["timestamp"] = timestamps.iso(page.time)
    return entry


def _html(segments: tuple[Segment, ...]) -> str:
    """As MediaWiki marks hits. This is markup: what people wrote is escaped here."""
    return "".join(
        f'<span class="searchmatch">{escape(segment.text)}</span>'
        if segment.is_hit
        else str(escape(segment.text))
        for segment in segments
    )


MODULE = Module(
    name="search",
    help="Seiten, auf denen die Wörter stehen.",
    prefix="sr",
    parameters=(
        Parameter("search", help="Wörter; in Anführungszeichen: genau so hintereinander.", required=True),
        Parameter("namespace", Type.NAMESPACE, "Nur diese Namensräume.", multi=True, default="0", all=True),
        limit(),
        Parameter("offset", Type.INTEGER, "Ab dem wievielten Ergebnis; aus der vorigen Antwort.", default="0"),
        choice("what", "nearmatch", "text", "title"),
        choices("info", "rewrittenquery", "suggestion", "totalhits", default="totalhits|suggestion|rewrittenquery"),
        choices(
            "prop", "size", "wordcount", "timestamp", "snippet", "titlesnippet", "redirecttitle", "redirectsnippet",
            "sectiontitle", "sectionsnippet", "isfilematch", "categorysnippet", "extensiondata",
            default="size|wordcount|timestamp|snippet",
        ),
        choice("sort", "relevance", default="relevance"),
        flag("interwiki"),
        flag("enablerewrites"),
    ),
    find=find,
    about=info,
    goes_on="offset",
)  # fmt: skip
