"""Moving, deleting, restoring, protecting, undoing: what a page goes through beside its text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

TITLE = "Thema/Verkehr"


def _text(api: Any, title: str) -> str:
    page = api.page(title, prop="revisions", rvprop="content", rvslots="main")
    return str(page["revisions"][0]["slots"]["main"]["content"]) if "revisions" in page else ""


def _do(api: Any, action: str, kind: str = "csrf", **fields: Any) -> dict[str, Any]:
    named = {name.removesuffix("_"): value for name, value in fields.items()}
    reply: dict[str, Any] = api.ask(action=action, token=api.token(kind), **named)
    return reply


def test_protection_ends_by_itself(enter: Any, write: Any, clock: Any) -> None:
    """Participants are refused until the time has come, the staff never; nobody has to lift it."""
    write(TITLE, "Eine Ampel.")
    sommer, lisa = enter("Frau Sommer"), enter("Lisa")
    assert "edit" in lisa.edit(TITLE, text="Lisas Ampel.")
    kept = _do(sommer, "protect", title=TITLE, protections="edit=sysop", expiry="2 hours")["protect"]
    assert kept["protections"] == [{"edit": "sysop", "expiry": "2026-11-15T14:00:00Z"}]
    assert lisa.edit(TITLE, text="Trotzdem.")["error"]["code"] == "protectedpage"
    assert "edit" in sommer.edit(TITLE, text="Frau Sommers Ampel.")
    assert "edit" in enter("Konferenzbot").edit(TITLE, appendtext=" Vom Bot.")
    assert lisa.edit(TITLE, text="Trotzdem.")["error"]["code"] == "protectedpage", "edits do not lift it"
    clock.now += timedelta(hours=2, seconds=1)
    assert "edit" in lisa.edit(TITLE, text="Wieder Lisas Ampel.")
    assert lisa.page(TITLE, prop="info", inprop="protection")["protection"] == []


@pytest.mark.parametrize("level", ["", "all"])
def test_a_protection_is_ended_by_hand(enter: Any, write: Any, level: str) -> None:
    """No level, or that of all, lifts it, as pywikibot does."""
    write(TITLE, "Eins.")
    sommer = enter("Frau Sommer")
    _do(sommer, "protect", title=TITLE, protections="edit=sysop|move=sysop")
    told = _do(sommer, "protect", title=TITLE, protections=f"edit={level}|move={level}")["protect"][
        "protections"
    ]
    assert [entry for entry in told if entry.get("edit") or entry.get("move")] == []
    assert enter("Lisa").edit(TITLE, text="Wieder offen.")["edit"]["result"] == "Success"


def test_protection_can_be_derived_anew(enter: Any, write: Any, wiki_app: Any) -> None:
    """It stands in the metadata of its revision: a wiki derived from its revisions is protected as before."""
    from familienkonferenz.plugins.storage.derive import derive

    write(TITLE, "Eine Ampel.")
    _do(enter("Frau Sommer"), "protect", title=TITLE, protections="edit=sysop|move=sysop")
    rows = "select * from protection order by page_id, kind"
    before = [tuple(row) for row in wiki_app._services.database.all(rows)]
    assert [row[1:] for row in before] == [("edit", "sysop", 0), ("move", "sysop", 0)]
    with wiki_app.app_context():
        derive(wiki_app._services, wiki_app.storage)
    assert [tuple(row) for row in wiki_app._services.database.all(rows)] == before


def test_a_moved_page_keeps_its_history_and_leaves_a_redirect(enter: Any, write: Any) -> None:
    """Its id stays; the old name leads to the new one; it can be moved back over the redirect."""
    first = write(TITLE, "Eine Ampel.")
    sommer = enter("Frau Sommer")
    moved = _do(sommer, "move", from_=TITLE, to="Thema/Ampeln", reason="Genauer")["move"]
    assert (moved["to"], moved["redirectcreated"]) == ("Thema/Ampeln", True)
    assert sommer.page("Thema/Ampeln")["pageid"] == first.page_id
    assert sommer.query(titles=TITLE, redirects=1)["redirects"] == [{"from": TITLE, "to": "Thema/Ampeln"}]
    assert _do(sommer, "move", from_="Thema/Ampeln", to=TITLE)["move"]["moveoverredirect"] is True
    assert _text(sommer, TITLE) == "Eine Ampel."
    assert _do(enter("Lisa"), "move", from_=TITLE, to="Thema/X")["error"]["code"] == "cantmove"


def test_a_page_is_not_moved_over_another(enter: Any, write: Any) -> None:
    """A name that only ever led elsewhere is told apart from one that has a history."""
    write(TITLE, "Eine Ampel.")
    write("Thema/Fort", "#WEITERLEITUNG [[Thema/Nirgends]]")
    sommer = enter("Frau Sommer")
    assert _do(sommer, "move", from_=TITLE, to="Thema/Fort")["error"]["code"] == "redirectexists"
    write("Thema/Fort", "#WEITERLEITUNG [[Thema/Anderswo]]")
    assert _do(sommer, "move", from_=TITLE, to="Thema/Fort")["error"]["code"] == "articleexists"


def test_what_was_deleted_is_there_for_moderators_alone(enter: Any, write: Any, api: Any) -> None:
    """The page is gone for all, its log for all but them; it comes back with its history."""
    saved = write(TITLE, "Eine Telefonnummer: 0511 16847.")
    sommer = enter("Frau Sommer")
    assert "logid" in _do(sommer, "delete", title=TITLE, reason="Persönliches")["delete"]
    for asker in (api, enter("Lisa"), sommer):
        assert asker.page(TITLE)["missing"] is True
        assert asker.query(revids=saved.rev_id)["badrevids"]
    assert api.query(list="logevents", letype="delete")["logevents"] == []
    (gone,) = sommer.query(list="logevents", letype="delete")["logevents"]
    assert (gone["action"], gone["comment"]) == ("delete", "Persönliches")
    assert _do(enter("Lisa"), "undelete", title=TITLE)["error"]["code"] == "permissiondenied"
    assert _do(sommer, "undelete", title=TITLE)["undelete"]["revisions"] == 1
    assert _text(sommer, TITLE) == "Eine Telefonnummer: 0511 16847."
    assert _do(sommer, "undelete", title=TITLE)["error"]["code"] == "cantundelete"


def test_undoing_and_rolling_back(enter: Any, write: Any) -> None:
    """One change is taken out of the newest text; all of one account's newest are taken back."""
    write(TITLE, "Eins.\n\nZwei.\n\nDrei.")
    changed = write(TITLE, "Eins.\n\n2.\n\nDrei.")
    write(TITLE, "Eins.\n\n2.\n\n3.")
    sommer = enter("Frau Sommer")
    assert "edit" in sommer.edit(TITLE, undo=changed.rev_id)
    assert _text(sommer, TITLE) == "Eins.\n\nZwei.\n\n3."
    write(TITLE, "Unsinn", by="Lisa")
    write(TITLE, "Mehr Unsinn", by="Lisa")
    back = _do(sommer, "rollback", "rollback", title=TITLE, user="Lisa")["rollback"]
    assert back["old_revid"] == back["revid"] - 1
    assert _text(sommer, TITLE) == "Eins.\n\nZwei.\n\n3."
    assert _do(sommer, "rollback", "rollback", title=TITLE, user="Lisa")["error"]["code"] == "alreadyrolled"


