"""Facts about coding a contribution whole, with people's decisions followed."""

from datetime import UTC, datetime

import pytest

from familienkonferenz.bots.coding import DECIDED, Coder, Decision, code
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.config import load


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.of(load())


def contribution(
    text: str, title: str = "", place: str = "", kind: str = "", topic: str = ""
) -> Contribution:
    day = datetime(2026, 11, 3, 20, 15, tzinfo=UTC)
    return Contribution(
        "B12", "beitrag", "Beitrag/12", title, text, "Zwillingsmama", kind, topic, place, "", day, day, (7,)
    )


def test_a_contribution_is_coded_whole(coder):
    """Place, borough, aim, kind, topic and way of one real sort of contribution."""
    coded = code(contribution("Wir finden in der List leider keinen Hortplatz.", "Hort gesucht"), coder)
    assert coded.districts == ("List",)
    assert coded.boroughs == ("02",)
    assert coded.aims[0] == "angebote"
    assert (coded.kind, coded.topic) == ("Wunsch", "betreuung")
    assert coded.route.steps[0].body == "sbr-02"
    assert coded.route.department[0].body == "fb-51"


def test_what_the_writer_chose_is_kept(coder):
    """Kind and topic of the form stay as they are."""
    coded = code(contribution("Leider gefährlich.", kind="Wunsch", topic="wohnen"), coder)
    assert (coded.kind, coded.topic) == ("Wunsch", "wohnen")


def test_the_title_counts_but_spans_are_the_texts(coder):
    """A Stadtteil of the title is set without a span; one of the text has its place in the text."""
    text = "Auch in Ahlem."
    coded = code(contribution(text, "Mehr Schatten in Bothfeld"), coder)
    spans = {tag.district: (tag.start, tag.end) for tag in coded.tags}
    assert spans["Bothfeld"] == (0, 0)
    start, end = spans["Ahlem"]
    assert text[start:end] == "Ahlem"


def test_a_refused_district_is_never_set_again(coder):
    """What a person took away the bot does not add, and the way no longer goes there."""
    said = contribution("In der Nordstadt fehlt ein Spielplatz.")
    coded = code(said, coder, [Decision(refused=("Nordstadt",))])
    assert coded.districts == ()
    assert "Nordstadt" not in {tag.district for tag in coded.tags}
    assert coded.route.steps[0].body == "fb-67"


def test_a_persons_districts_are_the_districts(coder):
    """A person's list replaces the bot's; an empty one means: of no Stadtteil. The last word wins."""
    said = contribution("In der Nordstadt fehlt ein Spielplatz.")
    given = code(said, coder, [Decision(districts=("Hainholz",))])
    assert given.districts == ("Hainholz",)
    assert given.tags[0].rule == DECIDED
    assert code(said, coder, [Decision(districts=())]).districts == ()
    last = [Decision(refused=("Nordstadt",)), Decision(districts=("Nordstadt",))]
    assert code(said, coder, last).districts == ("Nordstadt",)
    last.append(Decision(refused=("Nordstadt",)))
    assert code(said, coder, last).districts == ()


def test_a_district_that_does_not_exist_is_left_out(coder):
    """A slip of the pen in a decision does not break the coding."""
    coded = code(contribution("Mehr Bänke!"), coder, [Decision(districts=("Nordstatt", "Ahlem"))])
    assert coded.districts == ("Ahlem",)


def test_coding_twice_says_the_same(coder):
    """The bots are safe to run again."""
    said = contribution("Am Küchengarten parken Autos auf dem Radweg.", place="Linden")
    assert code(said, coder) == code(said, coder)


def test_districts_stand_in_the_order_of_the_configuration(coder):
    """Not in the order of the text: the page of a contribution does not change when a sentence moves."""
    order = [district.name for district in load().districts]
    coded = code(contribution("In Wülferode, Ahlem und der Nordstadt."), coder)
    assert list(coded.districts) == sorted(coded.districts, key=order.index)
    assert set(coded.districts) == {"Wülferode", "Ahlem", "Nordstadt"}
