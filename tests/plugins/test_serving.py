"""The wiki as it is served: processes of threads, signals, addresses, and what is said on stderr."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from familienkonferenz.config import load
from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.app import ConferenceApp, create_app
from familienkonferenz.plugins.reading import server
from familienkonferenz.plugins.storage.save import save
from familienkonferenz.plugins.titles import Title

from .scene import close

pytestmark = pytest.mark.wiki

HOOKED = """
import os, sys
from pathlib import Path
from familienkonferenz.plugins.app import create_app
from familienkonferenz.plugins.reading import server
from familienkonferenz.plugins.reading.starting import at_start
home, port = Path(sys.argv[1]), int(sys.argv[2])
app = create_app(home)
at_start(app, lambda: (home / f"begun.{os.getpid()}").touch())
bound = server.listener("127.0.0.1", port)
close = app.extensions["familienkonferenz"].database.close
server.run(app, bound, workers=2, threads=2, prepare=close, listening=lambda: print("listening", flush=True))
"""


@dataclass
class Served:
    """A wiki being served by a process of its own."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of an address, over a connection of its own."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8"), dict(answer.getheaders())

    def children(self) -> list[int]:
        """Its processes in the order of their beginning: the companion, and those that serve."""
        ran = subprocess.run(
            ["ps", "-o", "pid=", "--sort", "start_time,pid", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(number) for number in ran.stdout.split()]

    def pair(self, without: int = 0) -> list[int]:
        """Both processes that serve, once there are two, and none of them is `without`."""
        for _ in range(100):
            _, *found = self.children() or [0]
            if len(found) == 2 and without not in found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"{found} serve")

    def said(self) -> str:
        """What it wrote to stderr so far."""
        return self.log.read_text(encoding="utf-8")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def started(folder: Path, port: int, *command: str) -> Iterator[Served]:
    """The process of a command that says when it listens; ended by its own id, should it still run."""
    log = folder / "stderr"
    with log.open("w", encoding="utf-8") as stderr:
        process = subprocess.Popen(
            [sys.executable, *command], stdout=subprocess.PIPE, stderr=stderr, text=True,
            env={name: value for name, value in os.environ.items() if name != "KONFERENZ_HOSTS"},
        )  # fmt: skip
    try:
        assert process.stdout and process.stdout.readline().strip(), log.read_text(encoding="utf-8")
        yield Served(process, port, log)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        assert process.stdout
        process.stdout.close()


