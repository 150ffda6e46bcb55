"""What a run of the bots reads and writes, and what it leaves alone."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from familienkonferenz.bots.coding import Coder
from familienkonferenz.bots.errors import BotsHalted, EditConflict, PageError
from familienkonferenz.bots.run import Run
from familienkonferenz.bots.state import State
from familienkonferenz.config import load
from familienkonferenz.page_templates.pages import PageSource

from .memory_wiki import BEGIN, BOT, MemoryWiki

PAGES = (
    PageSource("Vorlage:Beitrag", "{{{titel}}}"),
    PageSource("Konferenz/Halt", "{{Halt|nein}}"),
    PageSource(
        "Konferenz/Fenster", "{{Fenster|beginn=2026-11-02 00:00:00|ende=2026-11-30 00:00:00}}\n\nHinweise."
    ),
    PageSource("Startseite", "Willkommen."),
)
BEITRAG = "{{Beitrag\n|titel=Bänke\n|art=Wunsch\n|thema=\n|ort=\n|antwort_auf=\n}}\nIn Ahlem fehlen Bänke."


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.of(load())


@pytest.fixture
def wiki() -> MemoryWiki:
    return MemoryWiki()


@pytest.fixture
def run(wiki, coder, tmp_path):
    """Makes a new run on the wiki, as each command does."""

    def make(dry_run: bool = False) -> Run:
        state = State(tmp_path, "http://127.0.0.1:8080")
        return Run(wiki, load(), coder, state, lambda label, length: nullcontext(lambda count: None), dry_run)

    return make


def judged(run: Run):
    return run.evaluate(run.judge(run.harvest().values()))


def test_the_stop_page_is_made_first(run, wiki):
    """Without it no bot may write, so it is the first page of a conference."""
    made = run()
    made.prepare(PAGES)
    assert wiki.revisions[0].title == "Konferenz/Halt"
    assert set(made.outcome.written) == {source.title for source in PAGES}


def test_made_again_nothing_changes_but_outdated_templates(run, wiki):
    """What people changed stays; a template that only the bot wrote follows the product."""
    run().prepare(PAGES)
    wiki.save("Startseite", "Willkommen in Ahlem!")
    again = run()
    again.prepare([PageSource("Vorlage:Beitrag", "{{{titel}}}, neu"), *PAGES[1:]])
    assert again.outcome.written == ["Vorlage:Beitrag"]
    assert wiki.text("Startseite") == "Willkommen in Ahlem!"
    wiki.save("Vorlage:Beitrag", "Von Lisa.")
    third = run()
    third.prepare(PAGES)
    assert third.outcome.written == []


def test_a_deleted_stop_page_is_not_made_again(run, wiki):
    """Whoever deletes the stop page of a conference stops the bots, `init` included."""
    wiki.save("Konferenz/Fenster", PAGES[2].text)
    with pytest.raises(BotsHalted):
        run().prepare(PAGES)
    assert wiki.written == 0


def test_the_window_is_set_and_the_words_around_it_stay(run, wiki):
    """The page keeps what people wrote; the summary says the window as people say it."""
    run().prepare(PAGES)
    one = run()
    one.set_window(datetime(2026, 11, 2, 7, tzinfo=UTC), datetime(2026, 11, 29, 23, tzinfo=UTC))
    assert wiki.text("Konferenz/Fenster") == (
        "{{Fenster|beginn=2026-11-02 08:00:00|ende=2026-11-30 00:00:00}}\n\nHinweise."
    )
    assert one.window().begin == datetime(2026, 11, 2, 7, tzinfo=UTC)


def test_a_window_that_ends_before_it_begins_is_not_written(run, wiki):
    """The error names the page; the window stays."""
    run().prepare(PAGES)
    with pytest.raises(PageError, match="Konferenz/Fenster"):
        run().set_window(datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
    assert wiki.text("Konferenz/Fenster") == PAGES[2].text


def test_a_wiki_without_pages_says_what_to_do(run):
    """No window yet: the remedy is `konferenz init`."""
    with pytest.raises(PageError, match="konferenz init"):
        run().window()


def test_a_second_run_writes_nothing(run, wiki):
    """Harvested, judged and published twice: the second time every page stays."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG)
    first = run()
    first.publish(judged(first))
    assert "Beitrag/1" in first.outcome.written
    written, again = wiki.written, run()
    again.publish(judged(again))
    assert again.outcome.written == []
    assert wiki.written == written


def test_a_dry_run_writes_neither_there_nor_here(run, wiki):
    """What would be written is named; wiki and journal are as before."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG)
    written, dry = wiki.written, run(dry_run=True)
    dry.publish(judged(dry))
    assert "Beitrag/1" in dry.outcome.written
    assert wiki.written == written
    assert run().state.load() == ({}, 0)


def test_each_command_writes_its_part_alone(run, wiki):
    """`tag` writes the places, `route` the way as well, and what others wrote stays."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG)
    tagging = run()
    tagging.write_status(judged(tagging), {"places"})
    assert "[[Kategorie:Stadtteil Ahlem]]" in wiki.text("Beitrag/1")
    assert "{{Schritt" not in wiki.text("Beitrag/1")
    routing = run()
    routing.write_status(judged(routing), {"places", "way"})
    assert "{{Schritt" in wiki.text("Beitrag/1")
    assert "{{Verbleib" not in wiki.text("Beitrag/1")
    assert wiki.text("Beitrag/1").startswith(BEITRAG)


