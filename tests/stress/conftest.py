"""What the tests of a hard life share: a served wiki's folder, the failing disk, and the count afterwards."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from familienkonferenz.plugins.storage.database import FILE
from familienkonferenz.plugins.upkeep import doctor

HERE = Path(__file__).parent
Disk = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="session")
def failing_disk(tmp_path_factory: pytest.TempPathFactory) -> Disk:
    """Start `writer.py` with `disk.c` below SQLite."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler or sys.platform != "linux" or not ctypes.util.find_library("sqlite3"):
        pytest.skip("needs Linux, a C compiler and SQLite as a shared library")
    library = tmp_path_factory.mktemp("disk") / "disk.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "disk.c"), "-ldl"], check=True
    )

    def start(*words: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(HERE / "writer.py"), *map(str, words)],
            env={**os.environ, "LD_PRELOAD": str(library), "LC_ALL": "C.UTF-8"}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    return start


def assert_clean(home: Path) -> None:
    """The doctor finds nothing: no number twice, no name twice, every digest right."""
    report = doctor.check(home / FILE)
    assert [str(finding) for finding in report.findings] == []
    assert report.quarantined == 0


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
