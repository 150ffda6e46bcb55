"""Who else bears the name of a place: people, firms, clubs at play. What is said of them is said of no Stadtteil.

A surname is no place at all. A firm or a club that is called after a place is mostly there, so its place is worth a
proposal.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from familienkonferenz.bots.german.first_names import FIRST_NAMES
from familienkonferenz.bots.german.words import Words, endings, word_set
from familienkonferenz.bots.places.around import Around, after_initial, is_hyphen, is_located
from familienkonferenz.bots.places.gazetteer import Find

_TITLES = word_set(
    "herr herrn frau dr prof professor ratsherr ratsfrau ratsmitglied bezirksratsherr bezirksratsfrau "
    "familie bezirksbuergermeister bezirksbuergermeisterin buergermeister buergermeisterin pastor pastorin "
    "Sprecher Trainer Minister Senator Richter Rektor Präsident Direktor Dezernent Stadtrat Stadträtin Autor Sänger "
    "Torwart Stürmer Kollege Vorsitzender Vorsitzende Abgeordnete Abgeordneter Eheleute Ehepaar"
)
_OFFICES = endings(
    "praesident praesidentin sprecher trainer minister senator richter dezernent vorsitzender vorsitzende abgeordnete "
    "abgeordneter kommissar"
)
_ABBREVIATED = frozenset(("prof", "fam", "hrn", "frl"))
_BORN = word_set(
    "geborene geborener geb Freiherr Freiherrn Freifrau Graf Grafen Gräfin Baron Baronin Ritter Edle Edler"
)
# „Trainerin Seelhorst“: a woman by what she does; „Medizin“ and „Termin“ are no women.
_WOMAN = re.compile(r"\w{2}(er|tor|ist|ent|eur|olog|ant|aet|aerzt|meister)in$")
_CALLED = word_set("heißt heiße hieß namens")
_SURNAMES = frozenset(("district", "demonym", "group", "alias", "slip"))
_FIRM = word_set(
    "Firma Reederei Band Verlag Brauerei Spedition Autohaus Metzgerei Kanzlei Orchester Fregatte Schiff"
)
_FIRMS = endings(
    "baeckerei fleischerei fahrschule buchhandlung hotel gasthaus gasthof druckerei immobilien umzuege reisebuero "
    "steuerberatung agentur autohaus moebelhaus brauerei krankenkasse versicherung"
)
# After a hyphen the firm is called so; „Apotheke Stöcken“ may be the one in Stöcken.
_CALLED_FIRMS = (*_FIRMS, *endings("apotheke gaststaette pizzeria restaurant praxis pflegedienst"))
_LEGAL_FORMS = frozenset(("gmbh", "ag", "kg", "ohg", "mbh", "gbr", "se"))
_CLUBS = word_set(
    "TSV SG SV HSG TuS FC VfL SC TSG VfB Germania Arminia Eintracht Borussia Fortuna DJK MTV TK BSG RSV VfR SpVgg"
)
_PLAY = re.compile(
    r"^(gewann|gewannen|gewinnt|verlor|verliert|siegte|siegten|besiegte|sieg|niederlage|pokal|tabelle|"
    r"halbzeit|treffer|anpfiff|finale|endspiel|medaillen?|aufstieg|abstieg|saison|spieltag)$|"
    r"(liga|spieler|spielerin|spielerinnen|tabellen\w+|meisterschaft(en)?|turnier|finale)$"
)
_LEAGUE = re.compile(
    r"\b[Tt]abellen|([Ll]iga|[Hh]albzeit|[Hh]eimspiel|[Aa]uswärtsspiel|[Pp]unktspiel|[Ss]pieltag)\b"
)
_NEAR = 20  # words on either side that are looked at
_SCORE = re.compile(r"\b\d{1,3}:\d{1,3}\b(?!\s?(Uhr|h\b))")


def bears_surname(around: Around) -> bool:
    """„Herr List“, „F. List“, „Klaus Mühlenberg“, „Prof. Dr. Klaus Vahrenwald“, „Trainerin Seelhorst“."""
    find, text, word = around.find, around.text, around.word
    if find.name.kind == "demonym" and is_hyphen(around.glue):
        return False
    noble = word == "von" and find.first > 1 and text.tokens[find.first - 2].fold in _BORN
    if is_titled(word) or word in _BORN or noble or after_initial(text, find.first):
        return True
    before = around.before
    if before and around.glue.startswith(".") and before.fold in _ABBREVIATED:
        return True
    possessed = text.tokens[find.last].text == f"{find.name.written}s"  # „eine Lehrerin Kirchrodes“
    if (
        find.name.kind not in _SURNAMES
        or possessed
        or around.glue != " "
        or not around.before
        or not around.before.upper
    ):
        return False
    return (
        word in FIRST_NAMES
        or word.endswith(_OFFICES)
        or bool(_WOMAN.search(word))
        or _after_title(find, text)
    )


def is_titled(word: str) -> bool:
    """Whether a surname follows the word: „Frau“, „Dr.“, „Ratsherr“."""
    return word in _TITLES


def is_called(around: Around) -> bool:
    """„unser Hund heißt Linden“: something is called so."""
    return around.word in _CALLED


def bears_firm(around: Around) -> bool:
    """„Autohaus Vahrenwald“, „Mühlenberg-Apotheke“, „Linden GmbH“."""
    after, word = around.after, around.word
    if after and around.tail == " " and after.fold in _LEGAL_FORMS:
        return True
    if word in _FIRM or around.find.name.kind == "landmark":
        return word in _FIRM
    if after and is_hyphen(around.tail) and after.fold.endswith(_CALLED_FIRMS):
        return True
    return around.glue == " " and word.endswith(_FIRMS)


def plays(around: Around) -> bool:
    """„der TSV Bothfeld gewann 3:1“: a club at play; a club without room is a matter of its Stadtteil."""
    find, text = around.find, around.text
    club = around.word in _CLUBS
    if not club and (not find.name.bare or is_located(text, find.first)):
        return False
    opening, following = (bisect_left(text.sentence, text.sentence[find.first] + more) for more in (0, 1))
    first, last = max(opening, find.first - _NEAR), min(following, find.last + _NEAR) - 1
    begin, end = text.starts[first], text.ends[last]
    if not club:
        return bool(_LEAGUE.search(text.text, begin, end))
    said = text.folds[first : last + 1]
    return any(map(_PLAY.search, said)) or bool(_SCORE.search(text.text, begin, end))


def _after_title(find: Find, text: Words) -> bool:
    """„Prof. Dr. Klaus Vahrenwald“, „Chorleiterin Frederike Bult“: a title, a first name, the name."""
    at = find.first - 2
    if at < 0 or text.gap(at, at + 1) not in {" ", ". "}:
        return False
    word = text.folds[at]
    return word in _TITLES or (text.tokens[at].upper and bool(_WOMAN.search(word)))
