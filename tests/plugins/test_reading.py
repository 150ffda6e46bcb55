"""Reading: what is kept for visitors, how long it holds, and what is never kept."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from moin.constants.keys import ACL
from moin.items import Item

from familienkonferenz.page_templates.window import Phase, Window
from familienkonferenz.plugins.pages.banner import banner, changes_next
from familienkonferenz.plugins.pages.rendering import rendered_for
from familienkonferenz.plugins.reading.answers import Answer, Answers, etag_of
from familienkonferenz.plugins.reading.bodies import Bodies, body, code_version
from familienkonferenz.plugins.reading.front import Front
from familienkonferenz.plugins.reading.installing import install
from familienkonferenz.plugins.titles import Title

from .core import (
    AFTER,
    BEFORE,
    LATE,
    LISA,
    PASSWORD,
    SECRET,
    SOMMER,
    TOPIC,
    VISITOR,
    Wiki,
    core_template,
    opened,
    wiki,
    wikis,
)

__all__ = ["core_template", "wiki", "wikis"]

BERLIN = ZoneInfo("Europe/Berlin")
WINDOW = Window(datetime(2026, 10, 20, 22, tzinfo=UTC), datetime(2026, 11, 29, 23, tzinfo=UTC))
"""Clocks go back on 25 October, within it."""
TICK = timedelta.resolution


class Reader:
    """A visitor before the layer, who counts how often Flask was asked."""

    def __init__(self, wiki: Wiki) -> None:
        self.front = install(wiki.app)
        self.client: FlaskClient = wiki.app.test_client()
        self.asked = 0
        application = self.front._app

        def counted(*args: Any) -> Any:
            self.asked += 1
            return application(*args)

        self.front._app = counted

    def html(self, path: str, **kw: Any) -> str:
        """What stands at an address."""
        return self.client.get(path, **kw).get_data(as_text=True)


@pytest.fixture
def reader(wiki: Wiki) -> Reader:
    """A visitor of `wiki`."""
    return Reader(wiki)


# --- the banner's words -----------------------------------------------------------------------------------


@given(st.timedeltas(timedelta(days=-3), timedelta(days=45)))
def test_the_banner_changes_when_it_says(since: timedelta) -> None:
    """Until the next change it says the same, to the microsecond; from then on something else."""
    now = WINDOW.begin + since
    change = changes_next(WINDOW, now)
    if change is None:
        assert WINDOW.phase(now) is Phase.AFTER
        return
    assert change > now
    said = banner(WINDOW, now, BERLIN)
    assert banner(WINDOW, change - TICK, BERLIN) == said
    assert banner(WINDOW, change, BERLIN) != said


@pytest.mark.parametrize(
    ("left", "next_left"),
    [
        (timedelta(days=3, hours=4, minutes=5), timedelta(days=3, hours=4) - TICK),
        (timedelta(days=1), timedelta(days=1) - TICK),
        (timedelta(days=1) - TICK, timedelta(hours=23, minutes=59) - TICK),
        (timedelta(hours=1), timedelta(hours=1) - TICK),
        (timedelta(minutes=1, seconds=1), timedelta(minutes=1) - TICK),
        (timedelta(seconds=59.5), timedelta(seconds=59) - TICK),
        (timedelta(seconds=0.5), timedelta(0)),
    ],
)
def test_the_last_days_change_by_the_hour_the_last_minute_by_the_second(
    left: timedelta, next_left: timedelta
) -> None:
    """The words change as often as the units in them."""
    assert changes_next(WINDOW, WINDOW.end - left) == WINDOW.end - next_left


def test_before_and_after_only_the_phase_changes() -> None:
    """Without a window, and when it has closed, the clock changes nothing."""
    assert changes_next(None, WINDOW.begin) is None
    assert changes_next(WINDOW, WINDOW.begin - timedelta(days=100)) == WINDOW.begin
    assert changes_next(WINDOW, WINDOW.end) is None


def test_on_the_night_the_clocks_go_back_an_hour_is_an_hour() -> None:
    """25 October 2026 has 25 hours; what is left falls by one for each that passes."""
    night = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    hours = [changes_next(WINDOW, night + timedelta(hours=hour, minutes=30)) for hour in range(3)]
    assert hours == [night + timedelta(hours=hour + 1) + TICK for hour in range(3)]


# --- what is kept -----------------------------------------------------------------------------------------


def test_a_page_read_again_is_not_made_again(reader: Reader) -> None:
    """The second reader gets the first one's page, byte for byte, without Flask."""
    first, second = (reader.client.get(f"/{TOPIC}") for _ in range(2))
    assert first.data == second.data and first.status_code == second.status_code == 200
    assert dict(first.headers) == dict(second.headers)
    assert reader.asked == 1


