"""Every page a new conference begins with, as wikitext for MediaWiki and for ours.

The words stand in `texts/*.wiki` and `templates/*.wiki`; the facts come from the configuration, so a new
district, body or topic changes only the configuration, and the pages follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from familienkonferenz.config import Body, Borough, Conference, District
from familienkonferenz.page_templates import german, handbook
from familienkonferenz.page_templates.render import exists, render

FRAME = {
    "Startseite": "startseite",
    "Über die Konferenz": "ueber",
    "Ergebnisse": "ergebnisse",
    "Themen": "themen",
    "Stadtteile": "stadtteile",
    "Stellen": "stellen",
    "Ziele": "ziele",
    "Familienkonferenzen vor Ort": "familienkonferenzen",
    "Hilfe/Mitmachen": "hilfe_mitmachen",
    "Hilfe/Beitrag schreiben": "hilfe_beitrag",
    "Hilfe/Themenwiki bearbeiten": "hilfe_themenwiki",
    "Hilfe/Diskutieren": "hilfe_diskutieren",
    "Hilfe/Wikitext": "hilfe_wikitext",
    "Hilfe/Moderation": "hilfe_moderation",
    "Impressum": "impressum",
    "Datenschutz": "datenschutz",
    "Barrierefreiheit": "barrierefreiheit",
    "Leichte Sprache/Startseite": "leichte_sprache",
    "Konferenz/Fenster": "fenster",
    "Konferenz/Halt": "halt",
    "Konferenz/Nachzügler": "nachzuegler",
    "Konferenz/Prüfung": "pruefung",
    "Kategorie:Beitrag": "kategorie_beitrag",
}
"""The pages there is one of: title → file in `texts/`."""

TEMPLATES = {
    "Beitrag": "beitrag",
    "Ort": "ort",
    "Beitrag schreiben": "beitrag_schreiben",
    "Einordnung": "einordnung",
    "Schritt": "schritt",
    "Verbleib": "verbleib",
    "Entscheidung": "entscheidung",
    "Fenster": "fenster",
    "Fenster/In Worten": "fenster_in_worten",
    "Fenster/Zeitpunkt": "fenster_zeitpunkt",
    "Halt": "halt",
    "Zitat": "zitat",
    "Hinweis": "hinweis",
    "Muster": "muster",
    "Ausfüllen": "ausfuellen",
}
"""The templates: name behind `Vorlage:` → file in `templates/`."""


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page to create: its full title (`Vorlage:Beitrag`) and its wikitext, without a newline at the end."""

    title: str
    text: str


def pages(conference: Conference, *, mediawiki: bool = False) -> Iterator[PageSource]:
    """All pages `konferenz init` creates, templates first, each title once.

    `mediawiki`: for a MediaWiki, which lacks our form at `/+beitrag`: there `Spezial:Beitrag schreiben` opens an
    edit window with `Vorlage:Beitrag/Formular` in it. That page and what `Vorlage:Beitrag schreiben` says of itself
    are all that differs.
    """
    facts: dict[str, object] = {
        "c": conference,
        "begin": german.stored(_window(conference)[0]),
        "end": german.stored(_window(conference)[1]),
        "moderation": handbook.COMMANDS,
    }
    for name, file in TEMPLATES.items():
        if mediawiki and exists(f"templates/{file}_mediawiki"):
            file += "_mediawiki"
        yield PageSource(f"Vorlage:{name}", render(f"templates/{file}", **facts))
    if mediawiki:
        yield PageSource("Vorlage:Beitrag/Formular", render("templates/beitrag_formular", **facts))
    background = f"cities/{conference.key}/background"
    facts["background"] = render(background, **facts) if exists(background) else ""
    for title, file in FRAME.items():
        yield PageSource(title, render(f"texts/{file}", **facts))
    yield from _topics(conference, facts)
    yield from _aims_and_blocks(conference, facts)
    yield from _places(conference, facts)
    yield from _kinds(conference, facts)


def _window(conference: Conference) -> tuple[datetime, datetime]:
    zone = conference.timezone
    return conference.begin.astimezone(zone), conference.end.astimezone(zone)


def _topics(conference: Conference, facts: dict[str, object]) -> Iterator[PageSource]:
    for topic in conference.topics:
        own = {**facts, "topic": topic}
        yield PageSource(f"Thema/{topic.page}", render("texts/thema", **own))
        yield PageSource(f"Diskussion:Thema/{topic.page}", render("texts/thema_diskussion", **own))
        yield PageSource(f"Kategorie:Thema {topic.page}", render("texts/kategorie_thema", **own))


def _aims_and_blocks(conference: Conference, facts: dict[str, object]) -> Iterator[PageSource]:
    for number, aim in enumerate(conference.aims, 1):
        own = {**facts, "aim": aim, "place": number}
        yield PageSource(f"Ziel/{aim.page}", render("texts/ziel", **own))
        yield PageSource(f"Kategorie:Ziel {aim.page}", render("texts/kategorie_ziel", **own))
    for number, block in enumerate(conference.building_blocks, 1):
        yield PageSource(
            f"Baustein/{block.page}", render("texts/baustein", **{**facts, "block": block, "place": number})
        )


def _places(conference: Conference, facts: dict[str, object]) -> Iterator[PageSource]:
    names = {district.name: district for district in conference.districts}
    for event in conference.local_conferences:
        district = names.get(event.place)
        own = {**facts, "event": event, "district": district, "within": within(district) if district else ""}
        yield PageSource(f"Familienkonferenz/{event.page}", render("texts/familienkonferenz", **own))
    for borough in conference.boroughs:
        council, facilities = _local_bodies(conference, borough)
        own = {
            **facts,
            "borough": borough,
            "districts": [names[name] for name in borough.districts],
            "council": council,
            "facilities": facilities,
        }
        yield PageSource(f"Stadtbezirk/{borough.page}", render("texts/stadtbezirk", **own))
    for district in conference.districts:
        borough = conference.borough(district.borough)
        council, facilities = _local_bodies(conference, borough)
        own = {
            **facts,
            "district": district,
            "within": within(district),
            "borough": borough,
            "council": council,
            "facilities": [body for body in facilities if body.district == district.name],
            "events": [event for event in conference.local_conferences if event.place == district.name],
        }
        yield PageSource(f"Stadtteil/{district.page}", render("texts/stadtteil", **own))
        yield PageSource(f"Kategorie:Stadtteil {district.page}", render("texts/kategorie_stadtteil", **own))


def _kinds(conference: Conference, facts: dict[str, object]) -> Iterator[PageSource]:
    for kind in conference.kinds:
        yield PageSource(f"Kategorie:Art {kind}", render("texts/kategorie_art", **{**facts, "kind": kind}))


def _local_bodies(conference: Conference, borough: Borough) -> tuple[Body | None, list[Body]]:
    """The council of the borough, if there is one, and the facilities in it, in the order of the file."""
    local = [body for body in conference.bodies if body.step == "local"]
    councils = [body for body in local if body.level == "borough" and body.borough == borough.number]
    facilities = [
        body
        for body in local
        if body.level == "facility" and (body.district in borough.districts or body.borough == borough.number)
    ]
    return (councils[0] if councils else None), facilities


_IN = {"die": "in der", "der": "im", "das": "im", "": "in"}


def within(district: District) -> str:
    """`in der Südstadt`, `in Ahlem`, as people say it; `im Stadtteil Mitte` where the name means more."""
    if district.ambiguity == "high":
        return f"im Stadtteil {district.name}"
    return f"{_IN.get(district.article, 'in')} {district.name}"
