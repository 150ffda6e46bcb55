"""What a name in a text is worth as a place: the words around it, judged one rule after another.

The rules are German, not Hannover's: prepositions, articles, titles, directions, lists. Each finds a reason
to trust a name more („Stadtteil Mitte“) or less („Herr List“, „Richtung Misburg“, „Dresden-Neustadt“).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from familienkonferenz.bots.german.words import Words, endings, word_set
from familienkonferenz.bots.places.abroad import IN_EVERY_TOWN, Abroad
from familienkonferenz.bots.places.around import (
    BESIDE,
    DETERMINERS,
    FOLK,
    INTO,
    LIKE,
    NEAR,
    WAYS,
    Around,
    after_first_name,
    around_of,
    folk_before,
    has_other_sense,
    in_strange_company,
    is_genitive,
    is_hyphen,
    is_junction,
    is_located,
    is_on_island,
    is_pointed_at,
    is_refused,
    is_small,
    lies_in,
    says_singular,
)
from familienkonferenz.bots.places.bearers import bears_firm, bears_surname, is_called, is_titled, plays
from familienkonferenz.bots.places.gazetteer import Find
from familienkonferenz.bots.places.names import Name

_AREA = word_set(
    "stadtteil stadtteils stadtteile stadtteilen ortsteil ortsteils viertel viertels quartier quartiers "
    "gegend stadtviertel wohngebiet"
)
# Houses and matters that carry the name of their Stadtteil: „Kita Stöcken“, „Sanierung Limmer“.
_HOUSES = endings(
    "kita kindergarten kindertagesstaette krippe hort schule gymnasium igs freizeitheim stadtteilzentrum "
    "kulturtreff jugendzentrum jugendtreff familienzentrum buecherei bibliothek treff treffpunkt zentrum "
    "haus friedhof bahnhof haltestelle station bad park spielpark spielplatz sanierung zusammenhalt "
    "kommission verein gemeinde wehr feuerwehr konferenz markt siedlung raum stadtteilforum forum "
    "netzwerk schleuse schleusen"
)
# Houses of whole towns: „Rathaus Burg“ is more often that of the town of Burg.
_TOWN_HOUSES = endings("zuchthaus krankenhaus rathaus gerichtshaus schauspielhaus")
_STOPS = endings("station haltestelle bahnhof endpunkt haltepunkt")
STREETS = (*WAYS, *endings("kreuz dreieck turm steig rampe gasse"))
_SIDES = re.compile(
    r"(noerd|sued|oest|west|ober|unter|mittler|inner|ganz|gesamt|alt|schoen|bunt|neu)\w*(e|en|em|er|es)$"
)
_PREFIXES = word_set("alt neu nord sued ost west")
_LANDS = word_set(
    "Landkreis Kreis Kreises Regierungsbezirk Regierungsbezirks Samtgemeinde Grafschaft Provinz Stadt"
)
_TOWARDS = frozenset(("richtung", "fahrtrichtung", "richtungen"))
_LIKE = LIKE | word_set("Gegensatz verglichen Gegenteil")
# A singular after a name without an article: „Linden braucht …“, but „die Linden brauchen …“.
_SINGULAR = word_set(
    "ist war wäre hat hatte hätte braucht bräuchte wird wurde soll sollte bekommt benötigt kann muss liegt"
)
_MONTHS = word_set(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember der des dieses "
    "nächsten nächster letzten"
)
_SENTENCE_WORDS = re.compile(
    r"(unser|unserer|dieser|jeder|aller|einer|meiner|deiner|seiner|ihrer|keiner|hinter|unter|ueber|immer|aber|oder|"
    r"der|wer|er|sehr|hier|leider|nur|mehr|weiter|bisher|welcher|mancher|solcher|vieler|guter|bei der|fuer)$"
)
# Things and people that end in -er, which is no adjective of a town: „Trinkwasserspender Goetheplatz“.
_NOUNS = re.compile(
    r"(spender|staender|container|poller|fenster|gitter|wasser|lehrer|schueler|fahrer|helfer|zimmer|bilder|raeder|kinder|"
    r"haeuser|sommer|winter|ober|ember|theater|feuer|ufer|keller|feier|leiter|center|meister|traeger|vertreter|besucher|"
    r"nutzer|anlieger|wohner|buerger|mieter|eimer|trainer|pfleger|partner|felder|baender|fluter|melder|laeufer|muster)$"
)
_COUNTIES = word_set("Kreis Landkreis Lkr Gemeinde Samtgemeinde")
_AUTHORITIES = endings("finanzamt inspektion gericht agentur direktion wahlkreis staatsanwaltschaft")
_ABROAD = 0.4  # what a name is worth at most that is another town's
# What is explained is no place: „Bult ist eine Bezeichnung für …“, „List ist der Familienname …“.
_EXPLAINS = word_set(
    "Bezeichnung Bezeichnungen Begriff Wortes Wort Familienname Familiennamen Nachname Vorname Vornamen Ausdruck "
    "Begriffsklärung Synonym"
)
_IS = word_set("ist sind war bezeichnet steht")
_EXPLAINED = 12  # words behind a name in which it is explained
_GENITIVES = frozenset(("des", "der", "einer", "eines", "dieser", "dieses"))


class Worth(NamedTuple):
    """What a find is worth, 0 to 1, and the rule that says so."""

    confidence: float
    rule: str


def judge(find: Find, previous: Find | None, text: Words, abroad: Abroad, following: Find | None) -> Worth:
    """The worth of one find.

    previous: the find before it, if it ends just there; following: the find after it; abroad: whether
    the text speaks of another town and not of the city itself.
    """
    name, around = find.name, around_of(find, previous, text)
    if name.kind == "demonym":
        return _unless_abroad(_demonym(around), name, abroad)
    small = is_small(around)
    if small and not text.lowered and (name.ordinary or not is_located(text, find.first)):
        return Worth(0.0, "klein geschrieben")
    decided = _decided(around)
    if decided:
        return _unless_abroad(decided, name, abroad)
    if following and following.name.kind == "elsewhere" and lies_in(find, following, text):
        return Worth(0.2, ELSEWHERE)
    if is_on_island(find, text) and not name.unique:
        return Worth(0.2, ELSEWHERE)
    worth, rule = _usual(around)
    if small and name.kind != "slip" and rule in _RULES.values():
        worth -= 0.1
    if name.kind in {"alias", "landmark", "district"} and _foreign_adjective(around):
        return Worth(0.15, ELSEWHERE)
    if around.window & BESIDE and rule != _POINTED:
        worth -= 0.12
    if around.window & _LIKE or is_refused(around):
        worth, rule = min(worth, 0.45), COMPARED
    if not name.unique and abroad is Abroad.SURELY:
        return _unless_abroad(Worth(worth, rule), name, abroad)
    if not name.unique and abroad is Abroad.NAMED:
        rare = name.kind == "district" and not name.ordinary and not IN_EVERY_TOWN.search(name.written)
        worth = min(worth, 0.64 if rare else 0.4)
    if not name.unique and in_strange_company(find, text):
        return Worth(min(worth, 0.45), STRANGE)
    return Worth(worth, rule)


def _unless_abroad(worth: Worth, name: Name, abroad: Abroad) -> Worth:
    """What a name is worth that another town has, too, in a text that must be of that town."""
    if name.unique or abroad is not Abroad.SURELY or worth.confidence <= _ABROAD:
        return worth
    return Worth(_ABROAD, ELSEWHERE)


def _decided(around: Around) -> Worth | None:
    """What one word beside the name decides alone: „Stadtteil …“, „Herr …“, „Richtung …“."""
    find, word, glue = around.find, around.word, around.glue
    hyphen_before = is_hyphen(glue)
    if word in _AREA and not hyphen_before:
        return Worth(0.95, "Stadtteil genannt")
    if bears_surname(around):
        return Worth(0.1, "Familienname")
    after = around.after if around.tail == " " else None
    if bears_firm(around):
        return Worth(0.4, "Name einer Firma")
    if plays(around):
        return Worth(0.4, "Name eines Vereins")
    if _is_explained(around):
        return Worth(0.3, "Wort, das erklärt wird")
    if is_called(around) and find.name.bare:
        return Worth(0.2, "heißt nur so")
    if around.after and around.after.fold in _COUNTIES and around.tail.strip() in {",", "("}:
        return Worth(0.2, ELSEWHERE)
    if find.name.worded and after and after.fold in _GENITIVES:
        return Worth(0.3, "gewöhnliches Wort")
    if is_junction(around):
        return Worth(0.2, "Anschlussstelle")
    previous = around.previous
    if _is_authority(around):
        return Worth(0.4, "Name einer Behörde")
    if around.window & _TOWARDS:
        return Worth(0.35, "Richtung")
    if hyphen_before and around.city_before:
        return Worth(0.95, "mit dem Namen der Stadt")
    if (
        find.name.bare
        and glue == " "
        and around.city_before
        and around.before
        and previous
        and previous.name.written.endswith(around.before.text)
    ):
        return Worth(0.8, "nach dem Namen der Stadt")
    own = previous is not None and previous.name.kind != "elsewhere"
    if hyphen_before and not own and word not in _PREFIXES and len(word) > 1:
        return Worth(0.1, "Teil eines anderen Namens")
    if word in _LANDS:
        return Worth(0.2, "Gebiet mit diesem Namen")
    return None


def _is_explained(around: Around) -> bool:
    find, text = around.find, around.text
    said = text.folds[find.last + 1 : find.last + 1 + _EXPLAINED]
    if _EXPLAINS.isdisjoint(said):
        return False
    at = next((at for at, word in enumerate(said) if word in _IS), None)
    return at is not None and not _EXPLAINS.isdisjoint(said[at : at + 5])


def _is_authority(around: Around) -> bool:
    """„Finanzamt Hannover-Mitte“: its district is another than the Stadtteil."""
    find, hyphened = around.find, is_hyphen(around.glue) and around.city_before
    whole = find.name.kind == "alias" and find.last > find.first
    at = find.first - (2 if hyphened else 1)
    return (hyphened or whole) and at >= 0 and around.text.folds[at].endswith(_AUTHORITIES)


def _usual(around: Around) -> Worth:
    """What the name is worth in itself, or by its grammar when it is an ordinary word, too."""
    name, word = around.find.name, around.word
    if name.ordinary or name.faint:
        return _in_context(around)
    if not name.bare or is_hyphen(around.tail) or around.glue.strip():
        return Worth(name.sure, _RULES[name.kind])
    if word in DETERMINERS:
        return Worth(0.25, "mit Artikel kein Ort")
    if (
        name.kind == "group"
        and name.written.endswith("en")
        and around.before
        and _SIDES.search(word) is None
        and _is_plural_adjective(word, around.before.text)
    ):
        return Worth(0.3, "gewöhnliches Wort")
    return Worth(name.sure, _RULES[name.kind])


_NO_ADJECTIVES = word_set("ohne ganze gegen zwischen neben wegen innen außen")
_POINTED = "Bezugspunkt"
ELSEWHERE = "Ort in einer anderen Stadt"
STRANGE = "neben einem Ort, den es hier nicht gibt"
COMPARED = "nur zum Vergleich genannt"
_RULES = {
    "district": "Name des Stadtteils",
    "alias": "anderer Name",
    "compound": "Wort mit dem Namen",
    "slip": "ähnlich geschrieben",
    "group": "Name mehrerer Stadtteile",
    "borough": "Stadtbezirk",
    "landmark": "Ort im Stadtteil",
}


def _in_context(around: Around) -> Worth:
    """An ordinary word or a faint landmark: a place only if the words around it say so."""
    find, text, word = around.find, around.text, around.word
    name, tokens, rule = find.name, text.tokens, _RULES[find.name.kind]
    hyphen_before, hyphen_after = is_hyphen(around.glue), is_hyphen(around.tail)
    if name.faint:
        if word.endswith(_STOPS):
            return Worth(0.75, "Haltestelle")
        near = BESIDE.intersection(token.fold for token in tokens[max(0, find.first - 3) : find.first])
        return Worth(0.64, _POINTED) if near else Worth(0.4, rule)
    following = around.after
    if hyphen_after and following is not None and following.text[0].isupper():
        return Worth(0.3, "Teil eines Wortes")
    if following is not None and (following.fold in _MONTHS or following.text.isdigit()):
        return Worth(0.1, "Zeit")
    if word in INTO and not hyphen_before:
        return Worth(0.82 if name.bare else 0.65, "in …")
    if name.landmark and is_pointed_at(text, find.first):
        return Worth(0.64, _POINTED)
    if word == "aus" and name.bare and folk_before(text, find.first - 1):
        return Worth(0.75, "Leute aus …")
    if word in NEAR and name.bare:
        return Worth(0.4 if has_other_sense(around) else 0.62, "aus, von, um …")
    if name.bare and is_genitive(around):
        return Worth(0.72, "Name im Wesfall")
    opening = not word or not tokens[find.first - 1].upper
    if name.bare and opening and word not in DETERMINERS and following is not None:
        if following.fold in _SINGULAR or says_singular(following):
            return Worth(0.7, "Name ohne Artikel")
        if not word and around.tail.startswith(":") and not has_other_sense(around):
            return Worth(0.66, "Überschrift")
    if word.endswith(_HOUSES) and not word.endswith(_TOWN_HOUSES) and tokens[find.first - 1].upper:
        return Worth(0.8, "Einrichtung mit diesem Namen")
    return Worth(0.3, rule)


def _is_plural_adjective(word: str, written: str) -> bool:
    """„alte Linden“: a small word with the ending of an adjective before the name."""
    return (
        written[0].islower() and len(word) > 3 and word.endswith(("e", "en")) and word not in _NO_ADJECTIVES
    )


def _foreign_adjective(around: Around) -> bool:
    """„Dresdner Hauptbahnhof“, „Rheindorfer Burg“: the adjective of another town before the name."""
    before, word = around.before, around.word
    if around.find.name.unique or around.city_before or before is None or not before.upper:
        return False
    if not word.endswith("er") or len(word) < 5 or around.glue != " ":
        return False
    return not (
        _SENTENCE_WORDS.match(word) or _NOUNS.search(word) or word.endswith(_HOUSES) or is_titled(word)
    )


def _demonym(around: Around) -> Worth:
    """„Lister Eltern“, „die Ricklinger“; a street of that name only leads there."""
    find, name, word, rule = around.find, around.find.name, around.word, "Bewohnername"
    following = around.after if around.tail.strip() in {"", "-"} else None
    after = following.fold if following else ""
    if find.last + 1 < len(around.text.tokens) and after.endswith(STREETS):
        return Worth(0.35, "Straße mit diesem Namen")
    noun = following is not None and following.upper
    if is_titled(word) or (not noun and after_first_name(around)):
        return Worth(0.1, "Familienname")
    if not around.text.tokens[find.first].upper and not around.text.lowered:
        return Worth(0.3, rule)
    if not name.ordinary and len(name.districts) == 1:
        return Worth(name.sure, rule)
    if noun and (FOLK.search(after) or after.endswith(_HOUSES)):
        return Worth(0.72, rule)
    if noun and around.glue == " " and (word in DETERMINERS or (around.before and not around.before.upper)):
        return Worth(0.64, rule)
    base = 0.5 if word in {"die", "wir", "den", "als"} else 0.35
    return Worth(base if name.ordinary else max(base, 0.62), rule)