@pytest.mark.parametrize(
    "path",
    ["/Startseite", f"/{TOPIC}", "/Beitrag/1", f"/+history/{TOPIC}", "/+beitraege", "/+beitraege.atom", "/+aenderungen",
     "/", "/+rev/1",
     "/Gibt es nicht", "/_themes/konferenz/konferenz.css"],
)  # fmt: skip
def test_readers_get_no_cookie(reader: Reader, path: str) -> None:
    """Neither on the first visit nor on the next: who only reads leaves no trail."""
    for _ in range(2):
        assert "Set-Cookie" not in reader.client.get(path).headers


def test_kept_pages_are_asked_for_each_time(reader: Reader) -> None:
    """Browsers and proxies may keep them, and ask before they show them; a page of one's own is kept by none."""
    for _ in range(2):
        headers = reader.client.get(f"/{TOPIC}").headers
        assert headers["Cache-Control"] == "public, no-cache" and headers["Vary"] == "Cookie"
    for path in ("/+anmelden", "/+beitrag", f"/{TOPIC}?x=1", "/Gibt es nicht"):
        assert "private" in reader.client.get(path).headers["Cache-Control"]


def test_who_has_the_page_gets_no_copy(reader: Reader) -> None:
    """304 without a body, also for a tag that a compressing proxy made weak, and before anything is kept."""
    etag = etag_of(reader.client.get("/Startseite").data)
    reader.front.answers = Answers()
    for asked in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = reader.client.get("/Startseite", headers={"If-None-Match": asked})
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
    assert reader.client.get("/Startseite", headers={"If-None-Match": '"x"'}).status_code == 200


@pytest.mark.parametrize("path", [f"/{TOPIC}", "/Gibt es nicht", "/+anmelden"])
def test_head_is_get_without_a_body(reader: Reader, path: str) -> None:
    """The same status and headers, whoever asks first."""
    heads = [reader.client.head(path) for _ in range(2)]
    got = reader.client.get(path)
    for head in heads:
        assert (head.status_code, head.data) == (got.status_code, b"")
        assert head.headers.get("ETag") == got.headers.get("ETag")
        assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_hosts_are_kept_apart(reader: Reader) -> None:
    """What one host name was answered is not the answer for another."""
    for host in ("a.example", "b.example", "a.example"):
        assert reader.client.get(f"/{TOPIC}", headers={"Host": host}).status_code == 200
    assert reader.asked == 2


# --- what changes it --------------------------------------------------------------------------------------


def test_a_save_is_seen_by_the_next_reader_in_every_process(wiki: Wiki) -> None:
    """Also on pages that embed or list what was saved, and where the page was kept before."""
    other = opened(wiki.home, wiki.clock)
    readers = [Reader(wiki), Reader(other)]
    for number in range(3):
        wiki.write(TOPIC, f"Fassung {number} {{{{Zeile}}}} [[Später da]]")
        wiki.write("Vorlage:Zeile", f"Vorlage {number}")
        for reader in readers * 2:
            page = reader.html(f"/{TOPIC}")
            assert f"Fassung {number}" in page and f"Vorlage {number}" in page
        assert f"Vorlage {number}" in wiki.of(LISA).html(f"/{TOPIC}")
    assert [reader.asked for reader in readers] == [3 + 3, 3]
    assert "moin-nonexistent" in readers[1].html(f"/{TOPIC}")
    wiki.write("Später da", "Da.")
    assert "moin-nonexistent" not in readers[1].html(f"/{TOPIC}")
    other.close()


def test_a_reply_is_seen_by_the_next_reader(wiki: Wiki, reader: Reader) -> None:
    """Beneath what it answers, and counted in the lists."""
    assert "Noch keine Antworten" in reader.html("/Beitrag/1")
    wiki.contribute(LISA, "", "Das finde ich auch.", reply_to=1)
    assert "Das finde ich auch." in reader.html("/Beitrag/1")
    assert "1 Antwort" in reader.html("/+beitraege")


