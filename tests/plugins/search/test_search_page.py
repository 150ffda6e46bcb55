"""The page of the search: what is listed, what is not, and what it says when there is nothing."""

from __future__ import annotations

import re
from urllib.parse import quote

from familienkonferenz.plugins.pages.search import PER_PAGE
from familienkonferenz.plugins.search.service import search_of

from ..core import LISA, SOMMER, TOPIC, VISITOR, Wiki
from .conftest import index

HOSTILE = [
    "NEAR(", "*", '"', '""""', "\0", "a\0b", "'; drop table terms; --", "title:x", "{title text} : x",
    "^", "(((", "AND", "OR NOT AND", "-", "--", "x*", "NEAR(a b, 3)", "😀", "👨‍👩‍👧 🏳️‍🌈", "a" * 10_000,
    "Rad " * 3_000, '"' * 999, "\u202eRad", "%", "%00", "\ud7ff", "ﬁ", "ß" * 500, "a-" * 4_000,
    "Rad-" * 2_000, "\\", "`", "<script>", "{{Beitrag}}", "\n\t\r", "[[", "²³", "١٢٣", "日本語",
    "Z̴̨a̸̛l̵g̶o̷",
]  # fmt: skip


def listed(html: str) -> list[str]:
    """The headings of the hits, in their order, without marks."""
    hits = html.partition('<ol class="treffer"')[2].partition("</ol>")[0]
    return [
        re.sub(r"<[^>]+>", "", found) for found in re.findall(r'class="beitrag-titel"[^>]*>(.*?)</a>', hits)
    ]


