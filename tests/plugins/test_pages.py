"""What readers see: pages, redirects, permanent links, histories, the banner, the time in plain words."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from familienkonferenz.page_templates.window import Window
from familienkonferenz.plugins.gate import contribution_number
from familienkonferenz.plugins.pages.banner import banner
from familienkonferenz.plugins.pages.moments import day_and_time, duration, from_seconds
from familienkonferenz.plugins.titles import Title

from .core import AFTER, BEFORE, LISA, ROBOT, SOMMER, TOPIC, TOPIC_TEXT, VISITOR, Wiki
from .plain import visible

ATOM = {"a": "http://www.w3.org/2005/Atom"}
BERLIN = ZoneInfo("Europe/Berlin")
QUERY = "action=query&format=json&prop=revisions&rvprop=content"
WINDOW = Window(datetime(2026, 11, 1, 23, tzinfo=UTC), datetime(2026, 11, 29, 23, tzinfo=UTC))


# --- pure -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (
            "2026-10-01T10:00",
            "Die Konferenz beginnt am 2. November 2026, 0 Uhr. Lesen können Sie schon jetzt.",
        ),
        ("2026-11-01T23:00", "Sie können noch 28 Tage schreiben, bis 29. November 2026, 24 Uhr."),
        (
            "2026-11-26T19:30",
            "Sie können noch 3 Tage und 3 Stunden schreiben, bis 29. November 2026, 24 Uhr.",
        ),
        ("2026-11-29T22:59", "Sie können nur noch 1 Minute schreiben, bis 29. November 2026, 24 Uhr."),
        ("2026-11-29T22:59:59", "Sie können nur noch 1 Sekunde schreiben, bis 29. November 2026, 24 Uhr."),
        (
            "2026-11-29T23:00",
            "Geschrieben werden konnte bis 29. November 2026, 24 Uhr. Lesen können Sie weiterhin alles.",
        ),
    ],
)
def test_the_banner_says_where_the_conference_stands(now: str, said: str) -> None:
    """One sentence, in the city's time, with the time that is left."""
    assert banner(None, BEFORE, BERLIN) == "Die Konferenz ist noch nicht eröffnet."
    assert banner(WINDOW, datetime.fromisoformat(now).replace(tzinfo=UTC), BERLIN) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 Sekunden"), (1, "1 Sekunde"), (59, "59 Sekunden"), (60, "1 Minute"), (3_599, "59 Minuten"),
        (3_600, "1 Stunde"), (3_661, "1 Stunde und 1 Minute"), (86_400, "1 Tag"), (90_000, "1 Tag und 1 Stunde"),
        (86_460, "1 Tag"), (28 * 86_400, "28 Tage"), (-5, "0 Sekunden"),
    ],
)  # fmt: skip
def test_durations_in_their_two_largest_units(seconds: int, said: str) -> None:
    """Nothing negative, no "1 Tage", and no minutes where days are counted."""
    assert duration(timedelta(seconds=seconds)) == said


def test_times_are_the_citys() -> None:
    """On both sides of the clock change; seconds only where there are any."""
    assert day_and_time(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN) == "25. Oktober 2026, 02:30 Uhr"
    assert day_and_time(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), BERLIN) == "25. Oktober 2026, 02:30 Uhr"
    assert day_and_time(datetime(2027, 3, 28, 1, 0, 5, tzinfo=UTC), BERLIN) == "28. März 2027, 03:00:05 Uhr"
    assert from_seconds(1_795_347_659, BERLIN) == "22. November 2026, 12:40 Uhr"


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Beitrag/1", 1), ("Beitrag/007", 7), ("Beitrag/", None), ("Beitrag/x", None), ("Beitrag/1/2", None),
        ("Beitrag/²", None), ("Beitrag/٣", None), ("Beitrag/1234567890", None), ("Diskussion:Beitrag/1", None),
    ],
)  # fmt: skip
def test_only_plain_numbers_are_contributions(title: str, number: int | None) -> None:
    """Other digits, long ones and pages beneath are no contributions."""
    namespace, _, name = title.rpartition(":")
    assert contribution_number(Title(1 if namespace else 0, name)) == number


# --- views ------------------------------------------------------------------------------------------------


def test_the_root_leads_to_the_startseite(wiki: Wiki) -> None:
    """`/` is the Startseite, with the newest contributions beside it."""
    answer = wiki.of(VISITOR).get("/")
    assert answer.status_code == 302 and answer.headers["Location"] == "/Startseite"
    page = visible(wiki.of(VISITOR).html("/Startseite"))
    assert "Willkommen bei der Online-Familienkonferenz." in page
    assert page.index("Mehr Bänke") < page.index("Ampel an der Lister Meile")


