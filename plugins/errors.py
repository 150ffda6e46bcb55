"""The errors of the wiki's side.

::

    WikiError                   base; `code` is MediaWiki's error code, str() is the message for people
    ├── InvalidTitle            a page title that cannot be
    ├── PageMissing             the page, or the revision, does not exist
    ├── PageExists              creation asked for, but the page is there
    ├── EditConflict            somebody saved meanwhile and the two texts overlap
    ├── PermissionDenied        the account may not do this
    │   ├── WindowClosed        the conference is not open
    │   └── PageProtected       moderators have kept the page to themselves
    ├── TooFast                 so often within so short a time that no person does it
    ├── TextTooLarge            over the limit for one page
    └── StoreUnavailable        nothing can be written now: no room, a failing disk

Codes are those of MediaWiki's Action API, so that the API can pass them on as they are.
"""

from __future__ import annotations


class WikiError(Exception):
    """Something the wiki refuses. `code` is MediaWiki's error code for it."""

    code = "internal_api_error"


class InvalidTitle(WikiError):
    """A page title that cannot be; the message names the title and the reason."""

    code = "invalidtitle"


class PageMissing(WikiError):
    """The page, or the revision, does not exist."""

    code = "missingtitle"


class PageExists(WikiError):
    """A page was to be created, but one of that name is there."""

    code = "articleexists"


class EditConflict(WikiError):
    """Somebody saved meanwhile, and the two texts change the same lines.

    `current_id` is the newest revision's id, `current_text` its text, `text` what was refused.
    """

    code = "editconflict"

    def __init__(self, message: str, *, current_id: int, current_text: str, text: str) -> None:
        super().__init__(message)
        self.current_id = current_id
        self.current_text = current_text
        self.text = text


class PermissionDenied(WikiError):
    """The account may not do this."""

    code = "permissiondenied"


class WindowClosed(PermissionDenied):
    """The conference is not open: nobody but moderators changes its pages."""

    code = "protectedpage"


class PageProtected(PermissionDenied):
    """Moderators have kept this change of the page to themselves, for ever or until a time."""

    code = "protectedpage"


class TooFast(WikiError):
    """So often within so short a time that no person does it."""

    code = "ratelimited"


class TextTooLarge(WikiError):
    """The text is over the limit for one page."""

    code = "contenttoobig"


class StoreUnavailable(WikiError):
    """Nothing can be written just now: there is no room, or the disk fails. Nothing was written, either."""

    code = "readonly"
