"""What the author of a contribution may change on its page: the words, nothing beneath them.

Decisions, the bots' section and categories stand below the text and count as the city's. An author who could
write them would decide about the own wish. So whatever way a participant's edit takes, the page must look as the
form writes it, and what stands below must be what stood there. Pure.
"""

from __future__ import annotations

from familienkonferenz.page_templates.contribution import compose, split

_HEAD = 7
"""Lines of the template call; the last but one says what the contribution answers."""


def changes_only_words(current: str, new: str) -> bool:
    """Whether `new` is `current` with other words in title, kind, topic, place or text."""
    if _answered(current) != _answered(new):  # The form does not change it, and it may be no number.
        return False
    before, after = split(current), split(new)
    if before is None or after is None:
        return False
    typed, tail = after
    words = new[: len(new) - len(tail)] if tail else new
    return tail.rstrip() == before[1].rstrip() and words.rstrip() == compose(typed).rstrip()


def _answered(text: str) -> str:
    lines = text.split("\n", _HEAD)
    return lines[_HEAD - 2] if len(lines) >= _HEAD else ""
