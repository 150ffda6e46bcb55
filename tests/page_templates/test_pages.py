"""Every page a conference begins with: whole, legal, linked, and true."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC

import mwparserfromhell
import pytest

from familienkonferenz.page_templates.pages import FRAME, PageSource, pages, within
from familienkonferenz.page_templates.window import Window

from .conftest import HOSTILE

LATER = {"Auswertung", "Auswertung/Nachweis", "Auswertung/Berichtigungen"}
"""Pages the bots write after the conference; the frame may link to them."""

_SHOWN_AS_IT_IS = re.compile(r"<(nowiki|pre)>.*?</\1>|<!--.*?-->", re.DOTALL)


def of(conference) -> dict[str, str]:
    """Title → wikitext."""
    return {page.title: page.text for page in pages(conference)}


@pytest.fixture(params=["tiny", "hostile", "hannover"])
def conference(request):
    """Each conference in turn."""
    return request.getfixturevalue(request.param)


def test_every_title_is_legal_and_there_once(conference):
    """No two pages share a title, and MediaWiki takes each of them."""
    titles = [page.title for page in pages(conference)]
    assert len(titles) == len(set(titles))
    for title in titles:
        assert not re.search(r"[#<>\[\]|{}]|~~~|^[:/]|  ", title), title
        assert len(title.encode()) <= 200 and title == unicodedata.normalize("NFC", title).strip()
        if ":" in title:
            assert title.split(":")[0] in ("Vorlage", "Kategorie", "Diskussion"), title


def test_every_page_is_closed_wikitext(conference):
    """Each brace, bracket, tag and table that is opened is closed; a parser finds no left-over markup."""
    for title, text in of(conference).items():
        code = mwparserfromhell.parse(text)
        assert str(code) == text, title
        bare = _SHOWN_AS_IT_IS.sub("", text)
        for node in mwparserfromhell.parse(bare).filter_text():
            assert not re.search(r"\{\{|\}\}|\[\[|\]\]|\{\||^\|\}", str(node)), (title, str(node))
        for tag in ("div", "span", "includeonly", "noinclude", "pre", "code", "nowiki"):
            assert len(re.findall(f"<{tag}[ >]", text)) == text.count(f"</{tag}>"), (title, tag)
        assert len(re.findall(r"^\{\|", bare, re.M)) == len(re.findall(r"^\|\}", bare, re.M)), title
        assert text == text.strip("\n") and "\n\n\n" not in text and text.strip(), title
        assert not re.search(r"\$\{|<%|%>|<#|#>", bare), title


def test_every_link_leads_to_a_page(conference):
    """Each link among the pages ends at one of them, or at a page that the bots write later."""
    text_of = of(conference)
    later = LATER | {f"Weiterleitung/{body.page}" for body in conference.bodies}
    later |= {f"Auswertung/Ziel/{aim.page}" for aim in conference.aims}
    later |= {f"Auswertung/Stadtteil/{district.page}" for district in conference.districts}
    for title, text in text_of.items():
        for link in mwparserfromhell.parse(text).filter_wikilinks():
            target = str(link.title).removeprefix(":")
            if "{{{" in target or (title == "Vorlage:Beitrag" and target == "Kategorie:Beitrag"):
                continue
            assert target in text_of or target in later, f"{title} → {target}"


def test_every_page_can_be_reached_from_the_start(hannover):
    """A visitor who follows links from the Startseite and the frame finds every public page."""
    text_of = of(hannover)
    seen, todo = set(), ["Startseite", "Impressum", "Datenschutz", "Barrierefreiheit", "Hilfe/Mitmachen"]
    while todo:
        title = todo.pop()
        if title in seen or title not in text_of:
            continue
        seen.add(title)
        code = mwparserfromhell.parse(text_of[title])
        todo += [str(link.title).removeprefix(":") for link in code.filter_wikilinks()]
        todo += ["Vorlage:" + str(call.name).strip() for call in code.filter_templates()]
    missing = {title for title in text_of if title not in seen and not title.startswith("Vorlage:")}
    assert missing == set()


def test_every_template_that_is_used_exists(conference):
    """No page calls a template that is not created with it."""
    text_of = of(conference)
    for title, text in text_of.items():
        for call in mwparserfromhell.parse(text).filter_templates():
            name = str(call.name).strip()
            known = f"Vorlage:{name}" in text_of or (name[:1] == ":" and name[1:] in text_of)
            functions = ("#if:", "#ifeq:", "#switch:", "#time:", "FULLPAGENAME")
            assert name.startswith(functions) or known, (title, name)


def test_pages_use_few_constructs(conference):
    """Both engines read them: no other tags, no images but a contribution's own, no addresses of others."""
    allowed = {
        *("div", "span", "pre", "code", "nowiki", "includeonly", "noinclude", "onlyinclude"),
        *("table", "tr", "td", "th", "li", "dd", "dt", "b", "i", "br"),
    }
    for title, text in of(conference).items():
        code = mwparserfromhell.parse(_SHOWN_AS_IT_IS.sub("", text))
        assert {str(tag.tag) for tag in code.filter_tags()} <= allowed, title
        assert not code.filter_external_links(), title
        images = text.count("Datei:") - text.count("[[Datei:{{{bild}}}|")
        assert images == 0 and "{{{{" not in text, title
        for name in re.findall(r'class="([^"]*)"', text):
            assert all(part.startswith("fk-") for part in name.split()), (title, name)


