"""From revisions to contributions: everything that people said on the wiki, each of it once, nothing dropped.

Read are contribution pages (`Beitrag/<n>`), topic wikis (`Thema/…`) and all talk pages (`Diskussion:…`), by the
whole histories of the pages that changed. What the bots themselves wrote is nobody's contribution. What cannot be
read becomes a problem that names page and remedy, and where possible a contribution all the same.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from itertools import pairwise
from typing import Protocol

from familienkonferenz.bots.contributions import Contribution, Deed, Event, ended
from familienkonferenz.bots.errors import PageError
from familienkonferenz.bots.history.closing import at_close
from familienkonferenz.bots.history.provenance import Provenance
from familienkonferenz.bots.history.revisions import Revision, by_page
from familienkonferenz.bots.sources import beitrag, talk, topicwiki

_REDIRECT = re.compile(r"\s*#(?:REDIRECT|WEITERLEITUNG)\b\s*+(?::\s*+)?\[\[", re.IGNORECASE)
_MOVED_FROM = re.compile(r"\[\[:?(Beitrag/[1-9][0-9]{0,8})\]\]\S{0,2} (?:nach|to|auf) ")
_TALK = 1


class Topic(Protocol):
    """What the harvest needs to know of a topic; `config.Topic` is one."""

    @property
    def id(self) -> str: ...
    @property
    def page(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the changed pages say: contributions by time, and what is wrong on pages.

    `contributions` are those of the pages read; the others in `known` stay as they are (`merged`).
    """

    contributions: tuple[Contribution, ...]
    problems: tuple[PageError, ...]

    def merged(self, known: Mapping[str, Contribution]) -> dict[str, Contribution]:
        """All contributions by id: `known`, with what this harvest says of them, and the new ones."""
        return {**known, **{one.id: one for one in self.contributions}}


def harvest(
    revisions: Iterable[Revision],
    known: Mapping[str, Contribution],
    topics: Iterable[Topic],
    bot_names: Collection[str],
    zone: tzinfo = UTC,
    gone: Collection[str] = (),
    moderators: Collection[str] = (),
    close: datetime | None = None,
) -> Harvest:
    """The contributions on the pages in `revisions`.

    revisions  whole histories of the pages that changed, and of their topics' other pages, in any order
    known      contributions of earlier harvests by id: they keep their ids, and none of them gets lost
    topics     the conference's topics
    bot_names  accounts whose edits are no contributions
    zone       the wiki's, for signatures without a known zone
    gone       full titles of pages that were deleted; what was said there is withdrawn
    moderators accounts that empty pages in order, and take out what must not stand there
    close      when the window closes: the words of that moment count
    """
    work = _Work(known, {topic.page: topic.id for topic in topics}, bot_names, moderators, close)
    talks, topics_read = [], []
    seen: set[int] = set()
    for history in sorted(by_page(revisions), key=lambda history: history[0].rev_id):
        seen.update(revision.rev_id for revision in history)
        title = history[-1].title
        if history[-1].namespace == _TALK:
            talks.append(history)
        elif title.startswith("Beitrag/") or work.number_of(history):
            work.read_contribution(history)
        elif title.startswith("Thema/"):
            topics_read.append(history)
    for contribution in topicwiki.contributions(topics_read, known, work.topic, bot_names, moderators, close):
        work.found[contribution.id] = contribution
    spoken = ((history, work.context(history[-1].title)) for history in talks)
    for contribution in talk.contributions(spoken, known, bot_names, zone, moderators, close):
        work.found[contribution.id] = contribution
    for contribution in known.values():
        if contribution.id in work.found or contribution.withdrawn:
            continue
        if contribution.page in gone:
            work.withdraw(contribution, "die Seite wurde gelöscht")
        elif not seen.isdisjoint(contribution.revisions):
            work.withdraw(contribution, "in der Geschichte der Seite nicht mehr zu finden")
    ordered = sorted(work.found.values(), key=lambda one: (one.created, one.revisions, one.id))
    return Harvest(tuple(ordered), tuple(work.problems))


