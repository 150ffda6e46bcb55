"""The window holds to the second, over the clock changes, and follows its page at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from familienkonferenz.page_templates.window import PAGE, Phase, Window, WindowError
from familienkonferenz.plugins.phase import current_phase, current_window

from .core import LISA, SOMMER, TOPIC, VISITOR, WINDOW, Wiki, opened

BERLIN = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 11, 1, 23, tzinfo=UTC)
END = datetime(2026, 11, 29, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)


def fenster(begin: str, end: str) -> str:
    """The text of the window's page."""
    return f"{{{{Fenster|beginn={begin}|ende={end}}}}}"


def by_form(wiki: Wiki, text: str) -> int:
    return wiki.of(LISA).submit(f"/+modify/{TOPIC}", text=text).status_code


def by_contribution(wiki: Wiki, text: str) -> int:
    sent = {"title": "Ampel", "text": text, "topic": "", "place": ""}
    return wiki.of(LISA).post("/+beitrag", **sent).status_code


def by_api(wiki: Wiki, text: str) -> int:
    return 403 if "error" in wiki.of(LISA).api(action="edit", title=TOPIC, text=text) else 302


WRITING = {"edit form": by_form, "contribution": by_contribution, "API": by_api}
MOMENTS = {
    "a second before the beginning": (BEGIN - SECOND, False),
    "a tick before the beginning": (BEGIN - TICK, False),
    "the beginning": (BEGIN, True),
    "a second before the end": (END - SECOND, True),
    "a tick before the end": (END - TICK, True),
    "the end": (END, False),
    "a second after the end": (END + SECOND, False),
}


@pytest.mark.parametrize("write", WRITING)
def test_the_window_holds_to_the_second(wiki: Wiki, write: str) -> None:
    """The beginning belongs to the window, the end does not; what is refused is not stored."""
    own = {"Konferenz/Nachzügler"}
    for number, (moment, (now, stored)) in enumerate(MOMENTS.items()):
        wiki.clock.now = now
        before = wiki.stored()
        status = WRITING[write](wiki, f"Zu diesem Zeitpunkt: {number}")
        new = [meta["name"][0] for uuid, meta in wiki.stored().items() if uuid not in before]
        assert (status == 302) is stored, moment
        assert bool(set(new) - own) is stored, moment


@pytest.mark.parametrize(
    ("begin", "end", "first", "last"),
    [
        ("2026-10-01 08:00:00", "2026-11-01 18:00:00", "2026-10-01T06:00:00", "2026-11-01T17:00:00"),
        ("2027-03-15 08:00:00", "2027-04-15 18:00:00", "2027-03-15T07:00:00", "2027-04-15T16:00:00"),
        ("2026-10-25 02:30:00", "2026-10-26 00:00:00", "2026-10-25T00:30:00", "2026-10-25T23:00:00"),
        ("2026-10-25 02:30:00+01:00", "2026-10-26 00:00:00", "2026-10-25T01:30:00", "2026-10-25T23:00:00"),
        ("2026-10-25 02:30:00+02:00", "2026-10-25 02:30:00+01:00", "2026-10-25T00:30:00", "2026-10-25T01:30:00"),
        ("2027-03-28 00:00:00", "2027-03-28 03:00:00", "2027-03-27T23:00:00", "2027-03-28T01:00:00"),
    ],
    ids=["into winter", "into summer", "doubled hour, first", "doubled hour, second", "hour between", "spring night"],
)  # fmt: skip
def test_the_window_over_a_clock_change(wiki: Wiki, begin: str, end: str, first: str, last: str) -> None:
    """Local times of the page become the right instants on both sides of a change of the clocks."""
    wiki.write(PAGE, fenster(begin, end))
    opens, closes = (datetime.fromisoformat(value).replace(tzinfo=UTC) for value in (first, last))
    with wiki.app.app_context():
        assert current_window(wiki.services) == Window(opens, closes)
    for now, stored in ((opens - SECOND, False), (opens, True), (closes - SECOND, True), (closes, False)):
        wiki.clock.now = now
        assert (by_form(wiki, f"Um {now}") == 302) is stored, now


