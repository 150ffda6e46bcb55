"""A page `Beitrag/<n>` as people and bots have left it, read back into what was typed.

The form writes the page (`page_templates.contribution`), people may have edited it since. After the text they may
write their decisions, and bots their marked sections; neither belongs to the text.
"""

import re

from familienkonferenz.bots.errors import PageError, SectionError
from familienkonferenz.bots.sections import without_sections
from familienkonferenz.bots.wikitext import Call, calls, mask, without_comments
from familienkonferenz.page_templates.contribution import ContributionText
from familienkonferenz.page_templates.escape import unescape

FIELDS = ("titel", "art", "thema", "ort", "antwort_auf", "bild")
ABOUT = ("Entscheidung", "Einordnung", "Schritt", "Verbleib")
"""Templates on the page that speak about the contribution and are no part of it."""

_TITLE = re.compile(r"Beitrag/([1-9][0-9]{0,8})")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_OPENED = re.compile(r"\{\{\s*(?:Vorlage:)?[Bb]eitrag\s*[|}\n]")
_CATEGORY = re.compile(r"\[\[\s{0,9}(?:Kategorie|Category)\s{0,9}:[^\[\]{}\n]*\]\]\n?", re.IGNORECASE)
_EDGES = " \t\n\r"


def number(page: str) -> int:
    """The number of the contribution page `page`, a full title. Raises PageError when it has none."""
    match = _TITLE.fullmatch(page)
    if match is None:
        raise PageError(page, "ein Beitrag ohne Nummer", "nach Beitrag/<nächste Nummer> verschieben")
    return int(match[1])


def parse(page: str, wikitext: str) -> ContributionText:
    """What the contribution page `page` says; raises the first problem that `read` finds."""
    beitrag, problems = read(page, wikitext)
    if problems:
        raise problems[0]
    return beitrag


def read(page: str, wikitext: str) -> tuple[ContributionText, tuple[PageError, ...]]:
    """What the contribution page `page` says as far as it can be read, and what is wrong with it.

    Nothing is dropped: of a page whose template is missing, left open or there twice, everything is text,
    with no title, kind or topic, so that people sort it.
    """
    people, problems = words(page, wikitext)
    found = calls(people, "Beitrag")
    if len(found) != 1:
        problems.append(_no_template(page, people, len(found)))
        return ContributionText("", "", "", "", None, _text(people, None)), tuple(problems)
    params = {name: unescape(value) for name, value in found[0].params.items()}
    reply = params.get("antwort_auf", "").strip()
    if reply and not _NUMBER.fullmatch(reply):
        problems.append(PageError(page, f"antwort_auf={reply} ist keine Nummer", "die Nummer eintragen"))
        reply = ""
    for name in sorted(params.keys() - set(FIELDS)):
        problems.append(
            PageError(page, f"die Vorlage „Beitrag“ kennt kein „{name}“", "in den Text schreiben")
        )
    title, kind, topic, place = (params.get(name, "") for name in FIELDS[:4])
    text = _text(people, found[0])
    answered, picture = int(reply) if reply else None, params.get("bild", "")
    return ContributionText(title, kind, topic, place, answered, text, picture), tuple(problems)


def words(page: str, wikitext: str) -> tuple[str, list[PageError]]:
    """What people wrote on the page: all but the bots' sections, or all where these are broken."""
    try:
        return without_sections(wikitext, page), []
    except SectionError as error:
        return wikitext, [error]


def _no_template(page: str, people: str, count: int) -> PageError:
    if count:
        return PageError(page, f"die Vorlage „Beitrag“ steht {count}-mal da", "alle bis auf eine löschen")
    if _OPENED.search(mask(people)):
        return PageError(page, "die Vorlage „Beitrag“ ist nicht geschlossen", "„}}“ von Hand ergänzen")
    return PageError(page, "die Vorlage „Beitrag“ fehlt", "sie an den Anfang der Seite setzen")


def _text(people: str, template: Call | None) -> str:
    """`people` without the template, decisions, categories and comments, unescaped."""
    cuts = [(call.start, call.end) for call in calls(people, *ABOUT)]
    if template is not None:
        cuts.append((template.start, template.end))
    kept, position = [], 0
    for start, end in sorted(cuts):
        kept.append(people[position:start])
        position = end + people.startswith("\n", end)
    said = "".join(kept) + people[position:]
    return unescape(_CATEGORY.sub("", without_comments(said)).strip(_EDGES))
