"""Which line of a page came when, and who touched it since: the ground for crediting people.

A line keeps its key through small edits, moves within the page, and removal and restoration. So a moderator who
restores a blanked page is not credited with it, and nobody's words are lost (a way of counting that drops
"spam" revisions loses them). Everything is linear in the length of the text, whatever was typed; the few lines
that are neither equal nor anchored are compared in pairs, neighbours only where they are many.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from familienkonferenz.bots.revisions import Revision

_WORK = 400_000  # words to compare; beyond it, only neighbours are compared
_NEAR = 3
_RESTORED = 20  # a shorter line that comes back later than at once may be anybody's ("Ja!")
_OWN = 7  # so many words, two of a signature's among them, are not said again by chance
_SAME = 0.9  # of the words of both
_MARKUP = re.compile(r"\[\[[^\[\]]*\]\]|[0-9]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one state of a page.

    `key` is its own in this page's history, rising in the order of first appearance; `born` is the position in
    the history of the revision that brought it, `touched` the positions of all that changed it, `born` included.
    """

    key: int
    text: str
    born: int
    touched: tuple[int, ...]


def _whole_lines(text: str) -> list[str]:
    return text.split("\n")


def _no_anchor(_line: str) -> str:
    return ""


def trace(
    history: Sequence[Revision],
    split: Callable[[str], list[str]] = _whole_lines,
    anchor: Callable[[str], str] = _no_anchor,
) -> tuple[tuple[Line, ...], ...]:
    """The lines of each revision of `history` (ascending), as `split` cuts them.

    Two lines with the same `anchor` that is not "" are the same line (a signature, say). A revision whose text is
    hidden has the lines of the one before.
    """
    states: list[tuple[Line, ...]] = []
    by_text: dict[str, tuple[Line, ...]] = {}
    gone: dict[str, tuple[Line, int]] = {}
    keys = 0
    lines: tuple[Line, ...] = ()
    for position, revision in enumerate(history):
        if not revision.hidden:
            if revision.text in by_text:  # put back as it was
                lines = by_text[revision.text]
            else:
                lines, keys = _step(lines, split(revision.text), anchor, gone, position, keys)
                by_text[revision.text] = lines
            held = {line.key for line in lines}
            for line in states[-1] if states else ():
                if line.key not in held:
                    gone[line.text] = (line, position)
        states.append(lines)
    return tuple(states)


def _step(
    old: tuple[Line, ...],
    new: list[str],
    anchor: Callable[[str], str],
    gone: dict[str, tuple[Line, int]],
    position: int,
    keys: int,
) -> tuple[tuple[Line, ...], int]:
    """The lines of the next state, and the next free key."""
    found: list[Line | None] = [None] * len(new)
    head, tail = _same_edges(old, new)
    for i in range(head):
        found[i] = old[i]
    for i in range(1, tail + 1):
        found[-i] = old[-i]
    spare = _take_equal(old[head : len(old) - tail], new, found)
    spare = _take_anchored(spare, new, found, anchor, position)
    _take_similar(spare, new, found, anchor, position)
    held = {line.key for line in found if line}
    for i, text in enumerate(new):
        if found[i] is None:
            back, left = gone.get(text, (None, 0))
            if back and back.key not in held and (len(text) >= _RESTORED or left == position - 1):
                found[i] = back
                held.add(back.key)
            else:
                found[i] = Line(keys, text, position, (position,))
                keys += 1
    return tuple(line for line in found if line is not None), keys


def _same_edges(old: tuple[Line, ...], new: list[str]) -> tuple[int, int]:
    """How many lines at the beginning, and then at the end, are the same."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i].text != new[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if old[-1 - i].text != new[-1 - i]), rest)
    return head, tail


def _take_equal(old: Iterable[Line], new: list[str], found: list[Line | None]) -> list[Line]:
    """Give each new line the next equal old one, wherever it stood; answer with the old ones left over."""
    waiting: defaultdict[str, deque[Line]] = defaultdict(deque)
    for line in old:
        waiting[line.text].append(line)
    for i, text in enumerate(new):
        if found[i] is None and waiting.get(text):
            found[i] = waiting[text].popleft()
    return sorted((line for lines in waiting.values() for line in lines), key=lambda line: line.key)


def _take_anchored(
    old: list[Line], new: list[str], found: list[Line | None], anchor: Callable[[str], str], position: int
) -> list[Line]:
    waiting: defaultdict[str, deque[Line]] = defaultdict(deque)
    for line in old:
        waiting[anchor(line.text)].append(line)
    for i, text in enumerate(new):
        if found[i] is None and (name := anchor(text)) and waiting.get(name):
            found[i] = _edited(waiting[name].popleft(), text, position)
    return sorted((line for lines in waiting.values() for line in lines), key=lambda line: line.key)


def _take_similar(
    old: list[Line], new: list[str], found: list[Line | None], anchor: Callable[[str], str], position: int
) -> None:
    """Give new lines the old one that most of its words came from.

    Two different anchors match only over words that are too many and too alike to be anybody else's: a signature
    that was changed beneath what stands there.
    """
    if not old:
        return
    open_lines = [i for i, line in enumerate(found) if line is None and new[i].strip()]
    words = [_words(line.text) for line in old]
    few = len(open_lines) * sum(len(each) + 1 for each in words) <= _WORK
    used: set[int] = set()
    for count, i in enumerate(open_lines):
        near = range(len(old)) if few else range(max(0, count - _NEAR), min(len(old), count + _NEAR + 1))
        mine = _words(new[i])
        scored = [(_likeness(words[j], mine), -abs(j - count), j) for j in near if j not in used]
        score, _, best = max(scored, default=(0.0, 0, 0))
        two = score >= 0.5 and anchor(old[best].text) and anchor(new[i])
        if score >= 0.5 and (not two or _nearly_same(words[best], mine)):
            used.add(best)
            found[i] = _edited(old[best], new[i], position)


def _edited(line: Line, text: str, position: int) -> Line:
    return replace(line, text=text, touched=(*line.touched, position))


def _words(text: str) -> Counter[str]:
    """Words of a line without links and numbers, which all signatures share."""
    return Counter(_WORD.findall(_MARKUP.sub(" ", text).lower()))


def _nearly_same(old: Counter[str], new: Counter[str]) -> bool:
    """Whether they are the same but for a correction, and too many for chance."""
    return old.total() >= _OWN and 2 * (old & new).total() >= _SAME * (old.total() + new.total())


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Share of common words, 0 to 1; a line of four words or more that only grew counts by what it kept."""
    common = (old & new).total()
    kept = common / old.total() if old.total() >= 4 and common >= 0.75 * old.total() else 0.0
    return max(kept, 2 * common / max(1, old.total() + new.total()))