def test_a_section_is_saved_alone(enter: Any, write: Any) -> None:
    """The rest of the page stays; what stands in nowiki is no heading."""
    write(TITLE, "Kopf.\n\n== A ==\na\n\n<nowiki>\n== N ==\n</nowiki>\n\n== B ==\nb")
    sommer = enter("Frau Sommer")
    assert "edit" in sommer.edit(TITLE, section=2, text="== B ==\nNeu.")
    assert _text(sommer, TITLE).endswith("</nowiki>\n\n== B ==\nNeu.")
    assert sommer.edit(TITLE, section=3, text="x")["error"]["code"] == "nosuchsection"
    part = sommer.page(TITLE, prop="revisions", rvprop="content", rvslots="main", rvsection=2)
    assert part["revisions"][0]["slots"]["main"]["content"] == "== B ==\nNeu."


def test_a_page_deleted_meanwhile_is_not_made_anew_unseen(enter: Any, write: Any, clock: Any) -> None:
    """Who began before the deletion must say that the page is meant to come into being again."""
    write(TITLE, "Eine Ampel.")
    sommer, begun = enter("Frau Sommer"), "2026-11-15T12:00:00Z"
    clock.now += timedelta(minutes=5)
    _do(sommer, "delete", title=TITLE)
    assert sommer.edit(TITLE, text="Neu.", starttimestamp=begun)["error"]["code"] == "pagedeleted"
    assert "edit" in sommer.edit(TITLE, text="Neu.", starttimestamp=begun, recreate=1)
