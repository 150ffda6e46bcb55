"""What pages can be made to cost that show nothing for it: the work is counted, and the rest stays as written."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from familienkonferenz.plugins.titles import Title
from familienkonferenz.plugins.wikitext import Limits, expand
from familienkonferenz.plugins.wikitext.presave import presaved

from .cases import PAGE

NOW = datetime(2026, 11, 3, tzinfo=UTC)
COSTLY = {
    "a hundred thousand cases": "{{#switch:x|" + "a|" * 100_000 + "=}}",
    "a long reckoning": "{{#if:{{#expr:" + "1+" * 100_000 + "1}}||}}",
    "a long word": "{{#if:{{lc:" + "A" * 400_000 + "}}||}}",
    "a hundred thousand parameters": "{{#if:{{Nichts|" + "|" * 100_000 + "}}||}}",
}
"""Pages that anybody may write and that come to nothing, however often they are put in."""


@pytest.mark.parametrize("how", COSTLY)
def test_a_page_that_shows_nothing_is_not_read_without_end(how: str) -> None:
    """Put in ten thousand times it took hours; each time was small, and its result empty."""
    costly = Title.parse("Diskussion:Teuer")
    wiki = {costly: COSTLY[how], Title.parse("Vorlage:Nichts"): ""}
    once = expand("{{Diskussion:Teuer}}", PAGE, wiki.get)
    assert (once.text, once.warnings) == ("", ())
    often = expand("{{Diskussion:Teuer}}" * 10_000 + " Ende", PAGE, wiki.get)
    assert often.work < Limits().work + 2 * once.work
    assert often.warnings and often.text.endswith("{{Diskussion:Teuer}} Ende")


def test_a_large_page_is_read_once_however_often_it_is_put_in() -> None:
    """Also if it is too large to be remembered for others."""
    large = Title.parse("Diskussion:Groß")
    wiki = {large: "<noinclude>" + "Wort {{b}} " * 40_000 + "</noinclude>"}
    assert expand("{{Diskussion:Groß}}" * 5_000, PAGE, wiki.get).work < 2_000_000


def test_pages_that_substitute_each_other_come_to_an_end() -> None:
    """Ten pages, each with the next one a hundred times: nothing to be seen, and longer than the world stands."""
    pages = [Title.parse(f"Diskussion:{letter}") for letter in "ABCDEFGHIJ"]
    wiki = {one: f"{{{{subst:{other.full}}}}}" * 100 for one, other in pairwise(pages)} | {pages[-1]: ""}
    counted = Counted(wiki)
    assert "subst:" in presaved("{{subst:Diskussion:A}}", PAGE, "Lisa", NOW, counted)
    assert counted.asked == len(pages)


def test_what_is_substituted_again_and_again_is_not_worked_out_each_time() -> None:
    """Functions over a large page: each call had limits of its own, and there can be thousands."""
    wiki = {Title.parse("Diskussion:Teuer"): COSTLY["a hundred thousand cases"]}
    text = "{{subst:lc:{{Diskussion:Teuer}}}}" * 10_000
    counted = Counted(wiki)
    assert presaved(text, PAGE, "Lisa", NOW, counted).endswith("{{subst:lc:{{Diskussion:Teuer}}}}")
    assert counted.asked < 5


class Counted(dict[Title, str]):
    """Pages, and how often one was asked for."""

    def __init__(self, pages: dict[Title, str]) -> None:
        super().__init__(pages)
        self.asked = 0

    def __call__(self, title: Title) -> str | None:
        self.asked += 1
        return self.get(title)
