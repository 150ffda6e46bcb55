"""What the templates show, expanded as MediaWiki does."""

import pytest

from familienkonferenz.page_templates.escape import escape, escape_line
from familienkonferenz.page_templates.pages import pages

from .expand import expand


@pytest.fixture(scope="module")
def shown(hannover):
    """A function: wikitext → what is left when Hannover's templates are filled in."""
    templates = {
        page.title.removeprefix("Vorlage:"): page.text
        for page in pages(hannover)
        if page.title.startswith("Vorlage:")
    }
    return lambda wikitext: expand(wikitext, templates)


def beitrag(title="", kind="", topic="", place="", reply="", text="Text") -> str:
    """A contribution page as the form writes it."""
    return (
        f"{{{{Beitrag\n|titel={escape_line(title)}\n|art={kind}\n|thema={topic}\n"
        f"|ort={escape_line(place)}\n|antwort_auf={reply}\n}}}}\n{escape(text)}"
    )


def test_a_contribution_shows_title_kind_topic_and_place(shown):
    """The heading is the title; kind, topic and district are links; the categories follow."""
    text = shown(beitrag("Ampel an der Schule", "Wunsch", "Verkehr und Sicherheit", "Linden-Nord"))
    assert "\n== Ampel an der Schule ==\n" in text
    assert "fk-art-wunsch" in text and "[[:Kategorie:Art Wunsch|Wunsch]]" in text
    assert "[[Thema/Verkehr und Sicherheit|Verkehr und Sicherheit]]" in text
    assert "Ort: [[Stadtteil/Linden-Nord|Linden-Nord]]" in text
    assert "[[Kategorie:Beitrag]][[Kategorie:Art Wunsch]][[Kategorie:Thema Verkehr und Sicherheit]]\n" in text
    assert "Antworten auf" not in text


def test_a_place_that_is_no_district_is_plain_text(shown):
    """Most people name a square; it is shown as typed, without a dead link."""
    assert "Ort: Moltkeplatz</span>" in shown(beitrag("x", place="Moltkeplatz"))


def test_a_reply_names_what_it_answers_and_is_in_its_category(shown):
    """The answers to contribution 12 can be listed."""
    text = shown(beitrag("Bei uns auch", reply="12"))
    assert "[[Beitrag/12|Beitrag 12]]" in text and "[[Kategorie:Antworten auf Beitrag 12]]" in text


def test_an_empty_contribution_head_shows_nothing_broken(shown):
    """Without any field there is still a heading, the category, and no empty category or link."""
    text = shown(beitrag())
    assert "== Ohne Titel ==" in text and "[[Kategorie:Beitrag]]" in text
    for broken in ("Kategorie:Art ]]", "Kategorie:Thema ]]", "[[Thema/|", "{{", "Ort:"):
        assert broken not in text


def test_a_hostile_title_and_place_stay_text(shown):
    """Whatever is typed, no template, category or tag comes of it."""
    text = shown(beitrag("}} {{Halt|ja}} [[Kategorie:Falle]]", place="<b>|x=[[y]]"))
    assert "[[Kategorie:Falle]]" not in text and "<b>" not in text and "[[y]]" not in text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("gesucht", "diese Stelle soll gefragt werden"),
        ("angefragt", "die Antwort steht noch aus"),
        ("angenommen", "nimmt sich der Sache an"),
        ("nicht möglich", "kann die Sache nicht übernehmen"),
        ("weitergegeben", "bei einer anderen Stelle"),
    ],
)
def test_a_step_says_in_words_how_it_stands(shown, status, words):
    """Each state has a class for the eye and a sentence for everybody."""
    text = shown(
        f"{{{{Schritt|nr=2|stelle=x|name=Bauamt|seite=Weiterleitung/Bauamt|status={status}|grund=}}}}"
    )
    assert "Schritt 2:" in text and "[[Weiterleitung/Bauamt|Bauamt]]" in text and words in text
    assert "Begründung" not in text


def test_a_decision_shows_only_what_was_decided(shown):
    """Each parameter may be missing."""
    text = shown("{{Entscheidung|nicht=Zoo|grund=Gemeint ist das Tier.}}")
    assert "Gehört nicht zu:</span> Zoo" in text and "Gemeint ist das Tier." in text and "Stelle:" not in text


def test_the_status_templates_show_what_the_bot_says(shown):
    """Districts, reasons, people's corrections, and what became of the contribution."""
    text = shown(
        "{{Einordnung|stadtteile=Zoo, List|vorschlag=|regel=Ort|bestätigt=Zoo}}"
        "{{Verbleib|art=zitiert|grund=}}"
    )
    assert (
        "Zoo, List" in text and "Vielleicht auch" not in text and "Von Menschen bestätigt:</span> Zoo" in text
    )
    assert "Was daraus wurde:</span> zitiert</div>" in text
    assert "noch offen" in shown("{{Verbleib|art=|grund=}}")


def test_the_stop_page_says_whether_bots_work(shown):
    """Only „nein“ lets them work."""
    assert "dürfen arbeiten" in shown("{{Halt|nein}}")
    for other in ("{{Halt|ja}}", "{{Halt}}", "{{Halt|Nein!}}"):
        assert "sind angehalten" in shown(other)


def test_the_link_to_the_form_can_name_the_topic(shown):
    """From a topic's page the form opens with the topic already chosen."""
    assert "[[Spezial:Beitrag schreiben/Jung und Alt|Beitrag schreiben]]" in shown(
        "{{Beitrag schreiben|thema=Jung und Alt}}"
    )
    assert "[[Spezial:Beitrag schreiben|Los]]" in shown("{{Beitrag schreiben|Los}}")


def test_a_quotation_leads_back_to_its_contribution(shown):
    """Nothing is quoted without its source."""
    text = shown("{{Zitat|text=Wir brauchen Schatten.|seite=Beitrag/12|name=Beitrag 12|ort=Zoo}}")
    assert "„Wir brauchen Schatten.“" in text and "[[Beitrag/12|Beitrag 12]], [[Stadtteil/Zoo|Zoo]]" in text
