"""What a name in a text is worth as a place: the words around it, judged one rule after another.

The rules are German, not Hannover's: prepositions, articles, titles, directions, lists. Each finds a reason
to trust a name more („Stadtteil Mitte“) or less („Herr List“, „Richtung Misburg“, „Dresden-Neustadt“).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from familienkonferenz.bots.gazetteer import Find
from familienkonferenz.bots.german import Words, word_set

_AREA = word_set(
    "stadtteil stadtteils stadtteile stadtteilen ortsteil ortsteils viertel viertels quartier quartiers "
    "gegend stadtviertel wohngebiet"
)
# Houses and matters that carry the name of their Stadtteil: „Kita Stöcken“, „Sanierung Limmer“.
_HOUSES = re.compile(
    r"(kita|kindergarten|kindertagesstaette|krippe|hort|schule|gymnasium|igs|freizeitheim|stadtteilzentrum|"
    r"kulturtreff|jugendzentrum|jugendtreff|familienzentrum|buecherei|bibliothek|treff|treffpunkt|zentrum|haus|"
    r"friedhof|bahnhof|haltestelle|station|bad|park|spielpark|spielplatz|sanierung|zusammenhalt|kommission|"
    r"verein|gemeinde|wehr|feuerwehr|konferenz|markt|siedlung|raum|stadtteilforum|forum|netzwerk|schleusen?)$"
)
# Houses of whole towns: „Rathaus Burg“ is more often that of the town of Burg.
_TOWN_HOUSES = re.compile(r"(zuchthaus|krankenhaus|rathaus|gerichtshaus|schauspielhaus)$")
_STOPS = re.compile(r"(station|haltestelle|bahnhof|endpunkt|haltepunkt)$")
_FOLK = re.compile(
    r"(eltern|kinder|kindern|familien|familie|buerger|buergerinnen|einwohner|bewohner|nachbarn|nachbarschaft|"
    r"jugendliche|jugendlichen|senioren|schueler|muetter|vaeter|leute|kiez|stadtteil|gaerten|vereine?)$"
)
STREETS = re.compile(
    r"(strasse|weg|allee|damm|chaussee|ufer|bruecke|kreisel|kreuz|dreieck|tor|turm|steig|ring|rampe|gasse|kirchweg)$"
)
_TITLES = word_set(
    "herr herrn frau dr prof professor ratsherr ratsfrau ratsmitglied bezirksratsherr bezirksratsfrau "
    "familie bezirksbuergermeister bezirksbuergermeisterin buergermeister buergermeisterin pastor pastorin"
)
_DETERMINERS = word_set(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen im vom zum zur beim am ans "
    "ins unser unsere unserer unseren ihre ihrer ihren diese dieser dieses diesem diesen jede jeder jedes "
    "viele alle aller mehr zwei drei vier zehn einige mehrere welche manche"
)
_INTO = frozenset(("in", "nach"))
_NEAR = word_set("aus von bei um durch fuer ueber ganz ab")
_SIDES = re.compile(
    r"(noerd|sued|oest|west|ober|unter|mittler|inner|ganz|gesamt|alt|schoen|bunt|neu)\w*(e|en|em|er|es)$"
)
_PREFIXES = word_set("alt neu nord sued ost west")
_JUNCTION = word_set(
    "AS Anschlussstelle Anschlussstellen Kreuz Autobahnkreuz Dreieck Autobahndreieck Ausfahrt Abfahrt "
    "Auffahrt"
)
_LANDS = word_set(
    "Landkreis Kreis Kreises Regierungsbezirk Regierungsbezirks Samtgemeinde Grafschaft Provinz Stadt"
)
_TOWARDS = frozenset(("richtung", "fahrtrichtung", "richtungen"))
_BESIDE = word_set("gegenueber naehe nahe unweit hoehe neben hinter")
_AT = frozenset(("am", "beim", "vorm"))
_IN_FRONT = ["vor", "dem"]
_COMING = word_set("wir ich komme kommen kommt stammt stamme ziehen gezogen Leute Menschen")
_LIKE = frozenset(("wie", "anders", "aehnlich", "vorbild", "statt"))
# A singular after a name without an article: „Linden braucht …“, but „die Linden brauchen …“.
_SINGULAR = word_set(
    "ist war wäre hat hatte hätte braucht bräuchte wird wurde soll sollte bekommt benötigt kann muss liegt"
)
_MONTHS = word_set(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember der des dieses "
    "nächsten nächster letzten"
)
_MOTORWAY = re.compile(r"\bA ?\d{1,3}\b|\bAutobahn|\bAS\b")
_SENTENCE_WORDS = re.compile(
    r"(unser|unserer|dieser|jeder|aller|einer|meiner|deiner|seiner|ihrer|keiner|hinter|unter|ueber|immer|aber|oder|"
    r"der|wer|er|sehr|hier|leider|nur|mehr|weiter|bisher|welcher|mancher|solcher|vieler|guter|bei der|fuer)$"
)
_LIST_GAP = re.compile(
    r"\s*(?:[,;/&+|•\-–]|\n|[-–]\s|\s[-–]|,?\s*(?:und|oder|sowie|bis|nach|bzw\.?))\s*"
    r"(?:in |aus )?(?:der |die |den |dem |das |im |zum )?\s*"
)
_TOWNLIKE = re.compile(r"[A-ZÄÖÜ]\w+(?:dorf|hausen|heim|ingen|rode|stedt|büttel|weiler|kirchen)$")


class Worth(NamedTuple):
    """What a find is worth, 0 to 1, and the rule that says so."""

    confidence: float
    rule: str


def judge(find: Find, previous: Find | None, text: Words, elsewhere: bool, here: bool) -> Worth:
    """The worth of one find.

    previous: the find that ends just before it, if any; elsewhere: another town is named in the same
    sentence; here: the text names the city itself.
    """
    name, tokens = find.name, text.tokens
    city_before = previous is not None and previous.name.kind == "city"
    first, last = tokens[find.first], tokens[find.last]
    before = tokens[find.first - 1] if find.first else None
    glue = text.gap(find.first - 1, find.first) if before else ""
    after = tokens[find.last + 1] if find.last + 1 < len(tokens) else None
    tail = text.gap(find.last, find.last + 1) if after else ""
    word = before.fold if before and text.sentence[find.first - 1] == text.sentence[find.first] else ""
    hyphen_before, hyphen_after = _is_hyphen(glue), _is_hyphen(tail)

    if name.kind == "demonym":
        return _demonym(find, text, after.fold if after and tail.strip() in {"", "-"} else "", word)
    worth, rule = name.sure, _RULES[name.kind]
    if not first.upper and not (
        text.tokens[find.first].text[0].isdigit() or (find.last > find.first and last.upper)
    ):
        if not text.lowered and (name.ordinary or not _located(text, find.first)):
            return Worth(0.0, "klein geschrieben")
        worth -= 0.1
    if word in _AREA and not hyphen_before:
        return Worth(0.95, "Stadtteil genannt")
    if word in _TITLES or _initial(text, find.first):
        return Worth(0.1, "Familienname")
    window = {
        tokens[i].fold
        for i in range(max(0, find.first - 3), find.first)
        if text.sentence[i] == text.sentence[find.first]
    }
    if (
        window & _JUNCTION
        or (after and after.fold in _JUNCTION)
        or (_with_city(find, city_before) and _motorway(text, find))
    ):
        return Worth(0.2, "Anschlussstelle")
    if hyphen_before and city_before:
        return Worth(0.95, "mit dem Namen der Stadt")
    if (
        name.bare
        and glue == " "
        and city_before
        and before
        and previous
        and previous.name.written.endswith(before.text)
    ):
        return Worth(0.8, "nach dem Namen der Stadt")
    own = previous is not None and previous.name.kind != "elsewhere"
    if hyphen_before and not own and word not in _PREFIXES:
        return Worth(0.1, "Teil eines anderen Namens")
    if word in _LANDS:
        return Worth(0.2, "Gebiet mit diesem Namen")
    if window & _TOWARDS:
        return Worth(0.35, "Richtung")
    if name.ordinary or name.faint:
        worth, rule = _in_context(find, text, word, rule, hyphen_before, hyphen_after)
    elif name.bare and word in _DETERMINERS and not hyphen_after and not glue.strip():
        return Worth(0.25, "mit Artikel kein Ort")
    elif (
        name.bare
        and before
        and _SIDES.search(word) is None
        and _is_plural_adjective(word, before.text)
        and name.kind == "group"
    ):
        return Worth(0.3, "gewöhnliches Wort")
    if (
        name.kind in {"alias", "landmark", "district"}
        and before
        and not city_before
        and _foreign_adjective(before.text, word, glue, name.unique)
    ):
        return Worth(0.15, "Ort in einer anderen Stadt")
    if window & _BESIDE and rule != _POINTED:
        worth -= 0.12
    if window & _LIKE:
        worth = min(worth, 0.45)
    if not name.unique and not here and elsewhere:
        worth = min(worth, 0.4)
    if not name.unique and _strange_company(find, text):
        return Worth(min(worth, 0.45), STRANGE)
    return Worth(worth, rule)


_POINTED = "Bezugspunkt"
STRANGE = "neben einem Ort, den es hier nicht gibt"
_RULES = {
    "district": "Name des Stadtteils",
    "alias": "anderer Name",
    "compound": "Wort mit dem Namen",
    "slip": "ähnlich geschrieben",
    "group": "Name mehrerer Stadtteile",
    "borough": "Stadtbezirk",
    "landmark": "Ort im Stadtteil",
}


def _located(text: Words, first: int) -> bool:
    """Whether „in“, „aus“, „nach“ … stands before the name, with or without an article."""
    before = [token.fold for token in text.tokens[max(0, first - 2) : first]]
    return bool(before) and (
        before[-1] in _INTO | _NEAR or (before[0] in _INTO | _NEAR and before[-1] in _DETERMINERS)
    )


def _is_hyphen(gap: str) -> bool:
    return gap in {"-", "–", "‐", "‑"}


def _initial(text: Words, first: int) -> bool:
    """„F. List“: a single letter and a stop before the name."""
    return first > 0 and len(text.tokens[first - 1].text) == 1 and text.gap(first - 1, first).startswith(".")


def _motorway(text: Words, find: Find) -> bool:
    start = text.tokens[max(0, find.first - 20)].start
    return bool(_MOTORWAY.search(text.text, start, text.tokens[find.last].end))


def _with_city(find: Find, city_before: bool) -> bool:
    """Whether the name is written with the city: „Hannover-Herrenhausen“, as on a motorway's signs."""
    return city_before or (find.name.kind == "alias" and find.last > find.first)


