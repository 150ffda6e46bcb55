"""Why a file is not taken.

::

    WikiError
    └── FileRefused     `code` is MediaWiki's, `extra` further fields of the API's reply, str() is for people
"""

from __future__ import annotations

from ..errors import WikiError


class FileRefused(WikiError):
    """A file that cannot be taken as it is, or not under that name."""

    def __init__(self, code: str, message: str, **extra: object) -> None:
        super().__init__(message)
        self.code = code
        self.extra = extra
