"""Facts about topic wikis: who is credited with what."""

from datetime import UTC, datetime, timedelta

import pytest

from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.sources.topicwiki import Addition, additions

INTRO = "Worum geht es?\n\n== Was fehlt? ==\n"
BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def history(*edits: tuple[str, str]) -> list[Revision]:
    """One page by (user, text), a minute apart; revision ids from 100 on."""
    return [
        Revision(
            7,
            "Thema/Spielplätze und Grün",
            0,
            100 + i,
            99 + i if i else 0,
            user,
            BEGIN + timedelta(minutes=i),
            "",
            text,
        )
        for i, (user, text) in enumerate(edits)
    ]


def added(*edits: tuple[str, str]) -> tuple[Addition, ...]:
    return additions(history(*edits), ("Konferenzbot",))


def said(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one.author, one.text) for one in added(*edits)]


BOT = ("Konferenzbot", INTRO)
ANNA = ("Anna", INTRO + "* In Vahrenheide ist die Rutsche kaputt.\n")


def test_the_bot_s_page_is_nobody_s() -> None:
    """The page as the bot created it is no contribution; what comes after belongs to people."""
    assert said(BOT) == []
    (one,) = added(BOT, ANNA)
    assert (one.author, one.text, one.heading) == (
        "Anna",
        "In Vahrenheide ist die Rutsche kaputt.",
        "Was fehlt?",
    )
    assert (one.positions, one.standing, one.withdrawn) == ((1,), "standing", False)


def test_each_is_credited_with_her_own_line() -> None:
    """Two people add lines, the second above the first: each said hers."""
    both = INTRO + "* Am Maschsee fehlen Bänke.\n* In Vahrenheide ist die Rutsche kaputt.\n"
    assert said(BOT, ANNA, ("Bert", both)) == [
        ("Anna", "In Vahrenheide ist die Rutsche kaputt."),
        ("Bert", "Am Maschsee fehlen Bänke."),
    ]


def test_a_sentence_in_another_s_line() -> None:
    """Who adds a sentence to a line of somebody else's said this sentence, not the line."""
    longer = ANNA[1].replace("kaputt.", "kaputt. Auch die Schaukel quietscht seit Wochen.")
    assert said(BOT, ANNA, ("Bert", longer))[1] == ("Bert", "Auch die Schaukel quietscht seit Wochen.")


def test_going_on_in_one_s_own_line_is_one_contribution() -> None:
    """Saving three times while writing is one contribution on three revisions, with the last words."""
    second = ANNA[1].replace("kaputt.", "kaputt. Seit Mai!")
    third = second.replace("Seit Mai!", "Seit Mai! Bitte reparieren.")
    (one,) = added(BOT, ANNA, ("Anna", second), ("Anna", third))
    assert one.text == "In Vahrenheide ist die Rutsche kaputt. Seit Mai! Bitte reparieren."
    assert one.positions == (1, 2, 3)


def test_another_paragraph_is_another_contribution() -> None:
    """The same person, another line: two contributions."""
    more = ANNA[1] + "* Am Stephansplatz fehlt Schatten.\n"
    assert [one.positions for one in added(BOT, ANNA, ("Anna", more))] == [(1,), (2,)]


def test_somebody_in_between_begins_anew() -> None:
    """After somebody else wrote in the line, one's own next words there are a new contribution."""
    second = ANNA[1].replace("kaputt.", "kaputt. Die Schaukel quietscht schon lange.")
    third = second.replace("schon lange.", "schon lange. Und der Sand ist schmutzig geworden.")
    found = added(BOT, ANNA, ("Bert", second), ("Anna", third))
    assert [(one.author, one.positions) for one in found] == [("Anna", (1,)), ("Bert", (2,)), ("Anna", (3,))]
    assert found[2].text == "Und der Sand ist schmutzig geworden."


def test_a_correction_is_called_one() -> None:
    """Mending a word in somebody's sentence is kept, as a correction."""
    found = added(BOT, ("Anna", ANNA[1].replace("Rutsche", "Rutche")), ("Bert", ANNA[1]))
    assert [(one.author, one.standing) for one in found] == [("Anna", "standing"), ("Bert", "correction")]


