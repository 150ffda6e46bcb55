"""Passages of topic wikis that were carried from one page to another: they stay their authors', with their ids. Pure.

Whoever brings a page's text into an archive has said nothing: what went is moved, what stayed is copied. A page is
read by its own history, so this looks at what was found on all of them, and at what was known before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from familienkonferenz.bots.contributions import Contribution, arrived, joined

_PASSAGE = 15  # characters; a shorter line may stand on two pages by chance
_MOST = 0.5  # of the passages of a contribution


def settled(
    found: Mapping[str, Contribution],
    known: Mapping[str, Contribution],
    homes: Mapping[str, AbstractSet[int]],
) -> list[Contribution]:
    """`found` on some pages, after `known`, where each passage is its first author's.

    `homes`: id → the revisions of the page that it was found on.
    """
    read = {rev_id for home in homes.values() for rev_id in home}
    now = {id: _still(known.get(id), one, read) for id, one in found.items()}
    before = [one for one in known.values() if one.source == "themenwiki" and one.id not in now]
    owners = _owners([*now.values(), *before])
    for id, home in homes.items():
        brought: defaultdict[str, set[str]] = defaultdict(set)
        for line in _passages(now[id].text):
            if int(owners[line].removeprefix("T")) not in home:
                brought[owners[line]].add(line)
        for owner, lines in brought.items():
            original = now.get(owner) or known[owner]
            copied = original.present and (owner in now or home.isdisjoint(original.revisions))
            if copied and _topic(original) != _topic(now[id]):
                continue  # two may wish the same for two topics
            if copied:
                pass
            elif len(lines) < _MOST * len(set(_passages(original.text))):
                continue
            elif original.present or now[id].present:
                now[owner] = _moved(original, now[id])
            now[id] = _without(now[id], lines)
    return [one for one in now.values() if one.text]


def _topic(one: Contribution) -> list[str]:
    """`Thema/Verkehr` of `Thema/Verkehr/Archiv`, in parts."""
    return one.page.split("/")[:2]


def _passages(text: str) -> list[str]:
    return [line for line in text.split("\n") if len(line) >= _PASSAGE]


def _owners(contributions: Iterable[Contribution]) -> dict[str, str]:
    """Each passage with the id of the contribution that had it first."""
    owners: dict[str, str] = {}
    for one in sorted(contributions, key=lambda one: (one.created, one.revisions, one.id)):
        for line in _passages(one.text):
            owners.setdefault(line, one.id)
    return owners


def _still(earlier: Contribution | None, here: Contribution, read: AbstractSet[int]) -> Contribution:
    """What is gone from its page may stand on another one that was not read again."""
    if earlier is None or here.present or earlier.withdrawn or set(earlier.revisions) <= read:
        return here
    return replace(earlier, history=joined(earlier.history, here.history))


def _moved(original: Contribution, one: Contribution) -> Contribution:
    """`original`, whose passages `one` brought to its page."""
    notes = [note for note in original.notes if not note.startswith(("entfernt von ", "zurückgesetzt von "))]
    if original.page != one.page:
        notes.append(f"verschoben von „{original.page}“")
    return replace(
        original,
        page=one.page,
        revisions=tuple(sorted({*original.revisions, *one.revisions})),
        withdrawn=one.withdrawn,
        standing=one.standing,
        notes=tuple(dict.fromkeys(notes)),
        history=arrived(original.history, one.history),
    )


def _without(one: Contribution, lines: Collection[str]) -> Contribution:
    text = "\n".join(line for line in one.text.split("\n") if line not in lines).strip()
    return replace(one, text=text)
