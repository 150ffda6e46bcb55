"""A run of the bots: what is read, what is judged, what is written, and in which order.

The judgement is in the pure modules; here they meet the wiki (`wiki`) and the disk (`state`). Safe to run
again: unchanged text is not written, the cursor is saved last, and every write names the revision it was made
from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from familienkonferenz.bots import decisions, naming, sections
from familienkonferenz.bots.authority import authorised
from familienkonferenz.bots.coding import Coded, Coder, code
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.errors import BotsHalted, EditConflict, PageError, PageExists
from familienkonferenz.bots.evaluation.evaluate import Evaluation, evaluate
from familienkonferenz.bots.harvest import harvest
from familienkonferenz.bots.history.revisions import Revision, by_page
from familienkonferenz.bots.state import State
from familienkonferenz.bots.summaries.pages import pages
from familienkonferenz.bots.summaries.review import review_pages
from familienkonferenz.bots.summaries.status_parts import PARTS, Part, only
from familienkonferenz.bots.summaries.summary import Summary
from familienkonferenz.bots.wiki.port import HALT_PAGE, Change, Page, Wiki
from familienkonferenz.config import Conference
from familienkonferenz.config.language import say
from familienkonferenz.page_templates.pages import PageSource
from familienkonferenz.page_templates.window import PAGE as WINDOW_PAGE
from familienkonferenz.page_templates.window import Window, WindowError, write

Progress = Callable[[str, int], AbstractContextManager[Callable[[int], object]]]
"""Shows a bar for work of a known length: `with progress("…", 12) as step: step(1)`."""

_TRIES = 3
"""How often a page is read again when somebody saves meanwhile."""

_READ = {0: ("Beitrag/", "Thema/"), 1: ("Thema/",)}
"""What is harvested: namespace → beginnings of names."""


@dataclass
class Outcome:
    """What a command did: titles it wrote (or, in a dry run, would write), those that stayed, and problems."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass
