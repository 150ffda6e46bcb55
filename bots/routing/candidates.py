"""Which bodies might take a matter up, and why: the words of the text against tasks, keywords and rules.

Scores are in points divided by ten: one plain keyword of one body counts 1. They rank bodies of one text;
they say nothing across texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from operator import attrgetter, itemgetter
from typing import NamedTuple

from familienkonferenz.bots.german.first_names import FIRST_NAMES
from familienkonferenz.bots.german.kept import Kept, ends_with
from familienkonferenz.bots.german.keywords import GROUP, Hit, Lexicon, spelling
from familienkonferenz.bots.german.words import Words, fold, quoted, stem, word_set
from familienkonferenz.config import Body, Conference
from familienkonferenz.config.rules import Rules, Way

_PART = {"word": 1.0, "phrase": 1.4, "head": 0.9, "first": 0.7}
_WITHIN = ("head", "first")
_FAINT = 0.35
_REFERENCE = 0.3
_INSTEAD = 0.2
_AGAIN = 0.2  # of a body's word that the text has once more
_ASIDE = 0.6  # what a sentence says beside the one that asks
_ALSO = 0.25  # of a rule's points for who takes part beside the body
_MORE = 0.1  # of a rule's points for each further word that it finds: who says more of a matter means it
_MOST = 3
_NAMED = 2.5  # a body that the text names itself
_WHERE = word_set(
    "vor gegenüber Höhe Nähe nahe neben hinter zur zum Richtung zwischen bis ab vom an am bei beim Weg um rund nach "
    "Umgebung Umfeld"
)
_POINTING = word_set("vor gegenüber Höhe Nähe nahe neben hinter zwischen")
_OF = frozenset(("aus",))  # „wir Kinder aus der Kita“: who speaks
_THAN = frozenset(("als", "wie"))
_AT = word_set("im in am an auf beim bei")
_MISTER = word_set("Frau Herr Herrn Familie")
_CALLED = FIRST_NAMES | _MISTER
_ASKING = "Bitte"
_MATTER = "Anliegen"
_TO_DO = "Vorhaben"
_ABOUT = frozenset((_ASKING, _MATTER, _TO_DO))
_NAY = ("nicht", "nie", "kein", "keine", "niemand", "zu")  # who is content needs none of these
_NAME = "Name: "


class Claim(NamedTuple):
    """A body's claim to a matter: its score, the rules that fired, the words, and whether it is plain."""

    body: str
    score: float
    fired: Sequence[str]
    hits: Sequence[Hit]
    plain: bool

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that fired, each once."""
        return tuple(dict.fromkeys(self.fired))

    @property
    def words(self) -> str:
        """The words behind it; few claims are ever shown, so they are quoted when somebody asks."""
        return quoted([hit.spoken for hit in self.hits])

    @property
    def reason(self) -> str:
        """The claim in words, for the page: „Spielplätze: „Rutsche““."""
        rules, words = ", ".join(self.rules) or "Stichwörter", self.words
        return f"{rules}: {words}" if words else rules


class _Means(NamedTuple):
    """What the labels of a word say of bodies: the ids of those that have it as a keyword, of those it names, its
    groups of words.

    asks, tells: it asks for something; it tells of a matter, and does not only ask or plan.
    """

    bodies: tuple[str, ...]
    named: tuple[str, ...]
    groups: tuple[str, ...]
    asks: bool
    tells: bool
    about: bool

    @classmethod
    def of(cls, labels: Iterable[str], own: Collection[str]) -> _Means | None:
        """Read labels as `claim_words` writes them, which are `own`; None: the word says nothing of bodies."""
        said = [label for label in labels if label in own]
        if not said:
            return None
        return cls(
            tuple(label for label in said if not label.startswith((_NAME, GROUP)) and label not in _ABOUT),
            tuple(label.removeprefix(_NAME) for label in said if label.startswith(_NAME)),
            tuple(label.removeprefix(GROUP) for label in said if label.startswith(GROUP)),
            _ASKING in said,
            not _ABOUT.issuperset(said),
            not _ABOUT.isdisjoint(said),
        )


def claim_words(conference: Conference, rules: Rules) -> dict[str, Iterable[str]]:
    """Labels and words for a lexicon: the keywords of bodies, their names, all groups of words, what a matter is."""
    bodies = _outside(conference)
    entries: dict[str, Iterable[str]] = {id: body.keywords for id, body in bodies.items()}
    vague = {fold(word) for word in (*rules.faint_words, *rules.institutions)}
    entries |= {_NAME + id: _own_names(body, conference.city, vague) for id, body in bodies.items()}
    entries |= {GROUP + name: group for name, group in rules.words.items()}
    entries[_ASKING] = rules.asking
    entries[_MATTER] = _NAY
    entries[_TO_DO] = rules.undertakings
    return entries


@dataclass(frozen=True, slots=True)
class Claims:
    """The bodies outside the Stadtteile with what words say of them, compiled once by `Claims.of`."""

    means: dict[tuple[str, ...], _Means]
    """What the labels of a word of the lexicon say, if they say anything of bodies."""
    ways: dict[str, tuple[tuple[int, Way], ...]]
    """By the first group of words they need, numbered in their order."""
    weights: dict[str, float]
    institutions: Kept[bool] = field(repr=False)
    """Whether a word with this stem is a house that people point with."""
    bodies: dict[str, Body]

    @classmethod
    def of(cls, conference: Conference, rules: Rules, lexicon: Lexicon) -> Claims:
        """Compile the rules for a lexicon that has the `claim_words`."""
        bodies = _outside(conference)
        own = claim_words(conference, rules).keys()
        shared = Counter(spelling(keyword) for body in bodies.values() for keyword in body.keywords)
        faint = {fold(word) for word in rules.faint_words}
        weights = {word: (_FAINT if fold(word) in faint else 1.0) / sqrt(n) for word, n in shared.items()}
        ways: dict[str, list[tuple[int, Way]]] = {}
        for number, way in enumerate(rules.ways):
            ways.setdefault(way.when[0], []).append((number, way))
        return cls(
            {labels: said for labels in lexicon.labels if (said := _Means.of(labels, own))},
            {name: tuple(numbered) for name, numbered in ways.items()},
            weights,
            Kept(ends_with(stem(word) for word in rules.institutions)),
            bodies,
        )

    def asks(self, text: Words, hits: Iterable[Hit]) -> bool:
        """Whether the text asks, wishes, proposes, complains or plans at all, and does not only tell or thank."""
        return "?" in text.text or any(
            meant.about for hit in hits if (meant := self.means.get(hit.labels)) is not None
        )

    def rank(self, text: Words, hits: Sequence[Hit], masked: Collection[int] = ()) -> tuple[Claim, ...]:
        """All claims to the text, the strongest first.

        hits: the words of the lexicon in it; masked: tokens inside names of places.
        """
        groups: _Groups = defaultdict(list)
        scores: dict[str, float] = defaultdict(float)
        words: dict[str, list[Hit]] = defaultdict(list)
        rules: dict[str, list[str]] = defaultdict(list)
        counted: set[tuple[str, str]] = set()
        named: set[str] = set()
        sentences, stems, institutions = text.sentence, text.stems, self.institutions
        meanings = map(self.means.get, map(_labels, hits))
        read = [
            (hit, meant, sentences[hit.first]) for hit, meant in zip(hits, meanings, strict=True) if meant
        ]
        aside = _aside(read)
        people = not text.lowered and not _CALLED.isdisjoint(text.folds)
        for hit, meant, sentence in read:
            _, keyword, first, last, _, part = hit
            ids, names, grouped, _, _, _ = meant
            if (first in masked and part in _WITHIN) or (people and _is_surname(hit, text)):
                continue
            said = _ASIDE if sentence in aside else 1.0
            beside = bool(institutions[stems[last]]) and _beside(first, text)
            weight = said * _REFERENCE if beside else said
            for id in ids:
                points = self.weights.get(keyword, 1.0) * _PART[part] * weight
                scores[id] += points * (_AGAIN if (id, keyword) in counted else 1.0)
                words[id].append(hit)
                counted.add((id, keyword))
            for id in names:
                named.add(id)
                scores[id] += _NAMED * said
                words[id].append(hit)
                rules[id].append("Stelle genannt")
                counted.add((id, keyword))
            if grouped:
                found = (hit, weight, beside and _points(first, text))
                for group in grouped:
                    groups[group].append(found)
        fired = self._fired(groups)
        for way in fired:
            used = _used(way, groups)
            if len(way.when) == 1:
                weight = max(weight for _, weight, _ in groups[way.when[0]])
            else:
                weight = _ASIDE if aside and all(text.sentence[hit.first] in aside for hit in used) else 1.0
                weight *= (
                    _REFERENCE if any(all(only for *_, only in groups[name]) for name in way.when) else 1
                )
            spoken = max(0, len({hit.first for hit in used}) - len(way.when))
            scores[way.body] += way.points / 10 * weight * (1 + _MORE * min(spoken, _MOST))
            words[way.body] += used
            rules[way.body].append(way.name)
        for id in {id for way in fired for id in way.instead_of}:
            if id in scores and id not in named:
                scores[id] *= _INSTEAD
        self._take_part(fired, groups, scores, words, rules)
        plain = {way.body for way in fired if way.plain}
        return tuple(
            Claim(id, -score, rules.get(id, ()), words.get(id, ()), id in plain)
            for score, id in sorted((-score, id) for id, score in scores.items())
        )

    def _fired(self, groups: _Groups) -> list[Way]:
        """The rules that fire, in their order."""
        begun = [numbered for name in groups for numbered in self.ways.get(name, ())]
        return [way for _, way in sorted([one for one in begun if _fires(one[1], groups)], key=_number)]

    def _take_part(
        self,
        fired: Sequence[Way],
        groups: _Groups,
        scores: dict[str, float],
        words: dict[str, list[Hit]],
        rules: dict[str, list[str]],
    ) -> None:
        """Name who takes part beside a rule's body; who has a claim of their own keeps that."""
        for way in fired:
            for id in way.also:
                if scores.get(id, 0.0) < _ALSO * way.points / 10:
                    scores[id] = _ALSO * way.points / 10
                    words[id] = _used(way, groups)
                    rules[id] = [f"beteiligt bei {way.name}"]