def test_a_page_that_changed_since_it_was_judged_waits(run, wiki):
    """Somebody takes a Stadtteil away while the bots judge: it is not put back, the next run follows."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG)
    first = run()
    first.publish(judged(first))
    second = run()
    evaluation = judged(second)
    without = wiki.text("Beitrag/1").replace("[[Kategorie:Stadtteil Ahlem]]\n", "")
    wiki.save("Beitrag/1", without)
    second.publish(evaluation)
    assert wiki.text("Beitrag/1") == without
    (problem,) = second.outcome.problems
    assert problem.startswith("Beitrag/1: ")
    third = run()
    third.publish(judged(third))
    assert "|abgelehnt=Ahlem" in wiki.text("Beitrag/1")
    assert "Kategorie:Stadtteil Ahlem" not in wiki.text("Beitrag/1")


def test_who_saves_in_between_is_not_overwritten(run, wiki):
    """A conflict on a summary: the page is read again, and what people wrote on it stays."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG)
    wiki.save("Stadtteil/Ahlem", "Ahlem liegt im Westen.")
    one = run()
    evaluation = judged(one)
    meanwhile = iter(["Ahlem liegt ganz im Westen."])

    def somebody(page) -> None:
        if page.title == "Stadtteil/Ahlem" and (text := next(meanwhile, "")):
            wiki.save(page.title, text)

    wiki.before_put = somebody
    one.publish(evaluation)
    assert wiki.text("Stadtteil/Ahlem").startswith("Ahlem liegt ganz im Westen.")
    assert "konferenz:bot" in wiki.text("Stadtteil/Ahlem")


def test_a_run_gives_up_when_somebody_always_saves(run, wiki):
    """After three tries the conflict is told, and the page is the person's."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG)
    wiki.save("Stadtteil/Ahlem", "0")
    one = run()
    evaluation = judged(one)
    tries = []

    def somebody(page) -> None:
        if page.title == "Stadtteil/Ahlem":
            tries.append(wiki.save(page.title, str(len(tries) + 1)))

    wiki.before_put = somebody
    with pytest.raises(EditConflict, match="Stadtteil/Ahlem"):
        one.publish(evaluation)
    assert wiki.text("Stadtteil/Ahlem") == str(len(tries)) == "3"


def test_a_broken_section_is_left_to_people_and_told(run, wiki):
    """A marker without its end: nothing is written there, everywhere else it is."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG + "\n<!-- konferenz:bot status -->\nweg")
    wiki.save("Beitrag/2", BEITRAG)
    one = run()
    one.publish(judged(one))
    assert any(problem.startswith("Beitrag/1: dem Bot-Abschnitt") for problem in one.outcome.problems)
    assert wiki.history("Beitrag/1")[-1].user == "Lisa"
    assert wiki.history("Beitrag/2")[-1].user == BOT


def test_unknown_names_in_decisions_stop_no_run(run, wiki):
    """A body that does not exist is a problem of its page; the contribution goes its way."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", f"{BEITRAG}\n{{{{Entscheidung|stelle=gibtsnicht|status=angefragt}}}}")
    one = run()
    evaluation = judged(one)
    one.publish(evaluation)
    assert any("„gibtsnicht“ gibt es nicht" in problem for problem in one.outcome.problems)
    assert evaluation.remainder == ()
    assert "[[Kategorie:Weiterleitung Stadtbezirksrat Ahlem-Badenstedt-Davenstedt]]" in wiki.text("Beitrag/1")


def test_only_changed_pages_are_read_again(run, wiki):
    """The cursor is the newest revision that was harvested; what changed since is read, and what is gone is told."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG)
    run().harvest()
    known, cursor = run().state.load()
    assert (set(known), cursor) == ({"B1"}, wiki.newest_revision())
    wiki.save("Beitrag/2", BEITRAG)
    read = []
    whole = wiki.export
    wiki.export = lambda titles: read.extend(titles) or whole(titles)
    assert set(run().harvest()) == {"B1", "B2"}
    assert read == ["Beitrag/2"]
    wiki.revisions = [one for one in wiki.revisions if one.title != "Beitrag/1"]
    assert run().harvest()["B1"].withdrawn


def test_a_new_window_is_a_reason_to_read_all_again(run, wiki):
    """The words at the close count, so another close may mean other words, whoever set it."""
    run().prepare(PAGES)
    wiki.save("Beitrag/1", BEITRAG)
    before = BEGIN + timedelta(minutes=wiki.newest_revision(), seconds=30)
    wiki.save("Beitrag/1", f"{BEITRAG}\nNach dem Schluss hinzugesetzt.")
    assert "hinzugesetzt" in run().harvest()["B1"].text
    run().set_window(before - timedelta(days=1), before)
    assert "hinzugesetzt" not in run().harvest()["B1"].text


def test_the_home_folder_is_made_when_it_is_needed(run, wiki, tmp_path: Path):
    """The journal lies beneath the home, one for each wiki, readable for its owner alone."""
    run().prepare(PAGES)
    run().harvest()
    (journal,) = tmp_path.rglob("journal.jsonl")
    assert journal.parent.name == "127.0.0.1_8080"
    assert journal.stat().st_mode & 0o077 == 0
