"""People by where they live and what they are called.

An address counts only where somebody lives: "ich wohne in der Egestorffstraße 12", the sender of a letter; not the
house number of a playground or a library. A name counts with its title, or where somebody says it of themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from familienkonferenz.bots.german.kept import Kept
from familienkonferenz.bots.german.words import fold, word_set
from familienkonferenz.bots.personal.findings import Finding

# --- where somebody lives -----------------------------------------------------------------------------------

_STREET_WORD = (
    r"(?:stra(?:ß|ss)e|str\.?|weg|allee|platz|ring|damm|gasse|ufer|chaussee|steig|kamp|hof|garten|gärten|bruch|markt|"
    r"berg|feld|felde|wall|graben|stieg|winkel|busch|horst|reihe|brink|wiesen?|hagen|anger|meile|park|kehre|blick|grund|"
    r"teich|bogen|worth|pfad|stadtweg|landwehr|siedlung|bleiche|heide|holz|born)"
)
_HOUSE = (
    r",?[ \x00](?:Nr\.? ?|Hausnummer )?\d{1,3}(?: ?[a-hA-H]\b)?(?: ?[-/–+] ?\d{1,3}[a-h]?)?(?![\w€%]|[.,:]\d)"
)
_WORD = r"[A-ZÄÖÜ][\wäöüß'-]{1,30}"
# „Egestorffstraße 12“, „St.-Petri-Weg 3“; „Hainhölzer Straße 5“, „Lister Kirchweg 8“; „Am Lindener Berge 12“.
_STREETS = (
    re.compile(rf"(?<![\w-])(?:{_WORD} )?[A-ZÄÖÜ][\wäöüß.-]{{0,40}}?{_STREET_WORD}{_HOUSE}"),
    re.compile(rf"(?<![\w-]){_WORD}(?: {_WORD})? (?:[A-ZÄÖÜ]\w{{0,12}})?(?i:{_STREET_WORD}){_HOUSE}"),
    re.compile(
        r"(?<![\w-])(?:Am|An de[rn]|Auf de[rm]|Im|In de[rn]|Hinter de[rm]|Vor de[rm]|Zu[mr]|Unter den|Alter?|Neue) "
        rf"{_WORD}(?: {_WORD})?{_HOUSE}"
    ),
)
_STREET_END = re.compile(rf"(?i:{_STREET_WORD})\.?$")
_NUMBERED = re.compile(
    r"[., \x00](?<=[^\W\d_].)(?:(?<=\.),?[ \x00]|(?<=,)[ \x00]|(?<=[. \x00]))(?:Nr\.? ?|Hausnummer )?\d{1,3}(?!\d)"
)
_LONGEST_STREET = 75  # characters before the house number
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
_DWELLS = re.compile(r"\b(?:wohn|leb|zieh|gezogen)\w*", re.I)
_DWELLS_THERE = re.compile(r"[^.!?\n]{0,25}\b(?:wohn|leb|gezogen|umgezogen|eingezogen|zu ?hause|daheim)\w*")
_TITLED = re.compile(r"\b(?:Herrn?|Frau|Familie|Fam\.|Eheleute|Ehepaar)\s+[A-ZÄÖÜ]")
_TOWN = re.compile(r"[,;\s]{1,3}(?:D-)?\d{5}\s[A-ZÄÖÜ]")
_FLOOR = (
    r"(?:\d{1,2}\. ?(?:Stock|Etage|OG)|(?:erste|zweite|dritte|vierte|fünfte)[rsn]? (?:Stock|Etage)|Hinterhaus|"
    r"Erdgeschoss)"
)
_RINGS = re.compile(
    rf"[^.!?\n]{{0,40}}\b(?:{_FLOOR}|klingel\w*|klingeln|bei (?:uns|mir)|kommt vorbei)\b", re.I
)
_PLACES = re.compile(
    r"\b(?:\w{0,30}(?:zentrum|treff|heim|haus|schule|kita|garten|krippe|hort|bibliothek|bücherei|praxis|büro|amt|museum|"
    r"kirche|gemeinde|verein|bad|halle|markt|laden|apotheke|klinik|krankenhaus|stelle|forum|initiative|verwaltung|kiosk|"
    r"spielplatz|rathaus|firma|gmbh|wache|café|restaurant|pavillon))\b",
    re.I,
)


def homes(text: str) -> Iterator[Finding]:
    """Street and number where the sentence says that somebody lives there, or as the sender of a letter."""
    done = 0
    for number in _NUMBERED.finditer(text):
        begin = max(done, number.start() - _LONGEST_STREET)
        last = text[begin : number.start()].rpartition(" ")[2]
        for pattern in _STREETS if _STREET_END.search(last) else _STREETS[2:]:
            match = pattern.search(text, begin, number.end() + 12)
            if match is None or match.end() <= number.start() or _NO_HOUSE.match(text, match.end()):
                continue
            rule = _whose(text, match.start(), match.end())
            if rule:
                yield Finding("Anschrift", match.start(), match.end(), rule)
                done = match.end()
                break


def _whose(text: str, start: int, end: int) -> str:
    """Why the address is a person's; "" when nothing says so."""
    begin, stop = _sentence(text, start, end)
    before, after = text[begin:start], text[end:stop]
    lives = _LIVES.search(before[-90:])
    if lives and not _DWELLS.search(before[-90:]) and _PLACES.search(before[-90:][lives.end() :]):
        return ""
    if lives or _DWELLS_THERE.match(after):
        return "Anschrift, an der jemand wohnt"
    if _TITLED.search(before[-60:]):
        return "Anschrift nach einem Namen"
    line = text.rfind("\n", 0, start) + 1
    above = text[max(0, text.rfind("\n", 0, max(0, line - 1)) + 1) : line].strip()
    house = _PLACES.search(before[-50:]) or (not before.strip() and _PLACES.search(above))
    if house:
        return ""
    if _RINGS.match(after):
        return "Anschrift, an der jemand wohnt"
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

