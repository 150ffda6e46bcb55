"""Where files are found: `/+datei/Name.jpg` is the one that counts, a version is `/+datei/12/Name.jpg`.

A version never changes, so browsers may keep it; a small picture of it is `/+datei/12/220px/Name.jpg`.
"""

from __future__ import annotations

from urllib.parse import quote

from ..storage.files import Version
from ..titles import Title
from .names import key
from .sizes import step

START = "/+datei/"


def newest(title: Title) -> str:
    """The file of that name, whichever version counts."""
    return START + quote(key(title))


def of(version: Version, width: int | None = None) -> str:
    """A version; with `width` a picture that is at least so wide, if it is a picture."""
    made = step(width, version.facts.width) if width and version.facts.is_picture else None
    small = f"{made}px/" if made else ""
    return f"{START}{version.rev_id}/{small}{quote(key(version.title))}"