def found(wiki: Wiki, query: str, more: str = "", name: str = VISITOR) -> str:
    """The page for a query, as that account sees it."""
    browser = wiki.of(name) if name else wiki.browser()
    answer = browser.get(f"/+suche?q={quote(query)}{more}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_contribution_is_found_by_a_part_of_a_compound(wiki: Wiki) -> None:
    """`Radweg` finds `Fahrradwege`; the word as it was written is marked."""
    number = wiki.contribute(LISA, "Sichere Wege", "Es fehlen Fahrradwege an der Podbielskistraße.")
    index(wiki)
    html = found(wiki, "Radweg")
    assert "Sichere Wege" in listed(html)
    assert "Es fehlen <mark>Fahrradwege</mark> an der Podbielskistraße." in html
    assert f"Beitrag {number} · zuletzt geändert" in html


def test_what_people_wrote_is_shown_as_text(wiki: Wiki) -> None:
    """Markup in a title, a text or a query is never markup of the page."""
    wiki.contribute(LISA, "<b>Zeppelin</b>", "<script>alert(1)</script> an der Bude & mehr")
    index(wiki)
    assert "<script" not in found(wiki, 'Zeppelin "><script>')
    html = found(wiki, "Zeppelin alert")
    assert "&lt;b&gt;<mark>Zeppelin</mark>&lt;/b&gt;" in html
    assert "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; an der Bude &amp; mehr" in html


def test_a_page_reads_without_its_markup(wiki: Wiki) -> None:
    """Of wikitext the words are found: templates put in, no names of templates, no addresses behind links."""
    wiki.write("Vorlage:Grußkarte", "Willkommen im {{{1}}}")
    wiki.write(
        "Lesbares", "{{Grußkarte|Freibad}}\n\n'''Fett'''es [[Thema/Unsichtbar|Schwimm]]becken &auml;hnlich"
    )
    index(wiki)
    for query in ("Freibad Willkommen", "Schwimmbecken", "fettes", "ähnlich"):
        assert listed(found(wiki, query)) == ["Lesbares"], query
    for query in ("Grußkarte", "Unsichtbar"):
        assert listed(found(wiki, query)) == [], query


def test_the_late_texts_are_never_found(wiki: Wiki) -> None:
    """What waits for the moderators is not even in the index."""
    wiki.write("Konferenz/Nachzügler", "Zauberwald")
    wiki.write("Konferenz/Nachzügler/Ablage", "Zauberwald")
    index(wiki)
    for name in (VISITOR, LISA, SOMMER):
        html = found(wiki, "Zauberwald", name=name)
        assert listed(html) == []
        assert "nichts gefunden" in html


def test_a_protected_page_is_found_by_those_who_may_read_it(wiki: Wiki) -> None:
    """For others it is neither listed nor counted."""
    wiki.write("Vertraulich", "Zauberwald")
    wiki.write("Offen", "Zauberwald")
    page = wiki.page("Vertraulich")
    assert page is not None
    with wiki.services.database.transaction():
        wiki.services.database.run(
            "update page set acl = ? where page_id = ?", f"{SOMMER}:read,write All:", page.page_id
        )
    index(wiki)
    html = found(wiki, "Zauberwald")
    assert listed(html) == ["Offen"]
    assert "1 Seite zu" in html
    assert sorted(listed(found(wiki, "Zauberwald", name=SOMMER))) == ["Offen", "Vertraulich"]


def test_a_deleted_page_is_gone(wiki: Wiki) -> None:
    """It is found by nobody, from the moment of its deletion on, before the index has heard of it."""
    wiki.write("Flüchtig", "Zauberwald")
    index(wiki)
    assert listed(found(wiki, "Zauberwald")) == ["Flüchtig"]
    wiki.of(SOMMER).submit("/+delete/Fl%C3%BCchtig", comment="weg")
    assert wiki.page("Flüchtig") is None
    assert listed(found(wiki, "Zauberwald", name=SOMMER)) == []
    index(wiki)
    assert search_of(wiki.app).index.matches("Zauberwald") == []


def test_an_edit_is_found_by_its_new_words_alone(wiki: Wiki) -> None:
    """What was taken out of a page does not find it any more."""
    wiki.write("Wechsel", "Birnbaum")
    wiki.write("Wechsel", "Kirschbaum")
    index(wiki)
    assert listed(found(wiki, "Kirschbaum")) == ["Wechsel"]
    assert listed(found(wiki, "Birnbaum")) == []


def test_many_hits_are_turned_over(wiki: Wiki) -> None:
    """Each hit is on one of the pages, and only one; the pages lead to each other."""
    for number in range(PER_PAGE + 5):
        wiki.write(f"Seite {number:02}", "Zauberwald")
    index(wiki)
    first = found(wiki, "Zauberwald")
    second = found(wiki, "Zauberwald", f"&ab={PER_PAGE}")
    assert f"{PER_PAGE + 5} Seiten zu" in first
    assert sorted(listed(first) + listed(second)) == [f"Seite {number:02}" for number in range(PER_PAGE + 5)]
    assert f"ab={PER_PAGE}" in first
    assert "Vorige Ergebnisse" in second
    assert 'rel="next"' not in second
    assert listed(found(wiki, "Zauberwald", "&ab=99999999")) == listed(first)


def test_hits_can_be_narrowed_down(wiki: Wiki) -> None:
    """To contributions, or to topics with their discussions."""
    wiki.contribute(LISA, "Ein Beitrag", "Zauberwald")
    wiki.write(TOPIC, "Zauberwald")
    wiki.write(f"Diskussion:{TOPIC}", "Zauberwald")
    wiki.write("Sonstiges", "Zauberwald")
    index(wiki)
    assert len(listed(found(wiki, "Zauberwald"))) == 4
    assert listed(found(wiki, "Zauberwald", "&in=beitraege")) == ["Ein Beitrag"]
    assert sorted(listed(found(wiki, "Zauberwald", "&in=themen"))) == [
        "Diskussion: Verkehr und Sicherheit",
        "Thema: Verkehr und Sicherheit",
    ]
    assert len(listed(found(wiki, "Zauberwald", "&in=<x>"))) == 4


def test_a_number_leads_to_its_contribution(wiki: Wiki) -> None:
    """`12` and `Beitrag 12` offer the contribution of that number, if there is one."""
    number = wiki.contribute(LISA, "Ampel", "Hier")
    for query in (str(number), f"Beitrag {number}", f"#{number}", f"beitrag nr. {number}"):
        assert f"Zum Beitrag {number}" in found(wiki, query), query
    assert "Zum Beitrag" not in found(wiki, "99999")


def test_an_empty_search_explains_itself(wiki: Wiki) -> None:
    """Without a query the page says what is searched; without hits what one can try."""
    html = found(wiki, "")
    assert "Gesucht wird in allen" in html
    assert 'role="search"' in html
    assert "Das können Sie versuchen" in found(wiki, "Quietscheentchen")


def test_every_page_has_a_search_field(wiki: Wiki) -> None:
    """A form with a label, by GET, without a script; the page of the search has it once."""
    html = wiki.browser().html("/+aenderungen")
    assert html.count('role="search"') == 1
    assert re.search(r'<label [^>]*for="kopf-suche"', html)
    assert found(wiki, "Ampel").count('role="search"') == 1


def test_any_query_is_answered(wiki: Wiki) -> None:
    """Whatever is typed is words or nothing: there is no query language to break."""
    wiki.contribute(LISA, "Rad", "Der Radweg an der Lister Meile")
    index(wiki)
    browser = wiki.browser()
    for query in HOSTILE:
        for more in ("", "&in=beitraege&ab=-1", "&ab=" + "9" * 50):
            answer = browser.get(f"/+suche?q={quote(query, errors='surrogatepass')}{more}")
            assert answer.status_code == 200, query
        reply = browser.api(action="query", list="search", srsearch=query)
        assert isinstance(reply["query"]["search"], list), query
    assert "Rad" in listed(found(wiki, "Rad " * 3_000))