def test_a_page_that_is_missing_says_so(wiki: Wiki) -> None:
    """404; who may create it gets a button, others do not."""
    for name, offered in ((VISITOR, False), (LISA, False), (SOMMER, True)):
        answer = wiki.of(name).get("/Gibt es nicht")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 404 and "gibt es nicht oder noch nicht" in page
        assert ("Seite anlegen" in page) is offered


@pytest.mark.parametrize(
    "path",
    ["/Ungültig<b>", "/Vorlage:", "/%00", "/" + "ä" * 100, "/@itemid/x", "/+nichts", "/..%2Fx"],
)
def test_addresses_that_can_be_no_page_are_not_found(wiki: Wiki, path: str) -> None:
    """Neither an error of ours nor a page."""
    assert wiki.of(VISITOR).get(path, follow_redirects=True).status_code == 404
    assert wiki.of(SOMMER).get("/+modify" + path, follow_redirects=True).status_code == 404


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/Diskussion:" + TOPIC, "/Diskussion/" + TOPIC), ("/Talk:" + TOPIC, "/Diskussion/" + TOPIC),
        ("/" + TOPIC.replace(" ", "_"), "/" + TOPIC), ("/Template:Beitrag", "/Vorlage/Beitrag"),
        ("/+show/" + TOPIC, "/" + TOPIC),
        (f"/{TOPIC}/", "/" + TOPIC),
    ],
)  # fmt: skip
def test_other_spellings_lead_to_the_one_address(wiki: Wiki, asked: str, shown: str) -> None:
    """MediaWiki's names, underscores and a slash at the end."""
    answer = wiki.of(VISITOR).get(asked, follow_redirects=True)
    assert answer.status_code == 200 and answer.request.path == shown


def test_redirects_lead_on_once(wiki: Wiki) -> None:
    """To the target, which says where one came from; two that point at each other end."""
    wiki.write("Verkehr", f"#WEITERLEITUNG [[{TOPIC}]]")
    answer = wiki.of(VISITOR).get("/Verkehr", follow_redirects=True)
    assert answer.request.path == f"/{TOPIC}" and len(answer.history) == 1
    wiki.write("Hin", "#WEITERLEITUNG [[Her]]")
    wiki.write("Her", "#REDIRECT [[Hin]]")
    assert len(wiki.of(VISITOR).get("/Hin", follow_redirects=True).history) <= 2
    wiki.write("Ins Leere", "#WEITERLEITUNG [[Gibt es nicht]]")
    assert wiki.of(VISITOR).get("/Ins Leere").status_code == 200
    assert wiki.of(VISITOR).get("/Verkehr?redirect=no").status_code == 200


def test_a_permanent_link_shows_what_stood_there(wiki: Wiki) -> None:
    """By the integer id, and by the old address with Moin's id; it says that it is old."""
    page = wiki.page(TOPIC)
    assert page is not None
    old, new = (row for row in wiki.services.catalogue.revisions(page.page_id, newest_first=False))
    shown = visible(wiki.of(VISITOR).html(f"/+rev/{old.rev_id}"))
    assert "Vor der Grundschule fehlt eine Ampel." in shown and "Sedanplatz" not in shown
    assert "Sie lesen eine ältere Fassung" in shown
    assert "Sie lesen eine ältere" not in wiki.of(VISITOR).html(f"/+rev/{new.rev_id}")
    answer = wiki.of(VISITOR).get(f"/+show/+{old.uuid}/{TOPIC}")
    assert answer.status_code == 302 and answer.headers["Location"] == f"/+rev/{old.rev_id}"


@pytest.mark.parametrize("path", ["/+rev/0", "/+rev/999", f"/+rev/{2**64}", "/+rev/-1", "/+vergleich/1/999",
                                  f"/+vergleich/1/{2**70}", "/+vergleich/1/9",
                                  f"/+show/+{'0' * 32}/Startseite"])  # fmt: skip
def test_revisions_that_are_none_are_not_found(wiki: Wiki, path: str) -> None:
    """Unknown ids, ids beyond the database, and two revisions of different pages."""
    assert wiki.of(VISITOR).get(path).status_code == 404


