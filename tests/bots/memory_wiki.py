"""A wiki in memory, for the bots' runs: pages with histories, compare-and-swap, a stop page. No network, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from familienkonferenz.bots.errors import BotsHalted, EditConflict, PageExists
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.wiki.port import HALT_PAGE, Change, Page

BOT = "Konferenzbot"
BEGIN = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)


@dataclass
class MemoryWiki:
    """What `bots.wiki.port.Wiki` offers to a run; `before_put` lets somebody write in between."""

    account: str = BOT
    revisions: list[Revision] = field(default_factory=list)
    written: int = 0
    before_put: Callable[[Page], None] = lambda page: None
    trusted: frozenset[str] | None = None

    def save(self, title: str, text: str, user: str = "Lisa") -> int:
        """Somebody saves a page."""
        history = self.history(title)
        number = len(self.revisions) + 1
        page = history[0].page_id if history else number
        self.revisions.append(
            Revision(
                page, title, 1 if title.startswith("Diskussion:") else 0, number,
                history[-1].rev_id if history else 0, user, BEGIN + timedelta(minutes=number), "", text,
            )
        )  # fmt: skip
        return number

    def history(self, title: str) -> list[Revision]:
        """A page's revisions, oldest first."""
        return [one for one in self.revisions if one.title == title]

    def text(self, title: str) -> str:
        """A page's text."""
        return self.get(title).text

    def get(self, title: str) -> Page:
        """As the port does."""
        history = self.history(title)
        return (
            Page(title, history[-1].text, history[-1].rev_id, history[-1].user)
            if history
            else Page(title, "", 0)
        )

    def get_many(self, titles: Iterable[str]) -> Iterator[Page]:
        """As the port does."""
        return (self.get(title) for title in titles)

    def deciders(self) -> frozenset[str] | None:
        """As the port does; None as on our own wiki, which keeps others from deciding."""
        return self.trusted

    def newest_revision(self) -> int:
        """As the port does."""
        return len(self.revisions)

    def changes(self, since: int) -> Iterator[Change]:
        """As the port does."""
        for one in reversed(self.revisions[since:]):
            yield Change(one.rev_id, one.page_id, one.title, one.namespace, one.user)

    def titles(self, prefix: str, namespace: int = 0) -> Iterator[str]:
        """As the port does."""
        for one in {one.title: one for one in self.revisions}.values():
            if one.namespace == namespace and one.title.removeprefix("Diskussion:").startswith(prefix):
                yield one.title

    def moderators(self) -> Iterator[str]:
        """As the port does."""
        return iter(("Moderatorin",))

    def export(self, titles: Sequence[str]) -> Iterator[Revision]:
        """As the port does."""
        for title in titles:
            yield from self.history(title)

    def halted(self) -> bool:
        """As the port does, in short."""
        return "{{Halt|nein}}" not in self.get(HALT_PAGE).text

    def put(self, page: Page, text: str, summary: str) -> int:
        """As the port does."""
        self.before_put(page)
        if page.title != HALT_PAGE and self.halted():
            raise BotsHalted("the bots are halted", page=HALT_PAGE)
        now = self.get(page.title).rev_id
        if now != page.rev_id:
            raise (
                EditConflict("somebody has saved meanwhile", page=page.title)
                if page.rev_id
                else PageExists("the page is there already", page=page.title)
            )
        self.written += 1
        return self.save(page.title, text, self.account)

    def change(self, title: str, edit: Callable[[str], str], summary: str) -> int:
        """As the port does, where nobody saves in between."""
        page = self.get(title)
        text = edit(page.text)
        return 0 if page.rev_id and text.rstrip() == page.text.rstrip() else self.put(page, text, summary)
