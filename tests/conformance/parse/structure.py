"""A page's HTML as structure: what MediaWiki and ours must have in common, line by line, for comparing.

Kept: elements and how they stand in each other, all text, where links lead, ids of headings, the attributes in `KEPT`.
Evened out: the wrappers around a page, links to edit a section or to lead to it, names of elements that mean the same
(`EQUAL`), classes of the engines themselves, blanks where HTML shows none. Not compared: presentation (`style`,
`align`, …), which ours leaves out on purpose, and the words of error messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.etree import _Comment
from lxml.html import HtmlElement

from familienkonferenz.plugins.titles import STORED

KEPT = ("class", "colspan", "rowspan", "lang", "title", "start")
EQUAL = {"em": "i", "strong": "b", "tt": "code", "strike": "s", "center": "div", "font": "span"}
_OUTER = (
    "p div ul ol li dl dt dd table caption tr td th pre blockquote h1 h2 h3 h4 h5 h6 hr br",
    "figure figcaption",
)
BLOCKS = frozenset(" ".join(_OUTER).split())
_GONE = "mw-editsection moin-permalink toctogglespan mw-cite-backlink fn-back mw-empty-elt tocnumber"
_CLOSING = frozenset(f"</{tag}>" for tag in ["p", "li", "dd", "dt", "ul", "ol", "dl", "b", "i", "small"])
_INLINE_END = re.compile("</(?:a|abbr|b|code|i|s|small|span|sub|sup|u)>")
_OF_THE_ENGINES = re.compile(
    r"mw-|moin-|external|extiw|free|text|autonumber|new|selflink|redirectMsg|fk-weiterleitung|mitte|image$|toc"
)


@dataclass
class _Lines:
    """The lines so far, and the text that belongs to none yet."""

    lines: list[str] = field(default_factory=list)
    text: str = ""
    depth: int = 0
    after_block: bool = True

    def say(self, line: str, *, block: bool) -> None:
        """A line of markup; text next to a block has no blank at that side."""
        self._flush(before_block=block)
        self.lines.append("  " * self.depth + line)
        self.after_block = block

    def _flush(self, *, before_block: bool) -> None:
        text, self.text = re.sub(r"[ \t\n\r]+", " ", self.text), ""
        if self.after_block:
            text = text.lstrip(" ")
        if before_block:
            text = text.rstrip(" ")
        if text:
            self.lines.append("  " * self.depth + text.replace("\u00a0", " "))

    def verbatim(self, text: str) -> None:
        """Lines of preformatted text."""
        self._flush(before_block=True)
        self.lines += ["  " * self.depth + "| " + line for line in text.split("\n")]
        self.after_block = True


def structure(page: str) -> list[str]:
    """The lines of an engine's answer."""
    root = html.fragment_fromstring(page, create_parent="div")
    wrapper = root[0] if len(root) == 1 and not (root.text or "").strip() else root
    if len(wrapper) == 1 and "xmlns" in wrapper[0].attrib:
        wrapper = wrapper[0]
    out = _Lines()
    _inside(wrapper, out)
    out.say("end", block=True)
    return _without_empty(out.lines[:-1])


def _without_empty(lines: list[str]) -> list[str]:
    """The lines without paragraphs, items and emphasis that hold nothing, and without blanks at the end of a block."""
    kept: list[str] = []
    for line in lines:
        opened = kept[-1].strip() if kept else ""
        if line.strip() in _CLOSING and opened == line.strip().replace("/", ""):
            kept.pop()
            continue
        if line.strip().strip("</>") in BLOCKS:
            number = len(kept) - 1
            while number >= 0 and _INLINE_END.fullmatch(kept[number].strip()):
                number -= 1
            if number >= 0 and not kept[number].lstrip().startswith("<"):
                kept[number] = kept[number].rstrip()
        kept.append(line)
    return [line for line in kept if line.strip()]


def _inside(element: HtmlElement, out: _Lines) -> None:
    out.text += element.text or ""
    for child in element:
        if not isinstance(child, _Comment):
            _element(child, out)
        out.text += child.tail or ""


def _element(element: HtmlElement, out: _Lines) -> None:
    classes = (element.get("class") or "").split()
    if set(classes) & set(_GONE.split()) or element.tag in ("style", "link", "meta", "input"):
        return
    for special, name in _SPECIAL.items():
        if special in classes or element.get("id") == special:
            _SHOW[name](element, out)
            return
    if element.tag in ("tbody",) or {"mw-headline", "mw-references-wrap", "toctext"} & set(classes):
        _inside(element, out)
        return
    if "error" in classes:
        out.say("<error/>", block=False)
        return
    tag = EQUAL.get(str(element.tag), str(element.tag))
    block = tag in BLOCKS
    if tag in ("br", "hr"):
        out.say(f"<{tag}/>", block=True)
        return
    out.say(f"<{tag}{_attributes(element, tag, classes)}>", block=block)
    out.depth += 1
    if tag == "pre" and not len(element):
        out.verbatim(element.text_content().strip("\n"))
    else:
        _inside(element, out)
        out.say("", block=block)
        out.lines.pop()
    out.depth -= 1
    out.say(f"</{tag}>", block=block)


