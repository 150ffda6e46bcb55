"""Tries the published cases of MediaWiki's extension DiscussionTools on `bots/rendered/items.py`.

    .venv/bin/python tests/quality/discussion_tools.py FOLDER

FOLDER is the `tests` folder of a checkout of the extension; its `cases/comments.json` names rendered pages, the
wikis' descriptions and the threads expected. A case is right when kind, level, author, time, name, id and order of
all headings and comments are. Nothing of it is kept here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from familienkonferenz.bots.rendered.items import Item, items, wiki_of
from familienkonferenz.bots.rendered.page import NO_HEADING
from familienkonferenz.bots.sources.keys import stamp


@dataclass(frozen=True, slots=True)
class Result:
    """A case by its name, and the first thing that is not as expected ("" all is)."""

    name: str
    wrong: str


def results(folder: Path) -> tuple[Result, ...]:
    """What becomes of each case in the folder."""
    listed = json.loads((folder / "cases" / "comments.json").read_text(encoding="utf-8"))
    return tuple(_tried(folder, case) for case in listed)


def _tried(folder: Path, case: Mapping[str, str]) -> Result:
    html = (folder / case["dom"].removeprefix("../")).read_text(encoding="utf-8")
    config, data, expected = (
        json.loads((folder / case[key].removeprefix("../")).read_text(encoding="utf-8"))
        for key in ("config", "data", "expected")
    )
    found = items(html, case["title"], wiki_of(config, data))
    wanted = _flat(expected)
    got = _flat(_nested(found))
    if len(got) != len(wanted):
        return Result(case["name"], f"{len(got)} statt {len(wanted)}")
    pairs = (f"{mine} statt {theirs}" for mine, theirs in zip(got, wanted, strict=True) if mine != theirs)
    return Result(case["name"], next(pairs, ""))


def _nested(found: Sequence[Item]) -> list[dict[str, Any]]:
    """Items in the shape of the published threads: headings and what hangs on them."""
    shaped: list[dict[str, Any]] = []
    roots = []
    for one in found:
        this = {"level": one.level, "name": one.name, "id": one.id, "replies": []}
        if one.is_heading:
            this |= {"type": "heading", "headingLevel": one.heading_level}
        else:
            this |= {"type": "comment", "author": one.author, "timestamp": stamp(one.time)}
        shaped.append(this)
        (roots if one.parent is None else shaped[one.parent]["replies"]).append(this)
    return roots


def _flat(threads: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """All that is compared, one tuple per heading or comment, with the id of what it answers.

    A section within a section is published twice, beneath its elder and on its own; it counts once. The heading of
    what has none is published with level 99 or with none.
    """
    keys = ("type", "level", "author", "timestamp", "name", "id")
    rows: dict[str, tuple[Any, ...]] = {}
    waiting: list[tuple[Mapping[str, Any], str]] = [(one, "") for one in reversed(threads)]
    while waiting:
        one, above = waiting.pop()
        if one["id"] not in rows:
            is_comment = one["type"] == "comment"
            heading_level = None if is_comment else one["headingLevel"] or NO_HEADING
            rows[one["id"]] = (*(one.get(key) for key in keys), heading_level, above if is_comment else "")
            waiting += [(reply, one["id"]) for reply in reversed(one["replies"])]
    return list(rows.values())


def main() -> int:
    """Print each case; exit 1 where fewer than 33 are right."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the `tests` folder of a checkout of DiscussionTools")
    tried = results(parser.parse_args().folder)
    for one in tried:
        print(f"{'falsch' if one.wrong else 'richtig'}  {one.name}{': ' + one.wrong if one.wrong else ''}")
    right = sum(not one.wrong for one in tried)
    print(f"{right} von {len(tried)} Fällen richtig")
    return 0 if right >= min(33, len(tried)) else 1


if __name__ == "__main__":
    sys.exit(main())
