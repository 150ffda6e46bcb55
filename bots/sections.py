"""The section of a page that belongs to a bot; everything else on the page is people's, to the byte.

    <!-- konferenz:bot status -->
    {{Einordnung|…}}
    <!-- /konferenz:bot status -->

Comments survive in wikitext on every engine. Whoever can edit the page can also break a marker or forge one;
then nothing is replaced and a `SectionError` names the page and what to do.
"""

import re
from dataclasses import dataclass

from familienkonferenz.bots.errors import SectionError
from familienkonferenz.bots.wikitext import without_comments

NAME = re.compile(r"[a-z][a-z0-9-]*")
_MARKER = re.compile(r"<!--[ \t]{0,9}(/?)konferenz:bot[ \t]+([a-z][a-z0-9-]{0,40})[ \t]{0,9}-->")
_MARKER_LIKE = re.compile(r"<!--\s*+(?:/\s*+)?konferenz\s*+:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A bot's section: markers and body are `text[start:end]`, the body alone is `body`."""

    name: str
    start: int
    end: int
    body: str


def sections(text: str, page: str = "") -> tuple[Section, ...]:
    """All bot sections of `text`, in order.

    Raises SectionError when a marker has no counterpart, or a section stands inside another or twice.
    """
    found: dict[str, Section] = {}
    opened: re.Match[str] | None = None
    for marker in _MARKER.finditer(text):
        name = marker[2]
        if not marker[1]:
            if opened is not None:
                raise _no_end(page, opened[2])
            if name in found:
                raise SectionError(
                    page, f"der Bot-Abschnitt „{name}“ steht zweimal da", "einen der beiden von Hand löschen"
                )
            opened = marker
        elif opened is None or opened[2] != name:
            raise SectionError(
                page,
                f"das Ende des Bot-Abschnitts „{name}“ steht ohne Anfang da",
                f"die Zeile <!-- /konferenz:bot {name} --> von Hand löschen",
            )
        else:
            body = text[opened.end() : marker.start()].removeprefix("\n").removesuffix("\n")
            found[name] = Section(name, opened.start(), marker.end(), body)
            opened = None
    if opened is not None:
        raise _no_end(page, opened[2])
    return tuple(found.values())


def find(text: str, name: str, page: str = "") -> Section | None:
    """The section `name` of `text`, or None. Raises SectionError as `sections` does."""
    return next((section for section in sections(text, page) if section.name == name), None)


def replace(text: str, name: str, body: str, page: str = "") -> str:
    """`text` with `body` as the content of the section `name`; the section is added at the end if missing.

    Everything outside the markers stays to the character, and doing it twice changes nothing.
    Raises SectionError when the markers in `text` are broken, `name` is none, or `body` holds a marker or a
    comment that is left open, which would swallow the end marker.
    """
    if not NAME.fullmatch(name):
        raise SectionError(page, f"„{name}“ ist kein Name eines Abschnitts", "Kleinbuchstaben, Ziffern, „-“")
    if _MARKER_LIKE.search(body) or "<!--" in without_comments(body):
        raise SectionError(
            page,
            f"der Text für den Abschnitt „{name}“ enthält eine Marke oder einen offenen Kommentar",
            "fremden Text vor dem Einsetzen maskieren (escape)",
        )
    section = find(text, name, page)
    block = f"<!-- konferenz:bot {name} -->\n{body}\n<!-- /konferenz:bot {name} -->"
    if section is not None:
        return text[: section.start] + block + text[section.end :]
    if "<!--" in without_comments(text):
        raise SectionError(page, "ein Kommentar „<!--“ ist nicht geschlossen", "ihn mit „-->“ schließen")
    return text + ("\n" if text and not text.endswith("\n") else "") + block


def without_sections(text: str, page: str = "") -> str:
    """People's part of `text`: all bot sections cut out, each with the one newline before it."""
    out, position = [], 0
    for section in sections(text, page):
        out.append(text[position : section.start].removesuffix("\n"))
        position = section.end
    return "".join(out) + text[position:]


def _no_end(page: str, name: str) -> SectionError:
    return SectionError(
        page,
        f"dem Bot-Abschnitt „{name}“ fehlt sein Ende",
        f"die Zeile <!-- /konferenz:bot {name} --> an ihr Ende setzen oder die Anfangsmarke löschen",
    )
