"""Topic wikis, which many people write together: what each of them added.

An addition is what one person's edit added to the page `Thema/…`: whole new lines, and in a line of somebody
else's the sentences that are new. Edits of the same person on the same line, with nobody in between, are one
addition. What was put back or taken out stays, with its standing; only edits that add no words are none.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from familienkonferenz.bots.contributions import Contribution, Event, Standing, ended
from familienkonferenz.bots.history.closing import at_close, before
from familienkonferenz.bots.history.lineage import Line, Lineage
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.sources.passages import settled
from familienkonferenz.bots.wikitext import plain

_SENTENCE = re.compile(r"(?<=[.!?…])\s++(?=[\W_]{0,20}[A-ZÄÖÜ0-9])")
_WORD = re.compile(r"\w+")
_CORRECTION = 2  # so many new words in a sentence that otherwise stays are a correction, no statement

_COMPARED = 100_000  # so many pairs of sentences at most; beyond, what is not found again stays out


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


def contributions(
    pages: Iterable[Sequence[Revision]],
    known: Mapping[str, Contribution],
    topic: Callable[[str], str],
    bots: Collection[str],
    moderators: Collection[str] = (),
    close: datetime | None = None,
) -> list[Contribution]:
    """The additions to all `pages` (whole histories of topic wikis) as contributions; `topic` knows a title's topic.

    What was moved from one of these pages to another (into an archive) stays its author's, with its id; what was
    copied is not said twice.
    """
    found: dict[str, Contribution] = {}
    homes: dict[str, frozenset[int]] = {}
    for history in pages:
        home = frozenset(revision.rev_id for revision in history)
        open = before(history, close)
        earlier = additions(history[:open], bots, moderators) if open < len(history) else ()
        then = {one.positions[0]: one.text for one in earlier}
        for one in additions(history, bots, moderators):
            text = at_close(then.get(one.positions[0], one.text), one.text)
            contribution = replace(_contribution(one, history, topic), text=text)
            found[contribution.id], homes[contribution.id] = contribution, home
    return settled(found, known, homes)


def _contribution(
    addition: Addition, history: Sequence[Revision], topic: Callable[[str], str]
) -> Contribution:
    own = [history[position] for position in addition.positions]
    title = history[-1].title
    return Contribution(
        id=f"T{own[0].rev_id}",
        source="themenwiki",
        page=title,
        title=addition.heading,
        text=addition.text,
        author=addition.author,
        kind="",
        topic=topic(title),
        place="",
        reply_to="",
        created=own[0].timestamp,
        changed=own[-1].timestamp,
        revisions=tuple(revision.rev_id for revision in own),
        withdrawn=addition.withdrawn,
        standing=addition.standing,
        notes=addition.notes,
        history=addition.history,
    )


def additions(
    history: Sequence[Revision], bots: Collection[str], moderators: Collection[str] = ()
) -> tuple[Addition, ...]:
    """All that people added to one page, in order; `history` is the whole of it, ascending.

    Lines by an account named in `bots` are nobody's addition.
    """
    lineage = Lineage(history, moderators=moderators)
    states = lineage.states
    names = {name.casefold() for name in bots}
    staff = {name.casefold() for name in moderators}
    opened: list[_Open] = []
    owner: dict[int, _Open] = {}
    was: dict[int, str] = {}
    for position, revision in enumerate(history):
        changed = [line for line in states[position] if was.get(line.key) != line.text]
        fresh = [line for line in changed if line.touched[-1] == position]
        if revision.user.casefold() in names:
            for line in fresh:
                owner.pop(line.key, None)
        elif fresh := [line for line in fresh if added(was.get(line.key, ""), line.text)[0]]:
            mine = (owner[line.key] for line in fresh if line.key in owner)
            addition = next((one for one in mine if one.author == revision.user), None)
            if addition is None:
                addition = _Open(revision.user, _heading_above(states[position], fresh[0]), [])
                opened.append(addition)
            addition.positions.append(position)
            for line in fresh:
                first = addition.lines.get(line.key, (was.get(line.key, ""), ""))[0]
                addition.lines[line.key] = (first, line.text)
                owner[line.key] = addition
        was.update((line.key, line.text) for line in changed)
    return tuple(done for one in opened if (done := _finished(one, lineage, staff)))


def _finished(one: _Open, lineage: Lineage, moderators: Collection[str]) -> Addition | None:
    """`one` as an addition, None where it says nothing."""
    told = [added(old, new) for old, new in one.lines.values()]
    now = {line.key: line for line in lineage.states[-1] if line.key in one.lines}
    said = []
    for (key, (_, new)), (words, _) in zip(one.lines.items(), told, strict=True):
        late = now[key].touched if key in now else ()
        if any(lineage.users[at] in moderators for at in late if at > one.positions[-1]):
            words = _redacted(words, new, now[key].text)
        said.append(words)
    text = plain("\n".join(words for words in said if words))
    if not text:
        return None
    events = lineage.events((key, touch) for key in one.lines for touch in one.positions)
    addition = Addition(one.author, one.heading, text, tuple(one.positions), "standing", False, (), events)
    standing, withdrawn = ended(events, one.author, moderators)
    if events[-1].deed == "removed":
        by = events[-1]
        deed = "zurückgesetzt" if by.kind == "revert" else "entfernt"
        note = f"{deed} von {by.user or 'unbekannt'} (Version {by.rev_id})"
        if by.user == one.author:
            note = f"selbst zurückgenommen in Version {by.rev_id}"
        return replace(addition, standing=standing, withdrawn=withdrawn, notes=(note,))
    return replace(addition, standing="correction") if all(small for _, small in told) else addition


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


def _redacted(said: str, then: str, now: str) -> str:
    """`said` in the line `then`, after moderators left of it `now`: what they took out must not come back."""
    had, here = set(_sentences(then)), dict.fromkeys(_sentences(now))
    fresh = [(sentence, Counter(_WORD.findall(sentence))) for sentence in here if sentence not in had]
    sentences = _sentences(said)
    few = fresh[: _COMPARED // max(1, len(sentences))]
    left = []
    for sentence in sentences:
        words = Counter(_WORD.findall(sentence))
        mended = (new for new, others in few if 2 * (words & others).total() >= others.total())
        left.append(sentence if sentence in here else next(mended, ""))
    return " ".join(sentence for sentence in left if sentence)


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
