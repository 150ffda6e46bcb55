"""Remarks of all talk pages as contributions: one identity each, also when they are moved to another page.

A remark whose signature names somebody else than who saved it, or a much earlier time, was moved here (archived,
sorted), copied, or forged. Moved means: the same words by that person at that time stood elsewhere, and stand there
no more; then it keeps its id, its author and its time. A copy is not said twice. Without an original, the signature
counts where a bot or an edit with several people's signatures brought it, otherwise whoever saved it is the author.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from familienkonferenz.bots.contributions import Contribution, arrived, joined
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.history.tokens import tokens
from familienkonferenz.bots.sources.keys import Keys, Said, keys
from familienkonferenz.bots.sources.remarks import Remark, remarks

_MINUTES = 2  # a signature is made a moment before its revision
_SEARCHED = 200  # of one person's remarks for one whose time is not its signature's
_QUOTED = 15  # a shorter text may stand in another by chance


@dataclass(frozen=True, slots=True)
class Context:
    """What a talk page's title says of its remarks: topic id, place and the contribution it is about ("" none)."""

    topic: str = ""
    place: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """A remark on its page; `read` are the ids of the page's revisions."""

    history: Sequence[Revision]
    read: frozenset[int]
    context: Context
    remark: Remark

    @property
    def page_id(self) -> int:
        return self.history[0].page_id

    @property
    def page(self) -> str:
        return self.history[-1].title

    @property
    def saver(self) -> str:
        return self.history[self.remark.positions[0]].user

    @property
    def rev_ids(self) -> tuple[int, ...]:
        return tuple(self.history[position].rev_id for position in self.remark.positions)

    @property
    def changed(self) -> datetime:
        return self.history[self.remark.positions[-1]].timestamp


def contributions(
    pages: Iterable[tuple[Sequence[Revision], Context]],
    known: Mapping[str, Contribution],
    bots: Collection[str],
    zone: tzinfo,
    moderators: Collection[str] = (),
    close: datetime | None = None,
) -> list[Contribution]:
    """The remarks of all `pages` (whole histories of talk pages) as contributions, with their ids in `known`.

    What its author took out is withdrawn; what was only moved is not, though its new page be not among `pages`.
    """
    found = []
    here: set[int] = set()
    for history, context in pages:
        read = frozenset(revision.rev_id for revision in history)
        here |= read
        said = remarks(history, bots, zone, moderators, close)
        found += [_Found(history, read, context, remark) for remark in said]
    told: dict[str, Contribution] = {}
    ids: dict[tuple[int, int], str] = {}
    names: Counter[str] = Counter()
    for one in found:
        if not one.remark.foreign:
            contribution = _contribution(one, one.saver, one.remark.time, names)
            earlier = known.get(contribution.id)
            if earlier and not (
                contribution.present or earlier.withdrawn or here.issuperset(earlier.revisions)
            ):
                contribution = _still(earlier, contribution)
            told[contribution.id] = contribution
            ids[one.page_id, one.remark.key] = contribution.id
    originals = _by_signature({**known, **told}.values())
    crowds = _crowds(found)
    for one in found:
        if one.remark.foreign:
            original = _original(one, originals)
            if original is not None:
                original = told.get(original.id, original)
            if original is None:
                contribution = _unknown(one, one.remark.foreign and _save(one) in crowds, names)
            elif _stands_elsewhere(original, one, original.id in told):
                ids[one.page_id, one.remark.key] = original.id
                continue
            else:
                contribution = _moved(original, one)
            told[contribution.id] = contribution
            ids[one.page_id, one.remark.key] = contribution.id
    for one in found:
        own = ids[one.page_id, one.remark.key]
        parent = ids.get((one.page_id, one.remark.parent), "") if one.remark.parent is not None else ""
        if parent and parent != own and own in told and told[own].page == one.page:
            told[own] = replace(told[own], reply_to=parent)
    return _carried(told, found)


def keyed(contributions: Iterable[Contribution]) -> dict[str, Keys]:
    """Name and id, as `keys` makes them, of what stands on talk pages, by the contribution's own id.

    They are made of who said it and when, as the history knows it: the name stays when it is moved to an archive.
    """
    pages: defaultdict[str, list[Contribution]] = defaultdict(list)
    for one in contributions:
        if one.source == "diskussion" and one.present:
            pages[one.page].append(one)
    found: dict[str, Keys] = {}
    for page in pages.values():
        place = {one.id: position for position, one in enumerate(page)}
        said = [
            Said(one.author, one.created, place.get(one.reply_to), one.title.replace(" ", "_"))
            for one in page
        ]
        found.update(zip(place, keys(said), strict=True))
    return found


def _contribution(one: _Found, user: str, created: datetime, names: Counter[str]) -> Contribution:
    """A contribution named by `user` and `created`, which never change, whoever turns out to be its author."""
    name = re.sub(r"[^\w.-]+", "_", user) or "unbekannt"
    base = f"D{one.page_id}-{name}-{created:%Y%m%d%H%M}"
    names[base] += 1
    return Contribution(
        id=base if names[base] == 1 else f"{base}-{names[base]}",
        source="diskussion",
        page=one.page,
        title=one.remark.heading if one.remark.text else "",
        text=one.remark.text,
        author=one.remark.author,
        kind="",
        topic=one.context.topic,
        place=one.context.place if one.remark.text else "",
        reply_to=one.context.about,
        created=created,
        changed=one.changed,
        revisions=one.rev_ids,
        withdrawn=one.remark.withdrawn,
        standing=one.remark.standing,
        notes=one.remark.notes,
        history=one.remark.history,
    )


