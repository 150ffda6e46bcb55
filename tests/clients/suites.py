"""`python -m tests.clients.suites`: pywikibot's operations on a real MediaWiki and on our wiki, side by side.

With folders of the clients' sources it runs their own tests as well, each on both wikis:

    python -m tests.clients.suites --pywikibot FOLDER      (a checkout: what is on PyPI has no tests of a site)

mwclient's tests ask no wiki at all: they read replies that they bring along. So they prove nothing of us, and what
mwclient does with ours is in `test_mwclient`. Nothing fetched is kept here; what may fail stands in `accepted.toml`.
"""

from __future__ import annotations

import argparse
import json
import re
import secrets
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from ..engines.mediawiki import mediawiki
from ..engines.ours import ours
from .running import Terminal, terminal

NAME, PASSWORD = "Frau Sommer", "Kastanien im Herbst"
ENGINES = ("MediaWiki", "ours")
SHARE = 0.97
"""Of what passes on MediaWiki, so much passes on ours."""

_GRANTS = (
    "basic,highvolume,editpage,editprotected,createeditmovepage,uploadfile,uploadeditmovefile,patrol,rollback,"
    "viewdeleted,delete,protect,editmyoptions,viewmywatchlist,editmywatchlist"
)
_HERE = Path(__file__).parent
_OUTCOME = re.compile(
    r"^(?:\S*/)?tests/(\S+?)(?:\.py)?::(\S+) (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)", re.MULTILINE
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
        return "\n".join((head, *map(str, self.differences)))


def accepted() -> Mapping[str, str]:
    """What may differ: a pattern of names, and the reason."""
    found = tomllib.loads((_HERE / "accepted.toml").read_text(encoding="utf-8"))
    return {entry["name"]: entry["reason"] for entry in found["accepted"]}


@contextmanager
def terminals(folder: Path) -> Iterator[dict[str, Terminal]]:
    """Both wikis while they are served, with the same account, and pywikibot at a terminal before each."""
    for name in ("theirs", "ours"):
        (folder / name).mkdir()
    with mediawiki(folder / "theirs") as theirs, ours(folder / "ours", pages=False) as mine:
        theirs.account(NAME, PASSWORD, "sysop")
        secret = secrets.token_hex(16)
        theirs.maintain("createBotPassword", "--appid=test", f"--grants={_GRANTS}", NAME, secret)
        mine.account(NAME, PASSWORD, "moderator")
        yield {
            "MediaWiki": terminal(folder / "pywikibot-theirs", theirs.api, f"{NAME}@test", secret),
            "ours": terminal(folder / "pywikibot-ours", mine.api, *mine.bot_password(NAME, "test")),
        }


def operations(both: Mapping[str, Terminal]) -> Table:
    """Do what `operations` does on both wikis, and compare the results."""
    said = {engine: _results(both[engine]) for engine in ENGINES}
    theirs, mine = said["MediaWiki"], said["ours"]
    differing = [name for name in theirs if theirs[name] != mine.get(name)]
    return Table("pywikibot, operations", len(theirs), _told(differing, theirs, mine))


def suite(both: Mapping[str, Terminal], sources: Path) -> Table:
    """Run pywikibot's own tests of a site on both wikis; of those that MediaWiki passes, which pass here."""
    said = {engine: _passed(both[engine], sources) for engine in ENGINES}
    passed = [name for name, outcome in said["MediaWiki"].items() if outcome == "PASSED"]
    failing = [name for name in passed if said["ours"].get(name) != "PASSED"]
    return Table("pywikibot, its own tests", len(passed), _told(failing, said["MediaWiki"], said["ours"]))


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


def _results(at: Terminal) -> dict[str, object]:
    """What each operation gave: its result, or the exception with its code."""
    done = at.python("-m", "tests.clients.operations", PYTHONPATH=str(_HERE.parents[1]))
    lines = [json.loads(line[7:]) for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    assert lines, done.stdout
    return {line["name"]: line["is"] if "is" in line else f"raises {line['raises']}" for line in lines}


def _passed(at: Terminal, sources: Path) -> dict[str, str]:
    """What became of each test, run in a copy of the sources with the terminal's settings."""
    copy = at.folder / "suite"
    shutil.copytree(sources, copy, ignore=shutil.ignore_patterns(".git", "scripts"))
    done = at.python(
        "-m", "pytest", "-p", "no:cacheprovider", "-v", "--tb=no", "--rootdir", str(copy), str(copy / "tests"),
        PYWIKIBOT_TEST_WRITE="1", PYWIKIBOT_TEST_PROD_ONLY="1", PYTHONPATH=str(copy),
    )  # fmt: skip
    return {f"{file}::{name}": outcome for file, name, outcome in _OUTCOME.findall(done.stdout)}


def main() -> int:
    """Print the tables; 1 if anything differs that may not."""
    parser = argparse.ArgumentParser(description="pywikibot on MediaWiki and on ours")
    parser.add_argument("--pywikibot", type=Path, help="a checkout of pywikibot, with its tests")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="suites-") as name, terminals(Path(name)) as both:
        tables = [operations(both)]
        if chosen.pywikibot:
            tables.append(suite(both, chosen.pywikibot))
    print("\n\n".join(map(str, tables)))
    return 0 if all(table.good for table in tables) else 1


if __name__ == "__main__":
    sys.exit(main())
