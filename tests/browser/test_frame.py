"""The frame around every page: quiet, reachable by keyboard, and nobody has to scroll sideways."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Visit = Callable[..., Any]

READ = (
    "/Startseite",
    "/Themen",
    "/Thema/Verkehr und Sicherheit",
    "/Diskussion/Thema/Verkehr und Sicherheit",
    "/Stadtteile",
    "/Stadtteil/Linden-Nord",
    "/Stellen",
    "/Datenschutz",
    "/Hilfe/Wikitext",
    "/Leichte Sprache/Startseite",
    "/Kategorie/Beitrag",
    "/Vorlage/Schritt",
    "/+beitraege",
    "/+aenderungen",
    "/+history/Thema/Verkehr und Sicherheit",
    "/+anmelden",
    "/+registrieren",
    "/+beitrag",
    "/Gibt es nicht",
    "/+gibtesnicht",
)
"""Addresses that anybody may look at."""

WRITTEN = (
    "/+beitrag",
    "/+konto",
    "/+botpasswoerter",
    "/+hochladen",
    "/+modify/Thema/Verkehr und Sicherheit",
    "/+abschnitt/Diskussion/Thema/Verkehr und Sicherheit",
)
"""Addresses of a participant's forms."""

MANAGED = ("/+rename/Themen", "/+delete/Themen", "/+destroy/Themen")
"""Addresses of a moderator's forms."""


def pages(wiki: Any) -> list[tuple[str, str]]:
    """Every address with the account that looks at it."""
    return [
        *((path, "") for path in READ),
        *((path, wiki.participant) for path in WRITTEN),
        *((path, wiki.moderator) for path in MANAGED),
    ]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(wiki: Any, visit: Visit, width: int) -> None:
    """No page is wider than the screen: wide tables scroll within themselves."""
    user, page = None, None
    for path, needed in pages(wiki):
        if needed != user:
            page, user = visit("/Startseite", user=needed, width=width), needed
        page.goto(wiki.address + path)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{path} is {wider} px wider than {width} px"


def test_every_page_has_its_landmarks_labels_and_one_heading(wiki: Any, visit: Visit) -> None:
    """German, one h1 and headings in order, a label at every field, a text for every picture, no id twice."""
    user, page = None, None
    for path, needed in pages(wiki):
        if needed != user:
            page, user = visit("/Startseite", user=needed), needed
        page.goto(wiki.address + path)
        assert page.evaluate(FAULTS) == [], path


FAULTS = """() => {
    const all = (selector) => [...document.querySelectorAll(selector)], faults = [];
    if (document.documentElement.lang !== 'de') faults.push('lang');
    for (const part of ['header', 'main', 'footer', 'nav'])
        if (!document.querySelector(part)) faults.push('no ' + part);
    if (all('h1').length !== 1) faults.push('h1: ' + all('h1').length);
    let before = 0;
    for (const heading of all('h1, h2, h3, h4, h5, h6')) {
        const level = Number(heading.tagName[1]);
        if (level > before + 1) faults.push('heading ' + heading.textContent);
        before = level;
    }
    for (const field of all('input:not([type=hidden]):not([type=submit]), select, textarea'))
        if (!field.labels.length) faults.push('no label: ' + field.name);
    for (const picture of all('img')) {
        if (!picture.hasAttribute('alt')) faults.push('no alt: ' + picture.src);
        if (!picture.naturalWidth) faults.push('not shown: ' + picture.src);
    }
    for (const link of all('a[href]'))
        if (!(link.textContent.trim() || link.title || link.ariaLabel)) faults.push('no text: ' + link.href);
    const ids = all('[id]').map((element) => element.id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push('twice: ' + id);
    for (const element of all('[aria-describedby]'))
        for (const id of element.getAttribute('aria-describedby').split(' '))
            if (!document.getElementById(id)) faults.push('describes nothing: ' + id);
    if (all('script, iframe, [style]').length) faults.push('script, frame or inline style');
    return faults;
}"""


def test_the_first_tab_leads_past_the_menu(wiki: Any, visit: Visit) -> None:
    """Tab shows „Zum Inhalt springen“; Enter puts the keyboard into the content."""
    page = visit("/Themen", user=wiki.participant)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Zum Inhalt springen"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_what_has_the_keyboard_is_outlined(visit: Visit) -> None:
    """Links, fields and buttons show where the keyboard is."""
    page = visit("/+anmelden")
    for selector in (".menue a", "#name", "main input[type=submit]"):
        page.keyboard.press("Tab")
        page.locator(selector).first.focus()
        style = page.locator(selector).first.evaluate(
            "e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth)]"
        )
        assert style[0] == "solid", selector
        assert style[1] >= 2, selector


