"""A live discussion: 300 readers who reload one page, and one post a second on it.

    python -m tests.bench --only live --live 300

The readers look at a contribution's page with all its replies, each at a random moment within every few seconds,
without cookies; the posts are replies to it by the form, as participants write them. Posts are sent on the second
whether or not the one before was answered, so a wiki that falls behind cannot slow its own measurement.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from ..engines.ours import Ours
from .browser import Browser
from .connection import Connection
from .load import OK, Load, joined
from .peers import NAME, PASSWORD
from .report import Section, failures, milliseconds, rate

READERS = 300
PAUSE = 3.0
"""Seconds within which each reader looks once."""

PROCESSES = 2
"""Processes that the readers share; each reader is a thread with a connection of its own."""

LATE = 30
"""Seconds after the end in which readers who are late may still catch up."""

POSTERS = 16
"""People who post in turn; with more posts under way than these, the next ones wait, and their time runs."""


@dataclass(frozen=True)
class Live:
    """What readers and posters saw."""

    reads: Load
    posts: Load
    shown: int
    """Replies on the page afterwards."""


def live(url: str, seconds: float, readers: int = READERS) -> Live:
    """Play it on a wiki with an open conference and the account of the benchmarks."""
    writer = Browser(url)
    writer.sign_in(NAME, PASSWORD)
    typed = {"title": "Live", "text": "Wir sprechen jetzt darüber.", "kind": "", "topic": "", "place": ""}
    answer = writer.send("/+beitrag", typed)
    path = answer.header("Location").removeprefix(url)
    assert answer.status == 302 and "Beitrag" in path, (
        f"no contribution to talk about: {answer.status} {path}"
    )
    context = get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in range(PROCESSES)]
    share = [readers // PROCESSES + (k < readers % PROCESSES) for k in range(PROCESSES)]
    crowds = [
        context.Process(target=_crowd, args=(url, path, count, seconds, sender), daemon=True)
        for count, (_, sender) in zip(share, pipes, strict=True)
    ]
    for crowd in crowds:
        crowd.start()
    posts = _posts(writer, url, path, seconds)
    reads = []
    for (receiver, _), crowd in zip(pipes, crowds, strict=True):
        reads.append(
            receiver.recv() if receiver.poll(120) else Load(ends=Counter(["readers without a result"]))
        )
        crowd.join(10)
        if crowd.is_alive():
            crowd.terminate()
    shown = Connection(url).get(path).body.decode().count('<article class="antwort')
    return Live(_side_by_side(reads), posts, shown)


def _posts(writer: Browser, url: str, path: str, seconds: float) -> Load:
    """One post on each second, and one more when the time is over."""
    number = path.rpartition("/")[2].partition("#")[0]
    posters = []
    for _ in range(POSTERS):
        browser = Browser(url)
        browser.connection.cookies = dict(writer.connection.cookies)
        browser.open(f"/+antwort/{number}")
        posters.append(browser)
    times: list[float] = []
    ends: list[str] = []

    def post(turn: int, begin: float) -> None:
        try:
            fields = {
                "title": "",
                "text": f"Das sehe ich auch so, Nummer {turn}. Der Platz braucht Schatten.",
            }
            status = posters[turn % POSTERS].send(f"/+antwort/{number}", fields).status
            ends.append(OK if status == 302 else f"HTTP {status}")
        except OSError as error:
            ends.append(type(error).__name__)
        times.append(time.perf_counter() - begin)

    with ThreadPoolExecutor(POSTERS) as pool:
        begin = time.monotonic()
        for turn in range(int(seconds)):
            time.sleep(max(0.0, begin + turn - time.monotonic()))
            pool.submit(post, turn, time.perf_counter())
    return Load(tuple(times), Counter(ends), time.monotonic() - begin)


def _crowd(url: str, path: str, count: int, seconds: float, sender: Any) -> None:
    """Readers in threads of one process; what they saw goes to `sender`."""
    found: list[Load] = []

    def read() -> None:
        connection = Connection(url)
        request = connection.request("GET", path)
        times, ends = [], Counter[str]()
        begin = time.monotonic()
        turn = 0
        while True:
            due = begin + PAUSE * (turn + random.random())
            if due > begin + seconds or time.monotonic() > begin + seconds + LATE:
                break
            time.sleep(max(0.0, due - time.monotonic()))
            start = time.perf_counter()
            try:
                answer = connection.send(request)
                ends[
                    OK if answer.status == 200 and b"Wir sprechen" in answer.body else f"HTTP {answer.status}"
                ] += 1
            except OSError as error:
                ends[type(error).__name__] += 1
            times.append(time.perf_counter() - start)
            turn += 1
        found.append(Load(tuple(times), ends, time.monotonic() - begin))

    threads = [threading.Thread(target=read, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 90)
    sender.send(_side_by_side(found))


def _side_by_side(loads: list[Load]) -> Load:
    """Loads of the same time as one."""
    whole = joined(loads)
    return Load(whole.times, whole.ends, max((one.seconds for one in loads), default=0.0))


def measure(wiki: Ours, seconds: float) -> Section:
    """Play it on ours."""
    seen = live(wiki.url, seconds)
    return Section(
        "A live discussion",
        f"{READERS} readers, each looking at one page once within every {PAUSE:.0f} s, and one post a second on it (a "
        f"reply by the form, shown there), for {seconds:.0f} s. Afterwards the page shows {seen.shown} of "
        f"{seen.posts.ends[OK]} replies.",
        ("", "a second", "p50 ms", "p95 ms", "p99 ms", "failed"),
        [_row("posts", seen.posts), _row("reads", seen.reads)],
    )


def _row(name: str, found: Load) -> tuple[str, ...]:
    times = (milliseconds(found.percentile(part)) for part in (0.5, 0.95, 0.99))
    return (name, rate(found.rate), *times, failures(found))
