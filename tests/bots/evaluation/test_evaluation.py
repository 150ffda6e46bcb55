"""The figures of the evaluation, each with the list behind it, on a small conference and on the whole sample."""

from __future__ import annotations

import random

import pytest

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.evaluate import Evaluation, evaluate
from familienkonferenz.bots.places.tags import PlaceTag
from familienkonferenz.config import Conference

from .coded import asked, judged, written

LIST = {"districts": ("List",), "boroughs": ("02",), "aims": ("angebote",), "topic": "betreuung"}


@pytest.fixture(scope="module")
def small(conference: Conference) -> Evaluation:
    """Four people on after-school places in the List, one of them against; one on the whole city."""
    return evaluate(
        [
            judged(
                written(1, "Uns fehlt ein Hortplatz bis 17 Uhr.", author="Anna"), **LIST, route=asked("fb-51")
            ),
            judged(written(2, "Auch wir suchen einen Hortplatz, seit Mai.", author="Bert"), **LIST),
            judged(written(3, "Genau so ist es!", author="Cem", reply_to="B1", topic="", kind="")),
            judged(written(4, "Da bin ich dagegen.", author="Dora", reply_to="B1", topic="", kind="")),
            judged(written(5, "Spielplätze brauchen Schatten.", author="Anna"), topic="spielen"),
            judged(written(6, "Das war ein Versehen.", author="Emil", withdrawn=True), topic="spielen"),
        ],
        conference,
    )


def test_the_totals_count_what_stands_and_name_what_does_not(small: Evaluation) -> None:
    """Three contributions, two replies, four people; the withdrawn one is counted apart."""
    totals = small.totals
    assert (len(totals.contributions), len(totals.replies), totals.gone) == (3, 2, ("B6",))
    assert totals.authors == ("Anna", "Bert", "Cem", "Dora")
    assert totals.first == written(1, "").created and totals.last == written(5, "").created


def test_a_need_has_supporters_a_place_and_a_dispute(small: Evaluation) -> None:
    """The need is the keyword both share; who disagrees is shown, not counted for it."""
    aim = next(view for view in small.aims if view.count.key == "angebote")
    (need,) = aim.needs
    assert (need.phrase, need.district) == ("Hortplatz", "List")
    assert need.contributions == ("B1", "B2") and need.supporters == ("Anna", "Bert", "Cem")
    assert [(d.reply, d.words) for d in need.disputes] == [("B4", "bin ich dagegen")]
    assert "Hortplatz" in aim.quoted["Hortplatz", "List"].words


def test_replies_belong_where_their_contribution_belongs(small: Evaluation) -> None:
    """A reply without place or topic of its own counts in its thread's, never as "ganz Hannover"."""
    district = next(view for view in small.districts if view.count.key == "List")
    topic = next(view for view in small.topics if view.count.key == "betreuung")
    assert district.count.replies == ("B3", "B4") == topic.count.replies
    assert small.citywide.count.contributions == ("B5",) and small.citywide.count.replies == ()


def test_a_body_is_asked_with_the_words_of_the_contribution(small: Evaluation) -> None:
    """Every body is in the list, also those asked nothing."""
    (request,) = small.requests["fb-51"]
    assert request.contribution == "B1" and request.quotation
    assert request.quotation.words == "Uns fehlt ein Hortplatz bis 17 Uhr."
    assert small.requests["sbr-01"] == ()


def test_every_figure_is_the_length_of_its_list(conference: Conference, coded: tuple[Coded, ...]) -> None:
    """Over all topics every contribution of the sample is counted once, over all kinds what is no reply."""
    evaluation = evaluate(coded, conference)
    everything = set(evaluation.totals.contributions) | set(evaluation.totals.replies)
    by_topic = [id for v in evaluation.topics for id in (*v.count.contributions, *v.count.replies)]
    by_kind = [id for c in evaluation.kinds for id in c.contributions]
    assert sorted(by_topic) == sorted(everything)
    assert sorted(by_kind) == sorted(evaluation.totals.contributions), "what answers is no wish of its own"
    assert not any(c.replies for c in evaluation.kinds)
    assert len(everything) == len(coded) == 70


def test_nothing_is_dropped_in_the_sample(conference: Conference, coded: tuple[Coded, ...]) -> None:
    """Every contribution has a fate, and every quoted one is quoted on the page that its fate names."""
    evaluation = evaluate(coded, conference)
    assert evaluation.remainder == ()
    assert [fate.contribution for fate in evaluation.fates] == [one.contribution.id for one in coded]
    quoted = {
        q.contribution
        for v in (*evaluation.topics, *evaluation.aims, *evaluation.districts)
        for q in v.quotations
    }
    cited = {fate.contribution for fate in evaluation.fates if "zitiert" in fate.kinds}
    assert quoted <= cited


def test_the_order_of_arrival_changes_nothing(conference: Conference, coded: tuple[Coded, ...]) -> None:
    """A harvest may come in any order; the evaluation is the same."""
    shuffled = random.Random(7).sample(coded, len(coded))
    assert evaluate(shuffled, conference) == evaluate(coded, conference)


def test_an_empty_conference_can_be_evaluated(conference: Conference) -> None:
    """On the first morning there is nothing, and that is no error."""
    evaluation = evaluate([], conference)
    assert evaluation.totals.first is None and evaluation.remainder == ()
    assert all(view.needs == () for view in evaluation.aims)


def test_the_name_of_a_place_is_no_need(conference: Conference) -> None:
    """Whoever writes about the Küchengarten does not ask for a garden."""
    text = "Am Küchengarten fehlt eine Bank, und der Spielplatz ist weit."
    at = text.index("Küchengarten")
    tag = PlaceTag("Linden-Mitte", at, at + len("Küchengarten"), "Küchengarten", "Landmarke", 0.9, "set")
    evaluation = evaluate([judged(written(1, text), tags=(tag,), districts=("Linden-Mitte",))], conference)
    topic = next(view for view in evaluation.topics if view.count.key == "spielen")
    assert [need.phrase for need in topic.needs] == ["Bank"]


def test_needs_are_ranked_by_people_not_by_posts(conference: Conference) -> None:
    """Ten posts of one person weigh less than two people."""
    loud = [
        judged(
            written(n, f"Mehr Müll als Wiese, Folge {n}.", author="Laut"), topic="spielen", districts=("Zoo",)
        )
        for n in range(1, 11)
    ]
    two = [
        judged(written(n, f"Uns fehlt Schatten, {who}.", author=who), topic="spielen", districts=("Ahlem",))
        for n, who in ((20, "Anna"), (21, "Bert"))
    ]
    evaluation = evaluate([*loud, *two], conference, duplicates=())
    topic = next(view for view in evaluation.topics if view.count.key == "spielen")
    assert (topic.needs[0].phrase, topic.needs[0].district) == ("Schatten", "Ahlem")
