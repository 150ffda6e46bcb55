"""Threads: a matter, everybody who spoke up for it, and who spoke against it.

A thread is one leading contribution with those read together with it (near-duplicates) and all replies beneath
them. Its supporters are distinct authors: those of the leading and merged contributions and of the replies that
do not disagree. A reply disagrees when it holds one of a few plain phrases ("bin dagegen", "sehe das anders");
that is a hint for readers, shown with those words, never a verdict. What stands beneath a disagreeing reply
counts for neither side.

A reply that does not disagree need not agree: it may ask or tell. Those who say it themselves, or agree in plain words
("bei uns auch", "schließe mich an"; a bare signature says the same), share the matter.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.fate import said

_PHRASES = (
    r"(?:bin|sind|wäre|wären)\s(?:ich|wir)\s(?:\w+\s)?dagegen",
    r"(?:ich|wir)\s(?:bin|sind|wäre|wären)\s(?:\w+\s)?dagegen",
    r"(?:spreche|sprechen)\s(?:mich|uns)\s(?:\w+\s)?(?:dagegen|gegen)",
    r"(?:sehe|sehen)\s(?:(?:ich|wir|das|es)\s){1,2}(?:\w+\s)?anders",
    r"anderer\s(?:Meinung|Ansicht)",
    r"nicht\s(?:ganz\s)?einverstanden",
    r"stimme\s(?:\w+\s){0,2}nicht\szu\b(?!\s*100)",
    r"(?<!nicht\s)widerspreche(?:n)?",
    r"lehnen?\s[^.!?\n]{1,60}\sab",
    r"halten?\s(?:ich\s|wir\s)?(?:\w+\s){1,4}für\s(?:\w+\s)?(?:falsch|überflüssig|unnötig|übertrieben|verkehrt|Unsinn)",
    r"halten?\s(?:ich\s|wir\s)?(?:davon\s)?nichts(?:\sdavon)?",
    r"im\sGegenteil",
    r"nicht\sin\s?frage",
    r"(?:ist|wäre|so\sein|völliger|totaler)\s(?:Unsinn|Quatsch|Blödsinn)",
    r"keine\sgute\sIdee",
    r"bitte\s(?:keine?n?|nicht\snoch)",
    r"(?:brauchen\swir|braucht\sman|braucht\ses)\s(?:\w+\s)?nicht",
    r"braucht\s(?:\w+\s)?(?:niemand|kein\sMensch)",
    r"auf\s(?:gar\s)?keinen\sFall",
    r"so\seinfach\sist\s(?:das|es)\s(?:\w+\s)?nicht",
    r"(?:das|so)\sstimmt\s(?:\w+\s)?nicht",
    r"(?:finde|fände)\s(?:ich|wir)\s(?:\w+\s){0,3}(?:falsch|schlecht|übertrieben|unnötig|überflüssig|nicht\s(?:gut|richtig))",
)
_AGREEING = (
    r"stimme[n]?\s(?:\w+\s){0,4}zu",
    r"kann\s(?:\w+\s){0,3}(?:bestätigen|zustimmen|unterschreiben)",
    r"(?:sehe|sehen|finde|finden)\s(?:\w+\s){0,3}(?:auch|genauso|ebenso)",
    r"(?:bei|geht|ging)\s(?:es\s)?uns\s(?:leider\s)?(?:auch|genauso|ebenso|dasselbe|ist\ses\s(?:auch|genauso))",
    r"(?:schließe|schliesse|schließen)\s(?:\w+\s)?(?:mich|uns)\s(?:\w+\s){0,3}an",
    r"(?:bin|sind|wäre|wären)\s(?:\w+\s){0,2}(?:dafür|dabei)",
    r"(?:ich|wir)\s(?:auch|ebenfalls)",
    r"(?:hast|haste)\s(?:\w+\s){0,2}recht|recht\s(?:hast|haste)",
    r"genau\s?das|genau\sso\sist",
    r"(?:gute|tolle|super|schöne|prima)\sIdee",
    r"(?:volle\s)?zustimmung|unterstütze[n]?\s",
)
_FOR = re.compile(
    rf"\b(?:{'|'.join(_AGREEING)})|^\s*(?:genau|stimmt|richtig|dafür|eben)\b|👍|(?<!\d)\+1\b", re.IGNORECASE
)
_NOT = re.compile(r"\bnicht\b[^.!?]{0,30}$", re.IGNORECASE)
_AGAINST = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_HARMLESS = re.compile(r"\b(?:nichts|nicht|keineswegs)\s+(?:\w+\s)?dagegen\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A reply that disagrees, and the words in it that say so."""

    reply: str
    words: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One matter. `contributions`: the leading one first, then those read with it; `replies` beneath them all.

    `supporters`: authors as the wiki names them, sorted; hidden authors are not counted. `sharing`: those of them who
    say it themselves or agree in plain words.
    """

    lead: Coded
    contributions: tuple[str, ...]
    replies: tuple[str, ...]
    supporters: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    sharing: tuple[str, ...] = ()


def threads(
    coded: Sequence[Coded], merged: Mapping[str, str], staff: Collection[str] = ()
) -> tuple[Thread, ...]:
    """The threads of all contributions that stand; every one of them is in at least one thread.

    `staff`: accounts that moderate; what they write is no voice for or against anything.

    A contribution leads when it is neither merged nor a reply to a known one. A reply that names a Stadtteil
    which the answered one does not also leads: a matter of its own, and still a voice there.
    """
    standing = {one.contribution.id: one for one in coded if said(one.contribution)}
    beneath: dict[str, list[Coded]] = {}
    together: dict[str, list[Coded]] = {}
    leads: list[Coded] = []
    for one in standing.values():
        contribution = one.contribution
        answered, kept = standing.get(contribution.reply_to), standing.get(merged.get(contribution.id, ""))
        if answered is not None:
            beneath.setdefault(contribution.reply_to, []).append(one)
            if set(one.districts) - set(answered.districts):
                leads.append(one)
        elif kept is not None:
            together.setdefault(kept.contribution.id, []).append(one)
        else:
            leads.append(one)
    found = [_thread(lead, together, beneath, staff) for lead in leads]
    reached = {id for thread in found for id in (*thread.contributions, *thread.replies)}
    for id, one in standing.items():  # two that answer each other: forged, but not to be lost
        if id not in reached:
            found.append(_thread(one, together, beneath, staff))
            reached.update(found[-1].contributions, found[-1].replies)
    return tuple(found)


def alone(one: Coded, staff: Collection[str] = ()) -> Thread:
    """The thread of one contribution without what stands beneath it; `staff` as in `threads`."""
    author = one.contribution.author
    people = (author,) if author and author not in staff else ()
    return Thread(one, (one.contribution.id,), (), people, (), people)


def opposes(one: Coded) -> bool:
    """Whether it is a reply that disagrees."""
    return bool(one.contribution.reply_to and disagrees(one.contribution.text))


def disagrees(text: str) -> str:
    """The words by which a reply speaks against what it answers, or "".

    >>> disagrees("Da bin ich dagegen."), disagrees("Ich habe nichts dagegen.")
    ('bin ich dagegen', '')
    """
    match = _AGAINST.search(_HARMLESS.sub(lambda harmless: "·" * len(harmless[0]), text))
    return match[0] if match else ""


def agrees(text: str) -> bool:
    """Whether a reply says in plain words that it shares what it answers.

    >>> agrees("Bei uns auch!"), agrees("Hast du ein Foto?"), agrees("Da stimme ich nicht zu.")
    (True, False, False)
    """
    return not disagrees(text) and any(not _NOT.search(text[: found.end()]) for found in _FOR.finditer(text))


def _thread(
    lead: Coded,
    together: Mapping[str, list[Coded]],
    beneath: Mapping[str, list[Coded]],
    staff: Collection[str],
) -> Thread:
    members = [lead, *together.get(lead.contribution.id, ())]
    writers = {one.contribution.author for one in members}
    replies: list[str] = []
    disputes: list[Dispute] = []
    agreeing: set[str] = set()
    against: set[str] = set()
    sharing = set(writers)
    for reply, words, counts in _walk(members, beneath):
        replies.append(reply.contribution.id)
        if reply.contribution.author in staff:
            continue
        if words:
            disputes.append(Dispute(reply.contribution.id, words))
            against.add(reply.contribution.author)
        elif counts:
            agreeing.add(reply.contribution.author)
            if reply.contribution.standing == "signature" or agrees(reply.contribution.text):
                sharing.add(reply.contribution.author)
    supporters = sorted(name for name in writers | (agreeing - against) if name and name not in staff)
    ids = tuple(one.contribution.id for one in members)
    shared = sorted(name for name in sharing if name in supporters)
    return Thread(lead, ids, tuple(replies), tuple(supporters), tuple(disputes), tuple(shared))


def _walk(members: list[Coded], beneath: Mapping[str, list[Coded]]) -> Iterator[tuple[Coded, str, bool]]:
    """Each reply beneath, level by level: it, its words of disagreement, whether it counts as a voice for."""
    seen = {one.contribution.id for one in members}
    waiting = deque((reply, True) for one in members for reply in beneath.get(one.contribution.id, ()))
    while waiting:
        reply, counts = waiting.popleft()
        contribution = reply.contribution
        if contribution.id in seen:
            continue
        seen.add(contribution.id)
        words = disagrees(contribution.text) if counts else ""
        yield reply, words, counts and not words
        waiting.extend((further, counts and not words) for further in beneath.get(contribution.id, ()))
