"""Edits a second: 2 kB of German wikitext, signed in, four clients, each on pages of its own."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from urllib.parse import quote

from lxml import html

from .connection import Connection
from .german import text
from .load import OK, Act, Load, joined, load
from .peers import NAME, PASSWORD, Peers
from .program import Program
from .report import Section, failures, milliseconds, rate, ratio

CLIENTS = 4
PAGES = 10
"""Pages that each client edits in rotation; they are there before the clock runs."""

OURS, MEDIAWIKI, MOIN = "ours, API", "MediaWiki, API", "stock MoinMoin, its form"


def by_api(url: str, login: tuple[str, str], begin: int) -> Callable[[int], Act]:
    """Clients that edit by the Action API; `begin` is a number from which no text was written yet."""

    def prepare(client: int) -> Act:
        program = Program(url, login)
        titles = [f"Messung/{client}-{number}" for number in range(PAGES)]
        for title in titles:
            program.edit(title, text="Noch leer.", createonly="1")

        def act(turn: int) -> str:
            return program.edit(titles[turn % PAGES], text=text(begin + turn), summary="Messung", bot="1")[0]

        return act

    return prepare


def by_form(url: str, begin: int) -> Callable[[int], Act]:
    """Clients that send stock Moin's form `+modify`; it is opened once for all, since the save is measured."""
    browser = Connection(url)
    browser.get("/+login")
    account = {"login_username": NAME, "login_password": PASSWORD, "login_nexturl": "/", "login_submit": "1"}
    assert browser.post("/+login", account).status == 302, "stock Moin does not let us in"
    query = "?itemtype=default&contenttype=text/x-mediawiki;charset%3Dutf-8&template="
    page = html.fromstring(browser.get(f"/+modify/Formular{query}").body)
    (form,) = [form for form in page.forms if "content_form_data_text" in form.fields]
    unset = ("cancel", "preview", "content_form_data_file")
    filled = {name: value or "" for name, value in form.fields.items() if name not in unset}
    browser.close()

    def prepare(client: int) -> Act:
        own = Connection(url)
        own.cookies = dict(browser.cookies)

        def act(turn: int) -> str:
            name = f"Messung{client}-{turn % PAGES}"
            sent = filled | {"meta_form_name": name, "content_form_data_text": text(begin + turn)}
            status = own.post(f"/+modify/{quote(name)}{query}", sent).status
            return OK if status == 302 else f"HTTP {status}"

        return act

    return prepare


def measure(peers: Peers, turns: int, seconds: float) -> Section:
    """All three in turns."""
    found: dict[str, list[Load]] = {}
    for turn in range(turns):
        begin = 1_000_000 * (turn + 1)
        found.setdefault(OURS, []).append(
            load(by_api(peers.ours.url, peers.logins["ours"], begin), CLIENTS, seconds)
        )
        if peers.mediawiki:
            found.setdefault(MEDIAWIKI, []).append(
                load(by_api(peers.mediawiki.url, peers.logins["MediaWiki"], begin), CLIENTS, seconds)
            )
        found.setdefault(MOIN, []).append(load(by_form(peers.moin.url, begin), CLIENTS, 2 * seconds))
    return Section(
        "Edits",
        f"2 kB of German wikitext, signed in, {CLIENTS} clients, each on {PAGES} pages of its own; {turns} turns of "
        f"{seconds:.0f} s. Stock Moin has no API: its form is sent, with its edit lock off.",
        ("", "edits a second", "p50 ms", "p95 ms", "failed", "ours is"),
        [_row(name, loads, found[OURS]) for name, loads in found.items()],
    )


def _row(name: str, loads: list[Load], ours: list[Load]) -> tuple[str, ...]:
    whole, here = joined(loads), median(one.rate for one in loads)
    times = "" if loads is ours else f"{ratio(median(one.rate for one in ours), here)} times"
    return (
        name, rate(here), milliseconds(whole.percentile(0.5)), milliseconds(whole.percentile(0.95)),
        failures(whole), times,
    )  # fmt: skip
