"""What people do with pywikibot, as a table: a name and what is called. Both engines must answer each alike.

    python -m tests.engines.operations        # each operation on both, then: N equal

The table is `tests/cases/operations.txt`. Ids, times and addresses are no part of an answer, so both can be the same to
the letter.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .client import client
from .mediawiki import mediawiki
from .ours import ours

ACCOUNT, PASSWORD = "Frau Sommer", "Kastanien im Herbst"

CASES = Path(__file__).parents[1] / "cases" / "operations.txt"

_CALLS = """
def P(title):
    return pywikibot.Page(site, title)

def C(title):
    return pywikibot.Category(site, title)

def put(title, text, summary="Probe", **further):
    page = P(title)
    page.text = text
    page.save(summary, **{"minor": False, **further})
    return [page.title(), P(title).text]

def fails(call):
    try:
        return ["no error", str(call())]
    except Exception as error:
        return type(error).__name__

def by_id(revisions):
    return sorted(revisions, key=lambda revision: revision.revid)

def changed(html):
    import re
    return re.findall(r"<(del|ins)[^>]*>([^<]*)<", html)

def seen(html):
    import html as entities, re
    return " ".join(entities.unescape(re.sub("<!--.*?-->|<[^>]*>", "", html, flags=re.DOTALL)).split())

def plain(protection):
    return {kind: list(level) for kind, level in sorted(protection.items())}

for name, call in json.loads(given):
    try:
        value = eval(call)
        said.append([name, json.loads(json.dumps(value, default=str, ensure_ascii=False))])
    except Exception as error:
        said.append([name, f"{type(error).__name__}: {error}"])
"""


@dataclass(frozen=True)
class Answer:
    """What both engines gave to an operation."""

    name: str
    theirs: Any
    ours: Any

    @property
    def equal(self) -> bool:
        """Whether they gave the same; an error that nobody asked for is no answer."""
        return bool(self.theirs == self.ours) and not str(self.ours).startswith(("APIError", "KeyError"))


def operations() -> list[tuple[str, str]]:
    """Name and call of each, in their order."""
    lines = (line for line in CASES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return [(name, call) for name, _, call in (line.partition(": ") for line in lines)]


def answers(folder: Path) -> Iterator[Answer]:
    """All operations on a fresh MediaWiki and a fresh wiki of ours. Skips the test where there is no MediaWiki."""
    with ExitStack() as running:
        for name in ("theirs", "ours"):
            (folder / name).mkdir()
        theirs = running.enter_context(mediawiki(folder / "theirs", workers=1))
        theirs.account(ACCOUNT, PASSWORD, "sysop")
        mine = running.enter_context(ours(folder / "ours", pages=False))
        mine.account(ACCOUNT, PASSWORD, "moderator")
        left = _done(theirs.api, theirs.bot_password(ACCOUNT, "operations"), folder / "theirs-client")
        right = _done(mine.api, mine.bot_password(ACCOUNT, "operations"), folder / "ours-client")
    for (name, one), (_, other) in zip(left, right, strict=True):
        yield Answer(name, one, other)


def _done(api: str, login: tuple[str, str], folder: Path) -> list[tuple[str, Any]]:
    """The operations on one engine."""
    said = client(api, login, folder, _CALLS, json.dumps(operations(), ensure_ascii=False))
    return [(name, value) for name, value in said]


def main() -> int:
    """Run them, print what differs and how many are equal."""
    with tempfile.TemporaryDirectory(prefix="operations-") as name:
        found = list(answers(Path(name)))
    for answer in found:
        print(f"{'equal  ' if answer.equal else 'DIFFERS'}  {answer.name}")
        if not answer.equal:
            print(f"    MediaWiki: {answer.theirs}\n    ours:      {answer.ours}")
    equal = sum(answer.equal for answer in found)
    print(f"{equal} equal, {len(found) - equal} different")
    return int(equal < len(found))


if __name__ == "__main__":
    sys.exit(main())
