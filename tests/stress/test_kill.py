"""Killed in the middle of saving, again and again: what was acknowledged is there, and nothing needs repair."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from familienkonferenz.config import load
from familienkonferenz.plugins import accounts, bot_passwords
from familienkonferenz.plugins.app import create_app
from familienkonferenz.plugins.gate import Role
from familienkonferenz.plugins.grants import GRANTS
from familienkonferenz.plugins.storage.database import FILE

from .conftest import assert_clean, free_port

WRITERS = 8
PASSWORD = "Kastanien im Herbst"


@dataclass
class Conference:
    """A wiki that is served in a process group of its own, so that a kill takes all of its processes."""

    home: Path
    port: int
    secret: str
    process: subprocess.Popen[str] | None = None
    up: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[tuple[str, int, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    kills: int = 0
    serving: float = 0.0

    @property
    def api(self) -> str:
        """The address of the API."""
        return f"http://127.0.0.1:{self.port}/api.php"

    def start(self) -> None:
        """Serve, and return once it listens."""
        with (self.home / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "familienkonferenz.bots.cli", "serve", "--home", str(self.home),
                 "--port", str(self.port)],
                stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True,
            )  # fmt: skip
        assert self.process.stdout
        assert self.process.stdout.readline(), (self.home / "serve.log").read_text()
        self.up.set()

    def kill(self) -> None:
        """End all of its processes at once, as a crash does."""
        self.up.clear()
        self.kills += 1
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def write(self, number: int) -> None:
        """One writer: signs in once, then saves new pages and its own page until all is over."""
        session, token, count = requests.Session(), "", 0
        while not self.over.is_set():
            kills = self.kills
            if not self.up.wait(0.1):
                continue
            try:
                token = token or self._token(session)
                count += 1
                title = f"Thema/{number}" if count % 2 else f"Thema/{number}/{count}"
                text = f"{number}-{count} " + "Am Sedanplatz wird gerast. " * 70
                sent = {"action": "edit", "title": title, "text": text, "token": token, "bot": "1"}
                answer = session.post(
                    self.api, data=sent | {"format": "json", "formatversion": "2"}, timeout=20
                ).json()
                if "edit" in answer:
                    self.acknowledged.append((title, int(answer["edit"]["newrevid"]), text.strip()))
                else:
                    self.refused.append(f"{title}: {answer}")
                    token = ""
            except (requests.RequestException, ValueError) as error:
                if kills == self.kills:  # else it was killed before it could answer
                    self.unanswered.append(f"{number}-{count}: {error!r}")

    def _token(self, session: requests.Session) -> str:
        ask = {"action": "query", "meta": "tokens", "format": "json", "formatversion": "2"}
        found = session.get(self.api, params=ask | {"type": "login"}, timeout=20).json()["query"]["tokens"]
        fields = {
            "action": "login",
            "lgname": "Konferenzbot@test",
            "lgpassword": self.secret,
            "format": "json",
        }
        session.post(self.api, data=fields | {"lgtoken": found["logintoken"]}, timeout=20)
        return str(session.get(self.api, params=ask, timeout=20).json()["query"]["tokens"]["csrftoken"])


@pytest.fixture
def conference(tmp_path: Path) -> Any:
    """A new wiki with a bot's account."""
    home = tmp_path / "home"
    app = create_app(home, load())
    with app.test_request_context("/"):
        app.preprocess_request()
        accounts.create("Konferenzbot", PASSWORD, Role.BOT)
        secret = bot_passwords.give("Konferenzbot", "test", GRANTS)
    app.extensions["familienkonferenz"].database.close()
    made = Conference(home, free_port(), secret)
    yield made
    made.over.set()
    if made.process and made.process.poll() is None:
        made.kill()


def crash(conference: Conference, kills: int, seconds: float) -> float:
    """Kill it that often while all write; how many saves a second were acknowledged while it was up."""
    dice = random.Random(kills)
    conference.start()
    writers = [threading.Thread(target=conference.write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    served = 0.0
    for _ in range(kills):
        before, began = len(conference.acknowledged), time.monotonic()
        time.sleep(seconds * dice.uniform(0.5, 1.5))
        conference.kill()
        served += time.monotonic() - began
        assert len(conference.acknowledged) >= before
        conference.start()
    conference.over.set()
    for writer in writers:
        writer.join()
    conference.kill()
    return len(conference.acknowledged) / served


def assert_all_there(conference: Conference) -> None:
    """Every acknowledged revision with its text, under its number, once."""
    with closing(sqlite3.connect(conference.home / FILE)) as db:
        rows = db.execute(
            "select r.rev_id, p.name, d.content from revision r join page p using (page_id)"
            " join stored s on s.uuid = r.uuid join data d using (data_id)"
        ).fetchall()
    found = {rev_id: (name, bytes(content).decode("utf-8")) for rev_id, name, content in rows}
    lost = [
        (title, rev_id)
        for title, rev_id, text in conference.acknowledged
        if found.get(rev_id) != (title, text)
    ]
    assert lost == []
    ids = [rev_id for _, rev_id, _ in conference.acknowledged]
    assert len(ids) == len(set(ids))
    assert conference.refused == []
    assert conference.unanswered == []
    assert_clean(conference.home)


def test_killed_five_times(conference: Conference) -> None:
    """Nothing acknowledged is lost, no number is given twice, and the doctor finds nothing."""
    crash(conference, 5, 1.5)
    assert len(conference.acknowledged) > 20
    assert_all_there(conference)


@pytest.mark.long
def test_killed_two_hundred_times(
    conference: Conference, record_property: Callable[[str, object], None]
) -> None:
    """The same with 200 kills, at least 20 acknowledged saves a second while it is up, and a doctor within 10 s."""
    rate = crash(conference, 200, 1.0)
    began = time.monotonic()
    doctor = subprocess.run(
        [sys.executable, "-m", "familienkonferenz.bots.cli", "doctor", "--home", str(conference.home), "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    took = time.monotonic() - began
    record_property("acknowledged saves", len(conference.acknowledged))
    record_property("acknowledged a second", round(rate))
    record_property("doctor, seconds", round(took, 1))
    assert doctor.returncode == 0 and json.loads(doctor.stdout)["found"] == []
    assert_all_there(conference)
    assert rate >= 20 and took < 10