def _in_context(
    find: Find, text: Words, word: str, rule: str, hyphen_before: bool, hyphen_after: bool
) -> Worth:
    """An ordinary word or a faint landmark: a place only if the words around it say so."""
    name, tokens = find.name, text.tokens
    if name.faint:
        if _STOPS.search(word):
            return Worth(0.75, "Haltestelle")
        near = _BESIDE.intersection(token.fold for token in tokens[max(0, find.first - 3) : find.first])
        return Worth(0.64, _POINTED) if near else Worth(0.4, rule)
    following = tokens[find.last + 1] if find.last + 1 < len(tokens) else None
    if hyphen_after and following is not None and following.text[0].isupper():
        return Worth(0.3, "Teil eines Wortes")
    if following is not None and (following.fold in _MONTHS or following.text.isdigit()):
        return Worth(0.1, "Zeit")
    if word in _INTO and not hyphen_before:
        return Worth(0.82 if name.bare else 0.65, "in …")
    if name.landmark and _pointed_at(text, find.first):
        return Worth(0.64, _POINTED)
    if word == "aus" and name.bare and _folk_before(text, find.first - 1):
        return Worth(0.75, "Leute aus …")
    if word in _NEAR and name.bare:
        plural = name.written.endswith("en") and (word != "aus" or name.kind != "group")
        return Worth(0.4 if plural else 0.62, "aus, von, um …")
    opening = not word or not tokens[find.first - 1].upper
    if (
        name.bare
        and opening
        and word not in _DETERMINERS
        and following is not None
        and following.fold in _SINGULAR
    ):
        return Worth(0.7, "Name ohne Artikel")
    if _HOUSES.search(word) and not _TOWN_HOUSES.search(word) and tokens[find.first - 1].upper:
        return Worth(0.8, "Einrichtung mit diesem Namen")
    return Worth(0.3, rule)