_CAPITAL = "[A-ZÄÖÜÇŞİĞĆČŠŽÁÉŁØ]"
_SMALL = "[a-zäöüßçşığćčšžáàéèêłøñíóôúë'’]{1,24}"
_PART = rf"{_CAPITAL}{_SMALL}"
_SURNAME = rf"(?:(?:von|van|de|zu|el|al|da|di|bin|ben)(?:\s(?:der|den|dem))?\s)?{_PART}(?:-{_PART})?"
_TITLES = (
    r"(?:Herrn|Herr|Frau|Familie|Fam\.|Fr\.|Hr\.|Ehepaar|Eheleute|Dr\.|Prof\.|Oma|Opa|Onkel|Tante|"
    r"Pastor(?:in)?|Pfarrer(?:in)?|Lehrer(?:in)?|Rektor(?:in)?|Erzieher(?:in)?|Schulleiter(?:in)?|Nachbar(?:in)?|"
    r"Trainer(?:in)?|Hausmeister)\s"
)
_ANY_TITLE = re.compile(_TITLES)
"""What stands in every text that `_TITLE` finds anything in; it begins with its first sign, so it is quick."""
_TITLE = re.compile(
    rf"(?<![\w-]){_TITLES}\s*"
    r"((?:(?:Dr|Prof|Dipl|med|rer|nat|h|c|phil|jur|Ing)\.[\s-]?)*"
    rf"(?:{_PART}\s(?=(?:von\s|van\s|de\s)?{_PART}))?(?:[A-ZÄÖÜ]\.\s)?{_SURNAME})"
    r"(?!-\w|\w)"
)
_NO_NAME = re.compile(
    r"\w{0,20}(?i:bürgermeister|minister|präsident|dezernent|senator|kanzler|direktor|leiter|vorsitzende|sprecher|"
    r"beauftragte|abgeordnete|stadtrat|ratsfrau|ratsherr|kollege|kollegin|nachbar|lehrer|rektor|doktor|professor|anwalt|"
    r"ministerium|gesellschaft|freundlichkeit|beratung|bildung|platz|raum|rat|rät)(?:in|en|innen|e|er|n|r|s|es)?|"
    r"(?:Hannover|Beruf|Kind|Freund|Familie|Arbeit|Zeit)\w*|Deutschland|Stadt|Und|Oder|Mit|Für|In|Im|Am|An|Auf|Aus|Bei|Von|"
    r"Vom|Zu[mr]?|Der|Die|Das|Den|Dem|Eine?|Sie|Wir|Ich|Er|Es|Man|Ihr|Ist|Hat|Wird|Kann|Soll|Muss|Nicht|Keine?|Auch|Noch|"
    r"Nur|Wenn|Dass|Weil|Wie|Wo|Was|Wer|Freizeit|Schule|Kita|Urlaub|Heute|Mutter|Vater|Eltern|Oma|Opa|Gott|Holle|Leben|"
    r"Wohnen|Pflege|Haushalt|Job|Studium|Gesundheit|Gemahlin|Sohn|Tochter|Ringe|Ober|Welt|Natur|Garten|Damen|Herren|Herrn|Zuhause"
)


