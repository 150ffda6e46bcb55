"""The texts of revisions, as they are kept."""

from __future__ import annotations

from moin import flaskg
from moin.constants.rights import READ

from ..errors import PageMissing
from ..gate import Kind, kind_of
from ..services import Services, services
from ..titles import Title
from .rows import PageRow


def read(rev_id: int) -> str:
    """The text of a revision. Raises `PageMissing`. Rights are the caller's matter."""
    content = services().catalogue.content(rev_id)
    if content is None:
        raise PageMissing(f"Die Version {rev_id} gibt es nicht.")
    return normalise(content.decode("utf-8"))


def as_it_stands(services: Services, page: PageRow) -> str:
    """The newest text of a page, without a request, and what cannot be read of it replaced; "" if it is gone."""
    content = services.catalogue.content(page.latest) or b""
    return normalise(content.decode("utf-8", "replace"))


def fetch(title: Title) -> str | None:
    """The newest text of a page, for templates; None if there is none or it is private."""
    page = services().catalogue.page(title)
    if page is None or kind_of(title) is Kind.PRIVATE:
        return None
    if page.acl is not None and not flaskg.storage.may(title.item_name, READ):
        return None
    return read(page.latest)


def normalise(text: str) -> str:
    """Text as it is kept: line feeds only, nothing after the last visible character."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
