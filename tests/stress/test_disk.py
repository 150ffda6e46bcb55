"""A disk that fails below SQLite: power that goes, no room, writes that fail. Nothing acknowledged is lost."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from familienkonferenz.config import load
from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.app import create_app
from familienkonferenz.plugins.gate import Role
from familienkonferenz.plugins.storage.database import FILE

from .conftest import Disk, assert_clean

NAME, PASSWORD = "Frau Sommer", "Kastanien im Herbst"
POWER_CUT = 99
"""The status with which `disk.c` ends the process."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A wiki with a moderator, closed."""
    home = tmp_path / "home"
    app = create_app(home, load())
    with app.test_request_context("/"):
        app.preprocess_request()
        accounts.create(NAME, PASSWORD, Role.MODERATOR)
    app.extensions["familienkonferenz"].database.close()
    (home / "login.json").write_text(json.dumps([NAME, PASSWORD]))
    return home


def said(process: Any, timeout: int = 300) -> list[dict[str, Any]]:
    """What a process acknowledged until its end, line by line."""
    out, _ = process.communicate(timeout=timeout)
    return [json.loads(line) for line in out.splitlines() if line.endswith("}")]


def texts(home: Path) -> dict[tuple[str, int], str]:
    """All texts by page and revision id."""
    with closing(sqlite3.connect(home / FILE)) as db:
        rows = db.execute(
            "select p.name, r.rev_id, d.content from revision r join page p using (page_id)"
            " join stored s on s.uuid = r.uuid join data d using (data_id)"
        ).fetchall()
    return {(name, rev_id): bytes(content).decode("utf-8") for name, rev_id, content in rows}


def lose_power(disk: Disk, home: Path, folder: Path, at: int, keep: int) -> int:
    """Let the power go at the `at`-th operation; how many saves were acknowledged, all of which are there."""
    work, left = folder / "work", folder / "left"
    for target in (work, left):
        target.mkdir(parents=True)
    for file in home.iterdir():
        (work / file.name).write_bytes(file.read_bytes())
    (work / f"{FILE}-wal").touch()
    process = disk("cut", work, left, at, keep)
    acknowledged = said(process)
    assert process.returncode == POWER_CUT
    found = texts(left)
    lost = [one for one in acknowledged if found.get((one["page"], one["rev"])) != one["text"]]
    assert lost == []
    assert len(found) - len(acknowledged) in (0, 1)  # one may have been synced and not yet acknowledged
    assert_clean(left)
    return len(acknowledged)


@pytest.mark.parametrize("keep", [0, 1], ids=["nothing unsynced arrives", "half of it arrives, torn"])
def test_power_that_goes_loses_nothing_acknowledged(
    failing_disk: Disk, home: Path, tmp_path: Path, keep: int
) -> None:
    """Wherever it goes, what was answered is on the disk, and the file needs no repair."""
    counts = [lose_power(failing_disk, home, tmp_path / str(at), at, keep) for at in (3, 211, 613)]
    assert counts == sorted(counts) and counts[-1] > 5


@pytest.mark.long
@pytest.mark.parametrize("keep", [0, 1], ids=["nothing unsynced arrives", "half of it arrives, torn"])
def test_power_that_goes_anywhere(
    failing_disk: Disk, home: Path, tmp_path: Path, keep: int, record_property: Callable[[str, object], None]
) -> None:
    """At forty places, in commits and in checkpoints."""
    counts = [
        lose_power(failing_disk, home, tmp_path / str(at), at, keep)
        for at in [*range(1, 60, 3), *range(61, 1400, 64)]
    ]
    record_property("places", len(counts))
    record_property("acknowledged before the last", counts[-1])
    assert counts[-1] > 12


def let_fail(disk: Disk, home: Path, error: int, first: int, last: int, step: int) -> int:
    """Let single operations of saves fail; how many saves were refused. All that were acknowledged are there."""
    process = disk("fail", home, error, first, last, step)
    answers = said(process)
    assert process.returncode == 0
    found = {page: text for (page, _), text in texts(home).items()}
    for one in answers:
        what = {key: one[key] for key in ("at", "way", "page", "status", "rev", "code")}
        if one["rev"]:
            assert found.get(one["page"]) == one["text"], f"lost: {what}"
        else:
            assert one["failed"], f"refused, though the disk was well: {what}"
            assert "sichern Sie Ihren Text" in one["told"], what
            assert (one["way"], one["code"], one["status"]) in (
                ("api", "readonly", 200),
                ("form", "", 503),
            ), what
            assert one["kept"], f"the text was not given back: {what}"
            assert found.get(one["page"], one["text"]) == one["text"], what
    assert_clean(home)
    return sum(not one["rev"] for one in answers)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["no room", "input/output error"])
def test_a_write_that_fails_is_told_and_loses_nothing(failing_disk: Disk, home: Path, error: int) -> None:
    """API and form say so in German, the form gives the text back, and the next save goes on."""
    assert let_fail(failing_disk, home, error, 1, 24, 5) >= 4


@pytest.mark.long
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["no room", "input/output error"])
def test_every_write_fails_once(
    failing_disk: Disk, home: Path, error: int, record_property: Callable[[str, object], None]
) -> None:
    """Each operation of a save and of the checkpoint behind it, alone and with all that follow."""
    refused = let_fail(failing_disk, home, error, 1, 120, 1)
    record_property("saves refused, all told", refused)
    assert refused >= 40
