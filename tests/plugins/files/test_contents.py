"""What is in a file: only pictures and PDF, only what their names say, and nothing beside the picture."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from familienkonferenz.plugins.files.bare import is_bare
from familienkonferenz.plugins.files.contents import examined
from familienkonferenz.plugins.files.errors import FileRefused

from ..pictures import PDF, moving, photograph, picture

KINDS = (("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"))
MOST = 2_000_000


@pytest.mark.parametrize(("kind", "ending"), KINDS)
def test_a_picture_alone_stays_byte_for_byte(kind: str, ending: str) -> None:
    """So its hash is the one that clients reckon."""
    data = picture(kind)
    found = examined(data, ending, MOST)
    assert found.data == data
    assert (found.facts.width, found.facts.height, found.facts.size) == (640, 480, len(data))


def test_what_is_drawn_in_steps_or_moves_stays_too() -> None:
    """Progressive JPEG, moving GIF, PNG and WebP."""
    for data, ending in (
        (picture("JPEG", progressive=True), "jpeg"),
        (moving("GIF"), "gif"), (moving("PNG"), "png"), (moving("WEBP"), "webp"),
    ):  # fmt: skip
        assert examined(data, ending, MOST).data == data


@pytest.mark.parametrize(("kind", "ending"), [pair for pair in KINDS if pair[0] != "GIF"])
def test_place_and_telephone_are_taken_out(kind: str, ending: str) -> None:
    """A photograph is kept without them, and turned as it was meant to be seen."""
    found = examined(photograph(kind), ending, MOST)
    assert b"Taschentelefon" not in found.data
    with Image.open(BytesIO(found.data)) as image:
        assert not dict(image.getexif())
        assert image.size == (480, 640) == (found.facts.width, found.facts.height)


@pytest.mark.parametrize(("kind", "ending"), KINDS)
def test_nothing_hides_behind_a_picture(kind: str, ending: str) -> None:
    """What follows the picture's end is cut off: programs, archives, small films."""
    found = examined(picture(kind) + b"<script>alert(1)</script>", ending, MOST)
    assert b"script" not in found.data
    assert is_bare(found.data, kind)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mark", [0xE1, 0xEE, 0xFE])
def test_nothing_hides_between_what_is_drawn_and_its_end(mark: int, *, progressive: bool) -> None:
    """Nor in Adobe's note on colours: where a picture was taken may stand in any part of a JPEG."""
    words = b"Exif\0\0Lisa war hier, 52.37 N 9.73 O"
    hidden = bytes((0xFF, mark)) + (len(words) + 2).to_bytes(2) + words
    drawn = picture("JPEG", progressive=progressive)
    for data in (drawn[:-2] + hidden + drawn[-2:], drawn[:2] + hidden + drawn[2:]):
        found = examined(data, "jpg", MOST)
        assert b"Lisa" not in found.data and is_bare(found.data, "JPEG")


def test_a_comment_of_a_moving_picture_is_taken_out() -> None:
    """It still moves afterwards."""
    with Image.open(BytesIO(moving("GIF"))) as image:
        out = BytesIO()
        image.save(out, "GIF", save_all=True, comment=b"Lisa war hier")
    found = examined(out.getvalue(), "gif", MOST)
    assert b"Lisa" not in found.data
    with Image.open(BytesIO(found.data)) as image:
        assert getattr(image, "n_frames", 1) == 2


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (picture("PNG"), "jpg"),
        (picture("JPEG"), "png"),
        (picture("BMP"), "png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "png"),
        (b"<html><script>alert(1)</script></html>", "jpg"),
        (picture("JPEG")[:-2000], "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"%PDF-1.4 and no end", "pdf"),
        (b"<html>%PDF-1.4 %%EOF", "pdf"),
        (picture("JPEG"), "pdf"),
        (picture("JPEG", (2001, 1000)), "jpg"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused(data: bytes, ending: str) -> None:
    """By what it is, not by its name; broken and giant ones too."""
    with pytest.raises(FileRefused) as refusal:
        examined(data, ending, MOST)
    assert refusal.value.code == "verification-error"


def test_a_document_is_kept_as_it_is() -> None:
    """PDF has no size in pixels here."""
    found = examined(PDF, "pdf", MOST)
    assert (found.data, found.facts.mime, found.facts.width) == (PDF, "application/pdf", 0)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KINDS), st.data())
def test_no_broken_file_does_more_than_be_refused(kind: tuple[str, str], drawn: st.DataObject) -> None:
    """A picture with some bytes changed is kept or refused; nothing else happens."""
    data = bytearray(picture(kind[0], (24, 18)))
    for _ in range(drawn.draw(st.integers(1, 4))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    with suppress(FileRefused):
        assert is_bare(examined(bytes(data), kind[1], MOST).data, kind[0])


def test_a_point_does_not_move_for_ever() -> None:
    """Twenty bytes a picture: ten megabytes are half a million of them, and each was drawn whenever somebody asked."""
    first, *frames = [Image.new("1", (1, 1), number % 2) for number in range(1_001)]
    out = BytesIO()
    first.save(out, "GIF", save_all=True, append_images=frames, duration=10)
    with pytest.raises(FileRefused, match="höchstens 1000 Bilder"):
        examined(out.getvalue(), "gif", MOST)
