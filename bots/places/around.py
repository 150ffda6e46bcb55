"""What stands around a name in a text, and what can be asked of it: „in …“, „am …“, „… braucht“, „Leute aus …“.

The questions are German grammar, not Hannover's; what an answer is worth is said in `evidence`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from familienkonferenz.bots.german.words import Token, Words, endings, word_set
from familienkonferenz.bots.places.gazetteer import Find

_SENTENCE = 25  # words on either side that are looked at; a sentence may be endless
WAYS_IN = word_set("in im auf am an aus bei nach von vom der die das dem den")
"""What stands directly before a place's name."""
INTO = frozenset(("in", "nach"))
NEAR = word_set("aus von bei um durch fuer ueber ganz ab")
_JUNCTION = word_set(
    "AS Anschlussstelle Anschlussstellen Kreuz Autobahnkreuz Dreieck Autobahndreieck Ausfahrt Abfahrt "
    "Auffahrt"
)
_HELD = frozenset(("in", "bei", "im", "von", "am", "an", "auf"))
_THE = frozenset(("der", "dem", "den"))
_STRETCH = frozenset(("hoehe", "zwischen"))
_AT = frozenset(("am", "beim", "vorm"))
_IN_FRONT = ["vor", "dem"]
_COMING = word_set("wir ich komme kommen kommt stammt stamme ziehen gezogen Leute Menschen")
_NO_VERBS = word_set(
    "nicht seit statt selbst sonst jetzt dort fast mit erst meist bereits samt nebst zuletzt zuerst insgesamt komplett "
    "direkt bekannt gut weit laut"
)
_MOTORWAY = re.compile(r"\bA ?\d{1,3}\b|\bAutobahn|\bAS\b")
_TOWNLIKE = re.compile(r"[A-ZÄÖÜ]\w+(?:dorf|hausen|heim|ingen|rode|stedt|büttel|weiler|kirchen)$")
_STROKES = frozenset("/-–")
_REACH = 3  # words between the adjective of a town and a name
BESIDE = word_set("gegenueber naehe nahe unweit hoehe neben hinter")
LIKE = word_set("wie anders ähnlich Vorbild statt anstatt anstelle Vergleich")
WAYS = endings("strasse weg allee damm chaussee ufer bruecke kreisel tor ring")
"""What streets end with; what else does is said where it counts."""
DETERMINERS = word_set(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen im vom zum zur beim am ans "
    "ins unser unsere unserer unseren ihre ihrer ihren diese dieser dieses diesem diesen jede jeder jedes "
    "viele alle aller mehr zwei drei vier zehn einige mehrere welche manche"
)
FOLK = re.compile(
    r"(eltern|kinder|kindern|familien|familie|buerger|buergerinnen|einwohner|bewohner|nachbarn|nachbarschaft|"
    r"jugendliche|jugendlichen|senioren|schueler|schuelerinnen|muetter|vaeter|leute|kiez|stadtteil|gaerten|vereine?|"
    r"omas?|opas?|grosseltern|mutter|vater|maedchen|jungen?|frauen|maenner|babys|anwohner|menschen|paare?|mieter)$"
)


class Around(NamedTuple):
    """What stands around a find.

    previous: the find that ends just before it; before, after: the tokens beside it; glue, tail: what parts
    them from it; word: the folded word before it in its sentence, or ""; window: the three before it.
    """

    find: Find
    text: Words
    previous: Find | None
    before: Token | None
    after: Token | None
    glue: str
    tail: str
    word: str
    window: frozenset[str]

    @property
    def city_before(self) -> bool:
        """Whether the name of the city itself stands just before."""
        return self.previous is not None and self.previous.name.kind == "city"


def around_of(find: Find, previous: Find | None, text: Words) -> Around:
    """What stands around this find; `previous` is the one that ends just before it."""
    tokens, sentence = text.tokens, text.sentence
    first, last = find.first, find.last
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return Around(
        find,
        text,
        previous,
        before,
        after,
        text.gaps[first] if before else "",
        text.gaps[last + 1] if after else "",
        before.fold if before and sentence[first - 1] == sentence[first] else "",
        frozenset(text.before(first, 3)),
    )


def is_small(around: Around) -> bool:
    """Whether the name is written with a small letter where it needs a capital."""
    first, last = around.text.tokens[around.find.first], around.text.tokens[around.find.last]
    several = around.find.last > around.find.first
    return not first.upper and not (first.text[0].isdigit() or (several and last.upper))


def is_located(text: Words, first: int) -> bool:
    """Whether „in“, „aus“, „nach“ … stands before the name, with or without an article."""
    before = [token.fold for token in text.tokens[max(0, first - 2) : first]]
    return bool(before) and (
        before[-1] in INTO | NEAR or (before[0] in INTO | NEAR and before[-1] in DETERMINERS)
    )


def is_hyphen(gap: str) -> bool:
    """Whether two words are parted by a hyphen only."""
    return gap in {"-", "–", "‐", "‑"}


def after_initial(text: Words, first: int) -> bool:
    """„F. List“: a single letter and a stop before the name."""
    return first > 0 and len(text.tokens[first - 1].text) == 1 and text.gap(first - 1, first).startswith(".")


