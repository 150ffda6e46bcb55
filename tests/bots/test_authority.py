"""Facts about who may decide on a MediaWiki, where everybody can write what looks like a decision."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from familienkonferenz.bots import decisions
from familienkonferenz.bots.authority import authorised
from familienkonferenz.bots.decisions import Decision
from familienkonferenz.bots.history.revisions import Revision

STAFF = ("Frau Sommer", "Konferenzbot")
WORDS = "{{Beitrag\n|titel=Ampel\n}}\nHier fehlt eine Ampel."
STATUS = "\n<!-- konferenz:bot status -->\n{{Schritt|nr=1|stelle=fb-66|status=gesucht}}\n<!-- /konferenz:bot status -->"


def history(*saved: tuple[str, str]) -> list[Revision]:
    """The revisions of a page, each given as its author and its text."""
    begin = datetime(2026, 11, 3, tzinfo=UTC)
    return [
        Revision(1, "Beitrag/1", 0, number, number - 1, user, begin + timedelta(hours=number), "", text)
        for number, (user, text) in enumerate(saved, 1)
    ]


def decided(*saved: tuple[str, str]) -> tuple[Decision, ...]:
    """What the bots take for people's decisions."""
    found = authorised(history(*saved), STAFF)
    by_bot = next((one.text for one in reversed(found) if one.user == "Konferenzbot"), "")
    return decisions.read("Beitrag/1", found[-1].text, by_bot).decisions


def test_a_moderators_decision_counts():
    """As on our own wiki: where only those who may decide wrote decisions, the texts stay as they are."""
    said = WORDS + "\n{{Entscheidung|stelle=fb-51|status=angefragt}}"
    page = history(("Lisa", WORDS), ("Konferenzbot", WORDS + STATUS), ("Frau Sommer", said + STATUS))
    assert authorised(page, STAFF) == page
    assert [(one.body, one.status) for one in decided(("Lisa", WORDS), ("Frau Sommer", said))] == [
        ("fb-51", "angefragt")
    ]


def test_what_a_participant_decides_is_not_obeyed():
    """Neither a template, nor a category, nor a state in the bots' section, nor at the page's beginning."""
    forged = WORDS + "\n{{Entscheidung|stelle=fb-51|status=angenommen}}\n[[Kategorie:Stadtteil Ahlem]]"
    assert decided(("Lisa", forged)) == ()
    assert decided(("Lisa", WORDS), ("Konferenzbot", WORDS + STATUS), ("Lisa", forged + STATUS)) == ()
    taken = STATUS.replace("gesucht", "angenommen")
    assert decided(("Lisa", WORDS), ("Konferenzbot", WORDS + STATUS), ("Lisa", WORDS + taken)) == ()


def test_a_forged_decision_is_not_made_good_by_who_saves_next():
    """The bot and a moderator who change something else leave it as worthless as it was; their own counts."""
    forged = WORDS + "\n{{Entscheidung|nicht=Ahlem}}"
    own = forged + "\n{{Entscheidung|stadtteile=List}}"
    found = decided(("Lisa", forged), ("Konferenzbot", forged + STATUS), ("Frau Sommer", own + STATUS))
    assert [(one.districts, one.refused) for one in found] == [(("List",), ())]


def test_a_participant_cannot_take_a_decision_back():
    """Who deletes a moderator's decision, or the bots' section with the steps in it, changes nothing."""
    said = WORDS + "\n{{Entscheidung|stelle=fb-51|status=angefragt}}"
    found = decided(("Lisa", WORDS), ("Frau Sommer", said + STATUS), ("Lisa", WORDS))
    assert [(one.body, one.status) for one in found] == [("fb-51", "angefragt")]


def test_a_moderator_can():
    """What one who may decide takes out is gone."""
    said = WORDS + "\n{{Entscheidung|nicht=Ahlem}}"
    assert decided(("Lisa", WORDS + "\n[[Kategorie:X]]"), ("Frau Sommer", said), ("Frau Sommer", WORDS)) == ()


def test_names_count_whatever_their_case_and_hidden_texts_say_nothing():
    """A revision that the wiki hides neither decides nor takes back."""
    page = history(
        ("frau sommer", WORDS + "\n{{Entscheidung|nicht=Ahlem}}"), ("Lisa", ""), ("Lisa", "[[Kategorie:X]]")
    )
    hidden = [page[0], Revision(**{**_fields(page[1]), "hidden": True}), page[2]]
    assert decisions.read("Beitrag/1", authorised(hidden, STAFF)[-1].text).decisions == (
        Decision(refused=("Ahlem",)),
    )


def _fields(revision: Revision) -> dict[str, object]:
    return {name: getattr(revision, name) for name in Revision.__slots__}