def test_restoring_is_not_saying() -> None:
    """A page archived, a new idea added meanwhile, all restored: nothing is lost, nothing credited twice."""
    archived = INTRO + "Siehe Archiv.\n"
    idea = archived + "* Ein Wasserspielplatz für die Südstadt wäre schön.\n"
    found = added(BOT, ANNA, ("Moderatorin", archived), ("Clara", idea), ("Moderatorin", ANNA[1]))
    assert [(one.author, one.text, one.standing) for one in found] == [
        ("Anna", "In Vahrenheide ist die Rutsche kaputt.", "standing"),
        ("Moderatorin", "Siehe Archiv.", "standing"),
        ("Clara", "Ein Wasserspielplatz für die Südstadt wäre schön.", "reverted"),
    ]
    assert found[2].notes == ("zurückgesetzt von Moderatorin (Version 104)",)


def test_restored_by_hand_among_new_lines() -> None:
    """Lines put back one by one, not by a revert, still are their authors'."""
    back = INTRO + "* Neu: mehr Schatten am Stephansplatz.\n* In Vahrenheide ist die Rutsche kaputt.\n"
    assert said(BOT, ANNA, ("Vandale", ""), ("Bert", back)) == [
        ("Anna", "In Vahrenheide ist die Rutsche kaputt."),
        ("Bert", "Neu: mehr Schatten am Stephansplatz."),
    ]


@pytest.mark.parametrize(
    ("edit", "standing"),
    [
        ("HAHAHA ihr seid alle doof\n", "vandalism"),
        (ANNA[1] + "looooooooooooooool\n", "vandalism"),
        (ANNA[1] + "* Hunde sollen auf dem Spielplatz frei laufen.\n", "reverted"),
    ],
)
def test_what_was_put_back_is_kept_with_its_standing(edit: str, standing: str) -> None:
    """Noise and blanking that others undid are vandalism; a reverted opinion is only reverted."""
    found = added(BOT, ANNA, ("Viktor", edit), ("Moderatorin", ANNA[1]))
    assert [(one.author, one.standing) for one in found] == [("Anna", "standing"), ("Viktor", standing)]


def test_taken_out_and_withdrawn() -> None:
    """Taken out by others is removed; taken out by oneself is withdrawn."""
    two = ANNA[1] + "* Am Maschsee fehlen Bänke.\n"
    without_anna = INTRO + "* Am Maschsee fehlen Bänke.\n* Neue Linie.\n"
    anna, bert, _ = added(
        BOT, ANNA, ("Bert", two), ("Clara", without_anna), ("Bert", INTRO + "* Neue Linie.\n")
    )
    assert (anna.standing, anna.withdrawn, anna.notes) == (
        "removed",
        False,
        ("entfernt von Clara (Version 103)",),
    )
    assert (bert.withdrawn, bert.notes) == (True, ("selbst zurückgenommen in Version 104",))


def test_moving_a_line_is_not_saying_it() -> None:
    """Sorting the page credits nobody anew."""
    one, two = "* In Vahrenheide ist die Rutsche kaputt.\n", "* Am Maschsee fehlen Bänke für Großeltern.\n"
    assert [
        a
        for a, _ in said(
            BOT, ("Anna", INTRO + one), ("Bert", INTRO + one + two), ("Clara", INTRO + two + one)
        )
    ] == [
        "Anna",
        "Bert",
    ]


def test_markup_alone_says_nothing() -> None:
    """Categories, empty lines and bold type are no contributions; a caption is one."""
    bold = ANNA[1].replace("Rutsche", "'''Rutsche'''") + "\n[[Kategorie:Spielplätze]]\n"
    found = added(BOT, ANNA, ("Bert", bold), ("Clara", bold + "[[Datei:Rutsche.jpg|mini|So sieht sie aus]]"))
    assert [(one.author, one.text) for one in found if one.standing == "standing"] == [
        ("Anna", "In Vahrenheide ist die Rutsche kaputt."),
        ("Clara", "So sieht sie aus"),
    ]


@pytest.mark.parametrize("piece", ["a\n", "a\nb\n", "{{x|\n", "wort ", "[[\n", "ja.\nnein.\n", "\x00\n"])
def test_long_hostile_pages_are_read(piece: str) -> None:
    """A hundred thousand characters of the same or shuffled lines are compared in linear time."""
    text = piece * (100_000 // len(piece))
    found = additions(history(("Anna", text), ("Bert", "x\n" + text[::-1]), ("Anna", text)), ())
    assert all(one.text for one in found)
