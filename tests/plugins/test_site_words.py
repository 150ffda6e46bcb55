"""What wikitext may ask of the wiki: what everybody may know, once, and so that no kept page tells old numbers."""

from __future__ import annotations

from familienkonferenz.plugins.storage.asked import MOST, ThisWiki
from familienkonferenz.plugins.storage.save import read
from familienkonferenz.plugins.titles import Title

from .core import LISA, SOMMER, TOPIC, VISITOR, Wiki, core_template, wiki, wikis
from .plain import visible

__all__ = ["core_template", "wiki", "wikis"]

COUNTED = "Gezählt: {{NUMBEROFPAGES:R}} in {{SITENAME}}, {{PAGESINCATEGORY:Gezählt}}"


def test_a_page_that_counts_is_always_right(wiki: Wiki) -> None:
    """Nobody keeps it: the next reader sees the page that came meanwhile, wherever else it came."""
    wiki.write("Zahlen", COUNTED)
    before = visible(wiki.browser().html("/Zahlen"))
    wiki.write("Noch eine", "[[Kategorie:Gezählt]]")
    after = visible(wiki.browser().html("/Zahlen"))
    pages = wiki.services.catalogue.counts()["pages"]
    assert f"Gezählt: {pages - 1} in " in before and ", 0" in before
    assert f"Gezählt: {pages} in {wiki.services.conference.title}, 1" in after


def test_private_pages_are_not_told_of(wiki: Wiki) -> None:
    """Neither their size nor who wrote them, nor that a category has them."""
    wiki.write("Konferenz/Nachzügler", "Geheim [[Kategorie:Gezählt]]")
    wiki.hide("Versteckt", "Auch geheim [[Kategorie:Gezählt]]")
    asked = "".join(
        f"({{{{PAGESIZE:{of}}}}}{{{{REVISIONUSER:{of}}}}})" for of in ("Konferenz/Nachzügler", "Versteckt")
    )
    wiki.write("Fragen", f"{asked} {{{{PAGESINCATEGORY:Gezählt}}}}")
    for name in (VISITOR, SOMMER):
        assert "(0)(0) 0" in visible(wiki.of(name).html("/Fragen"))


def test_a_page_may_ask_for_so_much_only(wiki: Wiki) -> None:
    """Thousands of questions on one page cost no more than some: what is beyond is nothing."""
    with wiki.request_as(VISITOR):
        here = ThisWiki()
        for number in range(MOST):
            assert here.page(Title.parse(f"Fehlt {number}")) is None
            here.members(f"Fehlt {number}", "all")
        assert here.page(Title.parse(TOPIC)) is None
        assert ThisWiki().page(Title.parse(TOPIC)) is not None


def test_what_is_substituted_is_the_answer_of_that_moment(wiki: Wiki) -> None:
    """`{{subst:SITENAME}}` is the name from then on."""
    rev_id = wiki.write_as(LISA, TOPIC, "Auf {{subst:SITENAME}}: {{subst:PAGESIZE:Fehlt}}")
    with wiki.request_as(LISA):
        assert read(rev_id) == f"Auf {wiki.services.conference.title}: 0"
