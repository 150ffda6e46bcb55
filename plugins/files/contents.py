"""What is in a file: looked at by what it is, not by what it is called, and made free of what is nobody's business.

A picture is read whole, so that no broken one is kept. One that holds anything beside the picture (where and when it
was taken, by which telephone, comments, other files behind its end) is written anew without it, turned as it is meant
to be seen. Everything else stays byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from ..storage.files import Facts, facts_of
from ..turnstile import Turnstile
from .bare import is_bare
from .errors import FileRefused

DRAWING = Turnstile(2, "pictures")
"""A large picture takes a second and some hundred megabytes of memory: two are drawn at a time."""
_ENDINGS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "GIF": ("gif",), "WEBP": ("webp",)}
_MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
_KEPT = ("icc_profile", "transparency", "duration", "loop", "background", "disposal", "blend")
"""What belongs to the picture itself."""
MOST_FRAMES = 1_000
"""Pictures of one that moves. A point can move half a million times in ten megabytes, and all are drawn to count."""
_BITS = {"1": 1, "I;16": 16, "I;16B": 16, "I": 16}


@dataclass(frozen=True, slots=True)
class Content:
    """A content that may be kept, and its facts."""

    data: bytes
    facts: Facts


def examined(data: bytes, ending: str, most_pixels: int) -> Content:
    """The content as it is kept. Raises `FileRefused` for what is not what its name says, or too large to draw."""
    if ending == "pdf":
        return _document(data)
    try:
        return _picture(data, ending, most_pixels)
    except FileRefused:
        raise
    except Exception as error:  # whatever a decoder says of a broken file
        words = "Das Bild lässt sich nicht lesen. Vielleicht ist die Datei beschädigt."
        raise FileRefused("verification-error", words, details=_guessed(data, ending)) from error


def ending_of(data: bytes) -> str:
    """The ending that a content should have, as far as its first bytes tell; "" for what is not known."""
    starts = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n", "png"), (b"GIF8", "gif"), (b"%PDF-", "pdf"))
    known = next((ending for start, ending in starts if data.startswith(start)), "")
    return known or ("webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else "")


def ending_for(mime: str) -> str:
    """The ending that goes with a content type; "" for what is not kept."""
    kind = next((kind for kind, known in _MIMES.items() if known == mime), "")
    return _ENDINGS[kind][0] if kind else "pdf" if mime == "application/pdf" else ""


def _document(data: bytes) -> Content:
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        raise _refused("Das ist keine vollständige PDF-Datei.")
    return Content(data, facts_of(data, "application/pdf"))


def _picture(data: bytes, ending: str, most_pixels: int) -> Content:
    with Image.open(BytesIO(data), formats=(*_ENDINGS, "MPO")) as image:
        kind = "JPEG" if image.format == "MPO" else str(image.format)
        if ending not in _ENDINGS[kind]:
            raise FileRefused(
                "verification-error", f"Die Datei heißt „.{ending}“, ist aber ein Bild der Art {kind}.",
                details=["filetype-mime-mismatch", ending, _MIMES[kind]],
            )  # fmt: skip
        width, height = image.size
        frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
        if width * height * frames > most_pixels:
            raise _refused(
                f"Das Bild ist zu groß: höchstens {most_pixels // 1_000_000} Millionen Bildpunkte."
            )
        if frames > MOST_FRAMES:
            raise _refused(f"Das Bild bewegt sich zu lange: höchstens {MOST_FRAMES} Bilder nacheinander.")
        image.load()
        if image.format == "MPO" or not is_bare(data, kind):
            data, (width, height) = _anew(image, kind, frames)
        bits = _BITS.get(image.mode, 8)
    return Content(data, facts_of(data, _MIMES[kind], width, height, bits))


def _anew(image: Image.Image, kind: str, frames: int) -> tuple[bytes, tuple[int, int]]:
    """The picture alone, turned as it is meant to be seen."""
    if frames == 1:
        image = ImageOps.exif_transpose(image)
    image.info = {name: value for name, value in image.info.items() if name in _KEPT}
    out = BytesIO()
    how: dict[str, object] = {"quality": 90} if kind in ("JPEG", "WEBP") else {}
    if frames > 1:
        how["save_all"] = True
    image.save(out, kind, **how)
    if not is_bare(out.getvalue(), kind):
        raise _refused("Das Bild lässt sich nicht von seinen Zusatzangaben trennen.")
    return out.getvalue(), image.size


def _guessed(data: bytes, ending: str) -> list[str]:
    """What MediaWiki says of a content that is no picture."""
    if any(sign in data[:1024].lower() for sign in (b"<html", b"<script", b"<!doctype html")):
        return ["filetype-badmime", "text/html"]
    printable = data.strip() and not any(byte < 9 for byte in data[:1024])
    return ["filetype-mime-mismatch", ending, "text/plain" if printable else "unknown/unknown"]


def _refused(message: str) -> FileRefused:
    return FileRefused("verification-error", message, details=[message])
