"""A seeded German set for the search of personal data: what families write, with the spans that are personal.

Every text is made from a sentence with slots and a seed, so the same seed gives the same set. The negatives are the
figures of a city: file numbers, dates, prices, lines, paragraphs, house numbers where nobody lives.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

KINDS = ("Telefon", "E-Mail", "IBAN", "Kennzeichen", "Anschrift", "Name")

FIRST = (
    "Anna",
    "Mehmet",
    "Jürgen",
    "Zoë",
    "Fatma",
    "Lukas",
    "Gisela",
    "Sören",
    "Marie-Luise",
    "Ahmed",
    "Katarzyna",
    "Björn",
)
LAST = (
    "Müller",
    "Yılmaz",
    "Schmidt",
    "Kowalski",
    "Meyer-Lindemann",
    "Groß",
    "Öztürk",
    "Sommer",
    "Bauer",
    "Nguyen",
    "Weiß",
    "Petersen",
    "Koch",
    "Lüders",
    "Kaya",
    "Fischer",
    "Winter",
    "Jäger",
)
STREETS = (
    "Egestorffstraße",
    "Voltmerstr.",
    "Hainhölzer Straße",
    "Kötnerholzweg",
    "Podbielskistraße",
    "Davenstedter Str.",
    "Stephanusstrasse",
    "Goetheplatz",
    "Kirchröder Straße",
    "Rampenstraße",
    "Chemnitzer Straße",
    "Ricklinger Stadtweg",
    "Lister Kirchweg",
    "Fiedelerplatz",
    "Garkenburgstraße",
    "Wülfeler Bruch",
)
SMALL = (
    "Am Kanonenwall",
    "Auf dem Loh",
    "Im Moore",
    "In der Steinriede",
    "An der Strangriede",
    "Am Lindener Berge",
)
HOUSES = ("Kita", "Grundschule", "Bücherei", "Sporthalle", "Arztpraxis", "Beratungsstelle", "Jugendtreff")
CODES = ("H", "HI", "GF", "SHG", "CE", "PE", "NI", "B", "HH", "WOB")

Slot = Callable[[random.Random], str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the personal data in it: kind, start, end."""

    text: str
    personal: tuple[tuple[str, int, int], ...]


def iban(chance: random.Random) -> str:
    """A German account number whose checksum is right."""
    account = f"{chance.randrange(10**17, 10**18):018d}"
    check = 98 - int(account + "131400") % 97
    whole = f"DE{check:02d}{account}"
    return chance.choice((whole, " ".join(whole[at : at + 4] for at in range(0, 22, 4))))


def wrong_iban(chance: random.Random) -> str:
    """An account number with two digits exchanged: nobody's."""
    right = iban(chance).replace(" ", "")
    other = str((int(right[10]) + 1) % 10)
    return right[:10] + other + right[11:]


def telephone(chance: random.Random) -> str:
    """A number with an area code, as people write it."""
    area = chance.choice(("0511", "05131", "05108", "0170", "0151", "0176", "030", "0160"))
    own = str(chance.randrange(2_000_000, 99_999_999))
    return chance.choice(
        (
            f"{area} {own}",
            f"{area}/{own}",
            f"{area}-{own}",
            f"({area}) {own}",
            f"{area}{own}",
            f"+49 {area[1:]} {own}",
            f"+49{area[1:]}{own}",
            f"{area} / {own[:2]} {own[2:4]} {own[4:]}",
            f"0049 {area[1:]} {own}",
            f"{area} {own[:3]}-{own[3:]}",
            f"+49 (0){area[1:]} {own}",
        )
    )


def mail(chance: random.Random) -> str:
    """An address, disguised or not."""
    name = f"{chance.choice(('anna', 'm.yilmaz', 'familie_koch', 'juergen-s', 'zoe95'))}"
    host, end = chance.choice((("web", "de"), ("mail.example", "org"), ("gmx", "net"), ("posteo", "de")))
    return chance.choice(
        (
            f"{name}@{host}.{end}",
            f"{name}@{host}.{end}",
            f"{name}(at){host}.{end}",
            f"{name} [at] {host}.{end}",
            f"{name} (at) {host} (punkt) {end}",
            f"{name.upper()}@{host.upper()}.{end.upper()}",
        )
    )


def plate(chance: random.Random) -> str:
    """A number plate."""
    letters = "".join(chance.choice("ABCEFKLMNPRSTX") for _ in range(chance.choice((1, 2, 2))))
    number = chance.randrange(1, 9999)
    code = chance.choice(CODES)
    return chance.choice(
        (
            f"{code}-{letters} {number}",
            f"{code} {letters} {number}",
            f"{code}-{letters}{number}",
            f"{code}-{letters} {number}E",
        )
    )


