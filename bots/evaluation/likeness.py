"""How nearly two contributions say the same in other words, and whether they speak of the same place. Pure.

What counts are the words for things, as concepts ("Bürgersteig" is "Gehweg"), weighted by rarity; names of streets and
squares are no matter but a place. A typing error and a longer compound still meet their word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from familienkonferenz.bots.evaluation.synonyms import concept, has_synonyms
from familienkonferenz.bots.german.words import Token, words

_LETTERS = 5  # a shorter word has too many neighbours to be taken for a typing error
_ONCE = 3
_SMALL = 0.7
_BEFORE = 3  # letters of a name at least before an ending with a slip
_COMPOUND = 0.7  # "Spielplatz" in "Wasserspielplatz" is most of it

_TWICE = re.compile(r"([b-df-hj-np-tv-z])\1+")  # a letter typed twice, or once too few
_ENDS = "strasse platz weg allee damm meile markt ufer park chaussee gasse bruecke"
_KINDS = """abenteuer anlieger arbeits ausbildungs bau betreuungs bolz camping einbahn fahrrad familien feld fest
floh flug freizeit fuss fussball fussgaenger garten geh gemeinschafts grill haupt haus hort indoor jugend
kinder kindergarten kita kletter krippen lager lauf lern liege markt natur neben park pflege quer rad
rast reit rettungs roller ruhe rund schul schwimm seiten senioren sitz skate spazier spiel sport stadt
stell stadtteil studien super tages tausch tobe treff tret ueber uebungs verkehrs wald wander wasser
weihnachts wickel wochen wohn zebra zufahrts"""
_ANYHOW = """spielplatz bolzplatz sportplatz parkplatz arbeitsplatz hortplatz kitaplatz krippenplatz gartenplatz radweg
gehweg fussweg schulweg rueckweg heimweg umweg ausweg hinweg supermarkt flohmarkt"""  # with anything before them


def _single(word: str) -> str:
    return _TWICE.sub(r"\1", word)


def _any(listed: str) -> str:
    return "|".join(map(_single, listed.split()))


def _typed() -> dict[str, str]:
    """Each ending, and what a slip of one letter makes of the two that are common, with the ending that is meant."""
    found = {}
    for end in map(_single, _ENDS.split()):
        found[end] = end
        for i in range(len(end) if end in ("strase", "platz") else 0):
            found.setdefault(end[:i] + end[i + 1 :], end)
            found.setdefault(end[:i] + end[i : i + 2][::-1] + end[i + 2 :], end)
    return found


_TYPED = _typed()
_WHOLE = frozenset(_TYPED.values())
_PLACE = re.compile(f"(?:{'|'.join(sorted(_TYPED, key=len, reverse=True))})$")
_COMMON = re.compile(f"^(?:(?:{_any(_KINDS)})s?)*(?:{_any(_ENDS)})$|(?:{_any(_ANYHOW)})$")
_SQUARES = ("marktplatz", "kirchplatz", "dorfplatz", "stadtpark")
_FILLERS = frozenset(
    """aber alle alles als also am an auch auf aus bei bin bis bitte da dann das dass dem den der des die dies
    diese diesem diesen dieser doch dort durch ein eine einem einen einer eines er es fuer gibt haben hat hier ich
    ihr im in ist ja kann kein keine man mehr mich mir mit nach nicht noch nur ob oder ohne schon sehr sein sich
    sie sind so ueber um und uns unser unsere vom von vor war waere was weil wenn werden wie wir wird wo zu zum
    zur hallo moin liebe lieber guten tag gruesse gruss gruessen freundlichen danke dank vielen vielleicht sollte
    sollten koennte koennten muss muessen wuerde wuerden moechte moechten brauchen braucht brauche wuensche wuenschen
    wunsch schoen toll fehlt fehlen immer nie mal jede jeden jeder jedes viele viel sehr geehrte damen herren endlich
    dringend leider gerade wurde worden habe hatte hatten waren denn dem dafuer dabei damit daran darauf etwas
    jemand niemand nichts ganz gar einfach wieder seit unseren unserem unserer meine mein meinen meiner einzige
    keinen keiner schliesse lg ihnen ihre ihren sonst dazu gern gerne lassen laesst geht gehen geben macht machen
    kommt kommen steht stehen finde finden koennen koennte koennten konnte sind sein hat soll sollen will wollen
    tag tage zeit leute bisher laengst ueberall andere anderen anderer""".split()  # noqa: SIM905  reads best as words
)
_AGAINST = re.compile(
    r"bitte\s(?:\w{1,30}\s){0,4}(?:keine?n?|nicht)\b|\bso\s(?:zu\s)?lassen\b"
    r"|\bbraucht\s(?:doch\s)?(?:niemand|keiner|kein\sMensch)|brauchen\swir\s(?:[^.!?\n]{0,20}\s)?nicht"
    r"|\bdagegen\b(?!\s(?:tun|machen|unternehmen|getan|gemacht))|auf\skeinen\sFall|überflüssig"
    r"|\bsoll(?:te)?\s[^.!?\n]{0,60}(?<!nicht\s)(?<!so\s)bleiben\b"
    r"|\b(?:soll|sollte|darf)\s[^.!?\n]{0,60}nicht\s(?:gebaut|bebaut|gefällt|verkauft|abgerissen|geschlossen)\b"
    r"|\b(?:bin|sind|wehren?|protestieren?)\s[^.!?\n]{0,20}gegen\s(?:den|die|das|eine?n?)\s"
    r"|\b(?:soll|muss|müsste|gehört)(?:en|te|ten)?\s[^.!?\n]{0,60}(?:abgebaut|abgerissen|abgeschafft|verboten|weg)\b"
    r"|\b(?:abschaffen|verbieten|abbauen|verschonen)\b",
    re.IGNORECASE,
)
"""Words of those who want something not to be, to go, or to stay as it is."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text speaks of: its concepts, each with its first word as typed, and the streets and squares it names.

    `small` are concepts written with a small letter by somebody who uses capitals, so no things; `against`: the text
    speaks against something.
    """

    concepts: Mapping[str, str]
    named: frozenset[str]
    small: frozenset[str]
    against: bool


def means(word: str) -> bool:
    """Whether a folded word says anything of the matter."""
    return word not in _FILLERS and not word.isdigit()


def against(text: str) -> bool:
    """Whether a text wants something not to be, to go, or to stay as it is."""
    return bool(_AGAINST.search(text))


def meaning(text: str) -> Meaning:
    """The concepts and named places of a text.

    >>> meaning("Am Lister Platz fehlt ein Spielplatz.").named
    frozenset({'lister platz'})
    """
    said = words(text)
    tokens = said.tokens
    concepts: dict[str, str] = {}
    named = set()
    used: set[int] = set()
    for i in range(len(tokens)):
        name = _name(tokens, i) if tokens[i].upper or said.lowered else ""
        if name:
            named.add(name)
            used.update(range(i - name.count(" "), i + 1))
    small = set()
    for i, token in enumerate(tokens):
        if i not in used and means(token.fold) and len(token.fold) > 1:
            concepts.setdefault(concept(token.stem), token.text)
            if not (token.upper or said.lowered):
                small.add(concept(token.stem))
    return Meaning(concepts, frozenset(named), frozenset(small), against(text))


def _name(tokens: tuple[Token, ...], i: int) -> str:
    """The street or square that ends with this word, or ""."""
    word = _single(tokens[i].fold)
    found = _PLACE.search(word)
    if not found or not means(tokens[i].fold):
        return ""
    if found[0] not in _WHOLE and found.start() < _BEFORE:
        return ""
    word = word[: found.start()] + _TYPED[found[0]]
    if found.start() == 0 or word in _SQUARES:  # "Lister Platz", "Engelbosteler Damm"
        before = tokens[i - 1].fold if i else ""
        return (
            f"{_single(before)} {word}" if before.endswith("er") and len(before) > 4 and means(before) else ""
        )
    return "" if _COMMON.search(word) or has_synonyms(tokens[i].stem) else word


def same_place(one: Meaning, other: Meaning) -> bool | None:
    """Whether both name a street or square in common; None where one of them names none."""
    if not one.named or not other.named:
        return None
    if not one.named.isdisjoint(other.named):
        return True
    return any(_mistyped(a, b) for a in one.named for b in other.named)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of what two texts say both say: `score` from 0 to 1, and the weight of each concept they share.

    `score` is the mean of the shared part's shares in the shorter text and in both together.
    """

    score: float
    shared: tuple[float, ...]


