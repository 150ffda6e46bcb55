"""The content of one page, made fit for an archive: plain HTML that does nothing and asks nobody.

By a list of what may stay, so that what nobody thought of goes: text, headings, lists, tables, pictures and links.
No script, style, form, frame or event handler survives; of an unknown element only its text does. A link to an
archived page leads to its file, a link elsewhere stays a link, a link to anything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from lxml import etree, html
from lxml.html import HtmlElement

_KEPT = frozenset(
    """a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl
    dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s
    samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr""".split()  # noqa: SIM905
)
_DROPPED = frozenset(
    """applet audio button canvas datalist dialog fieldset form frame frameset head iframe map
    math meter noembed noframes noscript object optgroup option output picture progress script select
    slot style svg template textarea title video xmp plaintext""".split()  # noqa: SIM905
)
_EMPTY = frozenset({"area", "base", "embed", "input", "link", "meta", "param", "source", "track"})
"""Elements without content; what an unclosed one seems to hold in a lenient parser is the page's own text."""
_UNKNOWN = "unknown"
"""What an element is called whose text alone stays."""
_ATTRIBUTES = frozenset(
    """alt class colspan datetime dir headers height id lang reversed role rowspan scope start title value
    width""".split()  # noqa: SIM905
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_FRAME = re.compile(r"</?(?:html|body|main)\b[^<>]*+>", re.IGNORECASE)

Resolve = Callable[[str], str | None]
"""An address as it stands in the page → the address in the archive, or None where it leads nowhere."""


def archived(content: str, link: Resolve, picture: Resolve, live_only: Collection[str]) -> str:
    """The cleaned content. `live_only`: classes of elements that make sense on the live wiki alone.

    Takes a fragment or a whole document; of the latter its `<main>`, or else its body.
    """
    root = _root(_CONTROL.sub("", content))
    if root is None:
        return ""
    for element in list(root.iter()):
        if element is root or not _attached(element, root):
            continue
        if not isinstance(element.tag, str) or element.tag in _DROPPED or _live(element, live_only):
            element.drop_tree()
        elif element.tag in _EMPTY or element.tag not in _KEPT:
            element.tag = _UNKNOWN
        else:
            _clean(element, link, picture)
    etree.strip_tags(root, _UNKNOWN)  # all in one go: one after the other, each would look for its place
    inner: str = html.tostring(root, encoding="unicode", method="html", with_tail=False)
    return inner[inner.index(">") + 1 : inner.rindex("<")].strip()


def has_heading(content: str) -> bool:
    """Whether cleaned content brings its own main heading."""
    return "<h1" in content


def _root(content: str) -> HtmlElement | None:
    if not content.strip():
        return None
    if "<body" not in content:
        content = f"<html><body>{_FRAME.sub('', content)}</body></html>"
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    document = html.document_fromstring(content, parser=parser)
    found = document.find(".//main")
    root = found if found is not None else document.find("body")
    if root is not None:
        root.tag = "div"
        root.attrib.clear()
    return root


def _attached(element: HtmlElement, root: HtmlElement) -> bool:
    return element.getparent() is not None and (
        element.getparent() is root or root in element.iterancestors()
    )


def _live(element: HtmlElement, live_only: Collection[str]) -> bool:
    return any(name in live_only for name in element.get("class", "").split())


def _clean(element: HtmlElement, link: Resolve, picture: Resolve) -> None:
    address = (
        element.get("href") if element.tag == "a" else element.get("src") if element.tag == "img" else None
    )
    for name in list(element.attrib):
        if name not in _ATTRIBUTES and not name.startswith("aria-"):
            del element.attrib[name]
    if element.tag == "a" and address is not None:
        target = link(address)
        if target is None:
            element.tag = "span"
            element.set("class", "ohne-ziel")
        else:
            element.set("href", target)
            if re.match(r"https?:", target):
                element.set("rel", "external noopener noreferrer")
    elif element.tag == "img":
        source = picture(address or "")
        if source is None:
            element.tag = "span"
            element.text = element.get("alt") or ""
            element.attrib.clear()
        else:
            element.set("src", source)
