"""What the heads of pictures say."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from familienkonferenz.plugins.files.heads import head

from ..pictures import PDF


def _drawn(mode: str, kind: str, frames: int = 1, **how: object) -> bytes:
    images = [Image.new(mode, (40, 30), number) for number in range(frames)]
    out = BytesIO()
    more = {"save_all": True, "append_images": images[1:], "duration": 100} if frames > 1 else {}
    images[0].save(out, kind, **more, **how)
    return out.getvalue()


@pytest.mark.parametrize(
    ("mode", "depth", "colours"),
    [("L", 8, "greyscale"), ("1", 1, "greyscale"), ("RGB", 8, "truecolour"), ("RGBA", 8, "truecolour-alpha")],
)
def test_a_png_says_its_depth_and_colours(mode: str, depth: int, colours: str) -> None:
    """And that it does not move."""
    said = head(_drawn(mode, "PNG"), "image/png")
    assert said is not None
    assert (said["bitDepth"], said["colorType"], said["frameCount"]) == (depth, colours, 0)


def test_a_gif_says_how_it_moves() -> None:
    """Its frames, their seconds, and whether it comes again."""
    said = head(_drawn("L", "GIF", frames=3, loop=0), "image/gif")
    assert said is not None
    assert (said["frameCount"], said["duration"], said["looped"]) == (3, 0.3, True)
    still = head(_drawn("L", "GIF"), "image/gif")
    assert still is not None and (still["frameCount"], still["looped"]) == (1, False)


def test_a_webp_says_how_it_is_kept() -> None:
    """With losses or without, and how large it is."""
    kinds = [head(_drawn("RGB", "WEBP", lossless=whole), "image/webp") for whole in (False, True)]
    assert [said and said["compression"] for said in kinds] == ["lossy", "lossless"]
    assert kinds[0] and (kinds[0]["width"], kinds[0]["height"]) == (40, 30)


def test_what_is_no_picture_says_nothing() -> None:
    """Documents, and contents that are gone."""
    assert head(PDF, "application/pdf") is None
    assert head(b"", "image/png") is None


@given(data=st.binary(max_size=200), mime=st.sampled_from(("image/png", "image/gif", "image/webp")))
def test_broken_pictures_are_no_mishap(data: bytes, mime: str) -> None:
    """Whatever stands there, nothing is raised."""
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x00\x00\x00\x00WEBPVP8X"):
        head(start + data, mime)
