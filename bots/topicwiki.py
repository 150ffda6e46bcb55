"""Topic wikis, which many people write together: what each of them added.

An addition is what one person's edit added to the page `Thema/…`: whole new lines, and in a line of somebody
else's the sentences that are new. Edits of the same person on the same line, with nobody in between, are one
addition. What was put back or taken out stays, with its standing; only edits that add no words are none.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from familienkonferenz.bots.contributions import Event, Standing
from familienkonferenz.bots.lineage import Line, Lineage
from familienkonferenz.bots.revisions import Revision
from familienkonferenz.bots.wikitext import plain

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[\W_]*[A-ZÄÖÜ0-9])")
_WORD = re.compile(r"\w+")
_CORRECTION = 2  # so many new words in a sentence that otherwise stays are a correction, no statement


@dataclass(frozen=True, slots=True)
class Addition:
    """What a person added; `positions` are the revisions as positions in the history, the first names it.

    `heading` is the last heading above it in plain words, `text` plain; `withdrawn` says that its own author took
    it out; `standing` and `history` as in `Contribution`.
    """

    author: str
    heading: str
    text: str
    positions: tuple[int, ...]
    standing: Standing
    withdrawn: bool
    notes: tuple[str, ...]
    history: tuple[Event, ...]


@dataclass(slots=True)
class _Open:
    """An addition while the history is read: per line key the text before its first and after its last edit."""

    author: str
    heading: str
    positions: list[int]
    lines: dict[int, tuple[str, str]] = field(default_factory=dict)


def additions(
    history: Sequence[Revision], bots: Collection[str], moderators: Collection[str] = ()
) -> tuple[Addition, ...]:
    """All that people added to one page, in order; `history` is the whole of it, ascending.

    Lines by an account named in `bots` are nobody's addition.
    """
    lineage = Lineage(history, moderators=moderators)
    states = lineage.states
    names = {name.casefold() for name in bots}
    opened: list[_Open] = []
    owner: dict[int, _Open] = {}
    before: dict[int, str] = {}
    for position, revision in enumerate(history):
        changed = [line for line in states[position] if before.get(line.key) != line.text]
        fresh = [line for line in changed if line.touched[-1] == position]
        if revision.user.casefold() in names:
            for line in fresh:
                owner.pop(line.key, None)
        elif fresh := [line for line in fresh if added(before.get(line.key, ""), line.text)[0]]:
            mine = (owner[line.key] for line in fresh if line.key in owner)
            addition = next((one for one in mine if one.author == revision.user), None)
            if addition is None:
                addition = _Open(revision.user, _heading_above(states[position], fresh[0]), [])
                opened.append(addition)
            addition.positions.append(position)
            for line in fresh:
                first = addition.lines.get(line.key, (before.get(line.key, ""), ""))[0]
                addition.lines[line.key] = (first, line.text)
                owner[line.key] = addition
        before.update((line.key, line.text) for line in changed)
    return tuple(done for one in opened if (done := _finished(one, lineage)))


def _finished(one: _Open, lineage: Lineage) -> Addition | None:
    """`one` as an addition, None where it says nothing."""
    told = [added(old, new) for old, new in one.lines.values()]
    text = plain("\n".join(said for said, _ in told if said))
    if not text:
        return None
    events = lineage.events((key, touch) for key in one.lines for touch in one.positions)
    addition = Addition(one.author, one.heading, text, tuple(one.positions), "standing", False, (), events)
    if events[-1].deed == "removed":
        return _ended(addition)
    return replace(addition, standing="correction") if all(small for _, small in told) else addition


def _ended(addition: Addition) -> Addition:
    """`addition` with its end: who took it out, and whether it was vandalism or the page was put back."""
    by = addition.history[-1]
    if by.user == addition.author:
        return replace(addition, withdrawn=True, notes=(f"selbst zurückgenommen in Version {by.rev_id}",))
    number = f"{by.user or 'unbekannt'} (Version {by.rev_id})"
    if by.kind != "revert":
        return replace(addition, standing="removed", notes=(f"entfernt von {number}",))
    vandal = addition.history[0].kind == "vandalism"
    return replace(
        addition, standing="vandalism" if vandal else "reverted", notes=(f"zurückgesetzt von {number}",)
    )


def added(old: str, new: str) -> tuple[str, bool]:
    """The sentences of the line `new` that `old` does not have, and whether they only correct some of it."""
    have = Counter(_sentences(old))
    said = []
    for sentence in _sentences(new):
        if have[sentence]:
            have[sentence] -= 1
        elif _WORD.search(plain(sentence)):
            said.append(sentence)
    words_old, words_new = Counter(_WORD.findall(old)), Counter(_WORD.findall(new))
    more = (words_new - words_old).total()
    small = bool(old) and more <= _CORRECTION and words_new.total() - more >= 2 * more
    return " ".join(said), small


def _sentences(line: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(line) if sentence.strip()]


def _heading_above(state: tuple[Line, ...], line: Line) -> str:
    heading = ""
    for each in state:
        if each.text.startswith("=") and each.text.rstrip().endswith("=") and each.text.strip("= \t"):
            heading = plain(each.text)
        if each.key == line.key:
            break
    return heading