def test_hostile_configuration_does_not_act(hostile, tiny):
    """Markup in the city's configuration is shown as it was typed; every page keeps its structure."""

    def structure(text: str) -> list[str]:
        code = mwparserfromhell.parse(text)
        kinds = ("Template", "Tag", "Wikilink", "Argument", "Comment", "Heading", "ExternalLink")
        return [type(node).__name__ for node in code.filter() if type(node).__name__ in kinds]

    plain, acting = of(tiny), of(hostile)
    assert plain.keys() == acting.keys()
    for title, text in acting.items():
        assert structure(text) == structure(plain[title]), title
        assert "Kategorie:Falle" not in text and "<script" not in text, title
    assert "Böse &#123;&#123;Halt&#124;ja" in acting["Startseite"]
    assert HOSTILE.startswith("Böse {{Halt|ja}}")


def test_a_conference_without_aims_blocks_bodies_and_local_conferences_has_its_pages(tiny):
    """A small town may leave out what it does not have; no page breaks and no list is empty."""
    small = replace(tiny, aims=(), building_blocks=(), local_conferences=(), groups=(), bodies=())
    text_of = of(small)
    assert set(FRAME) <= text_of.keys()
    assert (
        "keine Ziele" in text_of["Ziele"]
        and "keine Familienkonferenzen" in text_of["Familienkonferenzen vor Ort"]
    )
    for title, text in text_of.items():
        bare = _SHOWN_AS_IT_IS.sub("…", text)
        assert not re.search(r"^(==+) .* \1\n+(\1 |\Z)", bare, re.M), (
            f"{title}: a heading with nothing beneath"
        )


def test_the_window_page_holds_the_configured_window(tiny):
    """The wiki reads beginning and end from it; nothing else of it is shown where another page says them."""
    text = of(tiny)["Konferenz/Fenster"]
    window = "{{Fenster|beginn=2027-03-01 08:00:00|ende=2027-03-11 18:30:00}}"
    assert text.startswith(f"<onlyinclude>{window}</onlyinclude>\n")
    assert Window.parse(text, tiny.timezone) == Window(tiny.begin.astimezone(UTC), tiny.end.astimezone(UTC))