def test_the_banner_changes_on_time(wiki: Wiki, reader: Reader) -> None:
    """A kept page says what the clock says: at the beginning, by the minute, at the end; and if it is set back."""
    end = datetime(2026, 11, 29, 23, tzinfo=UTC)
    for now, said in (
        (BEFORE, "beginnt am 2. November"),
        (end - timedelta(minutes=3), "nur noch 3 Minuten"),
        (end - timedelta(minutes=2, seconds=0.5), "nur noch 2 Minuten"),
        (end - timedelta(seconds=1.5), "nur noch 1 Sekunde schreiben"),
        (end - TICK, "nur noch 0 Sekunden"),
        (end, "Geschrieben werden konnte"),
        (AFTER, "Geschrieben werden konnte"),
        (BEFORE, "beginnt am 2. November"),
    ):
        wiki.clock.now = now
        assert said in reader.html(f"/{TOPIC}"), now
    asked = reader.asked
    wiki.clock.now = BEFORE + timedelta(hours=1)
    assert "beginnt am" in reader.html(f"/{TOPIC}") and reader.asked == asked


def test_moving_the_window_counts_at_once(wiki: Wiki, reader: Reader) -> None:
    """The window is a page; whoever changes it changes the banner of all pages."""
    assert "29. November 2026" in reader.html(f"/{TOPIC}")
    wiki.write("Konferenz/Fenster", "{{Fenster|beginn=2026-11-02 00:00:00|ende=2026-12-06 18:00:00}}")
    assert "6. Dezember 2026, 18 Uhr" in reader.html(f"/{TOPIC}")


def test_signing_in_and_out_shows_the_right_page(wiki: Wiki, reader: Reader) -> None:
    """One's name while signed in, none before and after, though the browser has the visitors' tag."""
    etag = reader.client.get(f"/{TOPIC}").headers["ETag"]
    browser = wiki.browser(LISA)
    shown = browser.get(f"/{TOPIC}", headers={"If-None-Match": etag})
    assert shown.status_code == 200 and "Abmelden" in shown.text
    assert "ETag" not in shown.headers and "private" in shown.headers["Cache-Control"]
    assert "Abmelden" not in reader.html(f"/{TOPIC}")
    browser.post("/+abmelden")
    assert "Abmelden" not in browser.html(f"/{TOPIC}")


# --- what is never kept -----------------------------------------------------------------------------------


def private(wiki: Wiki, title: str, text: str) -> None:
    """A page that only moderators may read, by an ACL of its own."""
    wiki.write(title, "Noch offen.")
    with wiki.request_as(SOMMER):
        item = Item.create(Title.parse(title).item_name)
        item._save(dict(item.meta) | {ACL: "Moderatoren:read,write All:"}, text.encode())


def test_nothing_private_is_kept(wiki: Wiki, reader: Reader) -> None:
    """After a moderator has read late texts, deleted pages and protected ones, none of them is in memory."""
    private(wiki, "Nur für die Moderation", SECRET)
    page = wiki.page(TOPIC)
    assert page is not None
    moderator = wiki.of(SOMMER)
    moderator.post(f"/+delete/{TOPIC}", comment="Beleidigung")
    for path in (
        f"/{LATE}",
        f"/+history/{LATE}",
        "/Nur für die Moderation",
        f"/+rev/{page.latest}",
        f"/{TOPIC}",
    ):
        for browser in (moderator, wiki.of(LISA), Reader(wiki), moderator):
            browser.html(path)
        assert reader.client.get(path).status_code == 404
    assert len(reader.front.answers) == 0


def test_lists_leave_out_what_an_acl_hides(wiki: Wiki, reader: Reader) -> None:
    """A protected reply stands neither beneath its contribution nor in lists; moderators see it there."""
    title = f"Beitrag/{wiki.contribute(LISA, SECRET, SECRET, reply_to=1)}"
    assert SECRET in reader.html("/Beitrag/1") and title in reader.html("/+aenderungen")
    with wiki.request_as(SOMMER):
        item = Item.create(title)
        item._save(dict(item.meta) | {ACL: "Moderatoren:read,write All:"}, wiki.text(title).encode())
    assert SECRET in wiki.of(SOMMER).html("/Beitrag/1")
    for path in ("/Beitrag/1", "/+aenderungen"):
        for name in (VISITOR, LISA):
            assert SECRET not in (page := wiki.of(name).html(path)) and f'"/{title}"' not in page, path
        assert SECRET not in (page := reader.html(path)) and f'"/{title}"' not in page, path


def test_a_page_that_becomes_private_is_gone_for_readers(wiki: Wiki, reader: Reader) -> None:
    """What was kept while it was open is not shown any more."""
    wiki.write("Bald zu", "Noch zu lesen.")
    assert "Noch zu lesen." in reader.html("/Bald zu")
    private(wiki, "Bald zu", SECRET)
    assert reader.client.get("/Bald zu").status_code == 404
    assert SECRET not in reader.html("/Bald zu")