def _attributes(element: HtmlElement, tag: str, classes: list[str]) -> str:
    kept = {name: value for name in KEPT if (value := element.get(name)) is not None}
    if own := sorted({name for name in classes if not _OF_THE_ENGINES.match(name)}):
        kept["class"] = " ".join(own)
    else:
        kept.pop("class", None)
    if tag != "abbr":
        kept.pop("title", None)
    if kept.get("colspan", "").isdecimal():  # HTML knows no more columns
        kept["colspan"] = str(min(int(kept["colspan"]), 1000))
    if tag == "a":
        kept = {"href": _target(element, classes)}
    if re.fullmatch("h[1-6]", tag):
        headline = element.find("span")
        kept["id"] = element.get("id") or (headline.get("id") if headline is not None else None) or ""
    return "".join(f' {name}="{value}"' for name, value in kept.items())


def _target(element: HtmlElement, classes: list[str]) -> str:
    """Where a link leads: `page:Title#anchor`, an address, `missing page:Title`; `here` for the page itself."""
    href = element.get("href")
    if href is None:
        return "here" if "selflink" in " ".join(classes) else ""
    if href.startswith("#"):
        return unquote(href)
    parts = urlsplit(href)
    if (parts.netloc and parts.hostname not in ("127.0.0.1", "localhost")) or parts.scheme == "mailto":
        return unquote(href)
    if parts.path.startswith("/+rev/"):
        return f"page:Spezial:Permanenter Link/{parts.path[6:]}"
    if parts.path == "/+beitrag":
        topic = unquote(parts.query.partition("=")[2])
        return f"page:Spezial:Beitrag schreiben{topic and '/' + topic}"
    name = parts.path.removeprefix("/wiki/").removeprefix("/")
    missing = bool({"new", "moin-nonexistent"} & set(classes))
    if name == "index.php" and (title := re.search(r"title=([^&]*)", parts.query)):
        name = title[1]
    name = unquote(name).replace("_", " ")
    space, slash, rest = name.partition("/")
    if slash and any(space == namespace.name for namespace in STORED if namespace.name):
        name = f"{space}:{rest}"
    name = re.sub("^Spezial[:/]", "Spezial:", name).replace(
        "Spezial:Permanentlink/", "Spezial:Permanenter Link/"
    )
    if name.startswith("Spezial:"):  # which of them there are is a matter of the engine
        missing = False
    fragment = f"#{unquote(parts.fragment)}" if parts.fragment and not missing else ""
    return f"{'missing ' if missing else ''}page:{name}{fragment}"


def _contents(element: HtmlElement, out: _Lines) -> None:
    """A contents list: each entry with its depth."""
    out.say("<toc>", block=True)
    for link in element.iter("a"):
        depth = sum(above.tag in ("ul", "ol") for above in link.iterancestors())
        text = (
            "".join(part.text_content() for part in link.iter("span") if part.get("class") == "toctext")
            or link.text_content()
        )
        if depth:
            out.say(f"{'-' * depth} {' '.join(text.split())} {unquote(link.get('href') or '')}", block=True)


def _reference(element: HtmlElement, out: _Lines) -> None:
    """The number of a note."""
    out.say(f"<ref>{element.text_content().strip().strip('[]')}</ref>", block=False)


def _notes(element: HtmlElement, out: _Lines) -> None:
    """The notes of a page."""
    out.say("<references>", block=True)
    out.depth += 1
    for note in element.iter("li"):
        out.say("<note>", block=True)
        for part in note.iter("span"):
            if part.get("class") == "reference-text":
                _inside(part, out)
    out.say("", block=True)
    out.lines.pop()
    out.depth -= 1


def _redirect(element: HtmlElement, out: _Lines) -> None:
    """The line that says where a page sends its readers."""
    out.say("<redirect>", block=True)
    for link in element.iter("a"):
        _element(link, out)


_SPECIAL = {
    "toc": "contents", "moin-table-of-contents": "contents", "reference": "reference",
    "references": "notes", "redirectMsg": "redirect", "fk-weiterleitung": "redirect",
}  # fmt: skip
_SHOW: dict[str, Callable[[HtmlElement, _Lines], None]] = {
    "contents": _contents, "reference": _reference, "notes": _notes, "redirect": _redirect,
}  # fmt: skip
