"""`python -m tests.clients.suites`: pywikibot's operations on a real MediaWiki and on our wiki, side by side.

With folders of the clients' sources it runs their own tests as well, each on both wikis:

    python -m tests.clients.suites --pywikibot FOLDER --mwclient FOLDER      (checkouts: PyPI has no tests of a site)

pywikibot's tests ask the wiki of its settings; `prepared` writes the pages that they look at. mwclient's
`test/integration.py` asks three wikis in containers: it finds one of the two instead. Nothing fetched is kept here;
what may fail stands in `accepted.toml`.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from .peers import ENGINES, Peer, peers

SHARE = 0.97
"""Of what passes on MediaWiki, so much passes on ours."""

_HERE = Path(__file__).parent
_OUTCOME = re.compile(
    r"^(?:\S*/)?tests?/(\S+?)(?:\.py)?::(\S+) (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)", re.MULTILINE
)


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what it is, and what both said. `reason`: why it may; "" if it may not."""

    name: str
    theirs: object
    ours: object
    reason: str = ""

    def __str__(self) -> str:
        mark = f"accepted: {self.reason}" if self.reason else "NOT ACCEPTED"
        return f"  {self.name} ({mark})\n    MediaWiki  {str(self.theirs)[:300]}\n    ours       {str(self.ours)[:300]}"


@dataclass(frozen=True)
class Table:
    """What came of one suite: how many things were compared, and those that differ."""

    suite: str
    compared: int
    differences: tuple[Difference, ...]
    parts: tuple[str, ...] = ()
    """How it went in each of its files."""

    @property
    def equal(self) -> int:
        """How many were the same."""
        return self.compared - len(self.differences)

    @property
    def unknown(self) -> list[Difference]:
        """Those that may not differ."""
        return [difference for difference in self.differences if not difference.reason]

    @property
    def good(self) -> bool:
        """Whether nothing unknown differs and enough is the same."""
        return not self.unknown and self.equal >= SHARE * self.compared

    def __str__(self) -> str:
        share = 100 * self.equal / self.compared if self.compared else 0
        head = f"{self.suite}: {self.equal} of {self.compared} equal ({share:.1f} %), {len(self.unknown)} not accepted"
        return "\n".join((head, *(f"  {part}" for part in self.parts), *map(str, self.differences)))


def accepted() -> Mapping[str, str]:
    """What may differ: a pattern of names, and the reason."""
    found = tomllib.loads((_HERE / "accepted.toml").read_text(encoding="utf-8"))
    return {entry["name"]: entry["reason"] for entry in found["accepted"]}


def operations(both: Mapping[str, Peer]) -> Table:
    """Do what `operations` does on both wikis, and compare the results."""
    said = {engine: _results(both[engine]) for engine in ENGINES}
    theirs, mine = said["MediaWiki"], said["ours"]
    differing = [name for name in theirs if theirs[name] != mine.get(name)]
    return Table("pywikibot, operations", len(theirs), _told(differing, theirs, mine))


def pywikibot_suite(both: Mapping[str, Peer], sources: Path) -> Table:
    """Run pywikibot's own tests of a site on both wikis; of those that MediaWiki passes, which pass here."""
    return _suite("pywikibot, its own tests", {name: _pywikibot(both[name], sources) for name in ENGINES})


def mwclient_suite(both: Mapping[str, Peer], sources: Path) -> Table:
    """The same with mwclient's tests of a wiki."""
    return _suite("mwclient, its own tests", {name: _mwclient(both[name], sources) for name in ENGINES})


def _suite(name: str, said: Mapping[str, Mapping[str, str]]) -> Table:
    passed = [test for test, outcome in said["MediaWiki"].items() if outcome == "PASSED"]
    failing = [test for test in passed if said["ours"].get(test) != "PASSED"]
    files = Counter(test.partition("::")[0] for test in passed)
    fewer = Counter(test.partition("::")[0] for test in failing)
    parts = tuple(f"{file}: {count - fewer[file]} of {count}" for file, count in files.items())
    return Table(name, len(passed), _told(failing, said["MediaWiki"], said["ours"]), parts)


def _told(
    names: list[str], theirs: Mapping[str, object], mine: Mapping[str, object]
) -> tuple[Difference, ...]:
    known = accepted()
    return tuple(
        Difference(
            name, theirs[name], mine.get(name, "(nothing)"),
            next((reason for pattern, reason in known.items() if fnmatchcase(name, pattern)), ""),
        )
        for name in names
    )  # fmt: skip


def _results(at: Peer) -> dict[str, object]:
    """What each operation gave: its result, or the exception with its code."""
    done = at.terminal.python("-m", "tests.clients.operations", PYTHONPATH=str(_HERE.parents[1]))
    lines = [json.loads(line[7:]) for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    assert lines, done.stdout
    return {line["name"]: line["is"] if "is" in line else f"raises {line['raises']}" for line in lines}


def _prepare(at: Peer) -> None:
    done = at.terminal.python("-m", "tests.clients.prepared", PYTHONPATH=str(_HERE.parents[1]))
    assert done.returncode == 0, done.stdout
    at.write_as_second()
    at.settle()


def _pywikibot(at: Peer, sources: Path) -> dict[str, str]:
    """What became of each test, run in a copy of the sources with the terminal's settings."""
    copy = _copied(sources, at, "pywikibot")
    return _ran(
        at, copy, str(copy / "tests"), PYWIKIBOT_TEST_WRITE="1", PYWIKIBOT_TEST_PROD_ONLY="1",
        PYWIKIBOT_LOGIN_LOGOUT="1", PYTHONPATH=str(copy),
    )  # fmt: skip


def _mwclient(at: Peer, sources: Path) -> dict[str, str]:
    """One of their three wikis is enough: all would be the same."""
    copy = _copied(sources, at, "mwclient")
    test, plugin = (
        str(copy / "test" / "integration.py"),
        ("-p", "tests.clients.no_containers", "-k", "latest"),
    )
    path = str(_HERE.parents[1])
    return _ran(at, copy, *plugin, test, MWCLIENT_HOST=at.url.partition("//")[2], PYTHONPATH=path)


def _copied(sources: Path, at: Peer, name: str) -> Path:
    copy = at.terminal.folder / name
    shutil.copytree(sources, copy, ignore=shutil.ignore_patterns(".git", "scripts"))
    return copy


def _ran(at: Peer, copy: Path, *words: str, **environment: str) -> dict[str, str]:
    done = at.terminal.python(
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-v",
        "--tb=no",
        "--rootdir",
        str(copy),
        *words,
        **environment,
    )
    found = {f"{file}::{name}": outcome for file, name, outcome in _OUTCOME.findall(done.stdout)}
    assert found, done.stdout
    return found


def main() -> int:
    """Print the tables; 1 if anything differs that may not."""
    parser = argparse.ArgumentParser(description="clients on MediaWiki and on ours")
    parser.add_argument("--pywikibot", type=Path, help="a checkout of pywikibot, with its tests")
    parser.add_argument("--mwclient", type=Path, help="a checkout of mwclient, with its tests")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="suites-") as name, peers(Path(name)) as both:
        tables = [operations(both)]
        if chosen.pywikibot or chosen.mwclient:
            for peer in both.values():
                _prepare(peer)
        if chosen.pywikibot:
            tables.append(pywikibot_suite(both, chosen.pywikibot))
        if chosen.mwclient:
            tables.append(mwclient_suite(both, chosen.mwclient))
    print("\n\n".join(map(str, tables)))
    return 0 if all(table.good for table in tables) else 1


if __name__ == "__main__":
    sys.exit(main())
