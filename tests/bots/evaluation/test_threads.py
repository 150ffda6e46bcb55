"""Who is for a matter, who is against it, and that no voice is lost or counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familienkonferenz.bots.evaluation.threads import agrees, disagrees, threads

from .coded import judged, written


@pytest.mark.parametrize(
    "text",
    [
        "Da bin ich dagegen.",
        "Das sehe ich ganz anders.",
        "Das sehen wir anders, leider.",
        "Ich stimme Ihnen nicht zu.",
        "Da muss ich widersprechen? Nein: Ich widerspreche!",
        "Wir lehnen den Umbau der Wiese ab.",
        "Ich halte das für falsch.",
        "Davon halte ich nichts.",
        "Bitte keine Hunde auf dem Spielplatz!",
        "Noch ein Parkplatz? Auf gar keinen Fall.",
        "Ein Zaun ist völliger Unsinn.",
    ],
)
def test_plain_words_of_disagreement_are_seen(text: str) -> None:
    """And the words themselves are kept, so that everybody can check."""
    assert disagrees(text) and disagrees(text) in text


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Bei uns auch!", True),
        ("Ich schließe mich dem gern an.", True),
        ("Kann ich nur bestätigen.", True),
        ("Genau. Und zwar schon lange.", True),
        ("Ja, ich bin dafür.", True),
        ("👍", True),
        ("Die Ampel ist genau so lange grün, dass einer es schafft.", False),
        ("Wer stellt richtige Schilder auf?", False),
        ("Aylin hat recht.", False),
        ("Da stimme ich nicht zu.", False),
        ("Ich bin nicht dafür.", False),
        ("", False),
    ],
)
def test_who_only_answers_does_not_share(text: str, shares: bool) -> None:
    """A question, a story or praise of a third person is no agreement; plain words of it are."""
    assert agrees(text) is shares


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe nichts dagegen.",
        "Dagegen ist nichts einzuwenden.",
        "Es spricht nichts dagegen, bin ich mir sicher.",
        "Genau so sehe ich das auch!",
        "Das stimmt, und es ist anders als früher.",
        "Ich stimme Ihnen voll zu.",
        "Ja bitte! Auf jeden Fall.",
        "",
    ],
)
def test_agreement_is_not_taken_for_disagreement(text: str) -> None:
    """Harmless neighbours of the same words."""
    assert disagrees(text) == ""


def test_supporters_are_distinct_people_of_all_levels() -> None:
    """Authors of the contribution, of its duplicate and of agreeing replies, each once."""
    coded = [
        judged(written(1, "Ein Zebrastreifen fehlt.", author="Anna")),
        judged(written(2, "Da fehlt ein Zebrastreifen.", author="Bert")),
        judged(written(3, "Genau!", author="Cem", reply_to="B1")),
        judged(written(4, "Ich auch.", author="Anna", reply_to="B2")),
        judged(written(5, "Sehe ich auch so.", author="Dora", reply_to="B3")),
        judged(written(6, "Ja", author="", reply_to="B1")),
    ]
    (thread,) = threads(coded, {"B2": "B1"})
    assert thread.contributions == ("B1", "B2")
    assert thread.replies == ("B3", "B6", "B4", "B5")
    assert thread.supporters == ("Anna", "Bert", "Cem", "Dora")


def test_who_disagrees_is_no_supporter_nor_who_answers_him() -> None:
    """What stands beneath a disagreeing reply may mean either side: it counts for none."""
    coded = [
        judged(written(1, "Sperrt die Straße.", author="Anna")),
        judged(written(2, "Da bin ich dagegen.", author="Bert", reply_to="B1")),
        judged(written(3, "Recht hast du.", author="Cem", reply_to="B2")),
        judged(written(4, "Obwohl, samstags ginge es.", author="Bert", reply_to="B1")),
    ]
    (thread,) = threads(coded, {})
    assert thread.supporters == ("Anna",)
    assert [(d.reply, d.words) for d in thread.disputes] == [("B2", "bin ich dagegen")]
    assert thread.replies == ("B2", "B4", "B3")


def test_a_reply_from_another_district_opens_a_matter_of_its_own() -> None:
    """ "Bei uns in Limmer auch": a voice there, and a matter in Limmer."""
    coded = [
        judged(written(1, "In Ahlem fehlt ein Hort.", author="Anna"), districts=("Ahlem",)),
        judged(written(2, "In Limmer auch!", author="Bert", reply_to="B1"), districts=("Limmer",)),
    ]
    first, second = threads(coded, {})
    assert first.supporters == ("Anna", "Bert") and second.lead.contribution.id == "B2"


def test_withdrawn_voices_are_silent() -> None:
    """Neither for nor against."""
    coded = [
        judged(written(1, "Ein Hort fehlt.", author="Anna")),
        judged(written(2, "Dagegen bin ich dagegen.", author="Bert", reply_to="B1", withdrawn=True)),
    ]
    (thread,) = threads(coded, {})
    assert thread.replies == () and thread.supporters == ("Anna",)


@given(
    st.lists(st.integers(0, 8), min_size=1, max_size=8), st.lists(st.integers(0, 8), min_size=8, max_size=8)
)
def test_every_contribution_is_in_a_thread_even_in_circles(answers: list[int], twins: list[int]) -> None:
    """Replies that answer each other, or themselves, are forged; they are not lost for that."""
    coded = [
        judged(written(n, "Ein Hort fehlt.", reply_to=f"B{to}" if to else ""))
        for n, to in enumerate(answers, 1)
    ]
    merged = {f"B{n}": f"B{kept}" for n, kept in enumerate(twins, 1) if kept and kept < n}
    found = threads(coded, merged)
    assert {id for t in found for id in (*t.contributions, *t.replies)} == {
        one.contribution.id for one in coded
    }


def test_moderators_are_no_voices() -> None:
    """Their thanks beneath a wish, and their own questions, count for nothing; families' words do."""
    wish = judged(written(1, "Bitte kurze Texte.", author="Olena"))
    thanks = judged(written(2, "Danke, wir fragen nach.", author="Meike", reply_to="B1"))
    question = judged(written(3, "Was fehlt bei Ihnen?", author="Meike"))
    first, second = threads([wish, thanks, question], {}, staff={"Meike"})
    assert first.supporters == ("Olena",) and first.replies == ("B2",)
    assert second.supporters == () and second.contributions == ("B3",)
