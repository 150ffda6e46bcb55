"""Eight at the same moment: one page, one number, one account each, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.errors import (
    EditConflict,
    PageExists,
    WikiError,
)
from familienkonferenz.plugins.storage.save import save
from familienkonferenz.plugins.titles import Title

from .core import LISA, PASSWORD, VISITOR, Wiki


def together(number: int, work: Callable[[int], object]) -> list[object]:
    """Do the work in as many threads, beginning at the same moment; errors of the wiki are results."""
    barrier = Barrier(number)

    def one(index: int) -> object:
        barrier.wait()
        try:
            return work(index)
        except WikiError as error:
            return error

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_eight_create_one_page_and_one_wins(wiki: Wiki) -> None:
    """The others are told; the store holds one item with one revision."""

    def create(index: int) -> object:
        with wiki.as_system():
            return save(Title.parse("Wettlauf"), f"Nummer {index}", create_only=True)

    results = together(8, create)
    won = [result for result in results if not isinstance(result, WikiError)]
    assert len(won) == 1
    assert all(isinstance(result, PageExists) for result in results if result not in won)
    stored = [meta for meta in wiki.stored().values() if meta["name"] == ["Wettlauf"]]
    assert len(stored) == 1
    assert wiki.text("Wettlauf") == f"Nummer {results.index(won[0])}"


def test_eight_append_to_one_page_and_nothing_is_lost(wiki: Wiki) -> None:
    """Each appends ten lines, begins anew when told of a conflict, and finds all of them on the page."""
    wiki.write("Gästebuch", "Anfang")

    def append(index: int) -> int:
        conflicts = 0
        for line in range(10):
            while True:
                page = wiki.page("Gästebuch")
                assert page is not None
                with wiki.as_system():
                    text = wiki.text("Gästebuch")
                    try:
                        save(Title.parse("Gästebuch"), f"{text}\n{index}-{line}", base=page.latest)
                        break
                    except EditConflict:
                        conflicts += 1
        return conflicts

    assert all(isinstance(result, int) for result in together(8, append))
    lines = wiki.text("Gästebuch").split("\n")
    assert sorted(lines[1:]) == sorted(f"{index}-{line}" for index in range(8) for line in range(10))
    page = wiki.page("Gästebuch")
    assert page is not None
    revisions = wiki.services.catalogue.revisions(page.page_id)
    assert len(revisions) == 81
    assert [row.parent_id for row in revisions[:-1]] == [row.rev_id for row in revisions[1:]]


def test_eight_contribute_and_each_has_a_number_of_its_own(wiki: Wiki) -> None:
    """Numbers follow one another without a gap and without a twin."""
    numbers = together(8, lambda index: wiki.contribute(LISA, f"Idee {index}", f"Text {index}"))
    assert sorted(numbers) == list(range(3, 11))  # type: ignore[type-var]


def test_eight_register_at_once(wiki: Wiki) -> None:
    """All get their account and are signed in; no lock of the index stands in the way."""
    browsers = [wiki.browser() for _ in range(8)]
    tokens = [browser.token() for browser in browsers]

    def register(index: int) -> int:
        sent = {"name": f"Familie {'ABCDEFGH'[index]}", "password": PASSWORD, "again": PASSWORD}
        return (
            browsers[index]
            .client.post("/+registrieren", data=sent | {"csrf_token": tokens[index]})
            .status_code
        )

    assert together(8, register) == [302] * 8
    names = wiki.services.catalogue.account_names()
    assert [f"Familie {letter}" in names for letter in "ABCDEFGH"] == [True] * 8
    with wiki.request_as(VISITOR):
        assert all(accounts.find(f"Familie {letter}") for letter in "ABCDEFGH")


def test_eight_register_one_name_and_one_gets_it(wiki: Wiki) -> None:
    """Spellings that look alike are one name."""
    spellings = ["Nadja", "nadja", "NADJA", "Nаdja", "Nadjа", "N a d j a", "Nadja", " Nadja "]

    def register(index: int) -> object:
        with wiki.request_as(VISITOR):
            return accounts.create(spellings[index], PASSWORD).name0

    results = together(8, register)
    assert sum(isinstance(result, str) for result in results) == 1
    with wiki.request_as(VISITOR):
        assert sum(accounts.skeleton(n) == "nadja" for n in wiki.services.catalogue.account_names()) == 1
