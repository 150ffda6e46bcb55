"""Whether a picture's file holds nothing but the picture. Pure.

Cameras write places, times, names and small films beside it; only what is known to be part of the picture itself
passes, and nothing behind its end. Whatever else is written anew by who asks.
"""

from __future__ import annotations

import re

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
"""Where a JPEG begins and ends, and where what is drawn begins."""
_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_PARTS = {*range(0xC0, 0xD0), 0xDB, 0xDD}
"""Frames, tables, restarts."""
_PNG_PARTS = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs",
     b"acTL", b"fcTL", b"fdAT", b"cICP")
)  # fmt: skip
_WEBP_PARTS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def is_bare(content: bytes, kind: str) -> bool:
    """Whether the file of that kind ("JPEG", "PNG", "GIF", "WEBP") is a picture and nothing else."""
    readers = {"JPEG": _jpeg, "PNG": _png, "GIF": _gif, "WEBP": _webp}
    try:
        return kind in readers and readers[kind](content)
    except IndexError:
        return False


def _jpeg(content: bytes) -> bool:
    if content[:2] != bytes((0xFF, _SOI)):
        return False
    at = 2
    while True:
        if content[at] != 0xFF:
            return False
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        body = content[at + 4 : at + 2 + size]
        if marker == _EOI:
            return at == len(content) - 2
        if marker == _SOS:  # what is drawn follows, up to the next mark: other scans, or something hidden
            if (behind := _MARK.search(content, at + 2 + size)) is None:
                return False
            at = behind.start()
            continue
        header = marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) == 14  # without a small picture
        colours = marker == 0xE2 and body.startswith(b"ICC_PROFILE\0")
        adobe = marker == 0xEE and body.startswith(b"Adobe") and len(body) == 12  # how the colours are meant
        if not (header or colours or adobe or marker in _JPEG_PARTS):
            return False
        at += 2 + size


def _png(content: bytes) -> bool:
    at = 8
    while content[at + 4 : at + 8] in _PNG_PARTS:
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] == b"IEND":
            return end == len(content)
        at = end
    return False


def _webp(content: bytes) -> bool:
    if int.from_bytes(content[4:8], "little") + 8 != len(content):
        return False
    at = 12
    while at < len(content):
        if content[at : at + 4] not in _WEBP_PARTS:
            return False
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return at == len(content)


def _gif(content: bytes) -> bool:
    at = 13 + _colours(content[10])
    while content[at] != 0x3B:
        if content[at] == 0x2C:  # a picture
            at = _behind_blocks(content, at + 11 + _colours(content[at + 9]))
        elif (content[at] == 0x21 and content[at + 1] == 0xF9) or (
            content[at] == 0x21 and content[at + 1] == 0xFF and content[at + 3 : at + 14] in _GIF_LOOPS
        ):  # its time and transparency
            at = _behind_blocks(content, at + 2)
        else:
            return False
    return at == len(content) - 1


def _colours(flags: int) -> int:
    """How many bytes a table of colours takes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += 1 + content[at]
    return at + 1
