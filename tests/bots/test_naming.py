"""Facts about the names in people's decisions."""

import pytest

from familienkonferenz.bots.coding import Decision
from familienkonferenz.bots.naming import known
from familienkonferenz.config import load


@pytest.fixture(scope="module")
def hannover():
    return load()


def found(hannover, *decisions, text=""):
    names = [n for d in decisions for n in (*(d.districts or ()), *d.refused, d.body)]
    return known("Beitrag/1", text or " ".join(names), decisions, hannover)


def test_what_there_is_stays_as_it_is(hannover):
    """Right names are followed without a word."""
    decision = Decision(("List",), ("Mitte",), "fb-51", "angefragt", "Mail vom 3.")
    assert found(hannover, decision).decisions == (decision,)
    assert found(hannover, decision).problems == ()


@pytest.mark.parametrize("written", ["fb-51", "FB-51", "Fachbereich Jugend und Familie"])
def test_a_body_may_be_written_as_its_page_is_called(hannover, written):
    """People copy what they read; the id is what counts."""
    assert found(hannover, Decision(body=written)).decisions == (Decision(body="fb-51"),)


def test_an_unknown_body_is_a_problem_and_its_state_is_nobodys(hannover):
    """The Stadtteile of the same decision count; state and reason belonged to the body."""
    answer = found(hannover, Decision(("List",), (), "Fachbereich Jugend und Famile", "angefragt", "Mail"))
    assert answer.decisions == (Decision(("List",)),)
    (problem,) = answer.problems
    assert str(problem) == (
        "Beitrag/1: die Stelle „Fachbereich Jugend und Famile“ gibt es nicht; "
        "Meinten Sie „Fachbereich Jugend und Familie“?"
    )


def test_an_unknown_district_takes_nothing_away(hannover):
    """Somebody gave one Stadtteil and mistyped it: what the bots found stays, it is not „of no Stadtteil“."""
    answer = found(hannover, Decision(("Nordstat",)))
    assert answer.decisions == (Decision(None),)
    (problem,) = answer.problems
    assert str(problem) == "Beitrag/1: den Stadtteil „Nordstat“ gibt es nicht; Meinten Sie „Nordstadt“?"


def test_of_no_district_is_a_decision(hannover):
    """„keine“ was written, and counts."""
    assert found(hannover, Decision(())).decisions == (Decision(()),)


def test_a_name_that_is_gone_from_the_page_is_nobodys_mistake(hannover):
    """Somebody wrote a wrong category and took it away again: there is nothing to mend."""
    answer = found(hannover, Decision(None, ("Nirgendwo",)), text="Kein Wort davon.")
    assert answer.problems == ()
    assert answer.decisions == (Decision(None, ()),)


def test_a_mistake_is_told_once(hannover):
    """The same wrong name in three decisions of a page is one problem."""
    assert len(found(hannover, *[Decision(body="gibtsnicht")] * 3).problems) == 1
