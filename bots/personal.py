"""Personal data in what people write: telephone, e-mail, IBAN, number plate, a person's address and name.

A find is a proposal for a person who decides, never a correction: the text is not changed. Numbers are judged by
what they are (length, area, checksum) and by the words before them, because a city's papers are full of figures
that look like telephones: file numbers, dates, prices, times of day. An address counts only where somebody lives:
"ich wohne in der Egestorffstraße 12", not the house number of a playground.

Pure and linear: every pattern is bounded, so a megabyte of digits costs no more than a megabyte of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["Telefon", "E-Mail", "IBAN", "Kennzeichen", "Anschrift", "Name"]
KINDS: tuple[Kind, ...] = ("Telefon", "E-Mail", "IBAN", "Kennzeichen", "Anschrift", "Name")


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at `start` to `end` (code points, end exclusive) of a text: its kind, and by which rule."""

    kind: Kind
    start: int
    end: int
    rule: str


def find(text: str) -> tuple[Finding, ...]:
    """All personal data of the text in its order, none inside another.

    >>> [(one.kind, one.rule) for one in find("Rufen Sie an: 0511 168-43128. Frau Meier")]
    [('Telefon', 'Vorwahl und Nummer'), ('Name', 'Anrede und Name')]
    """
    plain = _visible(text)
    found: list[Finding] = []
    taken: set[int] = set()
    for search in (_addresses_of_mail, _accounts, _plates, _telephones, _homes, _names):
        for one in search(plain):
            span = range(one.start, one.end)
            if taken.isdisjoint(span):
                found.append(one)
                taken.update(span)
    return tuple(sorted(found, key=lambda one: one.start))


# Characters that are not seen tear a number apart; a blank of the same length keeps all positions.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _visible(text: str) -> str:
    """The text with invisible characters moved out of the way of patterns, positions unchanged."""
    return _INVISIBLE.sub("\x00", text).replace("\u00a0", " ").replace("\u202f", " ")


_GAP = "\x00"

# --- E-mail -------------------------------------------------------------------------------------------------

_AT = re.compile(r"@|[(\[{]\s?(?:at|ät|@)\s?[)\]}]|\s(?:at|ät)\s", re.I)
_LOCAL = re.compile(r"[\w.+%-]{1,64}\s?$")
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|\.)\s?[)\]}]\s?|\s(?:punkt|dot)\s)"
_DOMAIN = re.compile(rf"\s?[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,4}}{_DOT}[A-Za-z]{{2,18}}\b", re.I)


def _addresses_of_mail(text: str) -> Iterator[Finding]:
    """Addresses as they are, and as people disguise them: „anna (at) example (punkt) org“."""
    for at in _AT.finditer(text):
        local = _LOCAL.search(text[max(0, at.start() - 70) : at.start()])
        domain = _DOMAIN.match(text, at.end())
        if not local or not domain or not local[0][0].isalnum():
            continue
        start = at.start() - len(local[0])
        rule = "E-Mail-Adresse" if at[0] == "@" else "umschriebene E-Mail-Adresse"
        if at[0].isspace() and not re.search(r"punkt|dot|\.", domain[0], re.I):
            continue
        yield Finding("E-Mail", start, domain.end(), rule)


# --- IBAN ---------------------------------------------------------------------------------------------------

_IBAN = re.compile(r"\b([A-Za-z]{2}\d{2})((?:[ \x00.-]?[0-9A-Za-z]){11,30})(?![0-9A-Za-z])")
_LENGTHS = {
    "DE": 22, "AT": 20, "CH": 21, "FR": 27, "NL": 18, "BE": 16, "LU": 20, "IT": 27, "ES": 24, "PL": 28, "GB": 22,
    "DK": 18, "SE": 24, "NO": 15, "FI": 18, "CZ": 24, "PT": 25, "GR": 27, "HU": 28, "RO": 24, "BG": 22, "TR": 26,
    "HR": 21, "SI": 19, "SK": 24, "IE": 22, "LI": 21, "LT": 20, "LV": 21, "EE": 20, "UA": 29, "RS": 22, "BA": 20,
}  # fmt: skip


