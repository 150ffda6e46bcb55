"""What people could write to keep the bots busy for ever."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from familienkonferenz.bots import sections as bot_sections
from familienkonferenz.bots.coding import Coder, code
from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.evaluation.duplicates import groups
from familienkonferenz.bots.evaluation.evaluate import evaluate
from familienkonferenz.bots.evaluation.keyphrases import Keyphrases
from familienkonferenz.bots.evaluation.quotations import quote, sentences
from familienkonferenz.bots.harvest import harvest
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.bots.sources import beitrag
from familienkonferenz.bots.sources.discussion import comments
from familienkonferenz.bots.sources.signatures import signatures
from familienkonferenz.config import load

from ..patience import patience, steps

BEGIN = datetime(2026, 11, 5, 12, tzinfo=UTC)


def said(text: str) -> Contribution:
    return Contribution("B1", "beitrag", "Beitrag/1", "", text, "Lisa", "", "", "", "", BEGIN, BEGIN, ())


def test_lines_without_words_are_compared_in_time() -> None:
    """3,000 lines of categories alone, turned around: each had been compared with each, because they have no words."""
    conference = load()
    begin = datetime(2026, 11, 5, 12, tzinfo=UTC)
    text = "[[Kategorie:Stadtteil Linden-Nord]]\n" * 3000
    history = [
        Revision(
            page_id=6, title="Thema/Verkehr und Sicherheit", namespace=0, rev_id=number, parent_id=number - 1,
            user="Lisa", timestamp=begin + timedelta(minutes=number), comment="", text=each,
        )
        for number, each in ((1, text), (2, "x" + text[::-1]))
    ]  # fmt: skip
    begun = process_time()
    harvest(history, {}, conference.topics, ("Konferenzbot",), conference.timezone, set())
    assert process_time() - begun < 6


def test_a_row_of_full_stops_is_one_end_of_a_sentence() -> None:
    """Half a million signs that could end a sentence and do not: each is looked at once."""
    for row in ("." * 500_000, "." * 250_000 + ")" * 250_000):
        with patience():
            assert sentences(f"Ein Satz{row}und weiter") == [(0, len(row) + 18)]
    assert sentences("Ja...) Nein!!! (Doch?)x.)") == [(0, 6), (7, 14), (15, 25)]


def test_many_telephones_among_many_sentences_cost_one_look_each() -> None:
    """Which sentences hold personal data, and which words, is not asked of all pairs."""
    told = "Mail an a.b@example.org bitte, Frau Meier. Am Bach fehlt Eis. " * 8000
    coded = code(said(told), Coder.of(load()))
    with patience():
        quotation = quote(said(told))
        Keyphrases([coded])
    assert quotation is not None and quotation.words.startswith("Am Bach fehlt Eis.")


def test_blanks_after_the_word_redirect_are_read_once() -> None:
    """Half a million blanks between `#WEITERLEITUNG` and no link are no redirect and no work."""
    page = Revision(1, "Beitrag/1", 0, 1, 0, "Lisa", BEGIN, "", "#WEITERLEITUNG" + " " * 500_000 + "x")
    with patience():
        found = harvest([page], {}, [], ())
    assert [one.id for one in found.contributions] == ["B1"]


def test_decisions_without_number_are_cut_out_in_one_go() -> None:
    """A page of nothing but decisions is read once, not once for each of them."""
    decisions = "{{Entscheidung}}\nx" * 30_000
    with patience():
        page, _ = beitrag.read("Beitrag/1", "{{Beitrag|titel=a}}\nText. " + decisions)
    assert page.text == "Text. " + "x" * 30_000


@pytest.mark.parametrize("rule", ["-", "=", "_", " ", "== ", "__A", "{{bots"])
def test_a_drawn_line_before_a_word_is_read_in_one_way(rule: str) -> None:
    """A row of 80 hyphens with a word behind had been cut into rules in 150 milliards of ways: a talk page for ever."""
    for length in (80, 100_000):
        row = rule * (length // len(rule))
        with patience():
            assert [one.units for one in comments(f"{row}\n{row} Und nun?", UTC)]


def test_a_rule_a_heading_without_words_and_a_switch_are_no_comment() -> None:
    """What only orders the page is nobody's word."""
    page = "----\n-------\n=====\n__KEIN_INHALTSVERZEICHNIS__ __TOC__\n{{Archiv|a}}----\n\n-- Na ja. --\n"
    assert [one.units for one in comments(page, UTC)] == [(6,)]


