"""Pictures for tests, made as cameras and programs make them."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Any

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), seed: int = 7, **how: Any) -> bytes:
    """A picture that holds nothing else; another for each seed."""
    image = Image.new("RGB", size)
    image.putdata([(x * seed % 256, y * 3 % 256, seed % 256) for y in range(size[1]) for x in range(size[0])])
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def noise(size: tuple[int, int] = (320, 240), seed: int = 7) -> bytes:
    """A PNG that cannot be made smaller: three bytes for each of its points."""
    out = BytesIO()
    Image.frombytes("RGB", size, Random(seed).randbytes(size[0] * size[1] * 3)).save(out, "PNG")
    return out.getvalue()


def photograph(kind: str = "JPEG") -> bytes:
    """A picture that a telephone took: lying on its side, with the place where, and the telephone's name."""
    notes = Image.Exif()
    notes[0x0112] = 6  # turned by 90 degrees
    notes[0x010F] = "Taschentelefon"
    notes[0x8825] = {1: "N", 2: (52.0, 22.0, 30.0), 3: "E", 4: (9.0, 44.0, 12.0)}
    return picture(kind, exif=notes)


def moving(kind: str = "GIF") -> bytes:
    """Two pictures, one after the other."""
    image = Image.new("RGB", (80, 60), "red")
    out = BytesIO()
    image.save(
        out, kind, save_all=True, append_images=[Image.new("RGB", (80, 60), "blue")], duration=200, loop=0
    )
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