def _accounts(text: str) -> Iterator[Finding]:
    """Account numbers whose length and checksum (ISO 13616, mod 97) are right."""
    for match in _IBAN.finditer(text):
        length = _LENGTHS.get(match[1][:2].upper())
        if length is None:
            continue
        end, kept = match.start(), []
        for at in range(match.start(), match.end()):
            if text[at].isalnum():
                kept.append(text[at].upper())
                end = at + 1
            if len(kept) == length:
                break
        if len(kept) == length and _mod97("".join(kept)) == 1:
            yield Finding("IBAN", match.start(), end, "Kontonummer mit richtiger Prüfziffer")


def _mod97(account: str) -> int:
    """The remainder that is 1 for every IBAN."""
    turned = account[4:] + account[:4]
    return int("".join(str(int(letter, 36)) for letter in turned if letter.isascii())) % 97


# --- number plates ------------------------------------------------------------------------------------------

_PLATE = re.compile(
    r"(?<![\w/.-])([A-ZÄÖÜ]{1,3})(\s?[-–:•]\s?|\s)([A-Z]{1,2})[\s\x00-]?([1-9]\d{0,3})([EH]?)(?![\w/])"
)
_LOOSE_PLATE = re.compile(
    r"(?:kennzeichen|nummernschild|autonummer)[^\n.!?]{0,30}?(?<!\w)"
    r"([a-zäöü]{1,3}[\s-]{1,3}[a-z]{1,2}[\s-]{0,2}[1-9]\d{0,3}[eh]?)(?!\w)",
    re.I,
)
# What looks like a plate: pay scales, standards, papers of the council.
_NO_PLATE = frozenset(
    (
        "TV",
        "DIN",
        "ISO",
        "IP",
        "OE",
        "DS",
        "SBR",
        "AZ",
        "NR",
        "PC",
        "USB",
        "EU",
        "DVD",
        "CD",
        "KW",
        "ID",
        "AG",
        "WC",
    )
)
# Where nothing joins the letters, only districts whose cars are seen here are believed.
_NEAR_CODES = re.compile(
    "H|HI|HM|HOL|SHG|NI|CE|PE|BS|WF|WOB|GF|GS|GÖ|NOM|HB|B|HH|K|M|S|F|D|DO|E|L|MD|LIP|MI|HF|BI|PB|OS|OL|DH|VER|ROW|"
    "UE|LG|WL|HK|SZ|KS"
)


def _plates(text: str) -> Iterator[Finding]:
    """Number plates: „H-AB 1234“, „H AB 1234“, and any writing after the word Kennzeichen."""
    for match in _PLATE.finditer(text):
        if match[1] in _NO_PLATE or _filed(text, match.start()):
            continue
        hyphen = match[2].strip()
        if not hyphen and not _NEAR_CODES.fullmatch(match[1]):
            continue
        yield Finding("Kennzeichen", match.start(), match.end(), "Kfz-Kennzeichen")
    for match in _LOOSE_PLATE.finditer(text):
        yield Finding("Kennzeichen", match.start(1), match.end(1), "Wort „Kennzeichen“ davor")


# --- telephones ---------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:\+|\(\s?(?=[0+])|0)[\d(][\d\s()/.–\x00-]{4,24}\d(?![\w%€]|[.,]\d)|(?<![\w.,/-])0\d{6,14}(?!\w)"
)
_CALLED = re.compile(
    r"\b(?:tel(?:efon\w{0,8})?|fon|handy\w{0,8}|mobil\w{0,10}|fax|whats-?app|signal|ruf\w{0,10}|anruf\w{0,3}|anrufen|"
    r"durchwahl|telefonisch|erreich\w{0,6}|meine nummer|unsere nummer)\b[^\d\n+]{0,30}$",
    re.I,
)
_SHORT = re.compile(r"(?<![\w.,/-])[1-9]\d{1,4}(?:[\s/.\x00-]{1,2}\d{1,5}){0,4}(?![\w%€]|[.,:]\d)")
_FILED = re.compile(
    r"(?:\baz\b|aktenzeichen|drucks\w*|drucksache|vorgang\w*|kunden\w*|kassenzeichen|rechnung\w*|bestell\w*|ticket\w*|"
    r"antrag\w*|mitglied\w*|serien\w*|steuer\w*|beschluss\w*|zeichen|inventar\w*|baum\w*|leuchten?\w*|laternen?\w*|mast\w*|haltestellen\w*|"
    r"vertrag\w*|sendung\w*|isbn|ean|plz|postleitzahl|artikel\w*|konto\w*|flurst\w*|seite)[\s.:-]{0,3}(?:nr|nummer|no)?[\s.:#-]{0,4}$",
    re.I,
)
_DATE = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|\d{4}-\d\d-\d\d|\d{1,2}[.:]\d\d\s?(?:[-–]|bis|Uhr)|\d{3,5}/(?:19|20)\d\d"
)
_PUBLIC = ("0800", "0180", "0900", "0137", "0700", "0110", "0112", "00800")