def _still(earlier: Contribution, here: Contribution) -> Contribution:
    """What is gone from the page it was said on, and stands on another one that was not read again."""
    return replace(earlier, history=joined(earlier.history, here.history))


def _unknown(one: _Found, crowd: bool, names: Counter[str]) -> Contribution:
    """A remark signed by somebody else, whose original nobody saw."""
    signed = one.remark.signed
    if signed and (crowd or signed.user.casefold() == one.remark.author.casefold()):
        return replace(_contribution(one, signed.user, signed.time, names), author=signed.user)
    return _contribution(one, one.saver, one.remark.time, names)


def _moved(original: Contribution, one: _Found) -> Contribution:
    """`original`, found on the page of `one`; its own words where the move joined others to them."""
    text = one.remark.text
    notes = [note for note in original.notes if not note.startswith("entfernt von ")]
    if original.page != one.page:
        notes.append(f"verschoben von „{original.page}“")
    notes += [note for note in one.remark.notes if note.startswith("entfernt von ")]
    return replace(
        original,
        page=one.page,
        text=original.text if original.text and original.text in text else text,
        changed=max(original.changed, one.changed) if len(one.rev_ids) > 1 else original.changed,
        revisions=tuple(sorted({*original.revisions, *one.rev_ids})),
        withdrawn=one.remark.withdrawn,
        standing=one.remark.standing,
        notes=tuple(dict.fromkeys(notes)),
        history=arrived(original.history, one.remark.history),
    )


def _stands_elsewhere(original: Contribution, one: _Found, told: bool) -> bool:
    """Whether `original` still stands on another page or line, so that `one` is but a copy.

    `told`: the page of the original was read again.
    """
    if not told and not one.read.isdisjoint(original.revisions):
        return False  # it is what was found here before
    return original.present or not one.remark.present


def _original(
    one: _Found, originals: Mapping[tuple[str, str], Sequence[Contribution]]
) -> Contribution | None:
    signed = one.remark.signed
    if signed is None:
        return None
    for minutes in sorted(range(-_MINUTES, _MINUTES + 1), key=abs):
        stamp = f"{signed.time + timedelta(minutes=minutes):%Y%m%d%H%M}"
        for candidate in originals.get((signed.user.casefold(), stamp), ()):
            if _alike(_squeezed(one.remark.text), _squeezed(candidate.text)):
                return candidate
    said = _squeezed(one.remark.text)
    if len(said) < _QUOTED:
        return None
    by = originals.get((signed.user.casefold(), ""), ())
    return next((each for each in by if _alike(said, _squeezed(each.text))), None)


def _alike(text: str, other: str) -> bool:
    """Whether two texts by one person of one minute are the same, mended or joined to others."""
    if text == other or (other and other in text) or (text and text in other):
        return True
    words, others = Counter(tokens(text)), Counter(tokens(other))
    return 4 * (words & others).total() >= 3 * max(words.total(), others.total())


def _by_signature(
    contributions: Iterable[Contribution],
) -> Mapping[tuple[str, str], Sequence[Contribution]]:
    """By author and minute, and by author alone: somebody may sign much later, or mend the time."""
    index: defaultdict[tuple[str, str], list[Contribution]] = defaultdict(list)
    for one in contributions:
        if one.source == "diskussion":
            index[one.author.casefold(), f"{one.created:%Y%m%d%H%M}"].append(one)
            every = index[one.author.casefold(), ""]
            if len(every) < _SEARCHED and len(_squeezed(one.text)) >= _QUOTED:
                every.append(one)
    return index


def _save(one: _Found) -> tuple[int, int]:
    return one.page_id, one.remark.positions[0]


def _crowds(found: Iterable[_Found]) -> set[tuple[int, int]]:
    """Saves that brought several people's signatures: an archive or a tidying up, no forgery."""
    signers: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for one in found:
        if one.remark.foreign and one.remark.signed:
            signers[_save(one)].add(one.remark.signed.user)
    return {save for save, users in signers.items() if len(users) > 1}


def _carried(told: dict[str, Contribution], found: Iterable[_Found]) -> list[Contribution]:
    """`told`, where an unsigned remark that was taken out, and stands within a moved one elsewhere, went there too.

    Its words within are whole ones, so it is looked for only where its rarest word stands.
    """
    gone = {
        one.id: text
        for one in told.values()
        if not one.present and len(text := _squeezed(one.text)) >= _QUOTED
    }
    moved = [
        (_squeezed(one.remark.text), one)
        for one in (found if gone else ())
        if one.remark.foreign and one.remark.present
    ]
    common = Counter(word for text, _ in moved for word in set(text.split()))
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for id, text in gone.items():
        words = text.split()
        by_word[min(words[1:-1] or words, key=common.__getitem__)].append(id)
    carried: dict[str, Contribution] = {}
    for text, one in moved:
        for word in by_word.keys() & set(text.split()):
            for id in by_word[word]:
                if id not in carried and one.page != told[id].page and gone[id] in text:
                    carried[id] = _moved(told[id], one)
    return [carried.get(id, one) for id, one in told.items()]


def _squeezed(text: str) -> str:
    return " ".join(text.split())