def home(chance: random.Random) -> str:
    """A street and a number."""
    street = chance.choice((*STREETS, *STREETS, *SMALL))
    return f"{street} {chance.randrange(1, 199)}{chance.choice(('', '', '', 'a', ' b', 'c'))}"


def surname(chance: random.Random) -> str:
    """A name with its title."""
    last = chance.choice(LAST)
    first = chance.choice(FIRST)
    return chance.choice(
        (
            f"Frau {last}",
            f"Herr {last}",
            f"Herrn {last}",
            f"Familie {last}",
            f"Frau Dr. {last}",
            f"Herr Prof. {last}",
            f"Frau {first} {last}",
            f"Dr. {last}",
            f"Fam. {last}",
            f"Frau von der {chance.choice(('Heide', 'Leyen', 'Ahe'))}",
            f"Herr {first} {last}",
        )
    )


SLOTS: dict[str, Slot] = {
    "Telefon": telephone,
    "E-Mail": mail,
    "IBAN": iban,
    "Kennzeichen": plate,
    "Anschrift": home,
    "Name": surname,
}

POSITIVE = {
    "Telefon": (
        "Rufen Sie mich gern an: {}",
        "Tel.: {}, am besten abends.",
        "Ich bin unter {} zu erreichen.",
        "Handy {} (ab 18 Uhr)",
        "Wer mitmachen will, meldet sich unter {}.",
        "Meine Nummer ist {}, danke!",
        "Kontakt für den Laufbus: {}",
        "Seit 2019 fehlt der Spielplatz. Fragen? {}",
        "Oma hat auch WhatsApp: {}.",
    ),
    "E-Mail": (
        "Schreiben Sie an {}.",
        "Antwort bitte an {}!",
        "Mail: {}",
        "Wer Lust hat, meldet sich bei {}, wir sind schon drei.",
        "Ich habe an {} geschrieben und nie etwas gehört.",
    ),
    "IBAN": (
        "Spenden für das Fest: {}",
        "Das Geld bitte auf {} überweisen.",
        "Unser Förderverein hat die IBAN {}.",
        "Konto {}, Stichwort Rutsche.",
    ),
    "Kennzeichen": (
        "Der Wagen {} steht jeden Morgen auf dem Gehweg.",
        "Immer derselbe: {}!",
        "Ein SUV ({}) hat unser Kind fast überfahren.",
        "Kennzeichen {} parkt vor der Kita.",
        "Der Lieferwagen mit {} hält im Halteverbot.",
    ),
    "Anschrift": (
        "Ich wohne in der {} und höre jede Nacht Lärm.",
        "Wir wohnen {} und haben keinen Spielplatz.",
        "Meine Adresse: {}, 30451 Hannover",
        "Bei uns in der {} ist der Keller nass.",
        "Meine Mutter lebt allein in der {}.",
        "Unsere Nachbarin aus der {} braucht Hilfe.",
        "Wir sind letztes Jahr in die {} gezogen.",
        "Anna Meier\n{}\n30167 Hannover",
        "Meine Oma, {}, kommt nicht mehr aus dem Haus.",
        "Mein Sohn wohnt jetzt {}, vierter Stock.",
    ),
    "Name": (
        "{} aus dem Erdgeschoss meckert immer.",
        "Unsere Erzieherin, {}, ist seit Mai krank.",
        "Sehr geehrte {}, bitte helfen Sie uns.",
        "Das hat uns {} vom Amt gesagt.",
        "Ich habe mit {} telefoniert.",
        "Danke an {} für die Hilfe!",
        "{} hat den Hort 20 Jahre geleitet.",
    ),
}