_KIN = (
    r"(?:[Ss]ohn|[Tt]ochter|[Kk]ind|[Mm]ann|[Ff]rau|[Ff]reundin|[Ff]reund|[Pp]artner|[Pp]artnerin|[Ee]nkel|[Ee]nkelin|"
    r"[Ss]chwester|[Bb]ruder|[Mm]utter|[Vv]ater|[Nn]achbar|[Nn]achbarin|[Tt]agesmutter|[Tt]agesvater|[Ll]ehrer|[Ll]ehrerin|"
    r"Klassenlehrer|Klassenlehrerin|[Ee]rzieher|[Ee]rzieherin|[Tt]rainer|[Tt]rainerin|Hebamme|Babysitterin|Kollege|Kollegin)"
)
# Begins with its first sign and asks only then what stands before it: the search runs from capital to capital. A
# blank or a hyphen must follow the small letters, so no fewer of them are tried („+“).
_FULL_NAME = re.compile(
    rf"{_CAPITAL}(?<![\w-].)(?=({_SMALL}+(?:-{_PART})?(?:\s[A-ZÄÖÜ]\.)?\s{_SURNAME})(?!\w))"
)
_BEFORE_NAME = 45
# Somebody's child, neighbour or teacher by first name and surname.
_RELATED = re.compile(
    rf"\b(?:(?:[Mm]ein|[Uu]nser|[Ii]hr|[Ss]ein|[Dd]ein)(?:e|er|em|en|es|s)?\s(?:\w{{2,15}}\s)?{_KIN},?\s(?:(?:heißt|ist)\s)?"
    rf"|(?:{_KIN}|Eltern|Oma|Opa)\svon\s)$"
)
# „Herr Fuchs und Frau Elster“ on a stage or in a book.
_WORK = re.compile(
    r"\b(?:\w{0,12}[Ss]tück|Film|\w{0,8}[Bb]uch|Märchen|Oper|Musical|Lied|Roman|Serie)\b[^.!?\n]{0,45}$"
)
# The end of a letter.
_SIGNED = re.compile(
    r"(?:\b[Gg]r(?:u|ü)(?:ß|ss)(?:en?)?|\bMfG|\bLG|\bVG|\bHochachtungsvoll|\bHerzlichst)[,!.]?\s{1,3}"
    r"(?:(?:Ihre?|[Ee]ure?|[Dd]eine?|wünscht|von)\s)?$"
)
# The last word before a name that one of the two ends with.
_CUES = word_set(
    "sohn tochter kind mann frau freundin freund partner partnerin enkel enkelin schwester bruder mutter vater nachbar "
    "nachbarin tagesmutter tagesvater lehrer lehrerin klassenlehrer klassenlehrerin erzieher erzieherin trainer "
    "trainerin hebamme babysitterin kollege kollegin heißt ist von gruß grüße grüßen gruss grüsse grüssen mfg lg vg "
    "hochachtungsvoll herzlichst ihr ihre eure euer deine dein wünscht"
)
_CUE = Kept(lambda word: fold(word) in _CUES)
_NO_PERSON = re.compile(
    r"(?i:\w{0,20}(?:rat|schule|kita|verein|klasse|gruppe|team|vorstand|initiative|hort|treff|zentrum|familie|garten|"
    r"nachbarn|nachbarschaft|straße|platz|weg|stadt|viertel|haus|jahre|leute|bürger|eltern|kinder))"
)
_INTRODUCED = re.compile(
    r"\b(?:[Ii]ch heiße|[Ww]ir heißen|[Mm]ein Name ist|gez\.|Gezeichnet)\s+"
    rf"({_PART}(?:\s{_SURNAME})+)"
)
_SAYS = ("heiße", "Name ist", "gez.", "Gezeichnet")
"""What stands in every text that `_INTRODUCED` finds anything in; to look for it costs next to nothing."""


def names(text: str) -> Iterator[Finding]:
    """A title with a surname, or somebody who says their name."""
    for match in _TITLE.finditer(text) if _ANY_TITLE.search(text) else ():
        words = [word for word in match[1].split() if word[:1].isupper() and not word.endswith(".")]
        if not words or _NO_NAME.fullmatch(words[0]):
            continue
        if _WORK.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        yield Finding("Name", match.start(), match.end(), "Anrede und Name")
    for match in _FULL_NAME.finditer(text):
        before = text[max(0, match.start() - _BEFORE_NAME) : match.start()]
        if not _CUE[before.rstrip(" ,.!\n").rpartition(" ")[2].rpartition("\n")[2]]:
            continue
        rule = "Name nach Sohn, Nachbarin, Lehrer …" if _RELATED.search(before) else ""
        rule = rule or ("Name nach einem Gruß" if _SIGNED.search(before) else "")
        words = text[match.start() : match.end(1)].split()
        if rule and not any(_NO_NAME.fullmatch(word) or _NO_PERSON.fullmatch(word) for word in words):
            yield Finding("Name", match.start(), match.end(1), rule)
    for match in _INTRODUCED.finditer(text) if any(word in text for word in _SAYS) else ():
        yield Finding("Name", match.start(1), match.end(1), "Vorstellung mit Namen")
