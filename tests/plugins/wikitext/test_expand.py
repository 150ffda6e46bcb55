"""Expansion: what was used is named, limits hold, and nothing written is swallowed."""

from __future__ import annotations

import time

import pytest

from familienkonferenz.plugins.titles import Title
from familienkonferenz.plugins.wikitext import Limits, expand

from .cases import PAGE

WIKI = {
    Title.parse(name): text
    for name, text in {
        "Vorlage:Beitrag": "{{Ort|{{{ort}}}}} {{#ifexist:Thema/Sonstiges|ja|nein}}",
        "Vorlage:Ort": "in {{{1}}}",
        "Vorlage:Alt": "#REDIRECT [[Vorlage:Ort]]",
        "Vorlage:Kette": "{{Kette2|{{{1}}}}}",
        "Vorlage:Kette2": "{{Kette3|{{{1}}}}}",
        "Vorlage:Kette3": "am Ende {{{1}}}",
        "Vorlage:Doppelt": "{{{1}}}{{{1}}}",
    }.items()
}


def test_everything_that_was_asked_for_is_named() -> None:
    """The pages a page depends on are named in order of use: redirects, missing ones and #ifexist too."""
    expanded = expand("{{Beitrag|ort=Zoo}} {{Alt|x}} {{Fehlt}}", PAGE, WIKI.get)
    assert [title.full for title in expanded.templates_used] == [
        "Vorlage:Beitrag", "Vorlage:Ort", "Vorlage:Alt", "Vorlage:Fehlt",
    ]  # fmt: skip
    assert [title.full for title in expanded.exists_asked] == ["Thema/Sonstiges"]
    assert expanded.warnings == ()


def test_each_page_is_fetched_once() -> None:
    """Two hundred uses of a template read it once."""
    asked: list[Title] = []

    def fetch(title: Title) -> str | None:
        asked.append(title)
        return WIKI.get(title)

    expand("{{Ort|a}}" * 200, PAGE, fetch)
    assert len(asked) == 1


def test_templates_within_templates_end_somewhere() -> None:
    """Deeper than the limit there is an error text with the template's name, and a warning."""
    expanded = expand("{{Kette|hier}}", PAGE, WIKI.get, limits=Limits(depth=2))
    assert expanded.text == '<span class="error">Vorlagen zu tief ineinander: [[:Vorlage:Kette3]]</span>'
    assert expanded.warnings == ("Vorlagen stehen mehr als 2-fach ineinander.",)


def test_too_many_calls_leave_the_rest_as_written() -> None:
    """After the last allowed call the source is shown; the words in it are still there."""
    expanded = expand("{{Ort|a}} " * 5, PAGE, WIKI.get, limits=Limits(expansions=6))
    assert expanded.text == "in a in a in a {{Ort|a}} {{Ort|a}} "
    assert len(expanded.warnings) == 1


def test_a_template_that_doubles_itself_stays_small() -> None:
    """Thirty doublings would be a billion characters; the limit ends them, and says so."""
    wiki = {Title.parse("Vorlage:D0"): "x" * 1000}
    for number in range(1, 31):
        wiki[Title.parse(f"Vorlage:D{number}")] = f"{{{{D{number - 1}}}}}" * 2
    started = time.process_time()
    expanded = expand("{{D30}}", PAGE, wiki.get)
    assert len(expanded.text) < 4_000_000
    assert expanded.warnings
    assert time.process_time() - started < 5


def test_a_template_of_nothing_that_doubles_itself_ends() -> None:
    """Without any text at all it is the number of calls that ends it."""
    wiki = {Title.parse("Vorlage:D0"): ""}
    for number in range(1, 31):
        wiki[Title.parse(f"Vorlage:D{number}")] = f"{{{{D{number - 1}}}}}" * 2
    expanded = expand("{{D30}}", PAGE, wiki.get)
    assert expanded.warnings
    assert len(expanded.text) < 1000


def test_a_parameter_that_doubles_stays_small() -> None:
    """Parameters count towards the size as templates do."""
    text = "wort"
    for _ in range(30):
        text = f"{{{{Doppelt|{text}}}}}"
    expanded = expand(text, PAGE, WIKI.get)
    assert len(expanded.text) < 10_000_000
    assert expanded.warnings


def test_a_parameter_is_expanded_where_it_was_written() -> None:
    """A parameter handed on means the outer page's parameter, not the inner one's."""
    wiki = {
        Title.parse("Vorlage:Außen"): "{{Innen|1={{{1}}}!}}",
        Title.parse("Vorlage:Innen"): "<{{{1}}}>",
    }
    assert expand("{{Außen|wort}}", PAGE, wiki.get).text == "<wort!>"


@pytest.mark.parametrize(
    "text",
    ["{" * 20_000, "[" * 20_000, "{" * 20_000 + "}" * 20_000, "{{a|" * 20_000, "{{a|" * 9_000 + "}}" * 9_000,
     "{{#if:x|" * 9_000 + "}}" * 9_000, "{{{a|" * 20_000, "[[a|{{b|" * 9_000, "<!--" * 20_000, "<nowiki>" * 9_000,
     "<onlyinclude>" * 9_000, "{{a|b=" * 9_000, "}}" * 20_000],
    ids=lambda text: text[:12].replace("/", "_"),
)  # fmt: skip
def test_hostile_braces_are_read_in_one_pass(text: str) -> None:
    """Tens of thousands of brackets take a moment, whether they close or not."""
    started = time.process_time()
    expanded = expand(text, PAGE, WIKI.get)
    assert time.process_time() - started < 3
    assert expanded.text or "onlyinclude" in text


def test_twice_the_text_takes_about_twice_the_time() -> None:
    """Expansion is linear: four times as much takes far less than sixteen times as long."""

    def seconds(count: int) -> float:
        text = "{{Beitrag|ort={{Ort|Zoo}}}} und {{{x|{{Ort|y}} [[a|b]]}}}\n" * count
        best = 9.0
        for _ in range(3):
            started = time.process_time()
            expand(text, PAGE, WIKI.get)
            best = min(best, time.process_time() - started)
        return best

    assert seconds(600) < 10 * seconds(150)
