"""The set of pages that a query speaks about: titles, ids and revision ids made into subjects.

Titles are brought to one form and told so, redirects are followed if asked. What the caller may not read is
missing, like what does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from ..errors import InvalidTitle
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.save import read
from ..titles import SPECIAL, Title
from ..wikitext import redirect_target
from .errors import JSON, ApiError
from .module import Call, Subject
from .names import title_sent
from .parameter_reader import well_formed

SPECIAL_PAGES = ("export", "exportieren")
"""The special pages that there are, folded."""


class PageSet:
    """Collects subjects in the order in which they were named, each page once."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self.subjects: list[Subject] = []
        self.normalized: list[JSON] = []
        self.redirects: list[JSON] = []
        self.bad_revisions: list[int] = []
        self._known: dict[object, Subject] = {}
        self._missing = 0

    def add_titles(self, titles: Iterable[str], *, follow: bool = False) -> None:
        """Add pages by title; with `follow`, what redirects point to instead of them.

        What cannot be a page comes first, before what is not there: older clients see that from the numbers.
        """
        parsed = []
        for given in titles:
            if given.startswith("#"):  # a place on no page
                self.normalized.append({"fromencoded": False, "from": given, "to": ""})
                continue
            try:
                title = title_sent(given)
            except InvalidTitle as error:
                self._add_missing(given, {"title": given, "invalidreason": str(error), "invalid": True})
                continue
            if title.namespace == SPECIAL:
                title = _known_special(title)
                self.add(title)
            if title.full != given:
                entry: JSON = {"fromencoded": False, "from": given, "to": title.full}
                if entry not in self.normalized:
                    self.normalized.append(entry)
            parsed.append(title)
        for title in parsed:
            self.add(title, follow=follow)

    def note_encoded(self, titles: Iterable[str]) -> None:
        """Tell which titles were no text in Unicode's form C before they were read."""
        for sent in dict.fromkeys(titles):
            if (text := well_formed(sent)) != sent:
                encoded = quote(sent.encode("utf-8", "surrogateescape"), safe="")
                self.normalized.append({"fromencoded": True, "from": encoded, "to": text})

    def add(self, page: Title | PageRow, *, follow: bool = False) -> Subject:
        """Add one page; a `PageRow` is one that the caller may read."""
        if follow:
            page = self._followed(page.title if isinstance(page, PageRow) else page)
        row = page if isinstance(page, PageRow) else self._call.sight.page(page)
        title = row.title if row else page if isinstance(page, Title) else page.title
        if row is not None:
            if row.page_id not in self._known:
                data: JSON = {"pageid": row.page_id, "ns": title.namespace, "title": title.full}
                self._put(row.page_id, Subject(row.page_id, title, row, data))
            return self._known[row.page_id]
        data = {"ns": title.namespace, "title": title.full, "missing": True}
        if title.namespace <= SPECIAL:
            data = {"ns": title.namespace, "title": title.full, "special": True}
            if title.name.partition("/")[0].casefold() not in SPECIAL_PAGES:
                data["missing"] = True
        return self._add_missing(title, data, title)

    def add_ids(self, page_ids: Iterable[int], *, follow: bool = False) -> None:
        """Add pages by id."""
        for page_id in page_ids:
            row = self._call.sight.page_by_id(page_id)
            if row is not None:
                self.add(row, follow=follow)
            elif page_id not in self._known:
                self._put(page_id, Subject(page_id, None, None, {"pageid": page_id, "missing": True}))

    def add_revisions(self, rev_ids: Iterable[int]) -> None:
        """Add the pages of revisions, and the revisions to them."""
        for rev_id in rev_ids:
            revision = services().catalogue.revision(rev_id)
            row = self._call.sight.page_by_id(revision.page_id) if revision else None
            if revision is None or row is None:
                self.bad_revisions.append(rev_id)
            else:
                self.add(row).revisions.append(revision)

    def _followed(self, title: Title) -> Title:
        seen = {title}
        while (row := self._call.sight.page(title)) is not None and row.redirect:
            target = target_of(row)
            if target is None or target in seen:
                break
            entry: JSON = {"from": title.full, "to": target.full}
            if entry not in self.redirects:
                self.redirects.append(entry)
            seen.add(target)
            title = target
        return title

    def _add_missing(self, known_as: object, data: JSON, title: Title | None = None) -> Subject:
        if known_as not in self._known:
            self._missing -= 1
            self._put(known_as, Subject(self._missing, title, None, data))
        return self._known[known_as]

    def _put(self, known_as: object, subject: Subject) -> None:
        self._known[known_as] = subject
        self.subjects.append(subject)


def _known_special(title: Title) -> Title:
    """The special page by its first name."""
    name, slash, rest = title.name.partition("/")
    return Title(SPECIAL, f"Exportieren{slash}{rest}") if name.casefold() in SPECIAL_PAGES else title


def target_of(row: PageRow) -> Title | None:
    """Where a redirect points to, if that can be a page."""
    return redirect_target(read(row.latest))


def one_page(call: Call, title: str | None, page_id: int | None) -> tuple[Title, PageRow | None]:
    """The page that a module's `title` or `pageid` names. Raises `ApiError`, `InvalidTitle`."""
    if (title is None) == (page_id is None):
        code = "missingparam" if title is None else "invalidparammix"
        raise ApiError(code, 'Exactly one of the parameters "title" and "pageid" is required.')
    if title is not None:
        parsed = title_sent(title)
        return parsed, call.sight.page(parsed)
    row = call.sight.page_by_id(page_id or 0)
    if row is None:
        raise ApiError("nosuchpageid", f"There is no page with ID {page_id}.")
    return row.title, row
