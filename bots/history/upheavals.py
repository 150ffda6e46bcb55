"""What each revision of a page did: written, emptied, put back; and what was vandalism. Pure.

Nothing here decides who wrote a word; it only gives a name to what happened, so that nobody needs to leave a
revision out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from familienkonferenz.bots.history.tokens import Spans, length

Kind = Literal[
    "edit", "same", "hidden", "revert", "reset", "blanking", "noise", "vandalism", "undone", "withdrawn"
]

_LOST = 0.5  # taking out more of a page than this is emptying it
_MUCH = 10  # tokens; a smaller page is not emptied, it is edited
_LOOKED_AT = 60  # tokens
_LONG = 8  # letters, or tokens


@dataclass(frozen=True, slots=True)
class Step:
    """A revision and what it did.

    kind       edit        wrote, took out or moved text
               same        changed no token;   hidden: its text is not shown
               revert      put the page back as it was in revision `back_to`
               reset       a moderator took out most of it (to archive it, to begin anew)
               blanking    somebody else did, and it was not put back
               noise       wrote what is no language, and it was not put back
               vandalism   blanking or noise that somebody else put back;   undone: another edit that was
               withdrawn   an edit, blanking or noise that its own author put back
    written    tokens that stood nowhere before, copies included
    removed, restored   the tokens by number; what came back may come in a text of another kind than a revert
    """

    rev_id: int
    user: str
    kind: Kind
    back_to: int
    written: int
    removed: Spans
    restored: Spans


def kind_of(step: Step, before: int, wrote: Sequence[str], moderator: bool, people: int = 0) -> Kind:
    """What a step is by itself: `before` tokens stood on the page, the tokens `wrote` stood nowhere.

    `people`: so many had written since the state that it goes back to. A moderator who takes out the words of
    several has not put a page back, but begun it anew.
    """
    taken = length(step.removed)
    if step.back_to and not (moderator and people > 1 and taken > _LOST * before):
        return "revert"
    if before >= _MUCH and taken > _LOST * before and step.written < taken:
        return "reset" if moderator else "blanking"
    if noise(wrote):
        return "noise"
    return "edit" if step.written or taken or step.restored else "same"


def noise(wrote: Sequence[str]) -> bool:
    """Whether these tokens are no language: the same few again and again, or the same letters in one.

    >>> noise("ha ha ha ha ha ha ha ha lol".split()), noise(["Jaaaaaaaa"]), noise("Mehr Bänke !".split())
    (True, True, False)
    """
    some = wrote[:_LOOKED_AT]
    if len(some) >= _LONG and 3 * len({word.lower() for word in some}) <= len(some):
        return True
    return any(len(word) >= _LONG and 3 * len(set(word.lower())) <= len(word) for word in some)


def writers(steps: Sequence[Step], back_to: int) -> int:
    """How many people's edits lie after position `back_to`."""
    return len({step.user for step in steps[back_to + 1 :] if step.kind == "edit" and step.written})


def undo(steps: list[Step], back_to: int, by: str) -> None:
    """Name anew what lies after position `back_to`, now that `by` put the page back as it was there."""
    for position in range(back_to + 1, len(steps)):
        step = steps[position]
        if step.kind not in ("edit", "blanking", "noise"):
            continue
        kind: Kind = "undone" if step.kind == "edit" else "vandalism"
        steps[position] = replace(step, kind="withdrawn" if step.user == by else kind)
