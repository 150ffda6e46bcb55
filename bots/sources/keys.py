"""The two keys of what was said on a talk page: a name that goes wherever it is moved, an id in its place.

They are made as DiscussionTools makes them, so that a link to a comment on Wikipedia and ours say the same: the
**name** is author and time; the **id** adds what it answers, and a number where that is not enough. Several comments
may have one name (two within a minute); ids are single within a page.

    c-Anna_B-20261103094500                                    name
    c-Anna_B-20261103094500-Bert-20261103094000                id of an answer to Bert
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

_LONGEST = 80  # bytes of a name or heading within a key
_SWITCH = datetime(2022, 7, 12, tzinfo=UTC)  # keys of older comments have the time in the older form


@dataclass(frozen=True, slots=True)
class Said:
    """What a key is made of.

    `author` is "" for a heading; `time` is the comment's (aware), or None; `parent` is the position of what it
    answers, or of the heading; `anchor` is the heading's fragment on the page, "" before the first heading; a
    comment without a parent may carry that of the heading above.
    """

    author: str
    time: datetime | None
    parent: int | None
    anchor: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """Name and id of a comment or heading; `doubled` says that the id needed a number."""

    name: str
    id: str
    doubled: bool = False


def keys(said: Sequence[Said]) -> tuple[Keys, ...]:
    """The keys of all that stands on one page, in its order; parents stand before what answers them.

    A heading is named by the oldest comment beneath it, in its subsections too.
    """
    oldest = _oldest(said)
    found: list[Keys] = []
    used: set[str] = set()
    numbers: Counter[str] = Counter()
    for position, one in enumerate(said):
        first = oldest[position]
        if one.heading:
            name = f"h-{_signed(said[first])}" if first is not None else "h-"
            id = f"h-{_cut(one.anchor)}"
        else:
            id = name = f"c-{_signed(one)}"
            if one.parent is None and one.anchor:
                id += f"-{_cut(one.anchor)}"
        if one.parent is not None:
            parent = said[one.parent]
            if parent.heading and parent.anchor:
                id += f"-{_cut(parent.anchor)}"
            elif not parent.heading:
                id += f"-{_signed(parent)}"
        if one.heading and first is not None:
            id += f"-{stamp(said[first].time)}"
        free = id
        while free in used:
            numbers[id] += 1
            free = f"{id}-{numbers[id]}"
        used.add(free)
        found.append(Keys(name, free, free != id))
    return tuple(found)


def _oldest(said: Sequence[Said]) -> list[int | None]:
    """For each heading the position of the oldest comment beneath it, of two at once the upper."""
    oldest: list[int | None] = [None] * len(said)
    for position in range(len(said) - 1, -1, -1):  # from below: what is found is handed up
        parent = said[position].parent
        mine = [i for i in (oldest[position], None if said[position].heading else position) if i is not None]
        if parent is not None and mine:
            rivals = [i for i in (oldest[parent], *mine) if i is not None]
            oldest[parent] = min(rivals, key=lambda i: (_time(said[i]), i))
    return oldest


def _time(one: Said) -> datetime:
    return one.time or datetime.max.replace(tzinfo=UTC)


def _signed(one: Said) -> str:
    return f"{_cut(one.author.replace(' ', '_'))}-{stamp(one.time)}"


def stamp(time: datetime | None) -> str:
    """A time within a key, "" for none."""
    if time is None:
        return ""
    utc = time.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.000Z" if utc < _SWITCH else f"{utc:%Y%m%d%H%M%S}"


def _cut(text: str) -> str:
    """A part of a key: no longer than may be, and without underscores at its ends, which no address keeps."""
    return text.encode()[:_LONGEST].decode(errors="ignore").strip("_")