def test_what_was_taken_down_stays_down(wiki: Wiki) -> None:
    """After deletion no page, history, permanent link, comparison, list or export shows it; moderators read it."""
    page = wiki.page(TOPIC)
    assert page is not None
    assert wiki.of(SOMMER).post(f"/+delete/{TOPIC}", comment="Beleidigung").status_code == 302
    words = TOPIC_TEXT.split("\n", maxsplit=1)[0]
    for name in (VISITOR, LISA):
        for path in (f"/{TOPIC}", f"/+history/{TOPIC}", f"/+rev/{page.latest}", "/+vergleich/6/9", "/+aenderungen",
                     f"/Spezial:Exportieren/{TOPIC}?history=1", f"/+modify/{TOPIC}",
                     f"/api.php?{QUERY}&revids={page.latest}", f"/api.php?{QUERY}&pageids={page.page_id}"):  # fmt: skip
            assert words not in wiki.of(name).html(path), path
    assert words in wiki.of(SOMMER).html(f"/+rev/{page.latest}")


def test_histories_go_on_page_by_page(wiki: Wiki) -> None:
    """Fifty revisions a page, each shown once; whatever is asked for as the beginning is no error."""
    wiki.write("Viel geändert", "Fassung 0")
    page = wiki.page("Viel geändert")
    assert page is not None
    for number in range(1, 53):
        wiki.write("Viel geändert", f"Fassung {number}", summary=f"Änderung {number}.")
    first = wiki.of(VISITOR).html("/+history/Viel geändert")
    older = first.split('<p><a href="?ab=')[1].split('"')[0]
    second = wiki.of(VISITOR).html(f"/+history/Viel geändert?ab={older}")
    shown = [number for number in range(1, 53) if f"Änderung {number}." in first]
    assert shown == list(range(3, 53))
    assert [number for number in range(1, 53) if f"Änderung {number}." in second] == [1, 2]
    for wrong in ("x", "-1", "0", "9" * 30, "²", "1e9"):
        assert wiki.of(VISITOR).get(f"/+history/Viel geändert?ab={wrong}").status_code == 200
        assert wiki.of(VISITOR).get(f"/+aenderungen?ab={wrong}").status_code == 200


def test_replies_stand_beneath_what_they_answer(wiki: Wiki) -> None:
    """In the order of writing, each followed by its own replies, and counted in lists."""
    one = wiki.contribute(LISA, "", "Antwort eins", reply_to=1)
    wiki.contribute(LISA, "", "Antwort zwei", reply_to=1)
    wiki.contribute(LISA, "", "Antwort auf eins", reply_to=one)
    page = visible(wiki.of(VISITOR).html("/Beitrag/1"))
    order = [page.index(text) for text in ("Antwort eins", "Antwort auf eins", "Antwort zwei")]
    assert order == sorted(order) and "3 Antworten" in page
    assert "2 Antworten" in visible(wiki.of(VISITOR).html("/+beitraege"))
    assert "2 Beiträge" in visible(wiki.of(VISITOR).html("/+beitraege"))


def test_the_feed_tells_of_the_newest_contributions(wiki: Wiki) -> None:
    """Atom, the newest first, replies among them; what was typed is text, and what was taken down is gone."""
    hostile = "<script>alert(1)</script> & ]]> Ü"
    number = wiki.contribute(LISA, hostile, f"Sehr\n{hostile}")
    answer = wiki.contribute(SOMMER, "", "Ganz meine Meinung", reply_to=number)
    reader = wiki.browser()
    assert "/+beitraege.atom" in reader.html("/+beitraege")
    response = reader.get("/+beitraege.atom")
    assert response.mimetype == "application/atom+xml"
    feed = etree.fromstring(response.data)
    assert feed.xpath("//a:entry/a:title/text()", namespaces=ATOM)[:2] == [f"Beitrag {answer}", hostile]
    assert feed.xpath("//a:entry/a:content/text()", namespaces=ATOM)[1] == f"Sehr\n{hostile}"
    assert feed.xpath("//a:entry/a:author/a:name/text()", namespaces=ATOM)[:2] == [SOMMER, LISA]
    link = feed.xpath("//a:entry/a:link/@href", namespaces=ATOM)[1]
    assert hostile in visible(reader.html(link.removeprefix("http://localhost")))
    wiki.of(SOMMER).post(f"/+delete/Beitrag/{number}", comment="Werbung")
    titles = etree.fromstring(reader.get("/+beitraege.atom").data).xpath("//a:title/text()", namespaces=ATOM)
    assert hostile not in titles


@pytest.mark.parametrize(
    ("now", "text"), [(BEFORE, "beginnt am 2. November 2026"), (AFTER, "konnte bis 29. November 2026")]
)
def test_closed_pages_offer_no_writing(wiki: Wiki, now: datetime, text: str) -> None:
    """The banner says why; no button leads to a form that would refuse."""
    wiki.clock.now = now
    for path in ("/Startseite", f"/{TOPIC}", "/Beitrag/1"):
        page = wiki.of(LISA).html(path)
        assert text in page
        assert (
            "/+modify/" not in page
            and "/+beitrag" not in page.replace("/+beitraege", "")
            and "/+antwort" not in page
        )