def test_what_one_presses_is_large_enough(wiki: Any, visit: Visit) -> None:
    """Menu, buttons, fields and choices are 44 px high on a telephone."""
    page = visit("/+beitrag", user=wiki.participant, width=390)
    page.get_by_role("button", name="Menü").click()
    low = page.evaluate(
        """[...document.querySelectorAll('.menue a, .konto a, .konto button, .knopf, .auswahl label, .fuss nav a,'
            + 'input[type=text], select, textarea')]
            .map((e) => [e.textContent.trim() || e.name, e.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert low == []


def test_on_a_telephone_a_page_s_own_words_begin_in_the_first_third(wiki: Any, visit: Visit) -> None:
    """Of 390 by 844 px the frame takes less than a third, in every phase; so the heading is seen at once."""
    page = visit("/Startseite", width=390)
    for set_time in (wiki.before, lambda: None, wiki.after):
        wiki.now = type(wiki).now
        set_time()
        for path in READ:
            page.goto(wiki.address + path)
            assert page.locator("h1").bounding_box()["y"] < 844 / 3, path


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_on_a_telephone_the_menu_opens_from_a_button(wiki: Any, visit: Visit, script: bool) -> None:
    """Menu, account and search open by keyboard and by finger, and Escape closes them; a wide screen has no button."""
    page = visit("/Themen", width=390, script=script)
    button, topics = (
        page.get_by_role("button", name="Menü"),
        page.get_by_role("link", name="Stadtteile").first,
    )
    assert not topics.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    topics.wait_for(state="visible")
    assert page.get_by_role("link", name="Anmelden").is_visible()
    assert page.get_by_role("searchbox").is_visible()
    page.keyboard.press("Escape")
    topics.wait_for(state="hidden")
    assert page.locator(":focus").inner_text() == "Menü"
    button.click()
    page.get_by_role("button", name="Schließen").click()
    topics.wait_for(state="hidden")
    button.click()
    topics.click()
    page.wait_for_url(f"{wiki.address}/Stadtteile")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not button.is_visible()
    assert topics.is_visible()


def test_the_banner_tells_the_phase_in_words(wiki: Any, visit: Visit) -> None:
    """Before, open and after differ in their words, not by colour alone; the button is there while it works."""
    page = visit("/Themen")
    told = []
    for set_time in (wiki.before, lambda: None, wiki.after):
        wiki.now = type(wiki).now
        set_time()
        page.reload()
        banner = page.get_by_role("region", name="Stand der Konferenz")
        told.append((banner.inner_text(), banner.get_by_role("link").count()))
    (before, no_button), (now, button), (after, none) = told
    assert "Noch nicht offen" in before
    assert "beginnt am 2. November 2026, 0 Uhr" in before
    assert "Geöffnet" in now
    assert "bis 29. November 2026, 24 Uhr" in now
    assert "Geschlossen" in after
    assert (no_button, button, none) == (0, 1, 0)


def test_buttons_in_the_texts_lead_to_the_form(wiki: Any, visit: Visit) -> None:
    """„Beitrag schreiben“ within a page's own text opens the form, on a topic's page with its topic chosen."""
    page = visit("/Startseite", user=wiki.participant)
    for path, topic in (("/Startseite", ""), ("/Thema/Verkehr und Sicherheit", "Verkehr und Sicherheit")):
        page.goto(wiki.address + path)
        page.locator("article .fk-knopf a").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "Beitrag schreiben"
        assert page.get_by_label("Thema").input_value() == topic


def test_links_in_a_text_are_underlined_and_missing_pages_differ(wiki: Any, visit: Visit) -> None:
    """A link is told by its line, a link to a page that is not there by a dashed one."""
    wiki.write("Hilfe/Links", "Lesen Sie [[Themen]] oder [[Gibt es nicht]].")
    page = visit("/Hilfe/Links")
    line = "e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).textDecorationStyle]"
    article = page.locator("article")
    assert article.get_by_role("link", name="Themen").evaluate(line) == ["underline", "solid"]
    assert article.get_by_role("link", name="Gibt es nicht").evaluate(line) == ["underline", "dashed"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(wiki: Any, visit: Visit, scheme: str) -> None:
    """axe-core's rules for WCAG 2.2 AA, contrast included, find nothing, by day and by night."""
    source = Path(os.environ.get("AXE_CORE", ""))
    if not source.is_file():
        pytest.skip("needs axe-core: npm pack axe-core, then AXE_CORE=…/axe.min.js")
    user, page, found = None, None, []
    for path, needed in pages(wiki):
        if needed != user:
            page, user = visit("/Startseite", user=needed, scheme=scheme), needed
        page.goto(wiki.address + path)
        page.evaluate(source.read_text(encoding="utf-8"))
        result = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        found += [
            (path, fault["id"], node["html"]) for fault in result["violations"] for node in fault["nodes"]
        ]
    assert found == []
