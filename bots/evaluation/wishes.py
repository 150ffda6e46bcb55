"""The thing that a text asks for, in its writer's word: what a need is called when no keyword of the city names it.

A title says it ("Kleidertausch in Hainholz"), or a sentence of need does ("Es fehlt nur ein Beamer"), or a list of
places ("Georgengarten: endlich ein Trinkbrunnen"). A noun that only says where something is ("im Kulturhaus") is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.quotations import unprintable
from familienkonferenz.bots.evaluation.things import nouns
from familienkonferenz.bots.german.words import Words, word_set, words

_WHERE = word_set(
    "in im ins an am ans auf aus bei beim mit nach seit von vom zu zum zur um durch über unter vor hinter neben "
    "zwischen bis ab gegenüber nahe"
)
_LACKS = word_set(
    "fehlt fehlen fehle fehlte brauchen brauche braucht bräuchte bräuchten suchen suche sucht kein keine keinen keiner "
    "keinerlei mehr wünsche wünschen wünscht wäre wären"
)
_WANTS_NOT = word_set("will wollen möchte möchten ist sind habe haben hat")  # „ich will keine Diskussion“
_NO = word_set("kein keine keinen keiner keinerlei")
_ANY = word_set("was etwas nichts viel wenig alles")  # „etwas Größeres“ is no thing
_MISSING = word_set("fehlt fehlen fehle fehlte")
_REACH = 5  # words between what says the need and its thing
_LONG = 8  # letters from which a word that begins a title is taken for a noun
_NO_NOUN = re.compile(r"(?:lich|ig|isch|los|bar|sam|haft|ens|weise|end|iert|ieren)(?:e[nrsm]?)?$")


def headline(one: Coded) -> str:
    """The first thing of the title that is not only where it is; "" where there is none."""
    title = one.contribution.title
    if not title or one.contribution.source == "themenwiki":  # there it is the section's heading
        return ""
    said = words(title)
    things = _things(said, one)
    governed = False
    for i, token in enumerate(said.tokens):
        if token.fold in _WHERE:
            governed = True
        elif token.upper and i:
            if i in things and not governed:
                return token.text
            governed = False
        elif i in things and _noun_at_first(said):
            return token.text
    return ""


def wish(one: Coded, line: str = "", lacking: bool = False) -> str:
    """The thing that the text says it lacks or wants, or lists behind a place; "" where none is said so.

    `line`: what a list says of one of the places, which lacks the first thing named; "" for no list. `lacking`: only
    what is said not to be there counts.
    """
    said = words(line or one.contribution.text)
    things = _things(said, one)
    if not things:
        return ""
    if line:
        return next((said.tokens[i].text for i in sorted(things) if not _governed(said, i)), "")
    signs = _MISSING | _NO if lacking else _LACKS
    wanted = -1  # the sentence that said something is wanted
    for i, token in enumerate(said.tokens):
        if token.fold not in signs:
            continue
        again, wanted = wanted == said.sentence[i], said.sentence[i]
        if token.fold in _NO and (again or _refused(said, i)):
            continue
        if found := _object(said, i, things):
            return found
        if token.fold in _MISSING and i - 1 in things and said.sentence[i - 1] == said.sentence[i]:
            return said.tokens[i - 1].text
    return ""


def _refused(said: Words, at: int) -> bool:
    """Whether a "kein" names what is not wanted: „ich will keine Diskussion“, „kein Projekt, sondern ein Schlüssel“."""
    before = said.tokens[at - 1].fold if at else ""
    return before in _WANTS_NOT or "sondern" in said.around(at, at, len(said.tokens))


def _object(said: Words, at: int, things: Collection[int]) -> str:
    """The thing behind a word of need, in its sentence and not too far."""
    for i in range(at + 1, min(at + 1 + _REACH, len(said.tokens))):
        if said.sentence[i] != said.sentence[at] or said.tokens[i].fold in _WHERE:
            return ""
        if said.tokens[i].upper:
            return said.tokens[i].text if i in things and said.tokens[i - 1].fold not in _ANY else ""
    return ""


def _governed(said: Words, at: int) -> bool:
    """Whether a thing only says where: a word of place stands before it, with nothing but small words between."""
    for i in range(at - 1, -1, -1):
        if said.tokens[i].fold in _WHERE:
            return True
        if said.tokens[i].upper:
            return False
    return False


def _noun_at_first(said: Words) -> bool:
    """Whether the word that begins a title is a noun: what follows is no noun of its own, and it looks like one."""
    first, following = said.tokens[0], said.tokens[1] if len(said.tokens) > 1 else None
    if following is not None and following.upper:
        return False
    return len(first.text) >= _LONG and not _NO_NOUN.search(first.text)


def _things(said: Words, one: Coded) -> frozenset[int]:
    """The positions of things that name neither one of its places nor a person."""
    hidden = [(start, end) for _, start, end in unprintable(said.text, one.released)]
    named = {stem for tag in one.tags for stem in words(f"{tag.words} {tag.district}").stems}
    return frozenset(i for i in nouns(said, hidden, first=True) if said.stems[i] not in named)