def test_moderators_find_their_pages(wiki: Wiki) -> None:
    """Their account's page lists what is theirs to look at, and the head leads there; others see none of it."""
    page = wiki.of(SOMMER).html("/+konto")
    for name in ("Pr%C3%BCfung", "Nachz%C3%BCgler", "Fenster", "Halt"):
        assert f"/Konferenz/{name}" in page
    assert "#moderation" in wiki.of(SOMMER).html("/Startseite")
    assert "Nachz" not in wiki.of(LISA).html("/+konto") and "#moderation" not in wiki.of(LISA).html(
        "/Startseite"
    )


def test_the_changes_name_contributions_by_their_titles(wiki: Wiki) -> None:
    """Somebody looks for what a contribution is about, not for its number alone."""
    number = wiki.contribute(LISA, "Wippe <kaputt>", "Seit Mai.")
    assert f"Beitrag {number}: Wippe <kaputt>" in visible(wiki.of(VISITOR).html("/+aenderungen"))


def test_older_changes_go_on_where_the_newer_ones_end(wiki: Wiki) -> None:
    """What visitors may not see makes the parts no shorter and drops nothing between them."""
    for number in range(1, 91):
        wiki.write(f"Konferenz/Prüfung/{number}" if number % 3 == 0 else f"Hilfe/Seite {number}", "Text")
    first = wiki.of(VISITOR).html("/+aenderungen")
    older = re.search(r"\+aenderungen\?ab=\d+|\?ab=\d+", first)
    assert older is not None
    second = wiki.of(VISITOR).html("/+aenderungen" + older[0][older[0].index("?") :])
    for number in range(1, 91):
        shown = [f"Hilfe/Seite {number}</a>" in page for page in (first, second)]
        assert sum(shown) == (0 if number % 3 == 0 else 1), number


def test_the_list_of_changes_shows_what_people_did_unless_asked_for_programs(wiki: Wiki) -> None:
    """A program's two hundred edits bury nobody's; they are one link away, and what is older stays with the choice."""
    for number in range(60):
        wiki.write_as(ROBOT, f"Auswertung/Teil {number}", "Zahlen", bot=True)
    wiki.write_as(LISA, TOPIC, "Vor der Grundschule fehlt noch immer eine Ampel.", summary="noch immer")
    people, programs, everybody = (
        wiki.browser().html(f"/+aenderungen?von={whose}") for whose in ("", "programme", "alle")
    )
    assert "noch immer" in people and "noch immer" in everybody and "noch immer" not in programs
    assert "Auswertung/Teil 59</a>" not in people
    assert "Auswertung/Teil 59</a>" in programs and "Auswertung/Teil 59</a>" in everybody
    older = re.search(r"/\+aenderungen\?von=programme&amp;ab=\d+", programs)
    assert older is not None
    assert "Auswertung/Teil 0</a>" in wiki.browser().html(unescape(older[0]))
    assert "Auswertung/Teil 59</a>" not in wiki.browser().html("/+aenderungen?von=niemand")


def test_the_list_of_changes_leads_to_what_was_changed(wiki: Wiki) -> None:
    """To the difference, or to the first text of a page that is new."""
    first = wiki.write("Hilfe/Neu", "Eins")
    assert f"/+rev/{first}" in wiki.browser().html("/+aenderungen?von=alle")
    second = wiki.write("Hilfe/Neu", "Zwei")
    assert f"/+vergleich/{first}/{second}" in wiki.browser().html("/+aenderungen?von=alle")


def test_a_page_that_is_yet_to_come_says_so(wiki: Wiki) -> None:
    """Links lead to the evaluation and to bodies weeks before there is anything; who follows one learns when."""
    wiki.write("Stellen", "Alle Stellen")
    for path, said in (
        ("Auswertung", "wenn die Schreibzeit vorbei ist"),
        ("Weiterleitung/Zoo", "bisher nichts"),
    ):
        answer = wiki.of(VISITOR).get(f"/{path}")
        page = visible(answer.get_data(as_text=True))
        assert answer.status_code == 404 and said in page and "nicht gefunden" not in page
    assert "/Stellen" in wiki.of(VISITOR).html("/Weiterleitung/Zoo")
    assert "/+suche?q=Rutschen" in wiki.of(VISITOR).html("/Spielplatz/Rutschen")
