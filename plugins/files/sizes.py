"""How large a picture is drawn. Pure.

Small pictures are made in a few widths only, and drawn at the width that was asked for: else everybody could have the
wiki make thousands of them. Newer MediaWikis have such steps, too (`$wgThumbnailSteps`).
"""

from __future__ import annotations

STEPS = (120, 220, 330, 480, 800, 1280)
"""The widths in which small pictures are made."""
FRAMED = 220
"""The width in a frame where none is asked for."""


def fitted(width: int, height: int, most_width: int, most_height: int = 0) -> tuple[int, int]:
    """The size of a picture within a box, never larger than it is; 0 for `most_height`: as high as it gets."""
    wide = min(width, max(1, most_width))
    if most_height > 0 and round(height * wide / width) > most_height:
        wide = max(1, round(width * min(height, most_height) / height))
    return wide, max(1, round(height * wide / width))


def step(wanted: int, width: int) -> int | None:
    """The width to make for one that is wanted: not smaller; None where the picture itself serves."""
    return next((made for made in STEPS if wanted <= made < width), None)
