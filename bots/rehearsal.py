"""The sample conference, played by visitors while the window is open, and a little after it.

On our wiki they use its forms (`visitor`), on a MediaWiki its API (`visitor_mediawiki`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from familienkonferenz.bots.errors import WikiError
from familienkonferenz.bots.visitor import Draft
from familienkonferenz.config import Conference
from familienkonferenz.config.language import say
from familienkonferenz.config.sample import Contribution, Sample, TalkSection, WikiEdit


class Person(Protocol):
    """Somebody who takes part; `visitor.Visitor` says what each method does."""

    def register(self, password: str) -> bool: ...
    def sign_in(self, password: str) -> None: ...
    def contribute(
        self, title: str, text: str, kind: str = "", topic: str = "", place: str = ""
    ) -> int | None: ...
    def reply(self, number: int, text: str, title: str = "") -> int | None: ...
    def open_editor(self, page: str) -> Draft: ...
    def store(self, draft: Draft, text: str, summary: str = "") -> bool: ...


@dataclass
class Rehearsal:
    """The sample's people, each made of a name by `person`; `sign_in` makes accounts, `play` lets them write."""

    person: Callable[[str], Person]
    conference: Conference
    sample: Sample
    password: str
    visitors: dict[str, Person] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    """Sample key → number of the contribution."""
    first: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Topic id → base and text of its page after the sample's first edit."""

    def __len__(self) -> int:
        """Steps that `play` takes, for a progress bar."""
        talk = sum(len(section.comments) for section in self.sample.talk)
        return len(self.sample.contributions) + len(self.sample.replies) + len(self.sample.wiki_edits) + talk

    def knows(self, name: str) -> bool:
        """Whether there is an account of that name with the sample's password."""
        try:
            self.person(name).sign_in(self.password)
        except WikiError:
            return False
        return True

    def sign_in(self) -> None:
        """Make the accounts and sign everybody in. Moderators must have been given their role before."""
        for account in self.sample.accounts:
            visitor = self.person(account.name)
            if account.group == "moderator" or not visitor.register(self.password):
                visitor.sign_in(self.password)
            self.visitors[account.name] = visitor

    def play(self, step: Callable[[int], object]) -> None:
        """Write everything that is written in time; `step(1)` is called after each thing."""
        for contribution in (*self.sample.contributions, *self.sample.replies):
            self._contribute(contribution)
            step(1)
        for edit in self.sample.wiki_edits:
            self._edit(edit)
            step(1)
        for section in self.sample.talk:
            self._talk(section, step)
        self._late = [(late, self._open(late)) for late in self.sample.late if isinstance(late, WikiEdit)]

    def play_late(self) -> int:
        """Send what comes too late, when the window has closed; the number of texts that the wiki refused.

        The edit forms were opened in time, as they are by people who write up to the last minute.
        """
        refused = sum(self._send(late) is None for late in self.sample.late if isinstance(late, Contribution))
        return refused + sum(not self._store(late, draft) for late, draft in self._late)

    def _contribute(self, contribution: Contribution) -> None:
        number = self._send(contribution)
        if number is None:
            raise WikiError(
                say(
                    f"refuses the sample's contribution „{contribution.key}“",
                    f"nimmt den Beitrag „{contribution.key}“ der Probe nicht an",
                ),
                say("see with: konferenz status", "nachsehen mit: konferenz status"),
            )
        self.numbers[contribution.key] = number

    def _send(self, contribution: Contribution) -> int | None:
        visitor = self.visitors[contribution.author]
        if contribution.reply_to:
            return visitor.reply(self.numbers[contribution.reply_to], contribution.text, contribution.title)
        topic = self.conference.topic(contribution.topic).page if contribution.topic else ""
        return visitor.contribute(
            contribution.title, contribution.text, contribution.kind, topic, contribution.place
        )

    def _edit(self, edit: WikiEdit) -> None:
        if self._store(edit, self._open(edit)) == edit.refused:
            page = self.conference.topic(edit.topic).page
            problem = say("the sample expects another answer", "die Probe erwartet eine andere Antwort")
            raise WikiError(f"{problem}: {edit.comment}", page=f"Thema/{page}")

    def _open(self, edit: WikiEdit) -> Draft:
        page = f"Thema/{self.conference.topic(edit.topic).page}"
        return self.visitors[edit.account].open_editor(page)

    def _store(self, edit: WikiEdit, draft: Draft) -> bool:
        visitor = self.visitors[edit.account]
        if edit.action == "revert":
            text = self._before[edit.topic]
        else:
            if edit.base == "first":
                base, text = self.first[edit.topic]
                draft = Draft(draft.page, text, base, draft.token)
            text = (
                f"{draft.text}\n{edit.text}"
                if edit.action == "append"
                else draft.text.replace(edit.old, edit.new, 1)
            )
        self._before[edit.topic] = draft.text
        stored = visitor.store(draft, text, edit.comment)
        if edit.topic not in self.first:
            now = self._open(edit)
            self.first[edit.topic] = (now.base, now.text)
        return stored

    def _talk(self, section: TalkSection, step: Callable[[int], object]) -> None:
        page = f"Diskussion/Thema/{self.conference.topic(section.topic).page}"
        for count, comment in enumerate(section.comments):
            visitor = self.visitors[comment.account]
            draft = visitor.open_editor(page)
            heading = f"\n== {section.heading} ==\n" if count == 0 else ""
            visitor.store(draft, f"{draft.text}\n{heading}{comment.text}", section.heading)
            step(1)

    _before: dict[str, str] = field(default_factory=dict)
    """Topic id → text before its latest change, to undo it."""
    _late: list[tuple[WikiEdit, Draft]] = field(default_factory=list)
    """Edits that are sent too late, with their open forms."""
