"""What the caller may read: asked before any page, revision, title or text leaves through the API.

Two questions, as in the views: the gate's (`may_read`), and Moin's ACL of the page, which the catalogue holds,
so that no look-up in Moin's index is needed. A page is decided once a request.
"""

from __future__ import annotations

from moin import current_app, flaskg
from moin.constants.rights import READ

from ..accounts import Actor
from ..gate import Kind, Role, kind_of, may_read
from ..grants import PRIVATE
from ..services import services
from ..storage.catalogue import PageRow
from ..titles import Title


class Sight:
    """What one account sees, for one request."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._acls = dict(current_app.cfg.acl_mapping)
        self._decided: dict[int, bool] = {}
        self._pages: dict[int, PageRow | None] = {}

    def sees(self, page: PageRow) -> bool:
        """Whether the caller may read the page."""
        if page.page_id not in self._decided:
            self._decided[page.page_id] = self._is_open(page.title) and self._acl_allows(page)
        return self._decided[page.page_id]

    def page(self, title: Title) -> PageRow | None:
        """The page of that name, as far as the caller may know of it."""
        page = services().catalogue.page(title)
        return page if page and self.sees(page) else None

    def page_by_id(self, page_id: int) -> PageRow | None:
        """The page of that id, as far as the caller may know of it; deleted ones do not count."""
        if page_id not in self._pages:
            page = services().catalogue.page_by_id(page_id)
            self._pages[page_id] = page if page and not page.deleted and self.sees(page) else None
        return self._pages[page_id]

    def _is_open(self, title: Title) -> bool:
        """Whether role and grants let the caller read it."""
        granted = kind_of(title) is not Kind.PRIVATE or self._actor.permits(PRIVATE)
        return granted and may_read(self._actor.role, title)

    def _acl_allows(self, page: PageRow) -> bool:
        configured = self._acls[page.title.namespace_name]
        default = configured["default"]
        acl = default if page.acl is None else page.acl
        full = f"{configured['before']} {acl} {configured['after']}"
        if page.acl is not None:
            return _evaluate(full, default)
        key = (full, self._actor.role)
        if key not in _configured:
            _configured[key] = _evaluate(full, default)
        return _configured[key]


_configured: dict[tuple[str, Role], bool] = {}
"""What the configured ACLs give each role. They name roles only, so one account's answer is all accounts';
asking Moin means looking up the account in its index, up to eight times."""


def _evaluate(full: str, default: str) -> bool:
    names = flaskg.user.name if flaskg.user.valid else ["anonymous"]
    return any(flaskg.storage.eval_acl(full, default, name, READ) is True for name in names)