def _telephones(text: str) -> Iterator[Finding]:
    """Numbers with an area code or a country's, and short ones after „Tel.“; hotlines are nobody's own."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        spoken = match[0]
        digits = "".join(filter(str.isdigit, spoken))
        called = bool(_CALLED.search(text[max(0, start - 45) : start]))
        if digits.startswith(_PUBLIC) or _filed(text, start) or _DATE.search(spoken):
            continue
        if not _is_number(spoken, digits, called):
            continue
        yield Finding("Telefon", start, end, "Vorwahl und Nummer")
    for match in _SHORT.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        if not 4 <= len(digits) <= 12 or _DATE.search(match[0]) or _filed(text, match.start()):
            continue
        if _CALLED.search(text[max(0, match.start() - 45) : match.start()]):
            yield Finding("Telefon", match.start(), match.end(), "Nummer nach einem Wort wie „Tel.“")


def _is_number(spoken: str, digits: str, called: bool) -> bool:
    """Whether the digits can be dialled: a country, or a German area or mobile code, and enough of them."""
    if spoken.startswith(("+", "(+", "( +")) or digits.startswith("00"):
        national = digits.removeprefix("00")
        return 9 <= len(national) <= 15 and national[0] != "0"
    if digits[:2] in {"01"}:  # mobile; 010 and 018 are none, 0115 and so on are services
        return digits[:3] in {"015", "016", "017"} and 10 <= len(digits) <= 13
    if not ("2" <= digits[1] <= "9"):
        return False
    return (6 if called else 8) <= len(digits) <= 13


def _filed(text: str, start: int) -> bool:
    """Whether the words before say that this is a file, a bill, a lamp post, and no number to be called."""
    return bool(_FILED.search(text[max(0, start - 30) : start]))


# --- where somebody lives -----------------------------------------------------------------------------------

_STREET_WORD = (
    r"(?:stra(?:ß|ss)e|str\.?|weg|allee|platz|ring|damm|gasse|ufer|chaussee|steig|kamp|hof|garten|gärten|bruch|markt|"
    r"berg|feld|felde|wall|graben|stieg|winkel|busch|horst|reihe|brink|wiesen?|hagen|anger|meile|park|kehre|blick|grund|"
    r"teich|bogen|worth|pfad|stadtweg|landwehr|siedlung|bleiche|heide|holz|born)"
)
_HOUSE = r"(?:Nr\.?\s?|Hausnummer\s)?(\d{1,3})\s?(?:[a-hA-H]\b)?(?:\s?[-/–+]\s?\d{1,3}[a-h]?)?"
_STREET = re.compile(
    rf"(?<![\w-])(?:[A-ZÄÖÜ][\wäöüß.-]{{1,30}}\s){{0,2}}?[A-ZÄÖÜ][\wäöüß-]{{0,40}}?{_STREET_WORD},?\s{_HOUSE}(?![\w.,:]?\d)",
)
_SMALL = re.compile(
    r"(?<![\w-])(?:Am|An de[rn]|Auf de[rm]|Im|In de[rn]|Hinter de[rm]|Vor de[rm]|Zu[mr]|Unter den|Alter?|Neue)\s"
    rf"[A-ZÄÖÜ][\wäöüß-]{{2,30}}(?:\s[A-ZÄÖÜ][\wäöüß-]{{2,30}})?,?\s{_HOUSE}(?![\w.,:]?\d)",
)
_NO_HOUSE = re.compile(
    r"\s?(?:Uhr|Jahre|Kinder|Euro|€|%|km|m\b|Meter|Minuten|Autos|Plätze|Bäume|Mal|Prozent|Wohnungen|Stunden|Tage|Personen|"
    r"Familien|neue|mal\b|x\b|bis \d{1,2} Uhr|Haltestellen|Spielgeräte|Bänke|Stück|Leute)"
)
_LIVES = re.compile(
    r"\b(?:wohn(?:e|en|t|te|ten|haft|hafte)|lebe|leben|lebt|zu ?hause|daheim|adresse|anschrift|nachbar(?:n|in|s)?|"
    r"klingel\w*|ziehe|ziehen|gezogen|umgezogen|einziehen|privat|bei (?:uns|mir)|"
    r"unser(?:e[mnrs]?)? (?:wohnung|haus|garten|zuhause|oma|opa|eltern)|"
    r"mein(?:e[mnrs]?)? (?:wohnung|haus|garten|zuhause|oma|opa|mutter|vater|eltern|freundin|freund|schwester|bruder)|"
    r"besucht? (?:mich|uns)|mieter(?:in)?|hausnummer|anwohner(?:in)?|post an)\b",
    re.I,
)
_TITLED = re.compile(r"\b(?:Herrn?|Frau|Familie|Fam\.|Eheleute|Ehepaar)\s+[A-ZÄÖÜ]")
_TOWN = re.compile(r"[,;\s]{1,3}(?:D-)?\d{5}\s[A-ZÄÖÜ]")
_PLACES = re.compile(
    r"\b(?:\w{0,30}(?:zentrum|treff|heim|haus|schule|kita|garten|krippe|hort|bibliothek|bücherei|praxis|büro|amt|museum|"
    r"kirche|gemeinde|verein|bad|halle|markt|laden|apotheke|klinik|krankenhaus|stelle|forum|initiative|verwaltung|kiosk|"
    r"spielplatz|rathaus|firma|gmbh|wache|café|restaurant|pavillon))\b",
    re.I,
)


def _homes(text: str) -> Iterator[Finding]:
    """Street and number where the sentence says that somebody lives there, or as the sender of a letter."""
    spans: set[tuple[int, int]] = set()
    for pattern in (_STREET, _SMALL):
        for match in pattern.finditer(text):
            if _NO_HOUSE.match(text, match.end()):
                continue
            rule = _whose(text, match.start(), match.end())
            if rule and not any(a < match.end() and match.start() < b for a, b in spans):
                spans.add(match.span())
                yield Finding("Anschrift", match.start(), match.end(), rule)


def _whose(text: str, start: int, end: int) -> str:
    """Why the address is a person's; "" when nothing says so."""
    begin, stop = _sentence(text, start, end)
    before, after = text[begin:start], text[end:stop]
    if _LIVES.search(before[-90:]) or re.match(r"[^.!?\n]{0,25}\b(?:wohn|leb)\w*", after):
        return "Anschrift, an der jemand wohnt"
    if _TITLED.search(before[-60:]):
        return "Anschrift nach einem Namen"
    line = text.rfind("\n", 0, start) + 1
    above = text[max(0, text.rfind("\n", 0, max(0, line - 1)) + 1) : line].strip()
    house = _PLACES.search(before[-50:]) or (not before.strip() and _PLACES.search(above))
    if house:
        return ""
    if _TOWN.match(text, end):
        return "Straße, Nummer, Postleitzahl und Ort"
    alone = not text[line:start].strip() and not text[end : _line_end(text, end)].strip(" ,.")
    if alone and re.fullmatch(r"[A-ZÄÖÜ][\w'-]+(?:\s[A-ZÄÖÜ][\w.'-]*){1,3},?", above):
        return "Absender"
    if re.search(r"\b[A-ZÄÖÜ][a-zäöüß'-]+ [A-ZÄÖÜ][a-zäöüß'-]+, $", before) and len(before) < 40:
        return "Absender"
    return ""


