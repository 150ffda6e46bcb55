"""Reading: what is kept for visitors, how long it holds, and what is never kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from moin.constants.keys import ACL
from moin.items import Item

from familienkonferenz.plugins.reading.answers import Answer, Answers, etag_of
from familienkonferenz.plugins.reading.front import Front
from familienkonferenz.plugins.reading.installing import install

from .core import AFTER, BEFORE, LATE, LISA, SECRET, SOMMER, TOPIC, VISITOR, Wiki, opened


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
        (end - timedelta.resolution, "nur noch 0 Sekunden"),
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


def test_nothing_private_is_kept(wiki: Wiki, reader: Reader) -> None:
    """After a moderator has read late texts, deleted pages and protected ones, none of them is in memory."""
    wiki.hide("Nur für die Moderation", SECRET)
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
    wiki.hide("Bald zu", SECRET)
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
