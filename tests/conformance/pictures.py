"""Small pictures, made once: nothing in them but the picture, so that both engines keep them as they are."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def picture(kind: str, seed: int, size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture of stripes, another for each seed."""
    image = Image.new("RGB", size)
    image.putdata([(x * seed % 256, y * 3 % 256, seed % 256) for y in range(size[1]) for x in range(size[0])])
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


PNG, OTHER_PNG, JPEG = picture("PNG", 5), picture("PNG", 11), picture("JPEG", 7)
