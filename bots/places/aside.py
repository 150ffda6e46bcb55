"""Places that a text names in passing: where somebody comes from or works, what it is compared with, where one meets.

What is said here is grammar, and never enough to drop a place: it turns a tag into a proposal, mostly only when the
text is about another Stadtteil as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence, Set
from enum import IntEnum

from familienkonferenz.bots.german.kept import holding
from familienkonferenz.bots.german.words import Words, word_set
from familienkonferenz.bots.places.around import WAYS_IN
from familienkonferenz.bots.places.company import listed
from familienkonferenz.bots.places.examples import is_example
from familienkonferenz.bots.places.gazetteer import Find
from familienkonferenz.bots.places.visits import Visit, visited

ASIDE = "nur nebenbei genannt"

_CLAUSE = 9  # words of the clause that are looked at on either side
_NEAR = 14  # words of the sentence, and names, that are looked at on either side
_BREAK = holding(r"[,;:()–\n]|\s-\s")
_FROM = frozenset(("aus", "vom", "von"))
_CAME = word_set("kam kamen stammt stammen stammte stammten angereist")
_MOVED = word_set("gezogen hergezogen zugezogen umgezogen weggezogen verzogen Umzug Wegzug")
_COME = word_set("kommt kommen")
_STRANGERS = word_set("jemand niemand keiner Besucher Gäste Kunden Touristen")
_UNITS = re.compile(
    r"(kraefte|feuerwehr(en)?|polizei|polizisten|beamte|helfer|mannschaft(en)?|team|teams|loeschzug)$"
)
_ENDS = word_set("endet enden endete endeten")
_NOW = word_set("nun jetzt heute inzwischen mittlerweile seither")
_ALSO = word_set("auch ebenso ebenfalls genauso")
_NO_LIST = word_set("nach bis")
_WE = word_set("wir ich uns unsere unser")
_PAST = word_set("früher damals einst ehemals vorher zuvor")
_DWELT = word_set("gewohnt wohnte wohnten gelebt lebte lebten")
_BORN = word_set("aufgewachsen gebürtig gebürtige gebürtiger Geburt geboren Kindheit")
_DWELLS = word_set("wohnt wohnen lebt leben sitzt sitzen")
_FILL = word_set("die jetzt auch noch inzwischen dort drüben selbst selber") | _DWELLS
_PASSED = WAYS_IN | _FILL
_KIN = re.compile(
    r"((gross|schwieger)(eltern|mutter|vater)|omas?|opas?|enkel|enkelin|nachbarn|schwester|schwestern|bruder|brueder|schwager|schwaegerin|"
    r"tante|onkel|cousine?|freunde?|freunden|freundin|freundinnen|bekannte[nr]?|kollegen?|kollegin|verwandte[n]?)$"
)
_WORKS = word_set(
    "arbeite arbeitet arbeiten jobbe jobbt studiere studiert Arbeit Arbeitsplatz Arbeitsstelle Büro Dienst "
    "putzt"
)
_EXCEPT = frozenset(("ausser", "abgesehen"))
_WHILE = frozenset(("waehrend", "wohingegen"))
_WHILE_NOUN = word_set("der des einer eines dieser dieses ihrer seiner unserer")  # „während der Ferien“
_AGAINST = word_set("jenseits drüben anderswo andernorts dagegen hingegen woanders")
_FINAL = _ENDS | _AGAINST
_ALREADY = word_set("schon längst bereits")
_HAVE = word_set(
    "gibt gab geht klappt klappte hat haben bekam bekamen läuft funktioniert existiert steht stehen ging wurde gebaut "
    "macht machen bietet bieten"
)
_NONE = re.compile(r"(nicht|nichts|nie|kaum|zu|ohne|kein(e|en|em|er|es)?|weder|leider)$")
_TROUBLE = word_set("Problem Probleme Sorgen Ärger")
_DENIED = frozenset(("nicht", "keine", "kein", "nie"))
_MODEL = word_set("Muster Modell Beispiel Vorbild")
# One of these is in every clause that tells of the past, and in every one that contrasts.
_PASTS = _BORN | _PAST | {"als"}
_CONTRASTS = _EXCEPT | _MODEL | _WHILE | {"als"} | _FINAL | _TROUBLE | _ALREADY
_THEIRS = word_set("ihr ihre ihrem ihren ihrer deren sein seine seinem seinen seiner dessen")
_PUBLIC = re.compile(
    r"(kita|kindergarten|krippe|hort|schule|igs|gymnasium|bibliothek|buecherei|treff|zentrum|heim|bad|verein|laden)$"
)
_DESK = word_set("Büro Arbeit Job")
_SPOUSE = holding(
    r"(mann|frau|partner|partnerin|vater|mutter|papa|mama|eltern|sohn|tochter|freund|freundin|bruder|schwester|schwager)$"
)


def follows(finds: Sequence[Find], text: Words, at: int) -> bool:
    """Whether this place goes on with a list that the one before it begins: „aus Linden und aus Limmer“."""
    gap = range(finds[at - 1].last + 1, finds[at].first + 1)
    return at - 1 in listed(finds, text, at) and all(text.tokens[i].fold not in _NO_LIST for i in gap)


class Aside(IntEnum):
    """How sure it is that a place is named in passing only: not at all, if the text is about another, anyway."""

    NO = 0
    BESIDE_ANOTHER = 1
    SURE = 2


def aside_of(at: int, every: Sequence[Find], text: Words) -> Aside:
    """Whether the words around a find name it in passing; `at` is its index among all names of the text."""
    find, finds = every[at], every[max(0, at - _NEAR) : at + _NEAR + 1]
    first, last = find.first, find.last
    while first < last and text.tokens[first].fold in WAYS_IN:  # „in der List“ is a name, too
        first += 1
    before = [other.last for other in finds if other.last < find.first and other.name.districts]
    left, right = _clause(text, first, -1, before), _clause(text, last, 1)
    clause = frozenset(left + right)
    ahead = tuple([word for word in left if word not in _PASSED])
    visit = visited(find, first, left, text)
    if (
        visit is Visit.SURE
        or _is_theirs(find, finds, text)
        or _is_workplace(left, right, ahead)
        or is_example(find, finds, left, text)
    ):
        return Aside.SURE
    if (
        visit is Visit.PERHAPS
        or _is_origin(left, clause)
        or (not _PASTS.isdisjoint(clause) and _is_past(find, finds, left, right, text, first))
        or _is_of_others(left, right, ahead)
        or _opens_against(text, first)
        or (not _CONTRASTS.isdisjoint(clause) and _is_contrast(text, first, left, clause))
        or _is_before_ours(find, finds, text)
    ):
        return Aside.BESIDE_ANOTHER
    return Aside.NO


def _clause(text: Words, at: int, step: int, others: Collection[int] = ()) -> tuple[str, ...]:
    """The folded words from a name to the end of its clause or to one of the others, the nearest first."""
    sentence, gaps = text.sentence, text.gaps
    here, before, after = sentence[at], 0 if step > 0 else 1, at + step
    beyond = max(-1, min(len(sentence), at + step * (_CLAUSE + 1)))
    while after != beyond and sentence[after] == here and after not in others:
        gap = gaps[after + before]
        if gap != " " and _BREAK[gap]:
            break
        after += step
    return text.folds[at + 1 : after] if step > 0 else text.folds[after + 1 : at][::-1]


def _is_origin(left: Sequence[str], clause: Set[str]) -> bool:
    """„kamen aus Linden“, „aus der Südstadt hergezogen“: where others come from, and where we lived."""
    if _FROM.isdisjoint(left[:2]):
        return False
    came = bool(_CAME & clause) or bool(_COME & clause and _STRANGERS & clause)
    sent = any(_UNITS.search(word) for word in left[1:3])
    return (came and _WE.isdisjoint(clause)) or sent or bool(_MOVED & clause)


def _is_past(
    find: Find, finds: Sequence[Find], left: Sequence[str], right: Sequence[str], text: Words, first: int
) -> bool:
    """„früher in Vahrenheide, wo wir gewohnt haben“, „Kirchröderin von Geburt“."""
    if find.name.kind != "demonym" and WAYS_IN.isdisjoint(left[:2]):
        return False
    following = (other.first for other in finds if other.first > find.last and other.name.districts)
    clause = (*left, *right[: next(following, len(text.folds)) - find.last - 1])
    if not _BORN.isdisjoint(clause):
        return True
    if not _NOW.isdisjoint(clause):
        return False
    past = not _PAST.isdisjoint(clause)
    if not past and "als" not in left:
        return False
    sentence = frozenset(text.around(first, find.last, _NEAR))
    return (past and bool(_NOW & sentence)) or bool(_DWELT & sentence)


def _is_of_others(left: Sequence[str], right: Sequence[str], ahead: Sequence[str]) -> bool:
    """„die Großeltern leben in Ahlem“, „Bekannte in Kirchrode“, „ich arbeite in Mitte“."""
    if not left or left[0] not in WAYS_IN:
        return False
    if ahead and (ahead[0] in _WORKS or _KIN.match(ahead[0])):
        return True
    return bool(right) and right[0] in _DWELLS and any(_KIN.match(word) for word in right[1:4])


def _opens_against(text: Words, first: int) -> bool:
    """„Anderswo, in der List …“: the sentence begins with it."""
    return text.folds[bisect_left(text.sentence, text.sentence[first])] in _AGAINST


def _is_contrast(text: Words, first: int, left: Sequence[str], clause: Set[str]) -> bool:
    """„außer dem …“, „während in …“, „besser als in …“, „in … gibt es das längst“."""
    if not _EXCEPT.isdisjoint(left[:4]) or (not _MODEL.isdisjoint(left[:5]) and "zum" not in left):
        return True
    if not _WHILE.isdisjoint(left):
        opens = first == len(left) or text.sentence[first - len(left) - 1] != text.sentence[first]
        for at, word in enumerate(left):
            if word in _WHILE and opens and (at == 0 or left[at - 1] not in _WHILE_NOUN or at == 1):
                return True
    if "als" in left[1:4] and all(word in WAYS_IN for word in left[: left.index("als")]):
        return True
    if not _FINAL.isdisjoint(clause):
        return True
    if not _TROUBLE.isdisjoint(clause) and not _DENIED.isdisjoint(clause):
        return True
    if _ALREADY.isdisjoint(clause) or _HAVE.isdisjoint(clause):
        return False
    return not any(_NONE.match(word) for word in clause)


def _is_before_ours(find: Find, finds: Sequence[Find], text: Words) -> bool:
    """„am Steintor hängen Kameras. Bei uns am Roderbruchmarkt …“: what follows is ours, and this is not."""
    if "uns" not in text.vocabulary:
        return False
    following = next((other for other in finds if other.first > find.last and other.name.districts), None)
    if following is None:
        return False
    at = following.first - 1
    if text.tokens[following.first].fold not in WAYS_IN:
        while at > find.last and text.tokens[at].fold in WAYS_IN:
            at -= 1
    if at <= find.last + 1 or text.tokens[at].fold != "uns" or text.tokens[at - 1].fold != "bei":
        return False
    within = text.sentence[at]
    if within - text.sentence[find.last] > 1:
        return False
    near = range(find.last, min(len(text.tokens), following.last + _NEAR))
    return all(text.tokens[i].fold not in _ALSO for i in near if text.sentence[i] <= within)


def _is_theirs(find: Find, finds: Sequence[Find], text: Words) -> bool:
    """„die Hamburger haben auf ihrem Mühlenberg“: it belongs to people of another town."""
    if find.first == 0 or text.tokens[find.first - 1].fold not in _THEIRS:
        return False
    sentence = text.sentence[find.first]
    return any(
        other.name.kind == "elsewhere" and other.first < find.first and text.sentence[other.first] == sentence
        for other in finds
    )


def _is_workplace(left: Sequence[str], right: Sequence[str], ahead: Sequence[str]) -> bool:
    """„mein Mann arbeitet bei VW in Stöcken“: where others of the family work; `ahead` are the words before the name
    that say who and what."""
    if "nach" in left[:2] and not _DESK.isdisjoint(right[:3]):
        return True
    if not any(map(_SPOUSE.__getitem__, ahead)):
        return False
    if ahead[1:2] == ("ist",):  # „meine Frau ist Lehrerin in Misburg“
        return True
    at_firm = "bei" in left[:4] or not _PUBLIC.search(
        ahead[0]
    )  # who works in a Kita mostly speaks of the Kita
    return bool(_WORKS.intersection(ahead[:1])) or (at_firm and bool(_WORKS.intersection(ahead[1:2])))
