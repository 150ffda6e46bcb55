"""Facts about bare signatures in a list of voices: support, and no words of their own."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from familienkonferenz.bots.coding import Coder, code
from familienkonferenz.bots.evaluation.evaluate import Evaluation, evaluate
from familienkonferenz.bots.evaluation.threads import threads
from familienkonferenz.bots.harvest import harvest
from familienkonferenz.config import load

from .test_harvest import TALK, Wiki

VOICES = """== Unterschriften ==
Am Lister Platz fehlt ein Zebrastreifen vor der Grundschule. ~~~~
"""


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    wiki = Wiki()
    wiki.save("Anna", TALK, VOICES)
    wiki.save("Bert", TALK, wiki.text(TALK) + "* ~~~~\n")
    wiki.save("Clara", TALK, wiki.text(TALK) + "* --~~~~\n")
    wiki.save("Dora", TALK, wiki.text(TALK) + "== Dafür ==\n* ~~~~\n")
    conference = load()
    revisions = [r for history in wiki.pages.values() for r in history]
    found = harvest(revisions, {}, conference.topics, ("Konferenzbot",), ZoneInfo("Europe/Berlin"))
    coder = Coder.of(conference)
    return evaluate([code(one, coder) for one in found.contributions], conference)


def fate(evaluation: Evaluation, author: str) -> tuple[str, ...]:
    (id,) = (id for id, one in evaluation.coded.items() if one.contribution.author == author)
    return next(one.kinds for one in evaluation.fates if one.contribution == id)


def test_a_voice_is_support(evaluation: Evaluation) -> None:
    """Who signs beneath a wish supports it, and is counted with it."""
    assert set(evaluation.totals.authors) == {"Anna", "Bert", "Clara"}
    assert fate(evaluation, "Bert") == ("als Antwort gelesen",)
    (thread,) = threads(list(evaluation.coded.values()), {})
    assert thread.lead.contribution.author == "Anna"
    assert thread.supporters == ("Anna", "Bert", "Clara")


def test_a_voice_is_neither_quoted_nor_sent_to_anybody(evaluation: Evaluation) -> None:
    """Nobody has to decide about a name, no body is asked about it, and no page quotes it."""
    voices = {id for id, one in evaluation.coded.items() if one.contribution.standing == "signature"}
    assert len(voices) == 3
    assert all(
        "bei der Moderation" not in one.kinds for one in evaluation.fates if one.contribution in voices
    )
    assert not voices & {request.contribution for asked in evaluation.requests.values() for request in asked}
    quoted = {q.contribution for view in (*evaluation.topics, *evaluation.districts) for q in view.quotations}
    assert quoted == {id for id, one in evaluation.coded.items() if one.contribution.author == "Anna"}


def test_a_voice_beneath_nothing_is_told(evaluation: Evaluation) -> None:
    """A name beneath a heading alone supports nothing that could be read; that is said, and it is no remainder."""
    assert fate(evaluation, "Dora") == ("nicht aufgegriffen",)
    assert evaluation.remainder == ()
