"""The doctor finds what is wrong with a wiki's database, and a repair lets the rest serve."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.errors import WikiError
from familienkonferenz.plugins.storage.database import FILE
from familienkonferenz.plugins.storage.refresh import refresh
from familienkonferenz.plugins.storage.texts import fetch
from familienkonferenz.plugins.upkeep import anew, doctor
from familienkonferenz.plugins.upkeep.finding import Kind, Report
from familienkonferenz.plugins.upkeep.repair import repair

from .core import LISA, PASSWORD, SOMMER, TOPIC, TOPIC_TEXT, VISITOR, Wiki, opened

SPOIL = {
    "another text": ("update data set content = 'Gefälscht' where data_id = :data", Kind.DAMAGED),
    "one bit of the metadata": (
        "update stored set meta = replace(meta, 'SAVE', 'SAVF') where uuid = :uuid", Kind.DAMAGED
    ),
    "broken JSON": ("update stored set meta = substr(meta, 1, 40) where uuid = :uuid", Kind.DAMAGED),
    "broken UTF-8": ("update stored set meta = cast(x'7bff7d' as text) where uuid = :uuid", Kind.DAMAGED),
    "no content": ("delete from data where data_id = :data", Kind.DAMAGED),
    "another item": ("update stored set item_id = 'x' where uuid = :uuid", Kind.DAMAGED),
    "no row in the catalogue": ("delete from revision where uuid = :uuid", Kind.DERIVED),
    "another name": ("update page set name = 'Anders' where page_id = :page", Kind.DERIVED),
    "another newest": ("update page set latest = latest - 1 where page_id = :page", Kind.DERIVED),
    "another parent": ("update revision set parent_id = 1 where uuid = :uuid", Kind.DERIVED),
    "another author": ("update page set author = 'Jemand' where page_id = :page", Kind.DERIVED),
    "no category": ("delete from category where page_id = :page", Kind.DERIVED),
    "no link": ("delete from link where page_id = :page", Kind.DERIVED),
    "no index": ("delete from document", Kind.DERIVED),
    "no terms": ("delete from term", Kind.DERIVED),
    "none is the newest": ("update document set latest = 0", Kind.DERIVED),
    "no account": ("delete from account where name = 'Lisa'", Kind.DERIVED),
    "an account without a profile": ("insert into account values (99, 'x', 'Niemand', 'niemand')", Kind.DERIVED),
    "a sequence behind": ("update sqlite_sequence set seq = 1 where name = 'revision'", Kind.SEQUENCE),
    "no sequence": ("delete from sqlite_sequence where name = 'page'", Kind.SEQUENCE),
    "contributions counted anew": ("update counter set value = 0 where name = 'beitrag'", Kind.SEQUENCE),
    "a content of nobody": ("insert into data (data_id, content) values ('x', 'Rest')", Kind.ORPHAN),
}  # fmt: skip
"""What goes wrong with the topic's newest revision, and what the doctor calls it."""


def check(wiki: Wiki) -> Report:
    """The doctor's report on the wiki's file."""
    return doctor.check(wiki.home / FILE)


def mend(wiki: Wiki) -> None:
    """Repair whatever the doctor finds."""
    with wiki.as_system():
        repair(wiki.services, wiki.app.storage, check(wiki))


def spoil(wiki: Wiki, sql: str) -> int:
    """Damage the topic's newest revision; its id."""
    page = wiki.page(TOPIC)
    assert page is not None
    row = wiki.services.catalogue.revision(page.latest)
    assert row is not None
    with closing(sqlite3.connect(wiki.home / FILE, isolation_level=None)) as db:
        data = db.execute("select data_id from stored where uuid = ?", (row.uuid,)).fetchone()[0]
        db.execute(sql, {"uuid": row.uuid, "data": data, "page": page.page_id})
    return page.latest


def used(wiki: Wiki) -> Wiki:
    """The wiki after everything that people and moderators do."""
    wiki.write_as(LISA, TOPIC, f"{TOPIC_TEXT} [[Startseite]] [[Kategorie:Verkehr]]")
    wiki.contribute(LISA, "Spielplatz", "Mehr Schatten", reply_to=1)
    wiki.write("Weiter", f"#WEITERLEITUNG [[{TOPIC}]]")
    wiki.write("Gelöschtes", "Weg")
    wiki.of(SOMMER).post("/+delete/Gelöschtes", comment="Werbung")
    wiki.write("Umbenannt", "Alt {{Ort|Lister Meile}}")
    wiki.of(SOMMER).post("/+rename/Umbenannt", target="Neuer Name", comment="")
    wiki.write("Vernichtet", "Privates")
    wiki.of(SOMMER).post("/+destroy/Vernichtet", comment="")
    with wiki.request_as(VISITOR):
        accounts.create("Oma Erna", PASSWORD)
    return wiki


def test_a_wiki_in_use_is_clean(wiki: Wiki) -> None:
    """After saves, deletion, renaming and destroying there is nothing to find, in the texts either."""
    report = check(used(wiki))
    assert report.findings == [] and report.revisions == len(wiki.stored()) and report.accounts == 5
    assert list(anew.compare(wiki.home / FILE, wiki.services.conference)) == []
    assert not list(wiki.home.glob(".doctor-*"))