def test_no_page_but_that_of_the_window_says_when(tiny):
    """Moderators move the window; a page with its own dates would be wrong from then on."""
    for title, text in of(tiny).items():
        if title not in ("Konferenz/Fenster", "Hilfe/Moderation") and not title.startswith("Vorlage:"):
            assert not re.search(r"März 2027|2027-03|elf Tage", text), title
    for title in ("Startseite", "Über die Konferenz", "Hilfe/Mitmachen", "Leichte Sprache/Startseite"):
        assert "{{:Konferenz/Fenster}}" in of(tiny)[title]


def test_bots_may_work_at_the_beginning(tiny):
    """The stop page holds exactly the call that lets bots work; anything else would stop them."""
    assert of(tiny)["Konferenz/Halt"] == "{{Halt|nein}}"


def test_a_mediawiki_gets_two_other_pages(tiny):
    """What the template of the link says of itself differs, and an edit window there begins with a page of its own."""
    ours, theirs = set(pages(tiny)), set(pages(tiny, mediawiki=True))
    assert {page.title for page in ours ^ theirs} == {"Vorlage:Beitrag schreiben", "Vorlage:Beitrag/Formular"}
    assert all("/+beitrag" not in page.text for page in theirs)


def test_the_form_is_linked_in_one_place_only(tiny):
    """The address of the form stands in one template."""
    assert {page.title for page in pages(tiny) if "/+beitrag" in page.text} == {"Vorlage:Beitrag schreiben"}


@pytest.mark.parametrize(
    "title", ["Impressum", "Datenschutz", "Barrierefreiheit", "Leichte Sprache/Startseite"]
)
def test_what_only_the_city_can_say_is_marked_as_a_sample(tiny, title):
    """Nobody mistakes a draft for a legal notice."""
    assert of(tiny)[title].startswith("{{Muster")
    assert "Muster – von der Stadt auszufüllen" in of(tiny)["Vorlage:Muster"]


def test_hannover_has_all_its_pages(hannover):
    """Ten topics with discussions, 51 districts in 13 boroughs, five blocks, five aims, six conferences."""
    titles = [page.title for page in pages(hannover)]

    def count(prefix: str) -> int:
        return sum(title.startswith(prefix) for title in titles)

    assert (count("Thema/"), count("Diskussion:Thema/")) == (10, 10)
    assert (count("Stadtteil/"), count("Stadtbezirk/")) == (51, 13)
    assert (count("Baustein/"), count("Ziel/"), count("Familienkonferenz/")) == (5, 5, 6)


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Bemerode (2012)", "2. Juni 2012"),
        ("Südstadt (2013)", "13. April 2013"),
        ("Nordstadt (2013)", "25. Mai 2013"),
        ("Vahrenwald (2013)", "1. November 2013"),
        ("Linden-Süd (2013)", "2. November 2013"),
        ("Wettbergen (2014)", "29. März 2014"),
    ],
)
def test_the_six_conferences_on_site_have_their_dates(hannover, title, date):
    """The date is on the conference's own page, in the overview, and on the page of its district."""
    text_of = of(hannover)
    place = title.split(" (")[0]
    for page in (
        f"Familienkonferenz/{title}",
        "Familienkonferenzen vor Ort",
        "Über die Konferenz",
        f"Stadtteil/{place}",
    ):
        assert date in text_of[page], page
    assert f"[[Familienkonferenz/{title}|" in text_of[f"Stadtteil/{place}"]


def test_the_results_of_the_conferences_are_told(hannover):
    """Berthas Beete came of the Südstadt, the Repair-Café of the Nordstadt; what is unknown is said."""
    text_of = of(hannover)
    assert "Berthas Beete" in text_of["Familienkonferenz/Südstadt (2013)"]
    assert "Repair-Café" in text_of["Familienkonferenz/Nordstadt (2013)"]
    assert "nicht überliefert" in text_of["Familienkonferenz/Wettbergen (2014)"]