def is_junction(around: Around) -> bool:
    """Whether the name is that of a junction: „AS Anderten“, on a motorway „Hannover-Anderten“, „Höhe Anderten“."""
    if around.window & _JUNCTION or (around.after and around.after.fold in _JUNCTION):
        return True
    find, text = around.find, around.text
    on_signs = around.city_before or (find.name.kind == "alias" and find.last > find.first)
    if not on_signs and _STRETCH.isdisjoint(around.window):
        return False
    start = text.starts[max(0, find.first - 20)]
    return bool(_MOTORWAY.search(text.text, start, text.ends[find.last]))


def lies_in(find: Find, town: Find, text: Words) -> bool:
    """Whether the town is said to hold the name: „Linden bei Gießen“, „Waldheim (Sachsen)“."""
    if town.first == find.last + 1:
        return text.gap(find.last, town.first).strip() == "("
    through = (
        town.first == find.last + 3 and text.tokens[town.first - 1].fold in _THE
    )  # „Marienwerder an der Weichsel“
    if not through and town.first != find.last + 2:
        return False
    return text.tokens[find.last + 1].fold in _HELD and not text.gap(find.last, find.last + 1).strip()


def is_of_town(find: Find, town: Find, text: Words) -> bool:
    """„Elmshorner Tierheim in Hainholz“: the adjective of a town, what is there, and where it is there."""
    if not text.folds[town.last].endswith("er") or text.sentence[town.last] != text.sentence[find.first]:
        return False
    between = text.folds[town.last + 1 : find.first]
    nouns = [at for at in range(town.last + 1, find.first) if text.tokens[at].upper]
    return 2 <= len(between) <= _REACH and len(nouns) == len(between) - 1 and between[-1] in INTO | {"im"}


def is_on_island(find: Find, text: Words) -> bool:
    """„in Burg auf der Insel“: the city has none."""
    return text.folds[find.last + 1 : find.last + 4] == ("auf", "der", "insel")


def is_refused(around: Around) -> bool:
    """„nicht in der List, sondern in Vahrenwald“: named only to say where it is not."""
    if "nicht" not in around.window or "nur" in around.window:
        return False
    text, at = around.text, around.find.last
    ahead = range(at + 1, min(len(text.tokens), at + 15))
    return any(text.tokens[i].fold == "sondern" for i in ahead if text.sentence[i] == text.sentence[at])


def is_genitive(around: Around) -> bool:
    """„Lindens Kinder“: no plural of a word ends so, and a name without an article does."""
    last = around.text.tokens[around.find.last]
    written = around.find.name.written
    beside = (around.before, around.after)
    return last.text == f"{written}s" and any(token is not None and token.upper for token in beside)


def says_singular(following: Token) -> bool:
    """Whether a verb of the singular follows: „Linden wächst“, but „die Linden wachsen“."""
    word = following.fold
    return not following.upper and len(word) > 3 and word.endswith("t") and word not in _NO_VERBS


def has_other_sense(around: Around) -> bool:
    """Whether the sentence speaks of what the word means else: trees beside „Linden“.

    Where no such words are configured, a plural is enough.
    """
    find, text = around.find, around.text
    if not find.name.senses:
        return find.name.written.endswith("en")
    sentence = text.sentence[find.first]
    near = range(max(0, find.first - _SENTENCE), min(len(text.tokens), find.last + _SENTENCE))
    return any(
        at != find.first and text.sentence[at] == sentence and text.stems[at].endswith(find.name.senses)
        for at in near
    )


def is_pointed_at(text: Words, first: int) -> bool:
    """„gegenüber vom Zoo“, „am Zoo“: the house is a point of reference, and what is meant lies near it."""
    before = [token.fold for token in text.tokens[max(0, first - 3) : first]]
    return bool(before) and (
        before[-1] in _AT or bool(BESIDE.intersection(before)) or before[-2:] == _IN_FRONT
    )


def folk_before(text: Words, at: int) -> bool:
    """„die Kinder aus …“, „wir kommen aus …“: people stand before the „aus“, not what sticks are made into."""
    before = {token.fold for token in text.tokens[max(0, at - 2) : at]}
    return any(word in _COMING or FOLK.search(word) for word in before)


def in_strange_company(find: Find, text: Words) -> bool:
    """Whether the name stands in a list beside what looks like a place that this city does not have."""
    for beside in (find.first - 1, find.last + 1):
        if 0 <= beside < len(text.tokens):
            gap = text.gap(beside, find.first) if beside < find.first else text.gap(find.last, beside)
            if gap.strip() in _STROKES and _TOWNLIKE.match(text.tokens[beside].text):
                return True
    return False


def after_first_name(around: Around) -> bool:
    """„… von Peter Ricklinger“: a noun before it; what begins a sentence may be none. „Wir Ricklinger“ live there."""
    before = around.before
    if before is None or not around.word or not before.upper or around.glue != " ":
        return False
    at = around.find.first - 1
    opens = at == 0 or around.text.sentence[at - 1] != around.text.sentence[at]
    return not opens and around.word not in DETERMINERS
