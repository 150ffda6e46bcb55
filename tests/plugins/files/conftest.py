"""Putting files into the wiki, as one of its accounts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from familienkonferenz.plugins.files import upload
from familienkonferenz.plugins.storage.save import Saved

ActingAs = Callable[[str], AbstractContextManager[None]]
Put = Callable[..., Saved]


@pytest.fixture
def put(acting_as: ActingAs) -> Put:
    """`put(name, content)` uploads as the moderator, or as somebody else."""

    def upload_it(name: str, content: bytes, by: str = "Frau Sommer", text: str = "") -> Saved:
        with acting_as(by):
            title = upload.titled(name)
            return upload.keep(title, upload.looked_at(content, title), text=text, comment=f"{name} neu")

    return upload_it
