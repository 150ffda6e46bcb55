"""A revision of a wiki page, as the XML export and the Action API give it: what every harvest starts from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved state of one page.

    `title` is full, with its namespace ("Diskussion:Thema/Spielplätze und Grün"); `timestamp` is aware, UTC,
    whole seconds; `parent_id` is 0 for a first revision; `user` is "" where the wiki hides it; `text` has LF
    line ends and is "" where the wiki hides it; `bot` is the flag of the source where it has one, otherwise
    False (an account is known as a bot by its name, see `harvest`). `hidden` says that the wiki does not show
    the text, which is then no blanking.
    """

    page_id: int
    title: str
    namespace: int
    rev_id: int
    parent_id: int
    user: str
    timestamp: datetime
    comment: str
    text: str
    bot: bool = False
    hidden: bool = False


def by_page(revisions: Iterable[Revision]) -> Iterator[tuple[Revision, ...]]:
    """The histories of the pages, each ascending by revision id, pages in order of their first appearance.

    Sorted by id, never by timestamp: two saves within one second are common. A revision given twice counts
    once.
    """
    pages: dict[int, dict[int, Revision]] = {}
    for revision in revisions:
        pages.setdefault(revision.page_id, {})[revision.rev_id] = revision
    for history in pages.values():
        yield tuple(history[rev_id] for rev_id in sorted(history))
