# ruff: noqa: E501  (texts)
"""Matters told by several people in their own words, and real-sounding texts reworded by rule, among near misses.

Told: each of `TOLD` is one matter in four voices (a letter, a chat, a note, the passive of an office), written out, not
made of parts, with what only looks like it: the opposite wish, the same thing with another detail, another wish at the
same place. Reworded: `reworded` changes any text by one of `KINDS`, so that a recall can be given for each.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.contributions import Contribution

from .rewordings import CLOSINGS, GREETINGS, SWAPS, Planted, contribution


@dataclass(frozen=True, slots=True)
class Told:
    """One matter: `voices` say the same, each of `near` is a matter of its own at the same place."""

    voices: tuple[str, ...]
    near: tuple[str, ...]


TOLD = (
    Told(
        (
            "Auf dem Spielplatz {P} ist die Seilbahn seit den Osterferien abgesperrt. Unsere Kinder stehen jeden Tag davor. Bitte reparieren Sie sie bald.",
            "wann wird eigentlich die kaputte seilbahn {P} wieder heil gemacht?? seit ostern hängt da flatterband, meine zwei sind sauer",
            "Seilbahn {P}: defekt, gesperrt seit Ostern. Reparatur?",
            "Die Seilbahn auf dem Spielplatz {P} wurde im Frühjahr gesperrt. Es wird darum gebeten, dass sie noch in diesem Jahr instand gesetzt wird.",
        ),
        (
            "Die Seilbahn auf dem Spielplatz {P} quietscht so laut, dass wir nachmittags kein Fenster öffnen können. Sie sollte abgebaut werden.",
            "Auf dem Spielplatz {P} fehlt ein Zaun zur Straße hin. Unsere Kinder laufen jeden Tag fast vor ein Auto.",
        ),
    ),
    Told(
        (
            "Die Grundschule {P} hat seit Monaten keine Schulsozialarbeiterin mehr. Die Stelle muss dringend neu besetzt werden, die Kinder brauchen jemanden zum Reden.",
            "Unsere Schulsozialarbeiterin {P} ist weg und keiner kommt nach. Mit wem sollen die Kinder denn jetzt reden, wenn es zu Hause kracht?",
            "Schulsozialarbeit {P} neu besetzen!",
            "Es ist nicht hinnehmbar, dass die Stelle der Schulsozialarbeit {P} seit Monaten unbesetzt ist. Eine Wiederbesetzung wird von der Elternschaft gefordert.",
        ),
        (
            "Die Grundschule {P} hat seit Monaten keine Hausmeisterin mehr. Die Stelle muss dringend neu besetzt werden, die Toiletten sind eine Zumutung.",
            "In der Grundschule {P} wird das Mittagessen kalt serviert. Die Kinder lassen die Hälfte stehen.",
        ),
    ),
    Told(
        (
            "An der Kreuzung {P} ist die Grünphase für Fußgänger viel zu kurz. Mit Laufrad und Kinderwagen schaffen wir es nie in einem Zug hinüber.",
            "Die Ampel {P} schaltet so schnell wieder auf rot, dass ich mit dem Buggy auf der Mittelinsel strande. Geht das nicht länger grün?",
            "Fußgängerampel {P}: Bitte längere Grünphase.",
            "Von vielen Eltern wird beklagt, dass die Ampel {P} für Fußgänger zu kurz grün zeigt. Die Schaltung sollte angepasst werden.",
        ),
        (
            "Die Ampel {P} braucht niemand. Man wartet dort ewig auf Grün, obwohl kein Auto kommt. Bitte abbauen.",
            "An der Ampel {P} fehlt ein akustisches Signal für blinde Menschen. Meine Schwester traut sich nicht hinüber.",
        ),
    ),
    Told(
        (
            "Wir wünschen uns {P} ein Planschbecken oder einen Wasserspielplatz. Im Sommer heizen sich die Wohnungen auf, und ins Freibad ist es weit.",
            "So ein Matschplatz mit Wasser wäre {P} der Hit. Wenn es heiß ist, wissen wir nicht wohin mit den Kleinen.",
            "Wasserspielplatz {P}, bitte!",
            "Angeregt wird die Einrichtung eines Wasserspielplatzes {P}, da Familien im Sommer eine Abkühlung fehlt.",
        ),
        (
            "Bitte {P} keinen Wasserspielplatz bauen. Der Lärm im Sommer ist jetzt schon kaum auszuhalten.",
            "Wir wünschen uns {P} einen Kletterfelsen. Für Kinder über zehn gibt es dort gar nichts.",
        ),
    ),
    Told(
        (
            "Die Kita {P} schließt schon um 15 Uhr. Wer Vollzeit arbeitet, kann damit nichts anfangen. Wir brauchen Öffnungszeiten bis 17 Uhr.",
            "15 uhr ist einfach zu früh!! die kita {P} müsste bis 17 uhr aufhaben sonst kann ich meinen vollzeitjob vergessen",
            "Kita {P}: Öffnung bis 17 Uhr statt 15 Uhr.",
            "Die Öffnungszeiten der Kita {P} sollten verlängert werden, mindestens bis 17 Uhr, damit Eltern in Vollzeit arbeiten können.",
        ),
        (
            "Die Kita {P} öffnet erst um 8 Uhr. Wer Frühdienst hat, kann damit nichts anfangen. Wir brauchen einen Frühdienst ab 6 Uhr.",
            "In der Kita {P} fehlt ein Bewegungsraum. Bei Regen sitzen alle Kinder in einem Zimmer.",
        ),
    ),
    Told(
        (
            "Der Fußweg {P} steht nach jedem Regen unter Wasser. Die Kinder kommen mit nassen Füßen in der Schule an. Er müsste befestigt werden.",
            "Bei Regen watet man {P} durch Pfützen bis zum Knöchel. Wann wird der Gehweg endlich gepflastert?",
            "Pfützen auf dem Schulweg {P}, Gehweg befestigen!",
            "Der Gehweg {P} ist nicht befestigt und wird bei Regen überschwemmt. Es sollte geprüft werden, ob er gepflastert werden kann.",
        ),
        (
            "Der Fußweg {P} wird im Winter nicht geräumt. Bei Eis rutschen die Kinder auf dem Schulweg aus.",
            "Den Fußweg {P} bitte so lassen, wie er ist. Gepflastert wird schon genug, die Pfützen lieben unsere Kinder.",
        ),
    ),
    Told(
        (
            "Für Kinder mit Behinderung gibt es {P} kein einziges Spielgerät. Eine Rollstuhlschaukel oder ein Karussell, das man befahren kann, fehlt uns sehr.",
            "Mein Sohn sitzt im Rollstuhl und kann {P} immer nur zuschauen. Eine Schaukel für Rollis wäre so schön!",
            "Inklusive Spielgeräte {P}, zum Beispiel eine Schaukel für Rollstühle.",
            "Es sollten {P} Spielgeräte aufgestellt werden, die auch von Kindern im Rollstuhl genutzt werden können.",
        ),
        (
            "Für Kinder unter drei gibt es {P} kein einziges Spielgerät. Eine Nestschaukel oder ein Häuschen fehlt uns sehr.",
            "Der Eingang zum Gemeindehaus {P} hat drei Stufen. Mit dem Rollstuhl kommt man nicht hinein.",
        ),
    ),
    Told(
        (
            "Die Turnhalle {P} ist so alt, dass es durchs Dach regnet. Der Sportunterricht fällt dauernd aus. Wann wird sie saniert?",
            "Schon wieder kein Sport, weil {P} Wasser in die Sporthalle tropft. Das Dach muss endlich gemacht werden!",
            "Dach der Turnhalle {P} undicht, Sanierung nötig.",
            "Die Sporthalle {P} kann bei Regen nicht benutzt werden, weil das Dach undicht ist. Eine Sanierung wird seit Jahren verschoben.",
        ),
        (
            "Die Turnhalle {P} ist abends immer belegt. Unser Verein für Eltern-Kind-Turnen bekommt keine Hallenzeit.",
            "Die Turnhalle {P} soll abgerissen werden. Wir sind dafür: ein Neubau mit Mensa wäre besser.",
        ),
    ),
    Told(
        (
            "Alleinerziehende brauchen {P} einen Treffpunkt am Wochenende. Unter der Woche gibt es Angebote, am Sonntag fällt einem die Decke auf den Kopf.",
            "Sonntags ist {P} alles zu. Als Alleinerziehende sitze ich dann mit meiner Tochter in der Wohnung. Ein offener Treff wäre Gold wert.",
            "Treff für Alleinerziehende {P}, sonntags.",
            "Gewünscht wird {P} ein offenes Angebot für Alleinerziehende, das auch sonntags besucht werden kann.",
        ),
        (
            "Alleinerziehende brauchen {P} bezahlbare Wohnungen. Unter tausend Euro gibt es nichts mehr, am Ende zieht man weg.",
            "Senioren brauchen {P} einen Treffpunkt am Wochenende. Meine Oma sieht von Freitag bis Montag keinen Menschen.",
        ),
    ),
    Told(
        (
            "Die Haltestelle {P} hat kein Wartehäuschen. Wenn es regnet, stehen zwanzig Schulkinder im Nassen.",
            "morgens steht die halbe klasse {P} im regen weil an der haltestelle kein dach ist. ein unterstand wär toll",
            "Haltestelle {P}: Unterstand fehlt.",
            "An der Haltestelle {P} sollte ein Wartehäuschen aufgestellt werden, weil viele Schulkinder dort bei Regen warten.",
        ),
        (
            "Die Haltestelle {P} liegt zu weit von der Schule. Die Kinder müssen zweimal über die Hauptstraße.",
            "Das Wartehäuschen an der Haltestelle {P} ist beschmiert und voller Scherben. Wer macht das sauber?",
        ),
    ),
    Told(
        (
            "Der Flohmarkt für Kindersachen {P} ist eingeschlafen. Viele Familien haben dort günstig Kleidung gefunden. Wer macht ihn wieder auf?",
            "Früher gab es {P} zweimal im Jahr einen Kinderflohmarkt, das war super für Anziehsachen. Kann den jemand neu aufziehen?",
            "Kinderflohmarkt {P} wieder einführen.",
            "Es wird vorgeschlagen, den Flohmarkt für Kinderkleidung {P} wieder zu veranstalten.",
        ),
        (
            "Der Flohmarkt {P} nimmt jeden Samstag die Parkplätze weg. Er sollte woanders stattfinden.",
            "Ein Leihladen für Kindersachen {P} wäre toll: Babytragen, Reisebetten, Fahrradsitze ausleihen statt kaufen.",
        ),
    ),
    Told(
        (
            "Im Gebüsch {P} liegen Spritzen. Kinder spielen direkt daneben. Bitte lassen Sie dort täglich absuchen und reinigen.",
            "Gestern hat meine Kleine {P} eine Spritze aufgehoben!!! Da muss jeden Tag jemand nachschauen und sauber machen.",
            "Spritzen im Gebüsch {P}, bitte täglich reinigen.",
            "Das Gelände {P} sollte täglich nach Spritzen abgesucht werden, da dort Kinder spielen.",
        ),
        (
            "Das Gebüsch {P} wurde komplett abgeholzt. Kinder haben dort Höhlen gebaut. Bitte pflanzen Sie es neu.",
            "Im Gebüsch {P} nisten Wespen. Kinder spielen direkt daneben, zwei wurden schon gestochen.",
        ),
    ),
)  # fmt: skip
"""Twelve matters. Nothing of the product was written after them but what is right for many."""

CHATTER = (
    "Ich bin selbst dort aufgewachsen und kenne die Gegend gut.", "Wir haben darüber gestern beim Abendbrot gesprochen.",
    "Vielleicht liest das ja jemand, der etwas tun kann.", "Ich weiß, dass das Geld knapp ist, aber man wird ja noch wünschen dürfen.",
    "Meine Nachbarin sieht das übrigens genauso.", "Schön, dass es diese Familienkonferenz gibt!",
    "Das ist jetzt schon das dritte Mal, dass ich deswegen schreibe.", "Mein Mann sagt, ich soll es lassen, aber ich versuche es trotzdem.",
    "Entschuldigung, falls das hier nicht hingehört.", "Ansonsten fühlen wir uns sehr wohl, das will ich auch mal sagen.",
)  # fmt: skip

SYNONYMS = (
    ("Spielplatz", "Spielfläche"), ("Kita", "Kindertagesstätte"), ("Mülleimer", "Papierkörbe"), ("Toilette", "WC"), ("Klo", "WC"),
    ("Radweg", "Fahrradweg"), ("Fußweg", "Bürgersteig"), ("Gehweg", "Bürgersteig"), ("Ampel", "Lichtsignalanlage"), ("Bücherei", "Bibliothek"),
    ("Turnhalle", "Sporthalle"), ("Zebrastreifen", "Fußgängerüberweg"), ("Bahn", "Straßenbahn"), ("Bus", "Linienbus"),
    ("Bänke", "Sitzbänke"), ("kaputt", "defekt"), ("Laternen", "Straßenlampen"), ("Meine Tochter", "Unsere Kleine"), ("meine Tochter", "unsere Kleine"),
    ("Mein Sohn", "Unser Junge"), ("mein Sohn", "unser Junge"), ("Kinder", "Kids"), ("Eltern", "Mütter und Väter"), ("Oma", "Großmutter"),
    ("dringend", "unbedingt"), ("Bitte", "Könnten Sie"), ("abends", "am Abend"), ("morgens", "am Morgen"), ("Wohnung", "Mietwohnung"),
    ("Parkplatz", "Stellplatz"), ("bezahlbare", "günstige"), ("toll", "prima"), ("fehlt", "gibt es nicht"), ("Warum", "Wieso"),
    ("jeden Tag", "täglich"), ("Jugendliche", "Teenager"), ("Krippe", "Kinderkrippe"), ("Jedes Jahr", "Jährlich"), ("Aufzug", "Fahrstuhl"),
    ("Wir wünschen uns", "Unser Wunsch ist"), ("Ich wünsche mir", "Mein Wunsch ist"), ("endlich", "nun wirklich"), ("Autos", "PKW"),
)  # fmt: skip

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ0-9„])")
_WORD = re.compile(r"\b[^\W\d_]{5,}\b")


def _order(text: str, chance: random.Random) -> str:
    said = _SENTENCE.split(text)
    chance.shuffle(said)
    if len(said) == 1 and text.count(", ") == 1:  # the two halves of one sentence change places
        said = [half.strip(" .!?") for half in reversed(text.split(", "))]
        return f"{said[0]}, {said[1]}."
    return " ".join(said)


def _synonyms(text: str, chance: random.Random) -> str:
    for word, other in SYNONYMS:
        if chance.random() < 0.8:
            text = re.sub(rf"\b{word}\b", other, text)
    return text


def _shortened(text: str, chance: random.Random) -> str:
    said = _SENTENCE.split(text)
    if len(said) == 1:
        return re.sub(r"\b(?:sehr|schon|immer|wirklich|doch|mal|so|auch|noch|bitte) ", "", text)
    told = sum(map(len, said))
    kept = list(said)
    for sentence in chance.sample(said, len(said) - 1):
        if sum(map(len, kept)) - len(sentence) >= 0.6 * told:
            kept.remove(sentence)
    return " ".join(kept)


def _lengthened(text: str, chance: random.Random) -> str:
    more = chance.sample(CHATTER, 3)
    return " ".join((chance.choice(GREETINGS), more[0], text, more[1], more[2], chance.choice(CLOSINGS)))


def _typos(text: str, chance: random.Random) -> str:
    def slip(found: re.Match[str]) -> str:
        word = found[0]
        if chance.random() > 0.12:
            return word
        i = chance.randrange(1, len(word) - 1)
        return chance.choice(
            (
                word[:i] + word[i + 1 :],
                word[:i] + word[i] + word[i:],
                word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :],
            )
        )

    return _WORD.sub(slip, text)


def _umlauts(text: str, _: random.Random) -> str:
    for letter, spelt in {**SWAPS, "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}.items():
        text = text.replace(letter, spelt)
    return text


def _register(text: str, chance: random.Random) -> str:
    if chance.random() < 0.5:  # a chat
        return f"{re.sub(r'[.]', '', text).lower()} {chance.choice(('lg', '!!', 'danke euch', '👍'))}"
    text = re.sub(r"\b(?:Ich wünsche mir|Wir wünschen uns|Ich hätte gern)\b", "Angeregt wird", text)
    text = re.sub(r"\b(?:Bitte|bitte)\b", "Es wird gebeten,", text)
    return f"Sehr geehrte Damen und Herren, hiermit trage ich folgendes Anliegen vor: {text} Mit vorzüglicher Hochachtung"


def _several(text: str, chance: random.Random) -> str:
    changes = (_order, _synonyms, _shortened, _typos, _umlauts, _register)
    for change in chance.sample(changes, 3):
        text = change(text, chance)
    return text


KINDS: Mapping[str, Callable[[str, random.Random], str]] = {
    "order": _order,
    "synonyms": _synonyms,
    "shortened": _shortened,
    "lengthened": _lengthened,
    "typos": _typos,
    "umlauts": _umlauts,
    "register": _register,
    "several": _several,
}


def reworded(
    texts: Sequence[tuple[str, tuple[str, ...]]], seed: int, share: float = 0.4
) -> tuple[Planted, dict[str, str]]:
    """Each text with its Stadtteile, a share of them once more by a kind of `KINDS`; and the kind of each id."""
    chance = random.Random(seed)
    said: list[tuple[str, tuple[str, ...], tuple[int, int], str]] = []
    for number, (text, places) in enumerate(texts):
        said.append((text, places, (number, 0), ""))
        if chance.random() < share:
            kind = chance.choice(list(KINDS))
            said.append((KINDS[kind](text, chance), places, (number, 0), kind))
    chance.shuffle(said)
    ids = [f"B{number}" for number in range(1, len(said) + 1)]
    planted = Planted(
        tuple(contribution(number, text) for number, (text, *_) in enumerate(said, 1)),
        {id: places for id, (_, places, _, _) in zip(ids, said, strict=True)},
        {id: matter for id, (_, _, matter, _) in zip(ids, said, strict=True)},
    )
    return planted, {id: kind for id, (*_, kind) in zip(ids, said, strict=True)}


def retold(
    places: Sequence[tuple[str, str]], seed: int, told: Sequence[Told] = TOLD, number: int = 60
) -> Planted:
    """Matters at places, each in one to three voices, with its near misses; other matters and places around them."""
    chance = random.Random(seed)
    every = [(m, p) for m in range(len(told)) for p in range(len(places))]
    said: list[tuple[str, int, tuple[int, int]]] = []
    for number_, (m, p) in enumerate(chance.sample(every, number)):
        voices = chance.sample(told[m].voices, chance.choice((1, 2, 2, 3)))
        said += [(text, p, (number_, 0)) for text in voices]
        if chance.random() < 0.5:
            said += [(text, p, (number_, n)) for n, text in enumerate(told[m].near, 1)]
    chance.shuffle(said)
    contributions: list[Contribution] = [
        contribution(n, text.replace("{P}", places[p][1])) for n, (text, p, _) in enumerate(said, 1)
    ]
    ids = [one.id for one in contributions]
    return Planted(
        tuple(contributions),
        {id: (places[p][0],) for id, (_, p, _) in zip(ids, said, strict=True)},
        {id: matter for id, (_, _, matter) in zip(ids, said, strict=True)},
    )
