"""The page of a contribution, `Beitrag/<n>`, as the form writes it and as the wiki shows it.

    {{Beitrag
    |titel=Eine Ampel
    |art=Wunsch
    |thema=Verkehr und Sicherheit
    |ort=Lister Meile
    |antwort_auf=12
    |bild=Foto Eine Ampel.jpg
    }}
    Die Kinder kommen nicht über die Straße.

The line `bild` is there only if a photo is. Title, place and text are escaped, so that what was typed is what is
read. Behind the text people may write decisions and bots their marked sections: `split` keeps them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .escape import escape, escape_line, unescape

_PAGE = re.compile(
    r"\{\{Beitrag\n\|titel=(?P<title>[^\n]*)\n\|art=(?P<kind>[^\n]*)\n\|thema=(?P<topic>[^\n]*)\n"
    r"\|ort=(?P<place>[^\n]*)\n\|antwort_auf=(?P<reply_to>[0-9]{0,9})\n(?:\|bild=(?P<picture>[^\n]+)\n)?\}\}(?:\n|\Z)"
)
_TAIL = re.compile(r"^(?=\{\{|<!-- konferenz:bot |\[\[(?:Kategorie|Category):)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ContributionText:
    """What somebody typed into the form. `topic` is a topic's page, `reply_to` a number or None, `picture` a file."""

    title: str
    kind: str
    topic: str
    place: str
    reply_to: int | None
    text: str
    picture: str = ""


def compose(typed: ContributionText) -> str:
    """The wikitext of the page."""
    picture = f"|bild={escape_line(typed.picture)}\n" if typed.picture else ""
    return (
        f"{{{{Beitrag\n|titel={escape_line(typed.title)}\n|art={escape_line(typed.kind)}\n"
        f"|thema={escape_line(typed.topic)}\n|ort={escape_line(typed.place)}\n"
        f"|antwort_auf={typed.reply_to or ''}\n{picture}}}}}\n{escape(typed.text)}"
    )


def split(wikitext: str) -> tuple[ContributionText, str] | None:
    """What was typed, and what stands behind it; None if the page does not look as the form writes it."""
    match = _PAGE.match(wikitext)
    if match is None:
        return None
    rest = wikitext[match.end() :]
    tail = _TAIL.search(rest)
    at = tail.start() if tail else len(rest)
    typed = ContributionText(
        title=unescape(match["title"]),
        kind=unescape(match["kind"]),
        topic=unescape(match["topic"]),
        place=unescape(match["place"]),
        reply_to=int(match["reply_to"]) if match["reply_to"] else None,
        text=unescape(rest[:at].rstrip("\n") if tail else rest),
        picture=unescape(match["picture"] or ""),
    )
    return typed, rest[at:]
