"""Which contributions are proposed to be read as one, and which never are."""

from __future__ import annotations

import random

from familienkonferenz.bots.evaluation.duplicates import groups, merged_into, similarity
from familienkonferenz.config.sample import Sample

from .coded import written

SWING = "Auf dem Spielplatz am Moltkeplatz fehlt seit dem Sommer eine Schaukel für die Kleinen."


def test_a_copy_with_other_endings_and_spelling_is_the_same() -> None:
    """Umlaut spelt out, plural, other order: the same text to a reader and to the bot."""
    first = written(1, SWING)
    second = written(
        2, "Seit dem Sommer fehlt eine Schaukel fuer die Kleinen auf dem Spielplatz am Moltkeplatz!!"
    )
    (group,) = groups([first, second])
    assert (group.kept, [(m.contribution, m.grade) for m in group.merged]) == ("B1", [("B2", "gleich")])


def test_the_earliest_is_kept_whatever_the_order() -> None:
    """The group does not depend on the order in which the contributions arrive."""
    texts = [written(n, SWING) for n in (3, 1, 2)]
    expected = groups(texts)
    for seed in range(5):
        shuffled = random.Random(seed).sample(texts, 3)
        assert groups(shuffled) == expected
    assert merged_into(expected) == {"B2": "B1", "B3": "B1"}


def test_the_same_words_about_two_districts_are_two_matters() -> None:
    """A swing in the List does not help the children of Linden-Mitte."""
    one, two = written(1, SWING), written(2, SWING)
    assert groups([one, two], {"B1": ("List",), "B2": ("Linden-Mitte",)}) == ()
    assert len(groups([one, two], {"B1": ("List",), "B2": ()})) == 1


def test_other_figures_are_another_matter() -> None:
    """Line 10 and line 17 are two lines, however alike the sentences are."""
    one = written(1, "Die Stadtbahn der Linie 10 sollte abends länger im Takt von zehn Minuten fahren.")
    two = written(2, "Die Stadtbahn der Linie 17 sollte abends länger im Takt von zehn Minuten fahren.")
    assert similarity(one.text, two.text) > 0.9
    assert groups([one, two]) == ()


def test_a_figure_left_out_says_nothing_else() -> None:
    """Whoever shortens a text and drops the price still asks for the same; 7.45 and 745 are one figure."""
    one = written(
        1, "Der Eintritt in den Zoo ist für uns nicht zu bezahlen. 160 Euro! Gibt es einen Tag dafür?"
    )
    two = written(2, "Der Eintritt in den Zoo ist für uns nicht zu bezahlen. Gibt es einen Tag dafür?")
    assert merged_into(groups([one, two])) == {"B2": "B1"}
    early, late = (
        written(n, f"Um {time} Uhr fährt am Bahnhof kein Bus zur Schule.")
        for n, time in ((1, "7.45"), (2, "745"))
    )
    assert merged_into(groups([early, late])) == {"B2": "B1"}


def test_a_wish_and_its_contrary_are_two_matters() -> None:
    """They share nearly every word; to count them together would turn a no into a voice for it."""
    wish = written(1, "Am Moltkeplatz wünschen wir uns einen Wasserspielplatz für die heißen Tage im Sommer.")
    no = written(2, "Bitte am Moltkeplatz keinen Wasserspielplatz bauen, der Lärm im Sommer reicht uns.")
    again = written(3, "Ein Wasserspielplatz am Moltkeplatz, das wäre im Sommer schön.")
    assert merged_into(groups([wish, no, again])) == {"B3": "B1"}


