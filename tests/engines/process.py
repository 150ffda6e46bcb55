"""A server as a process of ours: started, awaited, weighed, and ended by its own id with all its children.

Nothing here is a system service and nothing listens but on 127.0.0.1.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

STARTING = 120
"""Seconds that a wiki may take to answer for the first time."""

ENDING = 30
"""Seconds that a server may take to end when it is asked to."""


@dataclass(frozen=True)
class Server:
    """A running server; `log` is what it and its children said."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        """Everything it said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def peak_memory(self) -> int:
        """Bytes: each process's own peak of resident memory, added up; pages that they share count for each."""
        return sum(_peak(number) for number in processes(self.process.pid))

    def workers(self) -> int:
        """How many of its processes serve: those that have no children."""
        group = processes(self.process.pid)
        return len(set(group) - {_parent(number) for number in group})

    def await_answer(self, url: str, seconds: float = STARTING) -> None:
        """Wait until the address answers with anything but a server error."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process.poll() is None, f"the server ended at once:\n{self.said}"
            try:
                if requests.get(url, timeout=seconds, allow_redirects=False).status_code < 500:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise AssertionError(f"{url} does not answer:\n{self.said}")


@contextmanager
def server(
    command: Sequence[str | Path], log: Path, *, cwd: Path, env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server while the block runs; it has a process group of its own, which is ended with it."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            [str(word) for word in command], cwd=cwd, env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    try:
        yield Server(process, log)
    finally:
        process.terminate()
        try:
            process.wait(ENDING)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def processes(group: int) -> list[int]:
    """The ids of the processes of a process group: a server and its children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if os.getpgid(int(entry.name)) == group:
                    found.append(int(entry.name))
            except ProcessLookupError:
                continue
    return found


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def need(*programs: str | Path) -> None:
    """Skip the test unless all these programs and folders are there."""
    missing = [str(program) for program in programs if not Path(program).exists()]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def run(command: Sequence[str | Path], **further: Any) -> str:
    """Run a program to its end and give what it printed; what went wrong is said in its own words."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=300,
        stdin=subprocess.DEVNULL, **further,
    )  # fmt: skip
    assert done.returncode == 0, f"{command[0]} … ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


def _parent(process: int) -> int:
    """The id of a process's parent; 0 when it has ended."""
    try:
        return int(
            Path(f"/proc/{process}/stat")
            .read_text(encoding="ascii", errors="replace")
            .rpartition(")")[2]
            .split()[1]
        )
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _peak(process: int) -> int:
    """The peak of a process's resident memory in bytes; 0 when it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    lines = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0]) * 1024 if lines else 0
