"""Load: clients in processes of their own that do the same thing again and again for a while.

    load(prepare, clients=4, seconds=5).rate

Each client prepares itself (signs in), all begin together, each waits for an answer before it asks again. Always
bounded by time, never by a count: a slow wiki takes as long as a fast one.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from typing import Any

Act = Callable[[int], str]
"""Does it once, for the n-th time, and says how it ended: `OK`, or in a word or two what else."""

OK = "ok"

PREPARING = 300
"""Seconds that all clients together may take until they are ready."""


@dataclass(frozen=True)
class Load:
    """What came of it: the time of each answer in seconds, how each act ended, and for how long it went on."""

    times: tuple[float, ...] = ()
    ends: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Acts that went well, a second."""
        return self.ends[OK] / self.seconds if self.seconds else 0.0

    @property
    def failures(self) -> int:
        """Acts that did not go well."""
        return self.ends.total() - self.ends[OK]

    def percentile(self, part: float) -> float:
        """The time within which that part of all acts was answered, in seconds: 0.95 is p95."""
        if not self.times:
            return float("nan")
        return sorted(self.times)[max(0, ceil(part * len(self.times)) - 1)]


def joined(loads: Iterable[Load]) -> Load:
    """Turns of the same load as one."""
    every = list(loads)
    ends: Counter[str] = Counter()
    for one in every:
        ends += one.ends
    return Load(tuple(time for one in every for time in one.times), ends, sum(one.seconds for one in every))


def load(prepare: Callable[[int], Act], clients: int, seconds: float) -> Load:
    """Let that many clients act for that long; `prepare` makes client number k ready and gives what it does."""
    context = multiprocessing.get_context("fork")
    begin = context.Barrier(clients)
    pipes = [context.Pipe(duplex=False) for _ in range(clients)]
    workers = [
        context.Process(target=_client, args=(prepare, number, begin, seconds, sender), daemon=True)
        for number, (_, sender) in enumerate(pipes)
    ]
    for worker in workers:
        worker.start()
    found: list[Load] = []
    for (receiver, _), worker in zip(pipes, workers, strict=True):
        if receiver.poll(PREPARING + 3 * seconds):
            found.append(receiver.recv())
        else:
            found.append(Load(ends=Counter(["client without a result"])))
        worker.join(10)
        if worker.is_alive():
            worker.terminate()
    whole = joined(found)
    return Load(whole.times, whole.ends, max(one.seconds for one in found))


def _client(prepare: Callable[[int], Act], number: int, begin: Any, seconds: float, sender: Any) -> None:
    try:
        act = prepare(number)
        begin.wait(PREPARING)
    except Exception as error:  # what keeps a client from beginning is a result, too
        begin.abort()
        sender.send(Load(ends=Counter([f"{type(error).__name__}: {error}"[:200]])))
        return
    times: list[float] = []
    ends: Counter[str] = Counter()
    start = now = time.perf_counter()
    for turn in count():
        try:
            ends[act(turn)] += 1
        except OSError as error:
            ends[type(error).__name__] += 1
        before, now = now, time.perf_counter()
        times.append(now - before)
        if now - start >= seconds:
            break
    sender.send(Load(tuple(times), ends, now - start))
