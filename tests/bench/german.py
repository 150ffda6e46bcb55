"""What is written in the benchmarks: German wikitext of 2 kB, never twice the same."""

from __future__ import annotations

SIZE = 2048
"""Bytes of a page in UTF-8."""

_SENTENCES = (
    "Wir wünschen uns in der [[Stadtteil/Nordstadt|Nordstadt]] einen Spielplatz mit '''Schatten''' und Trinkwasser.",
    "Der Schulweg über den Engelbosteler Damm ist für Grundschulkinder zu gefährlich.",
    "* Eine Ampel vor der Grundschule wäre der ''erste Schritt''.",
    "* Die Fahrradwege sollten breiter werden, damit auch Lastenräder überholen können.",
    "Familien mit mehreren Kindern finden in Linden kaum eine bezahlbare Wohnung.",
    "Großeltern möchten am Nachmittag helfen, doch dafür fehlen Räume.",
    "# Öffnungszeiten der Kindertagesstätten bis 18 Uhr",
    "# Ferienbetreuung auch für Schülerinnen und Schüler der fünften Klasse",
    "Im Stadtbezirk Döhren-Wülfel gibt es für Jugendliche wenig, was nichts kostet.",
)


def text(number: int, size: int = SIZE) -> str:
    """Wikitext of that many bytes; another number gives another text."""
    written = f"== Abschnitt {number} ==\n"
    for turn in range(number, number + size):
        line = f"{_SENTENCES[turn % len(_SENTENCES)]} ({turn})\n"
        if len((written + line).encode()) > size:
            break
        written += line
    return written + "." * (size - len(written.encode()))
