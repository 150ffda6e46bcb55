"""What comes with a form: of a file only as much as may be kept, and one byte more, so that it is seen to be too large.

A form is refused for its photo, not lost with it: the request is read to its end, and what was typed is given back.
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from flask import Request
from werkzeug.formparser import FormDataParser

from .upload import most_bytes

_IN_MEMORY = 500_000


class FormRequest(Request):
    """A request whose files are cut behind the largest size that is taken."""

    def make_form_data_parser(self) -> FormDataParser:
        """Werkzeug's, with files that do not grow without end."""
        parser = super().make_form_data_parser()
        parser.stream_factory = _stream
        return parser


class _Cut(SpooledTemporaryFile[bytes]):
    """A file that drops what is beyond `room`."""

    def __init__(self, room: int) -> None:
        super().__init__(max_size=_IN_MEMORY, mode="rb+")
        self._room = room

    def write(self, data: Any) -> int:
        """Keep what there is room for; to whoever writes, all was taken."""
        kept = data[: self._room]
        self._room -= len(kept)
        super().write(kept)
        return len(data)


def _stream(*_: Any, **__: Any) -> IO[bytes]:
    return cast(IO[bytes], _Cut(most_bytes() + 1))
