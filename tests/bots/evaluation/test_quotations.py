"""Quotations: verbatim, short, printable, and without anybody's telephone number."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familienkonferenz.bots.evaluation.quotations import (
    LONGEST,
    best,
    permalink,
    quote,
    sentences,
    unprintable,
)
from familienkonferenz.config.sample import Sample

from .coded import written


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def test_abbreviations_dates_and_ordinals_end_no_sentence() -> None:
    """German full stops are not all ends."""
    text = "Am 2. Juni 2012 war z. B. die Limmerstr. 98 voll, ca. 30 Kinder im 1. Stock. Und die Nr. 19? Niemand."
    assert cut(text) == [
        "Am 2. Juni 2012 war z. B. die Limmerstr. 98 voll, ca. 30 Kinder im 1. Stock.",
        "Und die Nr. 19?",
        "Niemand.",
    ]


def test_list_marks_and_greetings_begin_no_quotation() -> None:
    """Neither an asterisk nor a salutation says what is wanted."""
    text = "Sehr geehrte Damen und Herren,\n\n* mehr Licht auf dem Weg zum Mühlenberger Markt\n\nViele Grüße"
    quotation = quote(written(1, text))
    assert quotation and quotation.words == "mehr Licht auf dem Weg zum Mühlenberger Markt"


def test_the_sentence_that_says_the_need_wins() -> None:
    """Not the story before it."""
    text = (
        "Wir wohnen seit drei Jahren hier und sind gern da. Gestern hat es geregnet. "
        "Uns fehlt ein Hort mit Plätzen bis 17 Uhr. Das Wetter war trüb."
    )
    quotation = quote(written(1, text), ["Hort"])
    assert quotation and quotation.words.startswith("Uns fehlt ein Hort mit Plätzen bis 17 Uhr.")
    assert text[quotation.start : quotation.end] == quotation.words
    assert quotation.rev_id == 1001


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("Telefon", "Rufen Sie mich an: 0511 16 84 31 28."),
        ("Telefon", "Meine Handynummer ist +49 (0)170/123 45 67, gern abends."),
        ("Telefon", "Tel.: 168-43128"),
        ("Telefon", "0\u200b511 / 98\u200b76 543 bin ich zu erreichen."),
        ("E-Mail", "Schreiben Sie an anna.k@example.org."),
        ("E-Mail", "Ich bin unter anna (at) example.org erreichbar."),
        ("IBAN", "Spenden an DE89 3704 0044 0532 0130 00 bitte."),
        ("Kennzeichen", "Der Wagen H-AB 1234 parkt immer auf dem Gehweg."),
        ("Name", "Frau Müller aus dem Erdgeschoss meckert immer."),
        ("Anschrift", "Ich wohne in der Egestorffstraße 12 und höre alles."),
        ("Verweis", "Alles steht auf https://kaufmich.example/kita."),
    ],
)
def test_personal_data_is_never_quoted(kind: str, sentence: str) -> None:
    """The sentence stays on its page; in a table of the city it has no place."""
    assert [found for found, _, _ in unprintable(sentence)] == [kind]
    assert quote(written(1, sentence)) is None
    quotation = quote(written(1, f"{sentence} Eine Bank im Park wäre schön."))
    assert quotation is None or sentence.rstrip(".") not in quotation.words


@pytest.mark.parametrize(
    "sentence",
    [
        "Das steht in der Drucksache 0863/2016 auf Seite 12.",
        "Vom 02.11.2013 bis 03.12.2013 konnte man schreiben.",
        "Geöffnet ist von 08.30 bis 16.45 Uhr.",
        "Die Linien 10, 17 und 3 halten hier nicht.",
        "Die Golternstraße 12 hat einen schönen Spielplatz.",
        "Die Frau am Schalter war freundlich.",
        "Wir wohnen gern in Linden.",
        "Auf der Podbi stehen 350.000 Autos im Jahr.",
    ],
)
def test_figures_of_a_city_are_no_personal_data(sentence: str) -> None:
    """Papers, dates, times of day, lines and house numbers are what the city needs to read."""
    assert unprintable(sentence) == ()


def test_a_personal_sentence_between_two_good_ones_does_not_slip_in() -> None:
    """Two sentences are joined only when nothing stands between them."""
    text = "Uns fehlt ein Hort. Tel. 0511 123456. Bitte bald."
    quotation = quote(written(1, text))
    assert quotation and "0511" not in quotation.words


def test_long_sentences_are_cut_at_a_word() -> None:
    """At most 300 characters, and no half words."""
    text = "Wir brauchen " + "mehr Plätze und " * 60 + "bald."
    quotation = quote(written(1, text))
    assert quotation and len(quotation.words) <= LONGEST and quotation.words.endswith((" …",))
    assert text.startswith(quotation.words.removesuffix(" …"))
    assert text[quotation.end] in " ,"


def test_what_no_longer_stands_is_not_quoted() -> None:
    """Neither withdrawn contributions nor passages taken out of a topic wiki."""
    assert quote(written(1, "Uns fehlt ein Hort.", withdrawn=True)) is None
    assert quote(written(1, "Uns fehlt ein Hort.", source="themenwiki", standing="removed")) is None


def test_one_person_speaks_once() -> None:
    """Three quotations are three people, where three have written."""
    loud = [written(n, f"Uns fehlt ein Hort, sagte ich schon {n}-mal.", author="Laut") for n in (1, 2, 3)]
    quiet = written(4, "Ein Hort wäre gut.", author="Leise")
    assert [q.contribution for q in best([*loud, quiet], ["Hort"])] == ["B1", "B4"]


def test_the_link_leads_to_the_revision_and_holds_no_markup() -> None:
    """A label can never break out of its link."""
    assert (
        permalink(7, "a]] {{Halt|ja}}")
        == "[[Spezial:Permanentlink/7|a&#93;&#93; &#123;&#123;Halt&#124;ja&#125;&#125;]]"
    )


def test_every_contribution_of_the_sample_can_be_quoted(sample: Sample) -> None:
    """Real texts: something printable is found in each, verbatim."""
    for w in sample.contributions:
        quotation = quote(written(1, w.text))
        assert quotation is not None, w.key
        assert quotation.words.removesuffix(" …") in w.text
        assert not unprintable(quotation.words)


@given(st.text(alphabet=st.sampled_from("aÄb z.B!?\n \u00a0*0511/@…„“"), max_size=800), st.integers(20, 300))
def test_a_quotation_is_always_verbatim_and_short(text: str, longest: int) -> None:
    """Whatever is typed."""
    quotation = quote(written(1, text), longest=longest)
    if quotation is not None:
        assert len(quotation.words) <= longest
        # Either as typed, with a " …" of the writer's own, or cut, with ours.
        as_typed = text[quotation.start : quotation.end]
        assert as_typed in (quotation.words, quotation.words.removesuffix(" …"))
    spans = sentences(text)
    assert all(a < b for a, b in spans) and all(x[1] <= y[0] for x, y in pairwise(spans))


def test_no_greeting_is_quoted_or_joined() -> None:
    """Neither „Mit freundlichen Grüßen“ nor „gez.“ says anything of the matter."""
    for text in (
        "Hat jemand einen Raum mit Werkbank? Mit freundlichen Grüßen",
        "Wer hat einen Raum mit einer Werkbank? gez. Hans-Jürgen, 15.11.26",
        "Verehrte Lisa aus Linden,\nhat jemand einen Raum mit Werkbank?\nLG",
    ):
        found = quote(written(1, text), ("Linden",))
        assert found and found.words.endswith("?") and "Raum mit" in found.words and "Lisa" not in found.words
    assert quote(written(1, "Sehr geehrte Damen und Herren,")) is None


def test_the_heading_of_a_topic_wiki_is_nobody_s_words() -> None:
    """What stands beneath it is quoted."""
    text = "Was ein guter Spielplatz braucht\nHunde bleiben draußen"
    found = quote(
        written(1, text, source="themenwiki", title="Was ein guter Spielplatz braucht"), ("Spielplatz",)
    )
    assert found and found.words == "Hunde bleiben draußen"


def test_a_keyword_is_found_in_any_form() -> None:
    """„Hortplatz“ in „Hortplätze“, so that the sentence about it wins."""
    text = "Die Räume der Schule könnte man nutzen, bitte. In der List gibt es kaum Hortplätze."
    found = quote(written(1, text), ("Hortplatz",))
    assert found and "Hortplätze" in found.words


def test_who_only_agrees_does_not_speak_for_others() -> None:
    """Of a need nobody is quoted with „Anna hat recht.“"""
    assert best([written(1, "Anna hat recht.")]) == ()