def _pointed_at(text: Words, first: int) -> bool:
    """„gegenüber vom Zoo“, „am Zoo“: the house is a point of reference, and what is meant lies near it."""
    before = [token.fold for token in text.tokens[max(0, first - 3) : first]]
    return bool(before) and (
        before[-1] in _AT or bool(_BESIDE.intersection(before)) or before[-2:] == _IN_FRONT
    )


def _folk_before(text: Words, at: int) -> bool:
    """„die Kinder aus …“, „wir kommen aus …“: people stand before the „aus“, not what sticks are made into."""
    before = {token.fold for token in text.tokens[max(0, at - 2) : at]}
    return any(word in _COMING or _FOLK.search(word) for word in before)


def _is_plural_adjective(word: str, written: str) -> bool:
    """„alte Linden“: a small word with the ending of an adjective before the name."""
    return (
        written[0].islower()
        and len(word) > 3
        and word.endswith(("e", "en"))
        and word not in {"ohne", "ganze", "gegen"}
    )


def _foreign_adjective(written: str, word: str, glue: str, unique: bool) -> bool:
    """„Dresdner Hauptbahnhof“, „Rheindorfer Burg“: the adjective of another town before the name."""
    if unique or not written[0].isupper() or not word.endswith("er") or len(word) < 5 or glue != " ":
        return False
    return not (_SENTENCE_WORDS.match(word) or _HOUSES.search(word) or word in _TITLES)


