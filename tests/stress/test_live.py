"""A live discussion: everybody reads the page on which everybody posts, and nobody sees an error.

How long is said by LIVE_SECONDS; the real thing is 300. How fast it went is in BENCHMARKS.md, not here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ..bench.live import live
from ..bench.peers import NAME, PASSWORD
from ..engines.ours import ours

pytestmark = [pytest.mark.long, pytest.mark.wiki]

SECONDS = float(os.environ.get("LIVE_SECONDS", "20"))


def test_a_live_discussion_loses_nothing_and_shows_no_error(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """With 300 readers of the page and a post each second all are answered, and all posts are on the page."""
    with ours(tmp_path) as wiki:
        wiki.account(NAME, PASSWORD)
        seen = live(wiki.url, SECONDS)
    record_property("posts", seen.posts.ends["ok"])
    record_property("page views", seen.reads.ends["ok"])
    assert (seen.posts.failures, seen.reads.failures) == (0, 0), (seen.posts.ends, seen.reads.ends)
    assert seen.shown == seen.posts.ends["ok"] == int(SECONDS)
    assert seen.reads.ends["ok"] >= 300
