"""What the load client counts is what happened."""

from __future__ import annotations

import os
import time
from collections import Counter

from .german import SIZE, text
from .load import OK, Act, Load, joined, load


def test_clients_are_processes_and_end_in_time() -> None:
    """Each client acts in its own process until the time is over; each act is counted once."""
    here = os.getpid()

    def prepare(number: int) -> Act:
        def act(turn: int) -> str:
            time.sleep(0.01)
            return OK if os.getpid() != here and turn % 2 == number % 2 else "odd"

        return act

    found = load(prepare, clients=2, seconds=0.2)
    assert found.seconds >= 0.2
    assert len(found.times) == found.ends.total() >= 4
    assert found.ends[OK] > 0 < found.failures
    assert found.rate == found.ends[OK] / found.seconds


def test_an_error_of_a_client_is_a_result() -> None:
    """Neither a client that cannot begin nor one that is not answered passes for success."""

    def broken(number: int) -> Act:
        raise AssertionError("not let in")

    def unanswered(number: int) -> Act:
        def act(turn: int) -> str:
            time.sleep(0.01)
            raise TimeoutError

        return act

    assert dict(load(broken, 1, 0.1).ends) == {"AssertionError: not let in": 1}
    assert set(load(unanswered, 1, 0.1).ends) == {"TimeoutError"}


def test_percentiles_are_times_that_were_measured() -> None:
    """p50 and p95 of 20 answers are the tenth and the nineteenth."""
    first = Load(tuple(range(20, 10, -1)), Counter({OK: 10}), 1.0)
    both = joined([first, Load(tuple(range(1, 11)), Counter({OK: 9, "HTTP 500": 1}), 1.0)])
    assert (both.percentile(0.5), both.percentile(0.95), both.percentile(1)) == (10, 19, 20)
    assert (both.rate, both.failures) == (9.5, 1)


def test_texts_have_their_size_and_differ() -> None:
    """2 kB of German in UTF-8, another one for each number."""
    texts = [text(number) for number in (0, 1, 2, 1_000_000)]
    assert {len(one.encode()) for one in texts} == {SIZE}
    assert len(set(texts)) == len(texts)
    assert all("Fahrradwege" in one for one in texts)
