"""Two changes of one text brought together, by lines. Pure, and bounded in time.

merge3 compares by difflib, which is cubic where lines repeat: 8,000 lines take 16 s, and a merge holds the write
lock. So the cost is estimated first; texts that are too costly to compare count as changed in the same place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from merge3 import Merge3

_MOST_STEPS = 10_000_000
"""Of difflib, about a hundred nanoseconds each: a second."""


def merge(base: str, ours: str, theirs: str) -> str | None:
    """`base` with both changes, or None where they overlap or cannot be compared in time.

    >>> merge("a\\nb\\nc\\nd", "A\\nb\\nc\\nd", "a\\nb\\nc\\nD")
    'A\\nb\\nc\\nD'
    """
    texts = [text.split("\n") for text in (base, ours, theirs)]
    start = end = 0
    if _is_costly(texts):  # Then what all three begin and end with need not be compared.
        start = _common(texts)
        end = _common([text[start:][::-1] for text in texts])
    middle = [text[start : len(text) - end] for text in texts]
    if _is_costly(middle):
        return None
    merging = Merge3(*middle)
    if any(group[0] == "conflict" for group in merging.merge_groups()):
        return None
    return "\n".join([*texts[0][:start], *merging.merge_lines(), *texts[0][len(texts[0]) - end :]])


def _is_costly(texts: Sequence[Sequence[str]]) -> bool:
    """Whether the comparisons that a merge of base, ours and theirs needs take too long."""
    return any(_steps(texts[0], other) > _MOST_STEPS for other in texts[1:])


def _common(texts: Sequence[Sequence[str]]) -> int:
    """How many lines all texts begin with."""
    count = 0
    for lines in zip(*texts, strict=False):
        if len(set(lines)) > 1:
            break
        count += 1
    return count


def _steps(base: Sequence[str], other: Sequence[str]) -> int:
    """At most how many steps difflib takes: pairs of equal lines, looked at once for each line that it matches.

    Lines that make up more than a hundredth of a longer text are passed over, as difflib does.
    """
    counts = Counter(other)
    most = len(other) // 100 + 1 if len(other) >= 200 else len(other)
    pairs = [count for line in base if 0 < (count := counts[line]) <= most]
    return (sum(pairs) + len(base)) * len(pairs)
