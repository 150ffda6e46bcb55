"""Whatever is typed: it is shown, it does nothing, and it takes no longer than its length."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from emeraldtree.ElementTree import Element
from hypothesis import example, given, settings
from hypothesis import strategies as st
from moin.utils.tree import moin_page

from familienkonferenz.page_templates.escape import escape
from familienkonferenz.plugins.wikitext import expand
from familienkonferenz.plugins.wikitext.blocks import Rendered, render
from familienkonferenz.plugins.wikitext.shield import clean, shield, unshield

from .cases import PAGE
from .plain_html import everything_in, page_html, text_of

MARKS = [
    "'''", "''", "'", "[[", "]]", "[", "]", "|", "{|", "|}", "|-", "||", "!", "!!", "|+", "\n", "\n\n", "\n* ", "\n#",
    "\n:", "\n;", "\n ", " ", "==", "\n== ", "\n----", "\n{|\n", "\n|-\n", "\n| ", "\n! ", "\n|}\n", "<div>", "</div>",
    "<small>", "</small>", "<b>", "</b>", "<p>", "</p>", "<blockquote>", "</blockquote>", "<nowiki>", "</nowiki>",
    "<pre>", "</pre>", "<ref>", "</ref>", "<br>", "<script>", "<!--", "-->", "<", ">", "{", "}", "{{", "}}",
    "http://x.de/", "[http://a.de ", "mailto:", "&amp;", "&#35;", "__TOC__", "[[#",
]  # fmt: skip
"""Every mark there is; none that hides words on purpose (attributes, category names, template parameters)."""


def rendered(text: str) -> Rendered:
    return render(text, PAGE)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(MARKS), st.integers(0, 999).map("wort{}x".format)), max_size=30))
@example(["{|", "\n|+", "wort1x", "\n|+", "wort2x", "\n:", "wort3x"])
@example(["[http://x.de/", "wort1x", "</div>", "wort2x", "]]"])
def test_no_word_is_lost(parts: list[str]) -> None:
    """In any heap of marks every word is shown, or is where a link leads."""
    found = rendered("".join(parts))
    shown = everything_in(found.page) + "".join(found.categories)
    assert [part for part in parts if part.startswith("wort") and part not in shown] == []


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@example("<div onclick=alert(1)>")
@example("\ufdd0\x00\x1f")
def test_any_text_becomes_allowed_elements_only(text: str) -> None:
    """Any text renders; the writer of these tests knows no element and no attribute but the allowed ones."""
    page_html(rendered(expand(text, PAGE, lambda title: None).text).page)


TAGS = st.sampled_from(
    [
        "div",
        "span",
        "b",
        "script",
        "img",
        "a",
        "iframe",
        "svg",
        "small",
        "style",
        "td",
        "ref",
        "table",
        "tr",
        "ul",
        "li",
        "h2",
        "references",
        "wbr",
        "ruby",
    ]
)
NAMES = st.sampled_from(["class", "style", "onclick", "ONLOAD", "href", "src", "id", "lang", "title", "x:y"])
VALUES = st.sampled_from(
    ["javascript:alert(1)", "fk-a moin-b", "de", "'", '"', "{{{1}}}", "&quot;", "[[x]]", ""]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(TAGS, NAMES, st.sampled_from(['"', "'", ""]), VALUES), max_size=6), st.booleans())
def test_no_tag_brings_script_or_style(tags: list[tuple[str, str, str, str]], close: bool) -> None:
    """Whatever the attributes: no style, no handler, no address but those of links."""
    text = "".join(f"<{tag} {name}={quote}{value}{quote}>text" for tag, name, quote, value in tags)
    if close:
        text += "".join(f"</{tag}>" for tag, *_ in reversed(tags))
    for element in _elements(rendered(text).page):
        for key, value in element.attrib.items():
            if key.name == "id":  # nobody can give one: they are of footnotes, and of headings by their text
                own = re.escape("_".join(_own_text(element).split()))
                assert re.fullmatch(rf"cite_note-\d+|cite_ref-\d+-\d+|{own}(?:_\d+)?", value)
                continue
            assert key.name in ("class", "lang", "title", "href", "outline-level")
            assert key.name != "href" or str(value).startswith(("wiki.local:", "#"))


def _own_text(element: Element) -> str:
    """The text of a heading, without the contents list that stands in it where headings stand in headings."""
    parts = (
        part if isinstance(part, str) else _own_text(part)
        for part in element
        if isinstance(part, str) or "table-of-contents" not in str(part.get(moin_page.class_))
    )
    return "".join(parts)


def _elements(node: Element) -> Iterator[Element]:
    yield node
    for child in node:
        if not isinstance(child, str):
            yield from _elements(child)


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.one_of(st.sampled_from("[]{}<>|*#:;=-'\n &ab"), st.characters(exclude_categories=["Cs"])),
        max_size=80,
    )
)
def test_shielding_changes_nothing_that_is_read(text: str) -> None:
    """Shielded and unshielded, a text is what it was."""
    text = clean(text)
    assert unshield(shield(text)) == text


PRINTABLE = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])
TYPED = st.text(st.one_of(st.sampled_from("[]{}<>|*#:;=-_~'\n &!/.,ab1ÄöÜß"), PRINTABLE), max_size=60)


@settings(max_examples=400, deadline=None)
@given(TYPED)
@example("#abitur\n* 5  Bänke\n  eingerückt ''nicht kursiv'' {{x}} [[y]] ~~~~ http://a.de __TOC__")
@example("&#35; &amp; <b>\n\n== x ==\n----\n{|\n|}")
@example("\u00a0 x \u00a0")
def test_what_was_typed_is_what_is_read(typed: str) -> None:
    """An escaped contribution shows exactly what was typed, and nothing of it acts."""
    found = rendered(expand(escape(typed), PAGE, lambda title: None).text)
    body = found.page[0]
    assert not found.links and not found.categories and not found.files
    assert all(paragraph.tag.name == "p" for paragraph in body)
    assert {child.tag.name for paragraph in body for child in paragraph if not isinstance(child, str)} <= {
        "line-break"
    }
    assert _with_breaks(body).replace("\u00a0", " ") == typed.replace("\u00a0", " ")


def _with_breaks(body: Element) -> str:
    """The text of a contribution as its reader sees it: a break is a new line, a new line in the source is none."""
    return "".join(
        child.replace("\n", "") if isinstance(child, str) else "\n"
        for paragraph in body
        for child in paragraph
    )


HOSTILE = [
    "{", "[", "{{", "[[", "<", "&", "<b ", "<div>", "<ref>", "<div <div ", '<div class="', "[http://a ", "[http://a\n",
    "[[a|", "[[a|<b>", "<b>[[a|", "[[a|b]]", "<b>x</b>", "<b></i>", "{|\n", "{|\n|", "\n{|", "\n:{|", "\n*", "\n;a:",
    "'''", "''a", "=", "==a==\n", "a\n", "<br>", "http://", "mailto:", "&amp;", "__TOC__", "<ref>a</ref>", "|a\n", "]]",
    "</b>", "<nowiki>", "<pre>", "<!--", "[[Datei:a.jpg|", "<p>", "-{", "<x y='", '<b a="\'">', "[[a]]b", "(http://",
    "<ul><li>", "<li>", "<table><tr><td>", "<h2>", "<h2>a</h2>", "<references>", "<ref name=a />", "<ruby>",
    ":{|\n|a\n|}\n",    "<ref name=a>b</ref>", "[[Kategorie:A]]\n", "; a : b\n", "\n\n\n", "[https://a.de]", "----\n",
    "<references />\n",
]  # fmt: skip


@pytest.mark.parametrize("mark", HOSTILE, ids=lambda mark: mark.strip().replace("/", "_"))
def test_a_heap_of_one_mark_is_read_in_reasonable_time(mark: str) -> None:
    """Twenty thousand characters of one mark take a moment; unguarded `<b ` takes half a minute."""
    started = time.process_time()
    rendered(mark * (20_000 // len(mark)))
    assert time.process_time() - started < 5


def test_deep_nesting_stays_within_what_moin_can_draw() -> None:
    """Tags, lists and tables in each other by the hundred: the tree stays below a hundred levels."""
    text = "{|\n|\n" * 50 + "<div><b>" * 100 + "\n" + "*" * 500 + " wort" + "</b></div>" * 100
    found = rendered(text).page

    def depth(node: object) -> int:
        return 1 + max((depth(child) for child in node if not isinstance(child, str)), default=0)  # type: ignore[attr-defined]

    assert depth(found) < 100
    assert "wort" in text_of(found)