def _beside(first: int, text: Words) -> bool:
    """Whether a house only says where something is: „auf Höhe des Kindergartens“, „Weg zur Schule“."""
    before = text.before(first, 3)
    return not _WHERE.isdisjoint(before) or not _OF.isdisjoint(before[-2:]) or _is_compared(before)


def _points(first: int, text: Words) -> bool:
    """Whether a house only marks a spot: „neben der Schule“; what is „am Bahnhof“ may be a part of it."""
    return not _POINTING.isdisjoint(text.before(first, 3))


def _is_surname(hit: Hit, text: Words) -> bool:
    """„Gerda Wiese“, „Frau Garten“: somebody is called so."""
    if hit.part != "word" or not hit.first or text.folds[hit.first - 1] not in _CALLED:
        return False
    return text.tokens[hit.first].upper and text.gap(hit.first - 1, hit.first) == " "


def _is_compared(before: Sequence[str]) -> bool:
    """„weniger als im Supermarkt“, „laut wie auf dem Bahnhof“."""
    return any(word in _THAN and before[at + 1] in _AT for at, word in enumerate(before[:-1]))


_number, _labels = itemgetter(0), attrgetter("labels")


def _aside(read: Collection[tuple[Hit, _Means, int]]) -> frozenset[int]:
    """The sentences that tell what is around a request made in another one; none when nobody asks."""
    asking = {sentence for _, means, sentence in read if means.asks}
    telling = {sentence for _, means, sentence in read if means.tells} if asking else set()
    return frozenset(telling - asking) if asking & telling else frozenset()


_Groups = dict[str, list[tuple[Hit, float, bool]]]
"""What a text has of each group of words: with its weight, and whether somebody only points with it."""


def _fires(way: Way, groups: _Groups) -> bool:
    for name in way.when:
        if name not in groups:
            return False
    return not way.unless or groups.keys().isdisjoint(way.unless)


def _used(way: Way, groups: _Groups) -> list[Hit]:
    """The words a way rests on."""
    return [hit for name in way.when for hit, _, _ in groups[name]]


def _outside(conference: Conference) -> dict[str, Body]:
    return {body.id: body for body in conference.bodies if body.step != "local"}


def _own_names(body: Body, city: str, vague: Collection[str]) -> Sequence[str]:
    """What a text may call the body itself, unless the word mostly means something else („Feuerwehr“)."""
    name = body.page.removesuffix(f" {city}")
    if fold(name) in vague:
        return ()
    return (name if " " in name else f"={name}",)