def test_sections_of_many_names_are_told_apart_in_one_go() -> None:
    """A page of nothing but bots' marks: no name is compared with all before it."""
    names = ("a" + format(number, "b").replace("0", "b").replace("1", "c") for number in range(9000))
    text = "\n".join(f"<!--konferenz:bot {name}-->\n<!--/konferenz:bot {name}-->" for name in names)
    with patience():
        assert len(bot_sections.sections(text)) == 9000


def test_texts_of_the_same_few_words_are_not_all_compared() -> None:
    """Each of many texts that share all their words with all others is compared with some: twice the texts, twice
    the work."""
    chance = random.Random(7)
    vocabulary = [f"Wort{letter}{other}ling" for letter in "abcdefgh" for other in "klmnoprs"]
    texts = [
        replace(
            said(" ".join(chance.choices(vocabulary, k=25))), id=f"B{n}", created=BEGIN + timedelta(minutes=n)
        )
        for n in range(800)
    ]
    groups(texts)  # words that are met for the first time cost more
    assert steps(lambda: groups(texts)) < 3.3 * steps(lambda: groups(texts[:400]))


def test_a_line_of_many_sentences_that_moderators_touched_is_not_compared_with_all_of_another() -> None:
    """Nine thousand sentences, one mended by a moderator, then most of their words replaced by somebody else."""
    first = [f"A{n} bleibt stehen b{n} c{n}." for n in range(9_000)]
    last = [f"A{n} bleibt stehen x{n} y{n}." for n in range(9_000)]
    texts = (" ".join(first), " ".join(["Anderes.", *first[1:]]), " ".join(["Anderes.", *last[1:]]))
    history = [
        Revision(6, "Thema/Verkehr", 0, n, n - 1, user, BEGIN + timedelta(minutes=n), "", text)
        for n, (user, text) in enumerate(zip(("Lisa", "Sommer", "Uwe"), texts, strict=True), 1)
    ]
    with patience():
        found = harvest(history, {}, [], (), moderators=("Sommer",))
    assert any(one.author == "Lisa" and "A0 bleibt" not in one.text for one in found.contributions)


@pytest.mark.parametrize("turn", [1, -1])
def test_three_thousand_replies_in_a_row_have_the_topic_of_what_they_answer(turn: int) -> None:
    """Each answers the one before or, forged, the one after; the row that goes round in a ring has none."""
    city = load()
    coder = Coder.of(city)
    ring = [
        replace(said("Ja!"), id=f"B{n}", reply_to=f"B{(n - turn) % 3000}", author=f"A{n}")
        for n in range(3000)
    ]
    row = [*ring[:7], replace(ring[7], topic=city.topics[0].id, reply_to=""), *ring[8:]]
    for replies, inherited in ((ring, 0), (row, 3000)):
        found = evaluate([code(one, coder) for one in replies], city).topics[0].count
        assert len({*found.contributions, *found.replies}) == inherited


def test_apostrophes_before_a_signature_are_read_in_one_way() -> None:
    """Three hundred of them had been cut into twos and threes in every way there is: a talk page for ever."""
    signed = "--[[Benutzer:Lisa|Lisa]] 12:00, 3. Nov. 2026 (CET)"
    for before in (
        "'" * 300 + "a ",
        "a" + "'" * 300,
        "-" * 300 + "a ",
        "(" * 300 + "a ",
        "<b>" * 100 + "a ",
        " -|" * 99 + "a",
    ):
        with patience():
            found = [signatures(f"Ja. {said}{signed}", UTC) for said in (f"{before}a ", f"a {before}")]
        assert [one.user for (one,) in found] == ["Lisa", "Lisa"]


def test_marks_that_end_sentences_in_a_topic_wiki_are_read_once() -> None:
    """A quarter million exclamation marks with blanks between: none looks for the next sentence to the line's end."""
    history = [Revision(6, "Thema/Verkehr", 0, 1, 0, "Lisa", BEGIN, "", "Satz. " + "! " * 240_000 + "a")]
    with patience():
        assert len(harvest(history, {}, [], ()).contributions) == 1
