"""Pictures and other files: what `[[Datei:…|…]]` shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from mimetypes import guess_type

from moin.utils.iri import Iri
from moin.utils.tree import html, moin_page, xlink

from ..titles import Title
from .inline import children, plain_text
from .tags import Element
from .tokens import Line, Piece, Token, split, stripped

_FRAMED = frozenset(("thumb", "thumbnail", "mini", "miniatur", "frame", "framed", "gerahmt"))
_PLACES = {
    "left": "links", "links": "links", "right": "rechts", "rechts": "rechts",
    "center": "mitte", "zentriert": "mitte", "none": "ohne", "ohne": "ohne",
}  # fmt: skip
_IGNORED = frozenset(
    ("frameless", "rahmenlos", "border", "rand", "upright", "hochkant", "baseline", "sub", "super", "top", "oben",
     "text-top", "middle", "mitte", "bottom", "unten", "text-bottom")
)  # fmt: skip
_SIZE = re.compile(r"(?P<width>\d{1,4})?(?:x(?P<height>\d{1,4}))?\s*px")
_NAMED = re.compile(
    r"(?P<name>alt|alternativtext|link|verweis|upright|hochkant|class|klasse|lang|page|seite)\s*="
)
_SHOWN = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"))


@dataclass(slots=True)
class _Options:
    framed: bool = False
    place: str = ""
    alt: str | None = None
    size: dict[str, str] = field(default_factory=dict)
    caption: Line = field(default_factory=list)


def file(title: Title, options: Sequence[Token]) -> Piece:
    """A picture where it stands or framed with its caption; any other file as a link to it."""
    wanted = _read(options)
    caption, _ = children([wanted.caption])
    kind = guess_type(title.name)[0]
    if kind not in _SHOWN:
        return Piece(download(title, caption or [title.name]))
    alt = wanted.alt if wanted.alt is not None else plain_text(caption) or title.name
    attributes = {xlink.href: _data(title), moin_page.type_: kind, html.alt: alt}
    attributes |= {html(name): value for name, value in wanted.size.items()}
    picture = moin_page.a(
        attrib={xlink.href: Iri(scheme="wiki.local", path=title.item_name)},
        children=[moin_page.object(attrib=attributes)],
    )
    place = f"bild-{wanted.place}" if wanted.place else ""
    if not wanted.framed:
        return Piece(moin_page.span(attrib={moin_page.class_: f"bild {place}".strip()}, children=[picture]))
    figure = moin_page.figure(
        attrib={moin_page.class_: f"bild bild-rahmen {place}".strip()}, children=[picture]
    )
    if caption:
        figure.append(moin_page.figcaption(children=caption))
    return Piece(figure, is_block=True)


def download(title: Title, label: Sequence[Element | str]) -> Element:
    """A link to the file itself."""
    return moin_page.a(attrib={xlink.href: _data(title)}, children=label)


def _data(title: Title) -> Iri:
    return Iri(scheme="wiki", authority="", path=f"/{title.item_name}", query="do=get")


def _read(options: Sequence[Token]) -> _Options:
    """What stands between the pipes; all that is no option is caption, so nothing is lost."""
    wanted = _Options()
    captions: list[Line] = []
    for option in split(options, "|"):
        word = option[0].strip().lower() if len(option) == 1 and isinstance(option[0], str) else ""
        named = _NAMED.match(option[0].strip().lower()) if option and isinstance(option[0], str) else None
        if word in _FRAMED:
            wanted.framed = True
        elif word in _PLACES:
            wanted.place = _PLACES[word]
        elif size := _SIZE.fullmatch(word):
            wanted.size = {name: value for name, value in size.groupdict().items() if value}
        elif named and named["name"] in ("alt", "alternativtext"):
            wanted.alt = plain_text(children([option])[0]).partition("=")[2].strip()
        elif word not in _IGNORED and not named and (caption := stripped(option)):
            captions.append(caption)
    for number, caption in enumerate(captions):
        wanted.caption.extend(["|", *caption] if number else caption)
    return wanted
