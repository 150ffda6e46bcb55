"""Many at once on one thing: what the wiki said is saved is there, and everybody else was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ..bench.contention import Count, appends, creators, registrations
from ..engines.ours import Ours, ours

pytestmark = [pytest.mark.long, pytest.mark.wiki]


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ours]:
    """A fresh wiki, served as a city serves it."""
    with ours(tmp_path_factory.mktemp("wiki"), pages=False) as found:
        yield found


def _is_whole(count: Count) -> None:
    """Nothing was lost, nothing is there twice, nobody saw an error."""
    assert (count.lost, count.twice, count.other) == ((), (), {})


def test_eight_writers_append_to_one_page_and_none_loses_a_line(
    wiki: Ours, record_property: Callable[[str, object], None]
) -> None:
    """Of 400 appends each is stored, or its writer was told of a conflict."""
    count = appends(wiki.url, wiki.bot)
    _is_whole(count)
    record_property("stored", count.stored)
    record_property("told of a conflict", count.told)
    assert count.sent == 400
    assert count.stored + count.told == 400
    assert count.stored >= 200, "every appendtext has room"


def test_eight_create_one_page_and_one_of_them_has_it(wiki: Ours) -> None:
    """Of 100 names each is created once, with the words of the one who was told so; 700 were told otherwise."""
    count = creators(wiki.url, wiki.bot)
    _is_whole(count)
    assert (count.stored, count.told) == (100, 700)


def test_thirty_two_register_at_once_and_all_have_an_account(wiki: Ours) -> None:
    """A school class that registers in one lesson gets 32 accounts."""
    count = registrations(wiki.url, wiki.bot)
    _is_whole(count)
    assert count.stored == 32