_BREAK = re.compile(r"[!?\n]|(?<=[^\W\d_]{4})\.\s")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the text around the address that speaks of it: to the end of the sentence or line."""
    begin = max(0, start - 120)
    breaks = [match.end() for match in _BREAK.finditer(text[begin:start])]
    left = begin + breaks[-1] if breaks else begin
    ahead = re.search(r"[!?\n.]", text[end : end + 80])
    return left, end + ahead.start() if ahead else min(len(text), end + 80)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


# --- names --------------------------------------------------------------------------------------------------

_PART = r"[A-ZÄÖÜÇŞİĞĆČŠŽÁÉŁØ][a-zäöüßçşığćčšžáàéèêłøñíóôúë'’]{1,24}"
_SURNAME = rf"(?:(?:von|van|de|zu|el|al|da|di|bin|ben)(?:\s(?:der|den|dem))?\s)?{_PART}(?:-{_PART})?"
_TITLE = re.compile(
    r"(?<![\w-])(?:Herrn|Herr|Frau|Familie|Fam\.|Fr\.|Hr\.|Ehepaar|Eheleute|Dr\.|Prof\.|Oma|Opa|Onkel|Tante|"
    r"(?:Pastor|Pfarrer|Lehrer|Rektor|Erzieher|Schulleiter|Nachbar|Trainer)(?:in)?|Hausmeister)\s+"
    r"((?:(?:Dr|Prof|Dipl|med|rer|nat|h|c|phil|jur|Ing)\.[\s-]?)*"
    rf"(?:{_PART}\s(?=(?:von\s|van\s|de\s)?{_PART}))?(?:[A-ZÄÖÜ]\.\s)?{_SURNAME})"
    r"(?!-\w|\w)"
)
_NO_NAME = re.compile(
    r"(?:\w{0,20}(?:bürgermeister|minister|präsident|dezernent|senator|kanzler|direktor|leiter|vorsitzende|sprecher|"
    r"beauftragte|abgeordnete|rat|rät|stadtrat|kollege|nachbar|lehrer|rektor|doktor|professor|pastor|pfarrer|anwalt|"
    r"richter|amtsleiter|ministerium|schaft|heit|keit|ung|ismus|tion|platz|raum|beratung|bildung)(?:in|en|innen|e|er|n|s)?|"
    r"Hannover\w*|Deutschland|Stadt|Und|Oder|Mit|Für|In|Im|Am|An|Auf|Aus|Bei|Von|Vom|Zu|Zum|Zur|Der|Die|Das|Den|Dem|Ein|Eine|Sie|Wir|"
    r"Ich|Er|Es|Man|Ihr|Ist|Hat|Wird|Kann|Soll|Muss|Nicht|Kein|Keine|Auch|Noch|Nur|Wenn|Dass|Weil|Wie|Wo|Was|Wer|"
    r"Beruf\w*|Arbeit|Zeit|Freunde?n?|Kind\w*|Freizeit|Schule|Kita|Urlaub|Heute|Mutter|Vater|Eltern|Oma|Opa|Gott|Holle|"
    r"Leben|Wohnen|Pflege|Haushalt|Job|Studium|Gesundheit|Doktor|Gemahlin|Sohn|Tochter|Ringe|Welt|Natur|Garten)"
)


_INTRODUCED = re.compile(
    r"\b(?:[Ii]ch heiße|[Ww]ir heißen|[Mm]ein Name ist|[Ii]ch bin (?:die|der)|gez\.|Gezeichnet)\s+"
    rf"({_PART}(?:\s{_SURNAME})+)"
)


def _names(text: str) -> Iterator[Finding]:
    """A title with a surname, or somebody who says their name."""
    for match in _TITLE.finditer(text):
        words = [word for word in match[1].split() if word[:1].isupper() and not word.endswith(".")]
        if not words or _NO_NAME.fullmatch(words[0]):
            continue
        yield Finding("Name", match.start(), match.end(), "Anrede und Name")
    for match in _INTRODUCED.finditer(text):
        yield Finding("Name", match.start(1), match.end(1), "Vorstellung mit Namen")