@pytest.mark.parametrize("path", ["/+anmelden", "/+registrieren", "/+beitrag", "/api.php", "/Gibt es nicht", "/",
                                  f"/{TOPIC}?ab=1", "/+history/Gibt es nicht", "/robots.txt"])  # fmt: skip
def test_forms_errors_and_questions_are_not_kept(reader: Reader, path: str) -> None:
    """Only pages without a query, answered with 200, are the same for all."""
    reader.client.get(path)
    assert len(reader.front.answers) == 0


def test_what_is_sent_goes_to_flask(wiki: Wiki, reader: Reader) -> None:
    """A POST to the address of a kept page is answered by nobody's copy."""
    reader.html(f"/{TOPIC}")
    assert reader.client.post(f"/{TOPIC}").status_code in (400, 405)
    assert reader.client.get(f"/{TOPIC}", headers={"Authorization": "Basic x"}).status_code == 200
    assert reader.asked == 3
    signed = wiki.of(LISA).client
    signed.get(f"/{TOPIC}")
    assert reader.asked == 4


# --- many at once -----------------------------------------------------------------------------------------


def bare(made: Callable[[], bytes], stamp: Callable[[], int]) -> Front:
    """The layer before an application that says what `made` gives, and lets it be kept."""

    def application(environ: Any, start_response: Any) -> list[bytes]:
        environ["familienkonferenz.keep"] = True
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [made()]

    return Front(application, stamp=stamp, clock=lambda: AFTER, until=lambda now: None, cookie="session")


def read(front: Front) -> bytes:
    """Ask it for its one page."""
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "a.example", "wsgi.url_scheme": "http",
    }  # fmt: skip
    return b"".join(front(environ, lambda *args: lambda data: None))


def test_readers_who_come_together_after_a_change_wait_for_one_rendering() -> None:
    """300 readers of a page cost one rendering for each change, and nobody gets what was there before it."""
    state, entered, go = {"stamp": 1}, threading.Event(), threading.Event()
    made: list[int] = []

    def make() -> bytes:
        made.append(state["stamp"])
        text = b"%d" % state["stamp"]
        if state["stamp"] == 2:
            entered.set()
            go.wait(10)
        return text

    front = bare(make, lambda: state["stamp"])
    assert read(front) == b"1"
    state["stamp"] = 2
    got: list[bytes] = []
    threads = [threading.Thread(target=lambda: got.append(read(front))) for _ in range(6)]
    threads[0].start()
    assert entered.wait(10)
    for thread in threads[1:]:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(10)
    assert got == [b"2"] * 6
    assert made == [1, 2]


def test_what_changed_while_a_page_was_made_is_not_missed() -> None:
    """A page that was begun before a save is not kept for those who come after it."""
    state = {"stamp": 1}

    def make() -> bytes:
        text = b"%d" % state["stamp"]
        state["stamp"] = 2
        return text

    front = bare(make, lambda: state["stamp"])
    assert [read(front), read(front), read(front)] == [b"1", b"2", b"2"]


# --- bounds -----------------------------------------------------------------------------------------------


def answer(size: int) -> Answer:
    """An answer of that many bytes."""
    return Answer([], b"x" * size, '"x"', 1, BEFORE, None)


def test_memory_is_bounded() -> None:
    """In number and in bytes; what was read last stays longest, and one giant does not push out all others."""
    answers = Answers(most=3, most_bytes=100_000)
    for name in "abc":
        answers.keep((name,), answer(10))
    assert answers.find(("a",), 1, 1, BEFORE)
    answers.keep(("d",), answer(10))
    assert [(name,) in answers for name in "abcd"] == [True, False, True, True]
    answers.keep(("giant",), answer(50_000))
    assert ("giant",) not in answers
    many = Answers(most=1000, most_bytes=100_000)
    for number in range(100):
        many.keep((str(number),), answer(5_000))
    assert 10 < len(many) < 20 and many.size <= 100_000


# --- bodies -----------------------------------------------------------------------------------------------


@pytest.fixture
def bodies(tmp_path: Path) -> Iterator[Bodies]:
    """A file for bodies."""
    made = Bodies(tmp_path / "cache.sqlite", "1")
    yield made
    made.close()


