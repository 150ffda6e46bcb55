"""The things a text speaks of: its nouns, without those that everybody has in every sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from familienkonferenz.bots.evaluation.likeness import means
from familienkonferenz.bots.german.words import Words, stem

LETTERS = 4
"""Letters of a thing at least."""
EVERYDAY = frozenset(
    stem(word)
    for word in """Kind Kinder Eltern Familie Mutter Vater Sohn Tochter Bruder Schwester Mama Papa Oma Opa Frau Mann
    Herr Leute Mensch Menschen Erwachsene Jugendliche Freund Freundin Nachbar Nachbarin Junge Mädchen Baby Alter Person
    Tag Nacht Morgen Vormittag Mittag Nachmittag Abend Jahr Monat Woche Wochenende Stunde Minute Uhr Zeit Termin Datum
    Sommer Winter Herbst Frühling Frühjahr Ferien Ostern Weihnachten Montag Dienstag Mittwoch Donnerstag Freitag
    Samstag Sonntag Sonnabend Januar Februar März April Juni Juli August September Oktober November Dezember
    Kopf Hand Hände Fuß Füße Bein Beine Arm Arme Auge Augen Herz Rücken Ohr Nase Mund
    Meter Kilometer Euro Cent Prozent Hälfte Anzahl Menge Paar Stück Runde Reihe Ecke Seite Mitte Weile Mal Punkt Punkte
    Stadt Stadtteil Ort Orte Platz Stelle Haus Gegend Umgebung Nähe Weg Straße Strasse Richtung Land Welt Leben
    Beispiel Problem Frage Antwort Thema Beitrag Idee Vorschlag Wunsch Wünsche Grund Ende Anfang Fall Teil Nummer Art
    Meinung Diskussion Hinweis Bitte Dank Danke Gruß Grüße Hallo Moin Live Forum Liste Zettel Stimme Zustimmung
    Große Kleine Kleinen Großen Alle Viele Andere Ding Dinge Sache Sachen Möglichkeit Lösung Ahnung Schluss Ernst Recht
    Wetter Regen Lust Spaß Glück Angst Sorge Mut Hilfe Chance Ziel Zweck Ganze Rest Foto Bild Name""".split()  # noqa: SIM905
)
"""Things that everybody has in every sentence, and that nobody asks a city for."""


def nouns(said: Words, spans: Sequence[tuple[int, int]], first: bool = False) -> Iterator[int]:
    """The positions of things outside `spans`; with `first` also words that begin a sentence, which may be no nouns."""
    if said.lowered:
        return
    closed = said.within(spans)
    for i, token in enumerate(said.tokens):
        if not token.upper or len(token.text) < LETTERS or token.text.isupper():
            continue
        if not first and (i == 0 or said.sentence[i] != said.sentence[i - 1]):
            continue
        if token.stem in EVERYDAY or not means(token.fold):
            continue
        if i not in closed:
            yield i
