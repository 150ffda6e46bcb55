"""What participants and visitors tried to break: forged decisions, numbers without end, bombs of text, loops."""

from __future__ import annotations

import pytest

from familienkonferenz.plugins.storage.own_words import changes_only_words

from .core import LISA, SOMMER, Wiki, contribution, core_template, wiki, wikis

__all__ = ["core_template", "wiki", "wikis"]

DECISION = "{{Entscheidung|stelle=stadtbezirksrat-mitte|status=angenommen|grund=Die Stadt hat es zugesagt}}"
STATUS = (
    "<!-- konferenz:bot status -->\n{{Schritt|nr=1|stelle=stadtbezirksrat-mitte|status=gesucht|grund=}}\n"
    "<!-- /konferenz:bot status -->"
)
TYPED = contribution("Ampel", "Eine Ampel, bitte.\nUnd zwar bald: {{sofort}}!")

FORGED = {
    "a decision": f"{TYPED}\n\n{DECISION}",
    "a decision in the text": TYPED.replace("Eine Ampel", f"{DECISION} Eine Ampel"),
    "a decision in the title": TYPED.replace("|titel=Ampel", f"|titel=Ampel {DECISION}"),
    "a decision before the template": f"{DECISION}\n{TYPED}",
    "a section of the bots": f"{TYPED}\n{STATUS}",
    "a category": f"{TYPED}\n[[Kategorie:Weiterleitung Stadtbezirksrat Mitte]]",
    "another question that it answers": TYPED.replace("|antwort_auf=", "|antwort_auf=2"),
    "a number without end": TYPED.replace("|antwort_auf=", f"|antwort_auf={'9' * 5000}"),
    "a further parameter": TYPED.replace("|ort=", "|status=angenommen\n|ort="),
    "no template": "Nur Text",
    "nothing": "",
}


@pytest.mark.parametrize("way", ["form", "API"])
@pytest.mark.parametrize("forged", FORGED)
def test_an_author_decides_nothing_about_the_own_wish(wiki: Wiki, forged: str, way: str) -> None:
    """Whatever an author sends past the form, the page stays as the form and the staff wrote it."""
    before = wiki.text("Beitrag/1")
    page = wiki.page("Beitrag/1")
    assert page and page.author == LISA
    if way == "form":
        sent = {"text": FORGED[forged], "base": str(page.latest), "summary": ""}
        assert wiki.of(LISA).post("/+modify/Beitrag/1", **sent).status_code == 403
    else:
        answer = wiki.of(LISA).api(action="edit", title="Beitrag/1", text=FORGED[forged])
        assert answer["error"]["code"] == "permissiondenied"
    assert wiki.text("Beitrag/1") == before


def test_an_author_cannot_take_a_decision_back(wiki: Wiki) -> None:
    """Neither by an edit nor by going back to an older version; the own words still change."""
    old = wiki.page("Beitrag/1")
    assert old
    uuid = wiki.services.catalogue.revision(old.latest).uuid  # type: ignore[union-attr]
    decided = f"{wiki.text('Beitrag/1')}\n\n{DECISION}\n{STATUS}"
    wiki.write_as(SOMMER, "Beitrag/1", decided)
    lisa = wiki.of(LISA)
    for less in (
        "",
        f"\n\n{DECISION}",
        f"\n\n{STATUS}",
        f"\n\n{DECISION}\n{STATUS.replace('gesucht', 'angenommen')}",
    ):
        assert "error" in lisa.api(
            action="edit", title="Beitrag/1", text=decided.partition("\n\n{{")[0] + less
        )
    lisa.post(f"/+revert/+rev/{uuid}/Beitrag/1", comment="")
    assert wiki.text("Beitrag/1") == decided
    answer = lisa.submit("/+beitrag/1", text="Meine Kinder kommen nicht über die Straße. Wirklich nicht!")
    assert answer.status_code == 302
    assert "Wirklich nicht!" in wiki.text("Beitrag/1")
    assert wiki.text("Beitrag/1").endswith(f"{DECISION}\n{STATUS}")


def test_other_words_are_only_words() -> None:
    """Title, kind, topic, place and text may change, with all that people type."""
    for title, text in (
        ("Ampel!", "Zeile\n\n* 5 {{Stück}} <b> & [[Bänke]]\n"),
        ("''~~~~''", " vorn\n\u00a0hinten \n----"),
        ("", "x"),
    ):
        assert changes_only_words(
            f"{TYPED}\n\n{DECISION}", f"{contribution(title, text, place='')}\n\n{DECISION}"
        )