@pytest.fixture
def home(tmp_path: Path, wiki_template: tuple[Path, dict[str, str]]) -> Path:
    """The folder of a wiki that is open, with its accounts."""
    shutil.copytree(wiki_template[0], tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def served(tmp_path: Path, home: Path) -> Iterator[Served]:
    """That wiki, served by `konferenz serve` with two processes."""
    port = free_port()
    command = ["-m", "familienkonferenz.bots.cli", "serve", "--home", str(home), "--port", str(port)]
    with started(tmp_path, port, *command, "--workers", "2") as wiki:
        yield wiki


def write(app: ConferenceApp, title: str, text: str) -> None:
    """Save a page as the wiki itself, in this process."""
    with app.test_request_context("/"):
        app.preprocess_request()
        with accounts.acting(accounts.SYSTEM):
            save(Title.parse(title), text)


def test_two_processes_serve_and_both_see_a_save_at_once(served: Served, home: Path) -> None:
    """Saved by a third process, read by the next reader of each; no answer is older than the save."""
    served.pair()
    app = create_app(home, load())
    for number in range(5):
        write(app, "Startseite", f"Fassung {number}.")
        for _ in range(12):
            status, text, headers = served.get("/Startseite")
            assert status == 200 and f"Fassung {number}." in text and "Set-Cookie" not in headers
    close(app)
    assert served.said() == ""


def test_a_process_that_dies_is_replaced(served: Served) -> None:
    """The others go on serving, and there are two again."""
    first, second = served.pair()
    os.kill(first, signal.SIGKILL)
    assert second in served.pair(without=first)
    for _ in range(8):
        assert served.get("/+anmelden")[0] == 200


def test_sigterm_answers_what_is_under_way(served: Served) -> None:
    """A form whose second half comes after the signal is answered; then the server ends, and its processes with it."""
    assert served.pair()
    children = served.children()
    body = b"name=Lisa&password=" + b"x" * 100
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        head = (
            "POST /+anmelden HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        connection.sendall(head.encode() + body[:10])
        assert served.get("/+anmelden")[0] == 200  # the half request has arrived before this one
        served.process.send_signal(signal.SIGTERM)
        connection.sendall(body[10:])
        assert connection.recv(12) == b"HTTP/1.1 400"  # without the form's token
    assert served.process.wait(server.GRACE + 10) == 0
    assert [child for child in children if Path(f"/proc/{child}/cmdline").exists()] == []
    assert "Traceback" not in served.said()


def test_ctrl_c_ends_the_server(served: Served) -> None:
    """With no word on stderr, also if whoever started it had Ctrl-C ignored."""
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(server.GRACE + 10) == 0
    assert "Traceback" not in served.said()


def test_no_address_of_a_reader_is_written_down(served: Served) -> None:
    """Neither of one who reads nor of one whose request is none."""
    assert served.get("/+anmelden")[0] == 200
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(b"\x16\x03\x01 no HTTP\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 400"
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(server.GRACE + 10)
    assert served.said() == ""


def test_a_visitor_sets_no_path_by_a_header(served: Served) -> None:
    """From 127.0.0.1, where a proxy would be, too."""
    assert served.get("/gibt-es-nicht", PATH_INFO="/+anmelden", SCRIPT_NAME="/x")[0] == 404


def test_who_falls_silent_frees_the_thread() -> None:
    """Connections inherit a time after which waiting for the rest of a request ends."""
    listening = server.listener("127.0.0.1", free_port())
    listening.listen()
    with listening, socket.create_connection(listening.getsockname()):
        connection, _ = listening.accept()
        with connection:
            for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                seconds, _ = struct.unpack("ll", connection.getsockopt(socket.SOL_SOCKET, option, 16))
                assert seconds == 15


def test_threads_begin_in_each_process(tmp_path: Path, home: Path) -> None:
    """What is to run beside the requests is begun after the fork, once a process: in the companion and in two more."""
    port = free_port()
    with started(tmp_path, port, "-c", HOOKED, str(home), str(port)) as wiki:
        assert wiki.pair()
        for _ in range(100):
            begun = sorted(int(path.suffix[1:]) for path in home.glob("begun.*"))
            if len(begun) == 3:
                break
            time.sleep(0.1)
        assert begun == sorted(wiki.children())


@pytest.mark.parametrize(
    ("host", "named", "warned"),
    [("0.0.0.0", "", True), ("0.0.0.0", "konferenz.example.org", False), ("127.0.0.1", "", False), ("::1", "", False)],
)  # fmt: skip
def test_an_open_address_without_host_names_is_warned_of(
    tmp_path: Path, host: str, named: str, warned: bool
) -> None:
    """On stderr, in one line, and it is served all the same."""
    if host == "::1" and not _has_ipv6():
        pytest.skip("this machine has no IPv6")
    ran = subprocess.run(
        [sys.executable, "-m", "familienkonferenz.bots.cli", "serve", "--dry-run", "--host", host,
         "--port", str(free_port()), "--home", str(tmp_path / "neu")],
        env=os.environ | {"KONFERENZ_HOSTS": named}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert [("KONFERENZ_HOSTS" in line) for line in ran.stderr.splitlines()] == [True] * warned


def _has_ipv6() -> bool:
    try:
        server.listener("::1", free_port()).close()
    except OSError:
        return False
    return True


def test_the_companion_ends_with_a_server_that_was_killed(served: Served) -> None:
    """Nothing goes on that nobody has begun; the port is free again."""
    assert served.pair()
    children = served.children()
    for process in (served.process.pid, *children[1:]):
        os.kill(process, signal.SIGKILL)
    served.process.wait(30)
    for _ in range(100):
        if not _runs(children[0]):
            break
        time.sleep(0.1)
    assert not _runs(children[0])
    server.listener("127.0.0.1", served.port).close()


def _runs(process: int) -> bool:
    """Whether it is there and not a zombie that only waits for somebody to ask how it ended."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
