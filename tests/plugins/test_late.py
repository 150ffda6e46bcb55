"""Text that comes too late is given back and kept for the moderators, who alone can read it."""

from __future__ import annotations

from datetime import datetime

import pytest
from werkzeug.test import TestResponse

from familienkonferenz.plugins.storage.save import MAX_BYTES

from .core import AFTER, BEFORE, LATE, LISA, MEHMET, ROBOT, SECRET, SOMMER, TALK, TOPIC, VISITOR, Wiki, fields
from .plain import acts, skeleton, visible

TEXT = "Die Ampel, bitte.\nUnd eine Bank: * für alle # Familien & Kinder <3 {{x}} [[y]] ''kursiv''"
FORMS = {
    "edit form": f"/+modify/{TOPIC}",
    "edit form, discussion": "/+modify/" + TALK.replace(":", "/"),
    "contribution": "/+beitrag",
    "reply": "/+antwort/2",
    "correction": "/+beitrag/1",
}


def sent(wiki: Wiki, form: str, now: datetime) -> TestResponse:
    """Open a form while the conference is open, and send it at another time."""
    browser = wiki.of(LISA)
    filled = browser.fill(FORMS[form], text=TEXT) | {"title": "Ampel"}
    wiki.clock.now = now
    return browser.client.post(FORMS[form], data=filled)


@pytest.mark.parametrize("form", FORMS)
def test_late_text_is_given_back_and_kept(wiki: Wiki, form: str) -> None:
    """The answer says so and holds the text, to the character; the page for moderators shows it."""
    answer = sent(wiki, form, AFTER)
    assert answer.status_code == 403
    page = answer.get_data(as_text=True)
    assert fields(page)["text"] == TEXT
    assert "Ihr Text ist für die Moderation aufbewahrt worden." in page
    kept = wiki.of(SOMMER).html(f"/{LATE}")
    assert TEXT in visible(kept) and "01.12.2026, 13:00:00 Uhr: Lisa" in visible(kept)


def test_late_text_by_the_api_is_kept(wiki: Wiki) -> None:
    """The API's error says that the text lies with the moderators."""
    wiki.clock.now = AFTER
    answer = wiki.of(LISA).api(action="edit", title=TOPIC, text=TEXT, summary="Vergessen")
    assert answer["error"]["code"] == "protectedpage" and "Moderation" in answer["error"]["info"]
    kept = visible(wiki.of(SOMMER).html(f"/{LATE}"))
    assert TEXT in kept and "Vergessen" in kept and f"Seite: {TOPIC}" in kept


@pytest.mark.parametrize("form", FORMS)
def test_early_text_is_given_back_but_not_kept(wiki: Wiki, form: str) -> None:
    """Before the beginning there is nothing to be late for: the text goes back to its writer alone."""
    before = wiki.stored()
    answer = sent(wiki, form, BEFORE)
    assert answer.status_code == 403
    page = answer.get_data(as_text=True)
    assert fields(page)["text"] == TEXT
    assert "aufbewahrt" not in page
    assert wiki.stored() == before


def test_visitors_leave_nothing(wiki: Wiki) -> None:
    """Whoever has no account gets the text back; nothing is kept, so nobody can fill the page unseen."""
    wiki.clock.now = AFTER
    before = wiki.stored()
    answer = wiki.of(VISITOR).post(f"/+modify/{TOPIC}", text=TEXT, base="9", summary="")
    assert answer.status_code == 403 and fields(answer.get_data(as_text=True))["text"] == TEXT
    assert wiki.stored() == before