@pytest.mark.parametrize("what", SPOIL)
def test_what_is_wrong_is_found_and_repaired(wiki: Wiki, what: str) -> None:
    """Each kind of damage is told as what it is; after the repair there is none, and the wiki is written on."""
    sql, kind = SPOIL[what]
    newest = spoil(used(wiki), sql)
    found = check(wiki)
    assert kind in {finding.kind for finding in found.findings}
    assert found.is_trustworthy is (kind is not Kind.DAMAGED)
    mend(wiki)
    after = check(wiki)
    assert after.findings == [] and after.quarantined == (kind is Kind.DAMAGED)
    assert list(anew.compare(wiki.home / FILE, wiki.services.conference)) == []
    assert wiki.write_as(LISA, TOPIC, "Es geht weiter") > newest
    assert wiki.contribute(LISA, "Noch etwas", "Eine Bank") == 4


@pytest.mark.parametrize("what", [name for name, (_, kind) in SPOIL.items() if kind is Kind.DAMAGED])
def test_the_rest_serves(wiki: Wiki, what: str) -> None:
    """The page shows its newest readable revision, the history omits the damaged one, everything answers."""
    newest = spoil(used(wiki), SPOIL[what][0])
    mend(wiki)
    assert wiki.text(TOPIC) == TOPIC_TEXT
    visitor = wiki.of(VISITOR)
    for path in (f"/{TOPIC}", f"/+history/{TOPIC}", "/+aenderungen", "/Beitrag/1", "/Startseite"):
        assert visitor.get(path).status_code == 200, path
    assert "Am Sedanplatz" in visitor.html(f"/{TOPIC}")
    assert visitor.get(f"/+rev/{newest}").status_code == 404
    answer = visitor.api(
        action="query", prop="revisions", titles=TOPIC, rvlimit="50", rvprop="ids|content", rvslots="main"
    )
    assert newest not in [row["revid"] for row in answer["query"]["pages"][0]["revisions"]]


def test_what_is_left_of_a_damaged_row_is_kept(wiki: Wiki) -> None:
    """The quarantine holds reason, metadata and content, to be looked at by people."""
    spoil(wiki, "update data set content = 'Gefälscht' where data_id = :data")
    mend(wiki)
    row = wiki.services.database.one("select * from quarantine")
    kept = json.loads(row["row"])
    assert "digest" in row["reason"] and kept["backend"] == "default" and kept["meta"] and kept["content"]


def test_nobody_gets_the_name_of_a_damaged_account(wiki: Wiki) -> None:
    """An account whose profile is put aside cannot sign in, and its name stays taken, after another repair too."""
    with closing(sqlite3.connect(wiki.home / FILE, isolation_level=None)) as db:
        db.execute("update stored set meta = replace(meta, 'Lisa', 'Lusi') where backend = 'userprofiles'")
    for _ in range(2):
        mend(wiki)
        assert check(wiki).findings == []
        with wiki.request_as(VISITOR):
            assert accounts.find("Lisa") is None and accounts.find("Lusi") is None
            with pytest.raises(WikiError, match="vergeben"):
                accounts.create("lisa", PASSWORD)


def test_a_revision_past_the_gate_is_put_aside(wiki: Wiki) -> None:
    """It is told and moved into the quarantine, so Moin's index does not know it either."""
    page = wiki.page(TOPIC)
    assert page is not None
    meta = {
        "name": [TOPIC], "namespace": "", "itemid": page.item_id, "itemtype": "default", "rev_number": 9,
        "contenttype": "text/x-mediawiki;charset=utf-8", "action": "SAVE", "mtime": 1_900_000_000,
    }  # fmt: skip
    from io import BytesIO

    wiki.app.router.backends["default"].store(meta, BytesIO(b"Gekapert"))
    assert [finding.kind for finding in check(wiki).findings] == [Kind.FOREIGN]
    mend(wiki)
    assert check(wiki).findings == [] and wiki.text(TOPIC) == TOPIC_TEXT


def test_a_changed_template_is_nothing_to_find(wiki: Wiki) -> None:
    """Pages belong where their template says today, before and after the outbox has brought that up to date."""
    wiki.write("Vorlage:Zeichen", "[[Kategorie:Alt]]")
    wiki.write("Seite", "{{Zeichen}}")
    wiki.write("Vorlage:Zeichen", "[[Kategorie:Neu]]")
    page, template = wiki.page("Seite"), wiki.page("Vorlage:Zeichen")
    assert page is not None and template is not None
    for categories in (["Alt"], ["Neu"]):
        assert wiki.services.catalogue.categories(page.page_id) == categories
        assert check(wiki).findings == []
        assert list(anew.compare(wiki.home / FILE, wiki.services.conference)) == []
        with wiki.as_system():
            refresh(wiki.services, template.page_id, fetch)


def test_a_file_that_is_damaged_is_told(wikis: Callable[[], Wiki], tmp_path: Path) -> None:
    """Overwritten pages of the file are SQLite's finding; what is no database at all is an error."""
    wiki = used(wikis())
    spoiled = tmp_path / FILE
    anew.copy(wiki.home / FILE, spoiled)
    with spoiled.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\x55" * 4096 * 3)
    assert doctor.check(spoiled).of(Kind.FILE)
    spoiled.write_bytes(b"Das ist keine Datenbank. " * 400)
    with pytest.raises(sqlite3.DatabaseError):
        doctor.check(spoiled)


def test_checking_changes_nothing(wiki: Wiki) -> None:
    """The doctor only reads, beside a wiki that is in use."""
    other = opened(wiki.home, wiki.clock)
    before = wiki.stored()
    with wiki.services.database.transaction():
        assert check(other).findings == []
    assert wiki.stored() == before
    other.close()
