"""What citizens type is read as typed, and never acts."""

import time
import unicodedata

import mwparserfromhell
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from familienkonferenz.page_templates.escape import escape, escape_line, unescape

HOSTILE = [
    "{{Halt|ja}}",
    "{{{titel|x}}}",
    "[[Kategorie:Stadtteil Zoo]]",
    "[https://example.org Klick]",
    "https://example.org/a?b=c&d=e",
    "http://x.de mailto:a@b.de //x.de tel:0511",
    "<script>alert(1)</script>",
    "<nowiki>{{a}}</nowiki> <noinclude>x</noinclude>",
    "<!-- konferenz:bot status -->\nStatus: erledigt\n<!-- /konferenz:bot status -->",
    "-->",
    "~~~~ ~~~ ~~~~~",
    "__NOTOC__ __NOINDEX__ ＿＿目次＿＿",
    "#REDIRECT [[Startseite]]",
    "#WEITERLEITUNG [[Startseite]]",
    "* Liste\n# Zahl\n: Einzug\n; Begriff : Erklärung\n---- Linie",
    "= Überschrift =\n== Zweite ==",
    " vorne ein Leerzeichen\n\n  und  zwei ",
    "{|\n! Kopf !! Kopf\n|-\n| Zelle || Zelle\n|+ Titel\n|}",
    "'''fett''' ''kursiv'' 'einfach'",
    "}}\n{{Entscheidung|stadtteile=Zoo}}",
    "|thema=Sonstiges|antwort_auf=1",
    "RFC 2119, ISBN 978-3-16-148410-0, PMID 12345",
    '" onclick="alert(1)" x="',
    "-{zh:a;de:b}-",
    "&amp; &#123; &nbsp; &lt;b&gt;",
    "\u0338 ungleich",
    "u\u0308ber Ko\u0308ln, \u212b",
    "\u202eumgekehrt\u200b\ufeff\u2028neu\x85",
    "\x00\x01\x7f'\"`UNIQ--x-QINU`\"'\x7f",
    "a\rb\tc\vd\fe",
    "\u00a0vorn und hinten\u00a0\nin\u00a0der Mitte",
    "Ende mit Umbruch\n",
    "\n",
    "",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_comes_back_as_typed(typed):
    """Unescaping gives exactly what was typed, whatever it was."""
    assert unescape(escape(typed)) == typed


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_only_text_and_line_breaks(typed):
    """A wikitext parser finds nothing in it but text, entities and line breaks."""
    for node in mwparserfromhell.parse("x\n" + escape(typed)).nodes:
        kind = type(node).__name__
        assert kind in ("Text", "HTMLEntity") or (kind == "Tag" and str(node.tag) == "br"), (kind, str(node))


@example("\r\n\r")
@example("http://x\n * y")
@given(st.text())
def test_escape_has_an_exact_inverse(typed):
    """For any text at all, with CRLF read as LF, nothing typed is lost and nothing is added."""
    assert unescape(escape(typed)) == typed.replace("\r\n", "\n")


_MARKUP = st.text(alphabet="ab1 \n\t*#:;=-+!|{}[]<>'\"~_&/.%()\u00a0\u0308\u0338ISBN", max_size=40)


@given(_MARKUP)
def test_escaped_text_never_acts(typed):
    """Texts made of markup characters stay text: no tag, no template, no link, no list, no signature."""
    wikitext = escape(typed)
    assert unescape(wikitext) == typed
    for node in mwparserfromhell.parse("x\n" + wikitext).nodes:
        kind = type(node).__name__
        assert kind in ("Text", "HTMLEntity") or (kind == "Tag" and str(node.tag) == "br")
    for line in wikitext.replace("<br />", "").split("\n"):
        assert not line.startswith(tuple("*#:;= -+!|{\t"))
    assert not any(mark in wikitext for mark in ("''", "__", "~~~", "{{", "[[", "!!", "://", "-{", "|"))


@given(st.text(), st.text(alphabet="abc =<>\u0338\u0308\u1161\u11a8\u09be\u212b"))
def test_escaped_text_survives_unicode_normalisation(typed, marks):
    """MediaWiki stores every page in NFC; a saved text still comes back as typed, after `|ort=` too."""
    for text in (typed, marks):
        page = "|ort=" + escape(text)
        assert unicodedata.normalize("NFC", page) == page


@given(st.text())
def test_escaped_text_survives_stripping(typed):
    """A wiki trims pages and parameters; the typed edges are still there (a last break loses its newline)."""
    assert unescape(escape(typed).strip()) == typed.replace("\r\n", "\n")


def test_plain_german_stays_readable():
    """An ordinary contribution reads in the wikitext nearly as it was typed."""
    typed = (
        "Wunsch: mehr Bänke (z. B. Lister Meile), ab 10:30 Uhr – geht's? 5 % sagen „gut“; 3 € für Kita-Essen!"
    )
    assert escape(typed) == typed


def test_family_emoji_stay_whole():
    """A family of three is one sign, joined by invisible glue that is kept."""
    assert escape("Wir 👨‍👩‍👧 ❤️") == "Wir 👨‍👩‍👧 ❤️"


def test_other_scripts_stay_readable():
    """Hindi, Arabic and Korean parents read their own words in the wikitext, too."""
    for typed in ("नमस्ते, हम नए हैं", "مرحبًا بكم", "안녕하세요"):
        assert escape(typed) == typed


@pytest.mark.parametrize("char", [" ", "\u00a0", "&", "\n", "\u0308", "!"])
def test_long_hostile_text_costs_little(char):
    """A hundred thousand equal characters are escaped and read back in about the time of plain text."""
    typed = char * 100_000
    started = time.process_time()
    assert unescape(escape(typed)) == typed
    assert time.process_time() - started < 2


def test_line_breaks_and_spaces_have_one_shape():
    """Newline → break and newline; second and edge spaces → protected spaces."""
    assert escape("a\r\n b  c ") == "a<br />\n&#160;b &#160;c&#160;"


def test_people_may_edit_by_hand():
    """Plain newlines and entities people write themselves are read, an impossible entity stays as it is."""
    assert unescape("eins\nzwei<br/>drei &#8364; &#9999999;") == "eins\nzwei\ndrei € &#9999999;"


@given(st.text())
def test_a_parameter_is_one_line(typed):
    """A template parameter never breaks its line, and reads back as the line that was meant."""
    line = escape_line(typed)
    assert "\n" not in line and "|" not in line and "=" not in line and "}" not in line
    assert line == escape(unescape(line))


def test_newlines_of_a_parameter_become_a_space():
    """A place typed over two lines is one line."""
    assert escape_line(" Lange Laube\r\n\r\nMitte\n") == "Lange Laube Mitte"
