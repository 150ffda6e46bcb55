"""Sections of a source, whatever it is made of: half a million marks took hours."""

from __future__ import annotations

import pytest

from familienkonferenz.plugins.wikitext.sections import section_text, sections

LONGEST = 500_000


@pytest.mark.parametrize(
    ("mark", "count"),
    [("<nowiki ", 0), ("=<!--", 0), ("=<!-- -->", 1), ("= ", 1), ("== a ==\n", 62_500), ("<pre>\n= a =\n</pre>\n", 0)],
)  # fmt: skip
def test_any_source_is_read_in_one_pass(mark: str, count: int) -> None:
    """Marks that never close, comments behind each other, headings without end."""
    text = mark * (LONGEST // len(mark))
    assert len(sections(text)) == count
    assert section_text(text, count + 1) is None


def test_a_section_holds_those_beneath_it() -> None:
    """It goes on to the next heading of its level or above; what is hidden is no heading."""
    text = "= A =\n== B == <!-- x --> <!-- y -->\n<nowiki>\n= N =\n</nowiki>\n=== C ===\n== D ==\n= E =\n<!--\n= F ="
    found = sections(text)
    assert [(one.line, text[one.end :].partition("\n")[0]) for one in found] == [
        ("A", "= E ="), ("B", "== D =="), ("C", "== D =="), ("D", "= E ="), ("E", ""),
    ]  # fmt: skip