def _strange_company(find: Find, text: Words) -> bool:
    """Whether the name stands in a list beside what looks like a place that this city does not have."""
    for beside in (find.first - 1, find.last + 1):
        if 0 <= beside < len(text.tokens) and _TOWNLIKE.match(text.tokens[beside].text):
            gap = (
                text.gap(min(beside, find.first), max(beside, find.first))
                if beside < find.first
                else text.gap(find.last, beside)
            )
            if gap.strip() in {"/", "-", "–"}:
                return True
    return False


def _demonym(find: Find, text: Words, after: str, word: str) -> Worth:
    """„Lister Eltern“, „die Ricklinger“; a street of that name only leads there."""
    name, rule = find.name, "Bewohnername"
    if find.last + 1 < len(text.tokens) and STREETS.search(after):
        return Worth(0.35, "Straße mit diesem Namen")
    if word in _TITLES:
        return Worth(0.1, "Familienname")
    following = text.tokens[find.last + 1] if after else None
    if name.ordinary or len(name.districts) > 1:
        known = (
            bool(_FOLK.search(after) or _HOUSES.search(after)) and following is not None and following.upper
        )
        base = 0.72 if known else (0.5 if word in {"die", "wir", "den", "als"} else 0.35)
        return Worth(base if name.ordinary else max(base, 0.62), rule)
    return Worth(name.sure if text.tokens[find.first].upper else 0.3, rule)


def between(find: Find, text: Words) -> bool:
    """Whether „zwischen“ opens the pair that this name begins: „zwischen Linden und Limmer“."""
    return find.first > 0 and text.tokens[find.first - 1].fold == "zwischen"


def listed(finds: Sequence[Find], text: Words, at: int) -> tuple[int, ...]:
    """The places next to this one in a list: „Döhren, Burg und List“; indexes into `finds`."""
    beside = []
    for other in (at - 1, at + 1):
        if 0 <= other < len(finds):
            left, right = sorted((at, other))
            gap = text.text[text.tokens[finds[left].last].end : text.tokens[finds[right].first].start]
            if len(gap) < 20 and _LIST_GAP.fullmatch(gap):
                beside.append(other)
    return tuple(beside)