def test_a_body_holds_for_its_revision_touch_and_code(bodies: Bodies, tmp_path: Path) -> None:
    """Any other revision, touch or version of our code has none; a page has one body."""
    bodies.keep(1, 5, 7, "<p>Ä</p>")
    other = Bodies(tmp_path / "cache.sqlite", "1")
    assert other.find(1, 5, 7) == "<p>Ä</p>", "another process finds it"
    assert [bodies.find(*key) for key in ((2, 5, 7), (1, 6, 7), (1, 5, 8))] == [None] * 3
    assert Bodies(tmp_path / "cache.sqlite", "2").find(1, 5, 7) is None
    bodies.keep(1, 6, 9, "neu")
    assert bodies.find(1, 5, 7) is None and other.find(1, 6, 9) == "neu"
    other.close()


def test_a_torn_body_is_not_shown(bodies: Bodies, tmp_path: Path) -> None:
    """Bytes that are not the ones that were kept are found out; a file that is none costs rendering only."""
    bodies.keep(1, 5, 7, "<p>heil</p>")
    with closing(sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)) as db:
        db.execute("update body set html = '<p>halb'")
    assert bodies.find(1, 5, 7) is None
    bodies.empty()
    (tmp_path / "cache.sqlite").write_bytes(b"kein SQLite" * 1000)
    broken = Bodies(tmp_path / "cache.sqlite", "1")
    broken.keep(1, 5, 7, "x")
    assert broken.find(1, 5, 7) is None
    broken.empty()
    broken.keep(1, 5, 7, "x")
    assert broken.find(1, 5, 7) == "x"
    broken.close()


def test_the_file_of_bodies_is_bounded(tmp_path: Path) -> None:
    """When it is full the older ones go, and it goes on."""
    small = Bodies(tmp_path / "cache.sqlite", "1", most_bytes=400_000)
    for number in range(1, 200):
        small.keep(number, 1, 1, "ä" * 5_000)
    assert (tmp_path / "cache.sqlite").stat().st_size <= 400_000
    found = [number for number in range(1, 200) if small.find(number, 1, 1)]
    assert found[-1] >= 198 and 1 not in found and len(found) > 10
    small.close()


def test_a_kept_body_is_not_rendered_again(wiki: Wiki) -> None:
    """The second time it comes from the file; what is not the same for everybody is rendered each time."""
    rendered: list[int] = []

    def render(same: bool) -> tuple[str, bool]:
        rendered.append(1)
        return "<p>Text</p>", same

    install(wiki.app)
    with wiki.as_system():
        assert [body(1, 2, 3, lambda: render(True)) for _ in range(3)] == ["<p>Text</p>"] * 3
        assert len(rendered) == 1
        assert [body(9, 2, 3, lambda: render(False)) for _ in range(2)] == ["<p>Text</p>"] * 2
        assert len(rendered) == 3


def test_what_a_template_with_an_acl_says_is_not_shared(wiki: Wiki) -> None:
    """A moderator sees it on the page that embeds it; that body is not kept for others. Nor where it is asked for."""
    private(wiki, "Vorlage:Intern", SECRET)
    page = Title.parse(TOPIC)
    for name, seen in ((SOMMER, True), (VISITOR, False)):
        with wiki.request_as(name):
            html, same = rendered_for(page, "{{Intern}}")
            assert ((SECRET in html), same) == (seen, False)
    with wiki.request_as(SOMMER):
        assert rendered_for(page, "{{#ifexist:Vorlage:Intern|da|weg}}")[1] is False
        assert rendered_for(page, "{{Ort|Sedanplatz}} [[Startseite]]")[1] is True


def test_the_version_of_our_code_is_the_same_in_every_process() -> None:
    """It is read from the modules' text."""
    code_version.cache_clear()
    first = code_version()
    code_version.cache_clear()
    assert code_version() == first and len(first) == 24


def test_hashes_of_passwords_wait_for_a_place(wiki: Wiki) -> None:
    """Signing in works while one place is held by another process, and the place is left afterwards."""
    from familienkonferenz.plugins.turnstile import Turnstile

    turnstile = Turnstile(2, "hashing")
    with wiki.as_system(), turnstile:
        assert wiki.browser().post("/+anmelden", name=LISA, password=PASSWORD).status_code == 302
    held: list[str] = []

    def enter() -> None:
        with wiki.app.app_context(), turnstile:
            held.append("in")

    with wiki.as_system(), turnstile:
        second = Turnstile(2, "hashing")
        with second:
            waiting = threading.Thread(target=enter)
            waiting.start()
            waiting.join(0.3)
            assert held == []
    waiting.join(10)
    assert held == ["in"]