NEGATIVE = (
    "Siehe Drucksache {n4}/2026, Seite {n2}.",
    "Az. 0511/{n4}/2025 liegt seit Monaten beim Amt.",
    "Aktenzeichen 32.21-0{n4}{n4} wurde geschlossen.",
    "Am {d}.{m}.2026 war der Bus voll.",
    "Vom 0{m}.0{m}.2026 bis 1{m}.1{m}.2026 war gesperrt.",
    "Geöffnet ist von 08.30 bis 16.45 Uhr, freitags 9-12 Uhr.",
    "Das kostet {n3},50 Euro im Monat, früher {n2} €.",
    "Der Bau kostet 1.{n3}.000 Euro.",
    "An der B 65 und der B{n1} ist es laut.",
    "Die A 2 und die A7 hört man bis hierher.",
    "Auf der Lister Meile fehlen Bänke.",
    "In der Egestorffstraße fehlt ein Zebrastreifen.",
    "Nach § {n2} SGB VIII haben wir einen Anspruch.",
    "Laut § 24 Abs. {n1} KiTaG steht uns das zu.",
    "Die Stadtbahnlinien 3, 7 und {n1} sind überfüllt.",
    "Die Linie 10 und der Bus 700 fahren zu selten.",
    "S-Bahn S {n1} fällt aus, RE {n2} auch.",
    "Die Golternstraße {n2} hat einen schönen Spielplatz.",
    "Vor dem Haus Limmerstraße {n2} liegt immer Müll.",
    "Das Stadtteilzentrum Ricklingen (Ricklinger Stadtweg 1) ist toll.",
    "Die Bücherei, Hildesheimer Straße {n2}, soll länger öffnen.",
    "Die {haus} in der Voltmerstraße {n2} ist zu klein.",
    "Treffpunkt ist die {haus} Podbielskistraße {n3}.",
    "Familie und Beruf passen nicht zusammen.",
    "Die Familie Hannovers braucht mehr Zeit.",
    "Die Frau am Schalter war freundlich.",
    "Herr Oberbürgermeister, handeln Sie!",
    "Sehr geehrte Frau Bürgermeisterin, wir brauchen Hilfe.",
    "Ein Herr mit Hund ließ ihn laufen.",
    "Frau Holle wird im Theater gespielt.",
    "Herr der Ringe läuft im Kino.",
    "Die Dr.-Martin-Luther-Straße ist dunkel.",
    "Mein Antrag hat die Nummer 0{n4}{n4}.",
    "Kassenzeichen 0{n4}{n4}{n2} wurde bezahlt.",
    "Kundennummer 0511{n4}{n3}.",
    "Die Laterne Nr. 0{n4}{n3} ist kaputt.",
    "Die Nummer gegen Kummer 0800 111 0 333 hilft.",
    "Wählen Sie 115 oder im Notfall 112.",
    "Im Umkreis von 1500 m gibt es 3 Spielplätze.",
    "Um 7.30 Uhr, 8.15 Uhr und 13.00 Uhr ist Stau.",
    "30451 Hannover hat zu wenig Grün.",
    "Linden-Nord hat {n4} Kinder unter 6 Jahren.",
    "Temperatur 38,5 und Tempo 30 bis 50.",
    "Die IBAN {falsch} war falsch.",
    "ISBN 978-3-16-148410-0 liegt in der Bücherei.",
    "Erzieherinnen bekommen nur TV-L 9 oder TVöD S {n1}.",
    "Im Bebauungsplan Nr. {n4} steht nichts davon.",
    "Seit 2019/2020 und 2021-2024 wird gebaut.",
    "Das steht in DIN EN 1176 und DIN 18034.",
    "Wir wohnen seit 12 Jahren gern in Linden.",
    "Ich wohne in der Nordstadt, 3 Kinder, 2 Zimmer.",
    "Wir wohnen in der Limmerstraße und finden nichts.",
    "Von 100 Kindern bekommen 45 bis 50 keinen Platz.",
    "Klasse 4b hat {n2} Kinder in Raum 1.{n2}.",
    "@alle: Danke für die Konferenz!",
    "Die Kinder spielen @home statt draußen.",
    "Die Eltern der 3a, 4b und 4c warten.",
    "Am Markt 3 Stände mehr wären gut.",
    "In der Schule 12 Klassen, aber nur 8 Räume.",
    "Bus 121 und 122 enden am Platz 10 Minuten zu früh.",
    "Der Weg 3 m breit wäre gut.",
)


def texts(seed: int, positives: int = 600, negatives: int = 600) -> Iterator[Text]:
    """So many texts with personal data and so many without; some hold two finds, some stand in a longer text."""
    chance = random.Random(seed)
    kinds = tuple(POSITIVE)
    for number in range(positives):
        parts = [_positive(kinds[number % len(kinds)], chance)]
        if chance.random() < 0.25:
            parts.append(_positive(chance.choice(kinds), chance))
        if chance.random() < 0.4:
            parts.insert(chance.randrange(len(parts) + 1), Text(_negative(chance), ()))
        yield _joined(parts)
    for _ in range(negatives):
        count = chance.choice((1, 1, 2))
        yield _joined([Text(_negative(chance), ()) for _ in range(count)])


def _positive(kind: str, chance: random.Random) -> Text:
    before, _, after = chance.choice(POSITIVE[kind]).partition("{}")
    value = SLOTS[kind](chance)
    return Text(before + value + after, ((kind, len(before), len(before) + len(value)),))


def _negative(chance: random.Random) -> str:
    return chance.choice(NEGATIVE).format(
        n1=chance.randrange(2, 9),
        n2=chance.randrange(11, 99),
        n3=chance.randrange(101, 999),
        n4=f"{chance.randrange(1, 9999):04d}",
        d=chance.randrange(10, 28),
        m=chance.randrange(1, 2),
        haus=chance.choice(HOUSES),
        falsch=wrong_iban(chance),
    )


def _joined(parts: list[Text]) -> Text:
    text, spans = "", []
    for part in parts:
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{part.text}" if text else part.text
        spans += [(kind, a + start, b + start) for kind, a, b in part.personal]
    return Text(text, tuple(spans))
