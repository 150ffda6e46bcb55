"""Places that a text names in passing: where somebody comes from or works, what it is compared with, where one meets.

What is said here is grammar, and never enough to drop a place: it turns a tag into a proposal, mostly only when the
text is about another Stadtteil as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from familienkonferenz.bots.gazetteer import Find
from familienkonferenz.bots.german import Words, word_set

ASIDE = "nur nebenbei genannt"

_CLAUSE = 9  # words of the clause that are looked at on either side
_NEAR = 14  # words of the sentence that are looked at on either side
_BREAK = re.compile(r"[,;:()–\n]|\s-\s")
_AT = word_set("in im auf am an aus bei nach von vom der die das dem den")
_FROM = frozenset(("aus", "vom", "von"))
_CAME = word_set("kam kamen stammt stammen stammte stammten angereist")
_MOVED = word_set("gezogen hergezogen zugezogen umgezogen weggezogen verzogen Umzug Wegzug")
_WE = word_set("wir ich uns unsere unser")
_PAST = word_set("früher damals einst ehemals vorher zuvor als")
_DWELT = word_set("gewohnt wohnte wohnten gelebt lebte lebten")
_BORN = word_set("aufgewachsen gebürtig gebürtige gebürtiger Geburt geboren Kindheit")
_DWELLS = word_set("wohnt wohnen lebt leben sitzt sitzen")
_FILL = word_set("die jetzt auch noch inzwischen dort drüben selbst selber") | _DWELLS
_KIN = re.compile(
    r"((gross|schwieger)(eltern|mutter|vater)|omas?|opas?|oma|schwester|schwestern|bruder|brueder|schwager|schwaegerin|"
    r"tante|onkel|cousine?|freunde?|freunden|freundin|freundinnen|bekannte[nr]?|kollegen?|kollegin|verwandte[n]?)$"
)
_WORKS = word_set(
    "arbeite arbeitet arbeiten jobbe jobbt studiere studiert Arbeit Arbeitsplatz Arbeitsstelle Büro Dienst"
)
_EXCEPT = frozenset(("ausser", "abgesehen"))
_WHILE = frozenset(("waehrend", "wohingegen"))
_WHILE_NOUN = word_set("der des einer eines dieser dieses ihrer seiner unserer")  # „während der Ferien“
_AGAINST = word_set("jenseits drüben anderswo andernorts dagegen hingegen woanders")
_ALREADY = word_set("schon längst bereits")
_HAVE = word_set(
    "gibt gab geht klappt klappte hat haben bekam bekamen läuft funktioniert existiert steht stehen ging wurde gebaut"
)
_NONE = re.compile(r"(nicht|nichts|nie|kaum|zu|ohne|k?ein(e|en|em|er|es)?|weder|leider)$")
_TROUBLE = word_set("Problem Probleme Sorgen Ärger")
_DENIED = frozenset(("nicht", "keine", "kein", "nie"))
_MODEL = word_set("Muster Modell Beispiel Vorbild")
_THEIRS = word_set("ihr ihre ihrem ihren ihrer deren")
_MEETS = word_set(
    "Uhr tagt Sitzung Versammlung Infoabend Informationsabend Infoveranstaltung Informationsveranstaltung Treffen "
    "Workshop Sprechstunde Anhörung Auftaktveranstaltung Bürgerversammlung Pressekonferenz"
)
_BODY_MEETS = re.compile(r"ausschuss(es)?$|^(kreistag|ratsversammlung|landtag|elternrat|beirat)s?$")
_HOUSE = re.compile(
    r"(freizeitheim|zentrum|treff|haus|rathaus|saal|bibliothek|schule|gymnasium|igs|aula|kirche|halle|pavillon)$"
)
_OFFICE = re.compile(
    r"(fachbereichs?|stadtverwaltung|verwaltung|amt|amtes|amts|ministeriums?|behoerde|dienststelle|geschaeftsstelle|"
    r"dezernats?|gerichts?)$"
)


class Aside(Enum):
    """How sure it is that a place is named in passing only: not at all, if the text is about another, anyway."""

    NO = 0
    BESIDE_ANOTHER = 1
    SURE = 2


def aside_of(find: Find, finds: Sequence[Find], text: Words) -> Aside:
    """Whether the words around a find name it in passing; `finds` are all names of the text."""
    first, last = find.first, find.last
    left, right = _clause(text, first, -1), _clause(text, last, 1)
    if (
        _is_theirs(find, finds, text)
        or _is_office(find, text, left)
        or _is_venue(text, first, left, sure=True)
    ):
        return Aside.SURE
    sentence = _sentence(text, first, last)
    if (
        _is_origin(left, right)
        or _is_past(find, left, sentence)
        or _is_of_others(left, right)
        or _is_contrast(text, first, left, right)
        or _is_venue(text, first, left, sure=False)
    ):
        return Aside.BESIDE_ANOTHER
    return Aside.NO


def _clause(text: Words, at: int, step: int) -> list[str]:
    """The folded words from a name to the end of its clause, the nearest first."""
    found: list[str] = []
    sentence = text.sentence[at]
    following = at + step
    while 0 <= following < len(text.tokens) and len(found) < _CLAUSE and text.sentence[following] == sentence:
        if _BREAK.search(text.gap(min(following, following - step), max(following, following - step))):
            break
        found.append(text.tokens[following].fold)
        following += step
    return found


def _sentence(text: Words, first: int, last: int) -> frozenset[str]:
    """The folded words of the sentence that stand near a name."""
    near = range(max(0, first - _NEAR), min(len(text.tokens), last + _NEAR + 1))
    return frozenset(text.tokens[at].fold for at in near if text.sentence[at] == text.sentence[first])


def _is_origin(left: Sequence[str], right: Sequence[str]) -> bool:
    """„kamen aus Linden“, „aus der Südstadt hergezogen“: where others come from, and where we lived."""
    if _FROM.isdisjoint(left[:2]):
        return False
    clause = {*left, *right}
    came = bool(_CAME & clause) and _WE.isdisjoint(clause)
    return came or bool(_MOVED & clause)


def _is_past(find: Find, left: Sequence[str], sentence: frozenset[str]) -> bool:
    """„früher in Vahrenheide, wo wir gewohnt haben“, „Kirchröderin von Geburt“."""
    if find.name.kind != "demonym" and _AT.isdisjoint(left[:2]):
        return False
    return bool(_BORN & sentence) or bool(_PAST & sentence and _DWELT & sentence)


def _is_of_others(left: Sequence[str], right: Sequence[str]) -> bool:
    """„die Großeltern leben in Ahlem“, „Bekannte in Kirchrode“, „ich arbeite in Mitte“."""
    if not left or left[0] not in _AT:
        return False
    ahead = [word for word in left if word not in _AT and word not in _FILL]
    if ahead and (ahead[0] in _WORKS or _KIN.match(ahead[0])):
        return True
    return bool(right) and right[0] in _DWELLS and any(_KIN.match(word) for word in right[1:4])


def _is_contrast(text: Words, first: int, left: Sequence[str], right: Sequence[str]) -> bool:
    """„außer dem …“, „während in …“, „besser als in …“, „in … gibt es das längst“."""
    if _EXCEPT.intersection(left[:4]) or (_MODEL.intersection(left[:3]) and "zum" not in left):
        return True
    for at, word in enumerate(left):
        if word in _WHILE and (at == 0 or left[at - 1] not in _WHILE_NOUN or at == 1):
            return True
    if "als" in left[1:3] and left[left.index("als") - 1] in _AT:
        return True
    opening = first
    while opening and text.sentence[opening - 1] == text.sentence[first]:
        opening -= 1
    if text.tokens[opening].fold in _AGAINST or not _AGAINST.isdisjoint((*left, *right)):
        return True
    clause = {*left, *right}
    if _TROUBLE & clause and _DENIED & clause:
        return True
    return bool(_ALREADY & clause and _HAVE & clause) and not any(_NONE.match(word) for word in clause)


def _is_theirs(find: Find, finds: Sequence[Find], text: Words) -> bool:
    """„die Hamburger haben auf ihrem Mühlenberg“: it belongs to people of another town."""
    if find.first == 0 or text.tokens[find.first - 1].fold not in _THEIRS:
        return False
    sentence = text.sentence[find.first]
    return any(
        other.name.kind == "elsewhere" and other.first < find.first and text.sentence[other.first] == sentence
        for other in finds
    )


def _is_office(find: Find, text: Words, left: Sequence[str]) -> bool:
    """„Fachbereich Soziales, Hamburger Allee 25“: the house number of an office, where one writes to."""
    following = find.last + 1
    if find.name.kind != "landmark" or following >= len(text.tokens):
        return False
    if not text.tokens[following].text[0].isdigit() or text.gap(find.last, following) != " ":
        return False
    sentence = text.sentence[find.first]
    before = range(max(0, find.first - _CLAUSE), find.first)
    return any(_OFFICE.search(text.tokens[at].fold) for at in before if text.sentence[at] == sentence)


def _is_venue(text: Words, first: int, left: Sequence[str], *, sure: bool) -> bool:
    """„um 18 Uhr im Freizeitheim Linden“: a house where one meets; a committee's room says nothing at all."""
    housed = bool(left) and (bool(_HOUSE.search(left[0])) or bool(_HOUSE.search(text.tokens[first].fold)))
    if not housed:
        return False
    near = [
        text.tokens[at].fold
        for at in range(max(0, first - _NEAR), first)
        if text.sentence[at] == text.sentence[first]
    ]
    if sure:
        return any(_BODY_MEETS.search(word) for word in near) and not _MEETS.isdisjoint(near)
    return not _MEETS.isdisjoint(near)
