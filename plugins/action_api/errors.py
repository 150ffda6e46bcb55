"""Errors that only the API knows; all others come from the wiki with their codes."""

from __future__ import annotations

from ..errors import WikiError

JSON = dict[str, object]
"""An object of a reply, in the shape of formatversion 2."""


class ApiError(WikiError):
    """A refusal with one of MediaWiki's codes; `info` is for people, `extra` further fields of the error."""

    def __init__(self, code: str, info: str, **extra: object) -> None:
        super().__init__(info)
        self.code = code
        self.extra = extra