HOSTILE = [
    "</div><script>alert(1)</script>",
    "{{:Konferenz/Fenster}} {{Vorlage:Beitrag|titel=x}} {{subst:x}}",
    "[[Kategorie:Beitrag]] [[Kategorie:Thema Verkehr und Sicherheit]]",
    "<!-- konferenz:bot status -->\n<!-- /konferenz:bot status -->",
    "== Mehmet ==\n* eins\n# zwei\n: drei\n----\n{|\n| Zelle\n|}",
    "<nowiki>\n</nowiki></pre><ref name='x' /> ~~~~ __NOTOC__ #WEITERLEITUNG [[Startseite]]",
    '<div class="fk-nachzuegler"> https://example.org/ javascript:alert(1) [javascript:alert(1) x]',
    "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a><style>*{display:none}</style>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_late_text_is_inert(wiki: Wiki, text: str) -> None:
    """On the moderators' page it is only read: no element, no category, no redirect, no script more."""
    wiki.clock.now = AFTER
    wiki.of(LISA).submit(f"/+modify/{TOPIC}", text="harmlos", summary="harmlos")
    plain = skeleton(wiki.of(SOMMER).html(f"/{LATE}"))
    before = plain - skeleton(wiki.of(SOMMER).html("/+rev/8"))
    wiki.of(LISA).submit(f"/+modify/{TOPIC}", text=text, summary=text.replace("\n", " "))
    page = wiki.of(SOMMER).html(f"/{LATE}")
    assert not acts(page)
    assert text in visible(page)
    added = skeleton(page) - plain
    assert set(added) <= set(before), "the second text brings no element that the first did not"
    row = wiki.page(LATE)
    assert row is not None and not row.redirect
    assert wiki.services.catalogue.categories(row.page_id) == []


def _addresses(wiki: Wiki) -> list[str]:
    row = wiki.page(LATE)
    assert row is not None
    uuid = wiki.services.catalogue.revision(row.latest).uuid  # type: ignore[union-attr]
    item = f"@itemid/{row.item_id}"
    by_name = [
        f"{view}{name}"
        for name in (LATE, item, "Konferenz:Nachzügler", "konferenz/Nachzügler")
        for view in (
            "/", "/+show/", f"/+show/+{uuid}/", "/+history/", "/+diff/", "/+modify/", f"/+revert/+{uuid}/", "/+rename/",
            "/+delete/", "/+destroy/", f"/+destroy/+{uuid}/", "/Spezial:Exportieren/",
        )
    ]  # fmt: skip
    return [
        *by_name,
        f"/+rev/{row.latest}", f"/+diff/{TOPIC}?rev1={uuid}&rev2={uuid}", f"/+show/+{uuid}/{TOPIC}",
        "/+aenderungen", f"/+aenderungen?ab={row.latest}", "/+beitraege", "/+beitraege.atom",
        "/Kategorie/Geheim", "/Weiterweg",
        "/Einbindung", "/+history/Konferenz/Fenster", f"/index.php?title={LATE}",
        f"/index.php?title=Spezial:Exportieren&pages={LATE}",
        "/Spezial:Exportieren?pages=" + LATE + "%0AStartseite&history=1",
    ]  # fmt: skip


def _queries(wiki: Wiki) -> list[dict[str, str]]:
    row = wiki.page(LATE)
    assert row is not None
    content = {"prop": "revisions|info|categories", "rvprop": "content|comment|user|ids", "rvslots": "main"}
    queries = [
        {"titles": LATE, "rvlimit": "10"} | content,
        {"pageids": str(row.page_id)} | content,
        {"revids": str(row.latest)} | content,
        {"list": "allpages", "apprefix": "Konferenz/"},
        {"list": "recentchanges", "rcprop": "title|ids|comment|user", "rclimit": "50"},
        {"list": "usercontribs", "ucuser": "Konferenzwiki", "ucprop": "title|comment", "uclimit": "50"},
        {"list": "categorymembers", "cmtitle": "Kategorie:Geheim"},
        {"generator": "allpages", "gapprefix": "Konferenz/"} | content,
        {"titles": "Weiterweg", "redirects": "1"} | content,
        {"titles": LATE, "export": "1", "exportnowrap": "1"},
    ]
    return [{"action": "query", "format": "json", "formatversion": "2"} | query for query in queries]


@pytest.fixture
def tempting(wiki: Wiki) -> Wiki:
    """A wiki in which pages lead to the late texts: by category, redirect and inclusion."""
    wiki.clock.now = AFTER
    wiki.of(LISA).submit(f"/+modify/{TOPIC}", text=f"Nochmals: {SECRET}")
    late = wiki.text(LATE)
    wiki.write(LATE, f"{late}\n\n[[Kategorie:Geheim]]", summary="Nachzügler von Lisa")
    wiki.write("Weiterweg", f"#WEITERLEITUNG [[{LATE}]]")
    wiki.write(
        "Einbindung", f"{{{{:{LATE}}}}} {{{{:konferenz/Nachzügler}}}} {{{{{LATE}}}}} {{{{subst::{LATE}}}}}"
    )
    return wiki


@pytest.mark.parametrize("name", [VISITOR, LISA, MEHMET])
def test_only_staff_reads_late_texts_by_any_address(tempting: Wiki, name: str) -> None:
    """No page, history, comparison, form, list, category, redirect, inclusion or export shows them."""
    browser = tempting.of(name)
    for address in _addresses(tempting):
        answer = browser.get(address, follow_redirects=True)
        page = answer.get_data(as_text=True)
        assert SECRET not in page and "Nachzügler von" not in page, address
        assert answer.status_code < 500, address


@pytest.mark.parametrize("name", [VISITOR, LISA])
def test_only_staff_reads_late_texts_by_the_api(tempting: Wiki, name: str) -> None:
    """No query by title, id, list or generator, and no export, gives text, summary or name of the page."""
    for query in _queries(tempting):
        said = tempting.of(name).get("/api.php", query_string=query).get_data(as_text=True)
        assert SECRET not in said and "Nachzügler von" not in said, query
        if "titles" not in query:
            assert "Nachz" not in said, query


@pytest.mark.parametrize("name", [SOMMER, ROBOT])
def test_staff_reads_late_texts(tempting: Wiki, name: str) -> None:
    """By page and by API; inclusion shows them to nobody, because a shown page is everybody's."""
    browser = tempting.of(name)
    assert SECRET in browser.html(f"/{LATE}")
    assert SECRET in browser.get("/api.php", query_string=_queries(tempting)[0]).get_data(as_text=True)
    assert "Nachzügler von Lisa" in browser.html("/+aenderungen")
    assert SECRET not in browser.html("/Einbindung")


def test_late_texts_cannot_be_moved_into_the_open(wiki: Wiki) -> None:
    """Moderators, too, cannot rename the page to one that everybody reads, alone or with a page above it."""
    wiki.write("Konferenz", "Alles zur Konferenz.")
    for old, new in ((LATE, "Archiv"), ("Konferenz", "Archiv 2026")):
        answer = wiki.of(SOMMER).post(f"/+rename/{old}", target=new, comment="")
        assert answer.status_code == 403 and "unter Verschluss" in answer.get_data(as_text=True)
    assert SECRET in wiki.text(LATE)
    assert SECRET not in wiki.of(VISITOR).html("/Archiv 2026/Nachzügler")


def test_many_late_texts_roll_over_to_further_pages(wiki: Wiki) -> None:
    """A page holds so much; the next text goes to the next page, which is as private, and nothing is lost."""
    wiki.clock.now = AFTER
    wiki.write(LATE, "Voll. " + "x" * (MAX_BYTES - 200))
    for number in range(3):
        wiki.of(LISA).submit(f"/+modify/{TOPIC}", text=f"Text Nummer {number}: " + "ä" * 50)
    assert [f"Text Nummer {number}" in wiki.text(f"{LATE}/2") for number in range(3)] == [True] * 3
    assert (
        wiki.of(VISITOR).get(f"/{LATE}/2").status_code == wiki.of(LISA).get(f"/{LATE}/2").status_code == 404
    )
    assert "Text Nummer 2" in wiki.of(SOMMER).html(f"/{LATE}/2")


def test_a_very_long_late_text_is_kept_in_parts(wiki: Wiki) -> None:
    """Escaped it would not fit on any page; it is kept whole, in several pieces."""
    wiki.clock.now = AFTER
    text = "".join(f"[{number:05}]" for number in range(14_000))
    answer = wiki.of(LISA).submit(f"/+modify/{TOPIC}", text=text)
    assert answer.status_code == 403 and "aufbewahrt" in answer.get_data(as_text=True)
    kept = wiki.text(LATE) + wiki.text(f"{LATE}/2") + wiki.text(f"{LATE}/3")
    assert "(Teil 1 von 3)" in kept and "(Teil 3 von 3)" in kept
    assert kept.count("&#91;") == 14_000
