"""Every construct of wikitext, as readable cases."""

from __future__ import annotations

import pytest

from familienkonferenz.plugins.wikitext import categories, expand, links
from familienkonferenz.plugins.wikitext.blocks import render

from .cases import Case, compared_cases, load_cases
from .plain_html import page_html

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}-{case.name}")
def test_wikitext_reads_as_its_case_says(case: Case) -> None:
    """What is written gives what the case shows."""
    expanded = expand(case.sections["input"], case.page, case.pages.get)
    shown = {
        "text": expanded.text,
        "output": page_html(render(expanded.text, case.page).page),
        "categories": ", ".join(categories(expanded.text)),
        "links": ", ".join(title.full for title in links(expanded.text, case.page)),
    }
    wanted = {name: text for name, text in case.sections.items() if name != "input"}
    assert {name: shown[name] for name in wanted} == wanted


def test_cases_have_names_of_their_own_and_say_what_they_show() -> None:
    """A failing case can be found by its name, and read by anybody."""
    cases = compared_cases()
    names = [(case.file, case.name) for case in cases]
    assert len(set(names)) == len(names)
    assert all(len(case.label) > 10 for case in cases)
