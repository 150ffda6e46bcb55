"""Moin's own tests, as they come in its wheel, run in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from .seam import ON

HERE = Path(__file__).parent
SPEC = find_spec("moin")
assert SPEC is not None
assert SPEC.origin is not None
MOIN = Path(SPEC.origin).parent
APART = ("cli", "auth/_tests/test_ldap_login.py")
"""Those that start processes and servers: the command line's, and LDAP's."""


def run(on: str, parts: Sequence[str] = ()) -> dict[str, str]:
    """What became of each test: "passed", "failed" or "skipped", by `file::class::test`.

    `on` is "stock" or "ours", `parts` are folders or files of Moin's package, all if none is named. Moin's tests
    write into the working folder, so it is a temporary one.
    """
    with TemporaryDirectory(prefix="moin-tests-") as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "seam", "-p", "no:cacheprovider", "-p", "no:xdist",
             "-c", os.devnull, "--rootdir", str(MOIN), "-q", "--tb=short", "--disable-warnings",
             f"--junitxml={report}", "-o", "junit_family=xunit1",
             *(f"--ignore={MOIN / apart}" for apart in APART),
             *(str(MOIN / part) for part in parts or [""])],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1", ON: on, "PYTEST_ADDOPTS": ""},
            capture_output=True,
            text=True,
        )  # fmt: skip
        if done.returncode not in (0, 1) or not report.exists():
            raise RuntimeError(f"Moin's tests did not run:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return dict(_outcome(case) for case in ElementTree.parse(report).iter("testcase"))


def excused() -> frozenset[str]:
    """The tests named in `whoosh.txt`."""
    lines = (HERE / "whoosh.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith(("#", " ")))


def _outcome(case: ElementTree.Element) -> tuple[str, str]:
    kinds = {child.tag for child in case}
    outcome = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
    file = case.get("file", "")
    inside = case.get("classname", "").removeprefix(file.removesuffix(".py").replace("/", ".")).strip(".")
    return "::".join(filter(None, (file, inside.replace(".", "::"), case.get("name", "")))), outcome
