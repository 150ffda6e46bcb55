"""The one place where the API hands on a text that came too late."""

from __future__ import annotations

from .. import late
from ..titles import Title


def keep_late(title: Title, text: str, summary: str) -> bool:
    """Keep a refused text for the moderators; whether it was kept.

    `plugins.late` decides whether the edit is late (the conference has closed) or early.
    """
    return late.keep(title.full, text, summary=summary)