def test_the_five_blocks_and_five_aims_stand_in_order(hannover):
    """In the order of the city's own text."""
    about, results = of(hannover)["Über die Konferenz"], of(hannover)["Ergebnisse"]
    blocks = ["Familienmonitoring", "Familienstrukturanalyse", "befragung", "Know-how", "Familiendialog"]
    aims = [
        "Betreuungsangeboten",
        "Standortfragen",
        "Elternbildung",
        "ehrenamtlichen Engagements",
        "Ernährung",
    ]
    for words, text in ((blocks, about), (aims, results)):
        lines = [line for line in text.split("\n") if line.startswith("# [[")]
        assert [any(word in line for line in lines) for word in words] == [True] * 5
        found = [next(i for i, line in enumerate(lines) if word in line) for word in words]
        assert found == sorted(found)


def test_the_first_conference_on_the_web_is_told_rightly(hannover):
    """6 November to 3 December 2013, 320 contributions, 2,347 visitors: the official figures."""
    about = of(hannover)["Über die Konferenz"]
    assert "Vom 6. November bis zum 3. Dezember 2013" in about
    assert "320 Beiträge" in about and "2.347" in about and "7.000" not in about


def test_the_start_page_says_who_when_and_what(hannover):
    """Motto, the window as it is, all ten topics with their questions."""
    start = of(hannover)["Startseite"]
    assert hannover.motto in start and "{{:Konferenz/Fenster}}" in start
    for topic in hannover.topics:
        assert f"* [[Thema/{topic.page}|{topic.name}]]: " in start


def test_what_becomes_of_the_results_is_said_in_the_city_s_order(hannover):
    """First on the spot, then the Fachbereich, then outside the administration."""
    results = of(hannover)["Ergebnisse"]
    order = [results.index(words) for words in ("Zuerst vor Ort", "Fachbereich übergeben", "außerhalb")]
    assert order[0] < order[1] and "qualitativ ausgewertet" in results


@pytest.mark.parametrize("name", ["Ahlem", "Zoo", "Linden-Nord", "Südstadt", "Wettbergen"])
def test_a_district_names_its_borough_and_council(hannover, name):
    """People find who is near them."""
    text = of(hannover)[f"Stadtteil/{name}"]
    borough = hannover.borough(hannover.district(name).borough)
    council = next(
        body for body in hannover.bodies if body.level == "borough" and body.borough == borough.number
    )
    assert f"[[Stadtbezirk/{borough.page}|" in text and f"[[Weiterleitung/{council.page}|" in text


def test_facilities_stand_on_the_page_of_their_district(hannover):
    """The Freizeitheim Vahrenwald is listed in Vahrenwald and nowhere in Linden-Nord."""
    text_of = of(hannover)
    assert "Freizeitheim Vahrenwald" in text_of["Stadtteil/Vahrenwald"]
    assert "Freizeitheim Vahrenwald" not in text_of["Stadtteil/Linden-Nord"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Südstadt", "in der Südstadt"),
        ("Ahlem", "in Ahlem"),
        ("Linden-Nord", "in Linden-Nord"),
        ("Mitte", "im Stadtteil Mitte"),
    ],
)
def test_districts_are_named_as_people_speak(hannover, name, words):
    """In der Südstadt, but in Ahlem; and never „in der Mitte“."""
    assert within(hannover.district(name)) == words


def test_the_handbook_tells_the_whole_work(hannover):
    """Window, stop page, late edits, decisions, every state of a step, the commands."""
    handbook = of(hannover)["Hilfe/Moderation"]
    for words in (
        "Konferenz/Fenster",
        "Konferenz/Halt",
        "Konferenz/Nachzügler",
        "{{Entscheidung|",
        "konferenz init",
    ):
        assert words in handbook
    for state in ("gesucht", "angefragt", "angenommen", "nicht möglich", "weitergegeben"):
        assert f"|-\n| {state}\n" in handbook


def test_a_page_source_is_a_value(tiny):
    """Pages are compared and kept in sets."""
    assert next(pages(tiny)) == next(pages(tiny)) and isinstance(next(pages(tiny)), PageSource)