def likeness(one: Meaning, other: Meaning, weights: Mapping[str, float]) -> Likeness:
    """What both say, by the weights of their concepts; of words that only nearly meet a part."""
    mine, theirs = one.concepts.keys() - other.concepts.keys(), other.concepts.keys() - one.concepts.keys()
    shared = [weights[word] for word in one.concepts.keys() & other.concepts.keys()]
    shared += _nearly(mine, theirs, weights)
    both = sum(shared)
    first, second = (sum(weights[word] for word in each.concepts) for each in (one, other))
    if not first or not second:
        return Likeness(0.0, ())
    score = min(1.0, (both / min(first, second) + 2 * both / (first + second)) / 2)
    return Likeness(score, tuple(sorted(shared, reverse=True)))


def _nearly(mine: Iterable[str], theirs: Collection[str], weights: Mapping[str, float]) -> list[float]:
    """The weights of words that only nearly meet: typing errors, and words within compounds."""
    open_words = {word for word in theirs if len(word) >= _LETTERS}
    found = []
    for word in sorted(each for each in mine if len(each) >= _LETTERS):
        best, met = 0.0, ""
        for other in sorted(open_words):
            if word[0] != other[0] and word[-1] != other[-1]:
                continue  # most pairs: no slip changes both ends, and compounds keep one
            part = _meeting(word, other)
            if part > best:
                best, met = part, other
        if met:
            open_words.discard(met)
            found.append(best * min(weights[word], weights[met]))
    return found


@lru_cache(maxsize=1 << 17)
def _meeting(one: str, other: str) -> float:
    """How nearly two words meet; kept, because the same words of a conference are compared again and again."""
    return 1.0 if _mistyped(one, other) else _COMPOUND if _holds(one, other) else 0.0


def _mistyped(one: str, other: str) -> bool:
    most = 2 if min(len(one), len(other)) >= 9 else 1
    if abs(len(one) - len(other)) > most:
        return False
    return OSA.distance(one, other, score_cutoff=most) <= most


def _holds(one: str, other: str) -> bool:
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return len(long) - len(short) >= 2 and (long.endswith(short) or long.startswith(short))


def rarity(frequency: Mapping[str, int], small: Mapping[str, int], texts: int) -> dict[str, float]:
    """How much a concept says: the logarithm of how many times rarer it is than one that is in every text.

    What stands in one text only says no more than what stands in three: it may be a slip of the pen. What is mostly
    written `small` is no thing but what is done with it or how it is, and says half as much.
    """
    return {
        word: math.log((texts + 3) / max(_ONCE, number)) * (_SMALL if 2 * small.get(word, 0) > number else 1)
        for word, number in frequency.items()
    }