def test_the_courtesies_of_a_letter_join_nobody() -> None:
    """Whoever writes the same opening and the same farewell has said nothing yet."""
    matters = (
        "die Rutsche im Hof der Kita ist gesprungen.",
        "der Nachtbus soll auch an Feiertagen fahren.",
        "im Freibad fehlt eine Umkleide mit Wickeltisch.",
        "unsere Hebamme hört auf und niemand folgt ihr.",
    )
    letters = [
        written(n, f"Sehr geehrte Verantwortliche, ich wende mich vertrauensvoll an Ihr Haus: {matter} "
                   "In der Hoffnung auf eine baldige wohlwollende Prüfung meines Anliegens verbleibe ich")
        for n, matter in enumerate(matters, 1)
    ]  # fmt: skip
    assert groups(letters) == ()
    bare = written(5, "Im Freibad fehlt eine Umkleide mit Wickeltisch.")
    assert merged_into(groups([*letters, bare])) == {"B5": "B3"}


def test_parts_of_a_topic_wiki_are_no_copies_of_each_other() -> None:
    """Who edits a common line revises it; only what is nearly the same elsewhere is the same matter."""
    line = (
        "Viele von uns brauchen Betreuung bis 16 Uhr, manche bis 18 Uhr, wer Schicht arbeitet ab halb sechs."
    )
    wiki = {"source": "themenwiki", "page": "Thema/Betreuung von Kindern"}
    first, later = written(1, line, **wiki), written(2, f"{line} Alleinerziehende auch samstags.", **wiki)
    assert groups([first, later]) == ()
    assert merged_into(groups([first, written(3, line)])) == {"B3": "B1"}
    told = written(4, "Wir arbeiten im Schichtdienst. Die Betreuung müsste schon um halb sechs beginnen.")
    assert groups([first, told]) == ()


def test_short_cheers_are_not_merged_by_chance() -> None:
    """Of two short calls only equal ones are the same."""
    assert groups([written(1, "Mehr Hortplätze!"), written(2, "Mehr Kitaplätze!")]) == ()
    assert len(groups([written(1, "Mehr Hortplätze!"), written(2, "Mehr Hortplätze bitte")])) == 1


def test_replies_and_withdrawn_texts_stay_out() -> None:
    """A reply is a voice in its thread, and what was taken back is not merged into anything."""
    one = written(1, SWING)
    assert groups([one, written(2, SWING, reply_to="B1"), written(3, SWING, withdrawn=True)]) == ()


def test_a_group_is_no_chain() -> None:
    """C resembles B and B resembles A, but C does not resemble A: C is not read with A."""
    words = [f"wort{letter * 5}" for letter in "abcdefghijklmnopqrst"]
    a, b, c = (written(n, " ".join(words[i : i + 14])) for n, i in ((1, 0), (2, 3), (3, 6)))
    assert similarity(a.text, b.text) >= 0.6 <= similarity(b.text, c.text)
    assert similarity(a.text, c.text) < 0.6
    assert "B3" not in merged_into(groups([a, b, c])) or merged_into(groups([a, b, c]))["B3"] == "B1"


def test_four_paraphrases_of_the_sample_are_found_and_nothing_else(sample: Sample) -> None:
    """The sample holds four matters told twice in other words, among 40 contributions."""
    contributions = [
        written(n, w.text, title=w.title, place=w.place, author=w.author)
        for n, w in enumerate(sample.contributions, 1)
    ]
    keys = {f"B{n}": w.key for n, w in enumerate(sample.contributions, 1)}
    found = {(keys[later], keys[kept]) for later, kept in merged_into(groups(contributions)).items()}
    assert found == {
        (w.key, w.expected.duplicate_of)
        for w in sample.contributions
        if w.expected and w.expected.duplicate_of
    }


def test_a_match_shows_the_rare_words_both_share(sample: Sample) -> None:
    """Whoever checks a proposal sees what it rests on."""
    pair = [w for w in sample.contributions if w.key in ("limmern-scherben", "limmer-platten")]
    rest = [w for w in sample.contributions if w not in pair]
    texts = [written(n, w.text, title=w.title, place=w.place) for n, w in enumerate([*pair, *rest], 1)]
    match = next(group for group in groups(texts) if group.kept == "B1").merged[0]
    assert {"Küchengarten", "Limmerstraße"} <= set(match.words)