def test_a_skipped_hour_is_refused_with_a_remedy() -> None:
    """On the night clocks go forward 02:30 does not exist; the message says so, with an offset it is one."""
    with pytest.raises(WindowError, match=r"beginn=2027-03-28 02:30:00 does not exist.*an hour later"):
        Window.parse(fenster("2027-03-28 02:30:00", "2027-04-01 00:00:00"), BERLIN)
    window = Window.parse(fenster("2027-03-28 02:30:00+01:00", "2027-04-01 00:00:00"), BERLIN)
    assert window.begin == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Noch offen", "restore an older revision"),
        ("", "restore an older revision"),
        ("{{Fenster|beginn=2026-11-02 00:00:00}}", "ende= is missing"),
        (fenster("2026-11-02", "übermorgen"), "'übermorgen' is no time"),
        (fenster("2026-11-02 24:61:00", "2026-11-30"), "is no time"),
        (fenster("2026-11-30 00:00:00", "2026-11-02 00:00:00"), "set a later end"),
        (fenster("2026-11-30 00:00:00", "2026-11-30 00:00:00"), "set a later end"),
        (f"<!-- {WINDOW} -->", "restore an older revision"),
        (f"<nowiki>{WINDOW}</nowiki>", "restore an older revision"),
        (fenster("9999-12-31 23:59:59-23:00", "9999-12-31 23:59:59"), "is no time"),
        (fenster("0001-01-01 00:00:00", "2026-11-30 00:00:00"), "is no time"),
    ],
)
def test_a_broken_window_stays_shut_and_moderators_mend_it(
    wiki: Wiki, caplog: pytest.LogCaptureFixture, text: str, message: str
) -> None:
    """Nobody but staff writes, one log line says what to mend, pages are still read; a new revision opens."""
    wiki.of(SOMMER).submit(f"/+modify/{PAGE}", text=text)
    assert wiki.text(PAGE) == text
    with caplog.at_level(logging.ERROR):
        assert by_form(wiki, "Neu") == 403
        assert "Die Konferenz ist noch nicht eröffnet" in wiki.of(VISITOR).html(f"/{TOPIC}")
    lines = [record.getMessage() for record in caplog.records if "stays shut" in record.getMessage()]
    assert len(lines) == 1 and PAGE in lines[0] and message in lines[0] and "\n" not in lines[0]
    assert wiki.of(SOMMER).submit(f"/+modify/{PAGE}", text=WINDOW).status_code == 302
    assert by_form(wiki, "Neu") == 302


def test_without_a_window_nobody_writes_but_moderators_make_one(wiki: Wiki) -> None:
    """The page deleted: shut. A page of that name anew: open."""
    assert wiki.of(SOMMER).post(f"/+delete/{PAGE}", comment="").status_code == 302
    assert wiki.page(PAGE) is None
    assert by_form(wiki, "Neu") == 403
    assert wiki.of(SOMMER).submit(f"/+modify/{PAGE}", text=WINDOW).status_code == 302
    assert by_form(wiki, "Neu") == 302


def test_a_change_of_the_window_counts_at_once_in_every_process(wikis: Callable[[], Wiki]) -> None:
    """The next request, here and in another application on the same folder, knows the new end."""
    one = wikis()
    other = opened(one.home, one.clock, one.sessions)
    assert by_form(one, "Erstens") == by_form(other, "Zweitens") == 302
    one.write(PAGE, fenster("2026-11-02 00:00:00", "2026-11-15 13:00:00"))  # the clock stands at 13:00:00
    assert by_form(one, "Zu spät") == by_form(other, "Auch zu spät") == 403
    other.write(PAGE, fenster("2026-11-02 00:00:00", "2026-11-15 13:00:01"))
    assert by_form(one, "Verlängert") == by_form(other, "Wirklich verlängert") == 302
    other.close()


def test_a_destroyed_change_of_the_window_no_longer_counts(wiki: Wiki) -> None:
    """When its newest revision is destroyed, the window is what the one before says."""
    wiki.write(PAGE, fenster("2026-11-02 00:00:00", "2026-11-03 00:00:00"))
    assert by_form(wiki, "Zu spät") == 403
    page = wiki.page(PAGE)
    assert page is not None
    uuid = wiki.services.catalogue.revision(page.latest).uuid  # type: ignore[union-attr]
    assert wiki.of(SOMMER).post(f"/+destroy/+{uuid}/{PAGE}", comment="").status_code == 302
    assert by_form(wiki, "Wieder offen") == 302


def test_the_phase_is_the_servers_clock_and_nobody_elses(wiki: Wiki) -> None:
    """A Date header, or a time in the form, moves nothing."""
    wiki.clock.now = END
    browser = wiki.of(LISA)
    sent = {"csrf_token": browser.token(), "text": "Neu", "base": "9", "now": "2026-11-15"}
    headers = {"Date": "Sun, 15 Nov 2026 12:00:00 GMT", "X-Date": "2026-11-15"}
    assert browser.client.post(f"/+modify/{TOPIC}", data=sent, headers=headers).status_code == 403
    with wiki.app.app_context():
        assert current_phase(wiki.services) is Phase.AFTER
