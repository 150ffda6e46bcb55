"""Who can change what, and when: every way × four roles × three phases, told by the store itself.

The table is `tests/cases/gate.txt`; the test walks every way and compares. With `-s` it prints the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .core import LATE, LISA, PHASES, ROBOT, SOMMER, VISITOR, Wiki, item_names
from .ways import NOBODY, ONCE, WAYS, without_request

ROLES = {"anonymous": VISITOR, "participant": LISA, "bot": ROBOT, "moderator": SOMMER}
CASES = Path(__file__).parents[1] / "cases" / "gate.txt"
NOTHING, STORED, KEPT, GONE = "·", "+", "n", "x"

Stored = dict[str, dict[str, Any]]


def table() -> dict[str, list[str]]:
    """The cases: way → twelve marks, three phases for each of the four roles."""
    rows = {}
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", " ")):
            words = line.split()
            rows[" ".join(words[:-12])] = words[-12:]
    return rows


def happened(before: Stored, after: Stored) -> str:
    """What was done to the store."""
    if before.keys() - after.keys():
        return GONE
    changed = [meta for uuid, meta in after.items() if before.get(uuid) != meta]
    if not changed:
        return NOTHING
    return KEPT if all(item_names(meta) == [LATE] for meta in changed) else STORED


@pytest.mark.parametrize("way", WAYS)
def test_each_way_does_what_the_table_says(way: str, wikis: Callable[[], Wiki]) -> None:
    """A way changes the store for the roles and in the phases that the table names, and for no others."""
    marks = []
    wiki: Wiki | None = None
    for name in ROLES.values():
        for now in PHASES.values():
            wiki = wiki or _prepared(wikis(), way)
            wiki.clock.now = now
            before = wiki.stored()
            status = WAYS[way](wiki, name)
            mark = happened(before, wiki.stored())
            if way.endswith("the late texts") and mark == KEPT and status < 400:
                mark = STORED  # the page of the late texts itself was edited
            marks.append(mark)
            assert status < 500, f"{way}, {name or 'anonymous'}, {now}: {status}"
            assert (status < 400) == (mark in (STORED, GONE)), (
                f"{way}, {name or 'anonymous'}: {status}, {mark}"
            )
            if mark != NOTHING and any(part in way for part in ONCE):
                wiki.close()
                wiki = None
    print(f"{way:44}" + "   ".join(" ".join(marks[i : i + 3]) for i in (0, 3, 6, 9)))
    assert marks == table()[way], f"{way}: {' '.join(marks)}"


def test_the_table_holds_every_way_and_no_other() -> None:
    """The readable table and the ways walked are the same."""
    assert list(table()) == list(WAYS)


@pytest.mark.parametrize("change", NOBODY)
@pytest.mark.parametrize("phase", PHASES)
def test_code_without_an_actor_changes_nothing(wiki: Wiki, change: str, phase: str) -> None:
    """Where nobody acts, nothing is stored and nothing removed, in no phase."""
    wiki.clock.now = PHASES[phase]
    before = wiki.stored()
    assert without_request(wiki, NOBODY[change]) == 403
    assert happened(before, wiki.stored()) == NOTHING


def _prepared(wiki: Wiki, way: str) -> Wiki:
    """Bot and moderator have contributions of their own, where the way asks for them."""
    if "one's own" in way:
        wiki.contribute(ROBOT, "Vom Bot", "Eingesammelt.")
        wiki.contribute(SOMMER, "Von der Moderation", "Ein Hinweis.")
    return wiki
