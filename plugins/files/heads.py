"""What the head of a picture says of it, by the names and in the order in which MediaWiki's clients are told.

Nothing about the one who took it: that is gone before a file is kept (`contents.py`).
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

Said = dict[str, Any]

_COLOURS = {
    0: "greyscale",
    2: "truecolour",
    3: "index-coloured",
    4: "greyscale-alpha",
    6: "truecolour-alpha",
}
"""The colour types of PNG's header."""
_ALPHA, _MOVING = 0x10, 0x02
"""Flags of WebP's extended header."""


def head(data: bytes, mime: str) -> Said | None:
    """What is said of a whole file; None for what is no picture, or cannot be read any more."""
    try:
        match mime:
            case "image/jpeg":
                return {"MEDIAWIKI_EXIF_VERSION": 2}
            case "image/png":
                return _png(data)
            case "image/gif":
                return _gif(data)
            case "image/webp":
                return _webp(data)
    except Exception:  # whatever a decoder says of a broken file
        return None
    return None


def _png(data: bytes) -> Said:
    frames, seconds, loop = _moving(data)
    said: Said = {"frameCount": 0, "loopCount": 1, "duration": 0}
    if frames > 1:
        said = {"frameCount": frames, "loopCount": loop or 0, "duration": seconds}
    return said | {
        "bitDepth": data[24],
        "colorType": _COLOURS[data[25]],
        "metadata": {"_MW_PNG_VERSION": 1},
    }


def _gif(data: bytes) -> Said:
    frames, seconds, loop = _moving(data)
    return {
        "frameCount": frames,
        "looped": loop is not None,
        "duration": seconds,
        "metadata": {"_MW_GIF_VERSION": 1},
    }


def _webp(data: bytes) -> Said:
    said: Said = {"compression": {b"VP8 ": "lossy", b"VP8L": "lossless"}.get(data[12:16], "unknown")}
    if data[12:16] == b"VP8X":
        said |= {"animated": bool(data[20] & _MOVING), "transparency": bool(data[20] & _ALPHA)}
    with Image.open(BytesIO(data), formats=("WEBP",)) as image:
        width, height = image.size
    return said | {"width": width, "height": height, "metadata": {"_MW_WEBP_VERSION": 1}}


def _moving(data: bytes) -> tuple[int, float, int | None]:
    """How many frames, how many seconds they take, and how often they come again (0: for ever), if that is said."""
    with Image.open(BytesIO(data), formats=("PNG", "GIF")) as image:
        frames, loop, took = getattr(image, "n_frames", 1), image.info.get("loop"), 0.0
        for frame in range(frames):
            image.seek(frame)
            took += float(image.info.get("duration") or 0)
    return frames, took / 1000 or 0, loop