class _Work:
    """One harvest while it grows."""

    def __init__(
        self,
        known: Mapping[str, Contribution],
        topics: Mapping[str, str],
        bots: Collection[str],
        moderators: Collection[str],
        close: datetime | None,
    ) -> None:
        self.known, self.topics, self.moderators, self.close = known, topics, moderators, close
        self.names = {name.casefold() for name in bots}
        self.staff = {name.casefold() for name in moderators}
        self.found: dict[str, Contribution] = {}
        self.problems: list[PageError] = []
        self.numbers = {
            rev_id: one.id for one in known.values() if one.source == "beitrag" for rev_id in one.revisions
        }

    def number_of(self, history: Sequence[Revision]) -> str:
        """The id of the contribution whose page this is, by what is known or the log of its moves; "" if none."""
        for revision in history:
            if revision.rev_id in self.numbers:
                return self.numbers[revision.rev_id]
        for before, revision in pairwise(history):
            moved = _MOVED_FROM.search(revision.comment)
            if moved and revision.text == before.text:
                return f"B{beitrag.number(moved[1])}"
        return ""

    def read_contribution(self, history: Sequence[Revision]) -> None:
        """One page `Beitrag/<n>`, wherever it was moved."""
        title = history[-1].title
        told = [r for r in history if not r.hidden and _told(r)]
        if not told:  # a redirect that a move left behind, or a page on which nothing ever stood
            return
        own = [r for r in told if r.user.casefold() not in self.names] or told
        try:
            id = self.number_of(history) or f"B{beitrag.number(title)}"
        except PageError as error:
            self.problems.append(error)
            return
        if id in self.found:
            other = self.found[id].page
            problem = f"die Nummer {id[1:]} hat schon „{other}“"
            self.problems.append(PageError(title, problem, "nach Beitrag/<nächste Nummer> verschieben"))
            return
        self.found[id] = self._contribution(id, history, own)

    def _contribution(self, id: str, history: Sequence[Revision], own: Sequence[Revision]) -> Contribution:
        """The page as it last stood, blanked or not, by those of its revisions that are people's `own`."""
        title = history[-1].title
        first = next(r for r in history if r.hidden or _told(r))
        page, problems = beitrag.read(title, own[-1].text)
        self.problems.extend(problems)
        if page.topic and page.topic not in self.topics:
            problem = f"es gibt kein Thema „{page.topic}“"
            self.problems.append(PageError(title, problem, "thema= auf der Seite berichtigen"))
        events = self._events(history)
        standing, withdrawn = ended(events, first.user, self.staff)
        then = [r for r in own if self.close is None or r.timestamp <= self.close]
        text = page.text
        if then and then[-1] is not own[-1]:
            text = at_close(beitrag.read(title, then[-1].text)[0].text, text)
        people = [r for r in history if r.user.casefold() not in self.names] or own
        notes = [error.problem for error in problems]
        editors = dict.fromkeys(r.user for r in people if r.user and r.user != first.user)
        if editors:
            notes.append(f"bearbeitet auch von {', '.join(editors)}")
        if events[-1].deed == "removed":
            notes.append(f"entfernt von {events[-1].user or 'unbekannt'} (Version {events[-1].rev_id})")
        return Contribution(
            id=id,
            source="beitrag",
            page=title,
            title=page.title,
            text=text,
            author=first.user,
            kind=page.kind,
            topic=self.topics.get(page.topic, ""),
            place=page.place,
            reply_to=f"B{page.reply_to}" if page.reply_to else "",
            created=first.timestamp,
            changed=people[-1].timestamp,
            revisions=tuple(r.rev_id for r in people),
            withdrawn=withdrawn,
            standing=standing,
            notes=tuple(notes),
            history=events,
        )

    def _events(self, history: Sequence[Revision]) -> tuple[Event, ...]:
        """What happened to the words of a contribution's page; what bots write beneath them is no event."""
        page = Provenance(self.moderators)
        for revision in history:
            page.add(revision)
        events: list[Event] = []
        before = ""
        for revision, step in zip(history, page.steps, strict=True):
            title = _MOVED_FROM.search(revision.comment)
            now = before if revision.hidden else _words(revision)
            deed: Deed = "changed"
            if not events:
                if not (revision.hidden or _told(revision)):
                    continue
                deed = "written"
            elif now == before and not title:
                continue
            elif now == before:
                deed = "moved"
            elif not now:
                deed = "removed"
            elif not before:
                deed = "restored"
            events.append(Event(revision.rev_id, revision.user, revision.timestamp, deed, step.kind))
            before = now
        return tuple(events)

    def context(self, title: str) -> talk.Context:
        """What the title of a talk page says: a topic, a place, a contribution."""
        subject = title.partition(":")[2]
        kind, _, name = subject.partition("/")
        if kind == "Beitrag" and re.fullmatch(r"[1-9][0-9]{0,8}", name.partition("/")[0]):
            about = f"B{name.partition('/')[0]}"
            one = self.found.get(about) or self.known.get(about)
            return talk.Context(one.topic if one else "", "", about if one else "")
        return talk.Context(self.topic(subject), name if kind == "Stadtteil" else "")

    def withdraw(self, contribution: Contribution, why: str) -> None:
        """Keep what can no longer be found, as withdrawn."""
        self.found[contribution.id] = replace(contribution, withdrawn=True, notes=(*contribution.notes, why))

    def topic(self, subject: str) -> str:
        """The id of the topic of a page, "" for none."""
        kind, _, name = subject.partition("/")
        return self.topics.get(name.partition("/")[0], "") if kind == "Thema" else ""


def _told(revision: Revision) -> bool:
    """Whether anything stands there, and no redirect."""
    return bool(revision.text.strip()) and not _REDIRECT.match(revision.text)


def _words(revision: Revision) -> str:
    """What people said on a contribution's page: neither the bots' sections nor what moderators decided beneath."""
    if not _told(revision):
        return ""
    page, _ = beitrag.read(revision.title, revision.text)
    return "\n".join((page.title, page.place, page.text)).strip()