class Run:
    """The bots at work on one wiki. `dry_run` reads and judges, but writes nothing, neither there nor here."""

    wiki: Wiki
    conference: Conference
    coder: Coder
    state: State
    progress: Progress
    dry_run: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    _judged: dict[str, int] = field(default_factory=dict)
    """Contribution page → the revision that was judged."""

    # --- the window ---------------------------------------------------------------------------------------

    def window(self) -> Window:
        """The window as the wiki has it. Raises `PageError`."""
        page = self.wiki.get(WINDOW_PAGE)
        if not page.rev_id:
            raise PageError(
                WINDOW_PAGE,
                say("there is no such page", "die Seite gibt es nicht"),
                say("make the pages with: konferenz init", "Seiten anlegen mit: konferenz init"),
            )
        try:
            return Window.parse(page.text, self.conference.timezone)
        except WindowError as error:
            raise PageError(WINDOW_PAGE, error.problem, error.remedy) from None

    def set_window(self, begin: datetime, end: datetime) -> None:
        """Write the window; what people wrote around it stays. Raises `PageError` when it ends before it begins."""
        zone = self.conference.timezone
        shown = [f"{instant.astimezone(zone):%d.%m.%Y %H:%M:%S}" for instant in (begin, end)]

        def edited(text: str) -> str:
            try:
                return write(text, begin, end, zone)
            except WindowError as error:
                raise PageError(WINDOW_PAGE, error.problem, error.remedy) from None

        if self.dry_run:
            page = self.wiki.get(WINDOW_PAGE)
            self._put(page, edited(page.text), "")
        elif self.wiki.change(WINDOW_PAGE, edited, f"Fenster: {shown[0]} bis {shown[1]}"):
            self.outcome.written.append(WINDOW_PAGE)
        else:
            self.outcome.unchanged += 1

    # --- the pages to begin with --------------------------------------------------------------------------

    def prepare(self, sources: Sequence[PageSource]) -> None:
        """Create the pages that are missing; templates that nobody else changed are brought up to date."""
        with self.progress(say("making pages", "Seiten anlegen"), len(sources)) as step:
            self._refuse_without_stop_page()
            # The stop page first: without it no bot may write.
            ordered = sorted(sources, key=lambda source: source.title != HALT_PAGE)
            by_title = {source.title: source.text for source in ordered}
            for page in self.wiki.get_many(by_title):
                text = by_title[page.title]
                if page.rev_id == 0:
                    self._create(page, text)
                elif page.title.startswith("Vorlage:") and page.user == self.wiki.account:
                    self._put(page, text, "Vorlage auf dem neuesten Stand")
                else:
                    self.outcome.unchanged += 1
                step(1)

    def _create(self, page: Page, text: str) -> None:
        """Make the page; one that came meanwhile, as by a request that was answered too late, stays as it is."""
        try:
            self._put(page, text, "Seite der Konferenz angelegt")
        except PageExists:
            self.outcome.unchanged += 1

    def _refuse_without_stop_page(self) -> None:
        """Whoever deleted the stop page of a conference stopped the bots; they do not make it again."""
        window, halt = self.wiki.get_many([WINDOW_PAGE, HALT_PAGE])
        if window.rev_id and not halt.rev_id:
            raise BotsHalted(
                say(
                    "the page is gone, so the bots are halted",
                    "die Seite ist weg, also sind die Bots angehalten",
                ),
                say("make it by hand, with {{Halt|nein}}", "von Hand anlegen, mit {{Halt|nein}}"),
                page=HALT_PAGE,
            )

    # --- reading ------------------------------------------------------------------------------------------

    def harvest(self) -> dict[str, Contribution]:
        """Read every change since the cursor into contributions, and remember them."""
        known, cursor = self.state.load()
        newest = self.wiki.newest_revision()
        existing = self._harvested()
        changed = {change.title for change in self.wiki.changes(cursor) if self._counts(change)}
        anew = cursor == 0 or WINDOW_PAGE in changed  # another close, other words count
        titles = sorted(existing if anew else _together(changed, existing))
        with self.progress(say("reading pages", "Seiten lesen"), len(titles)) as step:
            revisions = list(self._exported(titles, step))
        gone = {one.page for one in known.values()} - existing
        found = harvest(
            revisions,
            known,
            self.conference.topics,
            bot_names=(self.wiki.account,),
            zone=self.conference.timezone,
            gone=gone,
            moderators=tuple(self.wiki.moderators()),
            close=self._close(),
        )
        contributions = found.merged(known)
        self.outcome.problems += [str(problem) for problem in found.problems]
        if not self.dry_run and (contributions != known or newest != cursor):
            self.state.save(contributions.values(), newest)
        return contributions

    def judge(self, contributions: Iterable[Contribution]) -> list[Coded]:
        """What the bots say of each contribution, after people's decisions on the contributions' pages."""
        every = list(contributions)
        titles = sorted({one.page for one in every if one.source == "beitrag"})
        deciders = self.wiki.deciders()
        decided: dict[str, tuple[decisions.Decision, ...]] = {}
        with self.progress(say("reading decisions", "Entscheidungen lesen"), len(titles)) as step:
            for history in by_page(self._exported(titles, step)):
                page = history[-1]
                self._judged[page.title] = page.rev_id
                counting = history if deciders is None else authorised(history, deciders)
                decided[page.title] = self._decided(counting)
        return [code(one, self.coder, decided.get(one.page, ())) for one in every]

    def evaluate(self, coded: Sequence[Coded]) -> Evaluation:
        """The evaluation of what was judged."""
        return evaluate(coded, self.conference, staff=frozenset(self.wiki.moderators()))

    def news(self, cursor: int) -> Iterator[Change]:
        """What others than the bots have changed since the cursor, the newest first."""
        return (change for change in self.wiki.changes(cursor) if change.user != self.wiki.account)

    # --- writing ------------------------------------------------------------------------------------------

    def write_status(self, evaluation: Evaluation, parts: Collection[Part]) -> None:
        """Write the given parts of the status on every contribution's page."""
        self._write([one for one in pages(evaluation, self.conference) if one.section == "status"], parts)

    def write_overview(self, evaluation: Evaluation) -> None:
        """Write `Auswertung` and the proof that nothing was dropped."""
        wanted = ("Auswertung", "Auswertung/Nachweis")
        self._write([
            one for one in pages(evaluation, self.conference)
            if one.title in wanted or one.title.startswith("Auswertung/Nachweis/")
        ])  # fmt: skip

    def write_review(self, coded: Sequence[Coded]) -> None:
        """Write what waits for moderators, and the table of what people corrected."""
        self._write(list(review_pages(coded, self.coder, self.conference)))

    def publish(self, evaluation: Evaluation) -> None:
        """Write all summaries, the status on every contribution's page, and what moderators should look at."""
        coded = tuple(evaluation.coded.values())
        review = review_pages(coded, self.coder, self.conference)
        self._write([*pages(evaluation, self.conference), *review])

    # --- within -------------------------------------------------------------------------------------------

    def _harvested(self) -> set[str]:
        """Titles of all pages that are harvested."""
        parts = [(prefix, namespace) for namespace, prefixes in _READ.items() for prefix in prefixes]
        return {title for prefix, namespace in parts for title in self.wiki.titles(prefix, namespace)}

    def _counts(self, change: Change) -> bool:
        """Whether a change is a reason to read a page again: the bots' own words are none, but the window is."""
        return change.user != self.wiki.account or change.title == WINDOW_PAGE

    def _close(self) -> datetime | None:
        """When the window closes; None where nobody has said so."""
        if not self.wiki.get(WINDOW_PAGE).rev_id:
            return None
        try:
            return self.window().end
        except PageError as error:
            self.outcome.problems.append(str(error))
            return None

    def _exported(self, titles: Sequence[str], step: Callable[[int], object]) -> Iterator[Revision]:
        seen: set[int] = set()
        for revision in self.wiki.export(titles):
            if revision.page_id not in seen:
                seen.add(revision.page_id)
                step(1)
            yield revision

    def _decided(self, history: Sequence[Revision]) -> tuple[decisions.Decision, ...]:
        current = history[-1]
        by_bot = next((one.text for one in reversed(history) if one.user == self.wiki.account), "")
        decided = decisions.read(current.title, current.text, by_bot)
        known = naming.known(current.title, current.text, decided.decisions, self.conference)
        self.outcome.problems += [str(problem) for problem in (*decided.problems, *known.problems)]
        return known.decisions

    def _write(self, summaries: Sequence[Summary], parts: Collection[Part] = PARTS) -> None:
        by_title: dict[str, list[Summary]] = {}
        for summary in summaries:
            by_title.setdefault(summary.title, []).append(summary)
        with self.progress(say("writing pages", "Seiten schreiben"), len(by_title)) as step:
            for page in self.wiki.get_many(by_title):
                self._write_page(page, by_title[page.title], parts)
                step(1)

    def _write_page(self, page: Page, summaries: Sequence[Summary], parts: Collection[Part]) -> None:
        for attempt in range(_TRIES):
            try:
                self._refuse_unread(page, summaries)
                text = page.text
                for summary in summaries:
                    text = _filled(page, text, summary, parts)
                if page.rev_id or text:
                    self._put(page, text, f"Bot: {', '.join(sorted({one.section for one in summaries}))}")
                return
            except PageError as error:
                self.outcome.problems.append(str(error))
                return
            except (EditConflict, PageExists):
                if attempt == _TRIES - 1:
                    raise
                page = self.wiki.get(page.title)

    def _refuse_unread(self, page: Page, summaries: Sequence[Summary]) -> None:
        """A contribution's page that changed since it was judged may hold a decision that nobody followed."""
        judged = self._judged.get(page.title, page.rev_id)
        if judged != page.rev_id and any(summary.section == decisions.SECTION for summary in summaries):
            raise PageError(
                page.title,
                say("changed while the bots judged it", "wurde geändert, während die Bots urteilten"),
                say("run it again", "noch einmal laufen lassen"),
            )

    def _put(self, page: Page, text: str, summary: str) -> None:
        changed = not page.rev_id or text.rstrip() != page.text.rstrip()
        if changed and (self.dry_run or self.wiki.put(page, text, summary)):
            self.outcome.written.append(page.title)
        else:
            self.outcome.unchanged += 1


def _together(changed: Collection[str], existing: Collection[str]) -> set[str]:
    """The existing pages that changed, and those of the same topic: what is archived goes from one to the other."""
    whole = {_topic(title) for title in changed}
    return {title for title in existing if _topic(title) in whole}


def _topic(title: str) -> str:
    """`Thema/Verkehr` of `Thema/Verkehr/Archiv`, and the same of talk pages; other pages stand alone."""
    return "/".join(title.split("/")[:2]) if title.partition("/")[0].endswith("Thema") else title


def _filled(page: Page, text: str, summary: Summary, parts: Collection[Part]) -> str:
    """`text` with the summary's section filled; a page that is missing begins with its skeleton, or not at all."""
    if not page.rev_id and not text:
        text = summary.skeleton
        if not text:
            return ""
    section = sections.find(text, summary.section, page.title)
    body = only(summary.body, section.body if section else "", parts)
    return sections.replace(text, summary.section, body, page.title)
