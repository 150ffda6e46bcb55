"""The pages that both engines have before the first case: every kind of name, link and state that cases ask about."""

from __future__ import annotations

from dataclasses import dataclass

from .engines import BOT, LISA, SOMMER


@dataclass(frozen=True)
class Page:
    """One edit."""

    title: str
    text: str
    summary: str = "Angelegt"
    by: str = SOMMER
    minor: bool = False
    bot: bool = False


LONG = "Ü" * 86 + "ber uns!"
"""A name of 180 bytes, the longest that ours takes."""

PAGES = (
    Page("Konferenz/Fenster", "{{Fenster|beginn=2026-11-02 00:00:00|ende=2036-11-30 00:00:00}}"),
    Page("Vorlage:Ort", "Ort: {{{1|unbekannt}}}[[Kategorie:Ort]]"),
    Page("Vorlage:Außen", "{{Ort|außen}} [[Thema/B]]"),
    Page("Kategorie:Thema", "Alle Themen. [[Kategorie:Alles]]"),
    Page("Thema/A", "Eine Ampel fehlt.\n\n[[Kategorie:Thema]]", "Angelegt"),
    Page(
        "Thema/B",
        "{{Ort|Lister Meile}} [[Thema/A]] [[Thema/Nirgends]] https://www.hannover.de/ [[Kategorie:Thema]]",
    ),
    Page("Thema/C", "{{Außen}} [[Diskussion:Thema/A|Gespräch]] [[:Kategorie:Thema]]"),
    Page("Ein Bild", "[[Bild:Ampel.jpg]]"),
    Page(
        "Thema/A",
        "Eine Ampel fehlt. Wirklich.\n\n== Ort ==\n{{Ort|Sedanplatz}}\n\n== Zeit ==\nBald.\n\n"
        "[[Kategorie:Thema]]",
        "Näher",
        LISA,
    ),
    Page(
        "Thema/A",
        "Eine Ampel fehlt. Wirklich!\n\n== Ort ==\n{{Ort|Sedanplatz}}\n\n== Zeit ==\nBald.\n\n"
        "[[Kategorie:Thema]]",
        "Zeichen",
        LISA,
        minor=True,
    ),
    Page("Diskussion:Thema/A", "Hier wird besprochen. [[Thema/A]] --Lisa", "Gespräch <b>& mehr</b>"),
    Page("Thema/Alt", "#WEITERLEITUNG [[Thema/A]]"),
    Page("Thema/Älter", "#WEITERLEITUNG [[Thema/Alt]]"),
    Page("Straße & Platz", "Ein Titel mit Und. [[Q+A]]"),
    Page("Q+A", "Ein Titel mit Plus. [[„Bänke“ und 'Tische']]"),
    Page("„Bänke“ und 'Tische'", "Ein Titel mit Anführungszeichen."),
    Page(LONG, "Ein langer Titel."),
    Page("Thema/A/Unterseite", "[[/Tiefer]] [[../]] {{Vorlage:Ort}}"),
    Page("Benutzer:Lisa", "Über mich: {{Benutzer:Lisa/Kasten}}", by=SOMMER),
    Page("Beitrag/1", "Ein Beitrag vom Bot.", "Übertragen", BOT, bot=True),
    Page("Beitrag/2", "Noch einer.\n[[Kategorie:Thema]]", "Angelegt", BOT),
    Page(
        "Beitrag/1",
        "Ein Beitrag vom Bot, verbessert.",
        "/* Ort */ geändert, [[Thema/A]]",
        BOT,
        bot=True,
        minor=True,
    ),
)
"""In the order of writing."""
