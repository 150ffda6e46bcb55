"""The place in a text that shows why it was found, cut out, with the found words marked. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from .german import words

LENGTH = 240
"""Characters that are shown, about."""
_STRETCH = 20_000
"""Characters that are looked through at once; the first stretch with a hit is shown."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text as it was written: plain, to be escaped by whoever shows it."""

    text: str
    is_hit: bool = False


def snippet(text: str, terms: Container[str], length: int = LENGTH) -> tuple[Segment, ...]:
    """The window with the most different hits, the first of them if there are several; else how the text begins."""
    for begin in range(0, max(len(text), 1), _STRETCH):
        hits = _hits(text[begin : begin + _STRETCH], terms, begin)
        if hits:
            break
    return _segments(text, hits, *_window(text, hits, length))


def marked(text: str, terms: Container[str]) -> tuple[Segment, ...]:
    """The whole text, a title, with the found words marked."""
    return _segments(text, _hits(text, terms, 0), 0, len(text))


def _segments(text: str, hits: list[tuple[int, int, str]], start: int, end: int) -> tuple[Segment, ...]:
    """The text from `start` to `end`, cut at its hits."""
    segments = [Segment("… ")] if start else []
    at = start
    for hit, hit_end, _ in hits:
        if hit >= at and hit_end <= end:
            segments += [Segment(_on_one_line(text[at:hit])), Segment(text[hit:hit_end], True)]
            at = hit_end
    segments.append(Segment(_on_one_line(text[at:end]) + (" …" if end < len(text) else "")))
    return tuple(segment for segment in segments if segment.text)


def _hits(text: str, terms: Container[str], begin: int) -> list[tuple[int, int, str]]:
    return [
        (begin + word.start, begin + word.end, word.term)
        for word in words(text)
        if word.term in terms or word.joined in terms
    ]


def _window(text: str, hits: list[tuple[int, int, str]], length: int) -> tuple[int, int]:
    """Where to cut: at blanks, a little before the first hit."""
    best = most = last = 0
    for first, (start, _, _) in enumerate(hits):
        while last < len(hits) and hits[last][1] <= start + length * 3 // 4:
            last += 1
        different = len({term for _, _, term in hits[first : min(last, first + 50)]})
        if different > most:
            best, most = start, different
    start = max(0, best - length // 4)
    if start:
        blank = text.find(" ", start, best)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + length)
    if end < len(text):
        blank = text.rfind(" ", start + length // 2, end)
        end = blank if blank >= 0 else end
    return start, end


def _on_one_line(text: str) -> str:
    before, behind = text[:1].isspace(), text[-1:].isspace()
    inner = " ".join(text.split())
    return f"{' ' if before else ''}{inner}{' ' if behind and inner else ''}"
