"""What is stored stays what it is: ids, numbers, compare-and-swap, and the catalogue read back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from moin import flaskg

from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.errors import (
    EditConflict,
    PageExists,
    PageMissing,
    TextTooLarge,
)
from familienkonferenz.plugins.storage.catalogue import PageRow
from familienkonferenz.plugins.storage.derive import derive
from familienkonferenz.plugins.storage.refresh import refresh
from familienkonferenz.plugins.storage.save import MAX_BYTES, fetch, save
from familienkonferenz.plugins.titles import Title

from .core import LISA, MEHMET, PASSWORD, SOMMER, TOPIC, TOPIC_TEXT, VISITOR, Wiki, opened

LINES = "Erste Zeile\n\nZweite Zeile\n\nDritte Zeile"


def newest_uuid(wiki: Wiki, title: str) -> str:
    """Moin's id of a page's newest revision."""
    page = wiki.page(title)
    assert page is not None
    row = wiki.services.catalogue.revision(page.latest)
    assert row is not None
    return row.uuid


def untouched(page: PageRow | None) -> PageRow:
    """A page but for its stamp, which only ever grows."""
    assert page is not None
    return replace(page, touched=0)


def destroy(wiki: Wiki, title: str, *, revision: bool = False) -> None:
    """Destroy a page, or its newest revision, as the moderation does it."""
    which = f"+{newest_uuid(wiki, title)}/" if revision else ""
    assert wiki.of(SOMMER).post(f"/+destroy/{which}{title}", comment="").status_code == 302


# --- ids and numbers --------------------------------------------------------------------------------------


def test_ids_grow_and_survive_a_restart(wikis: Callable[[], Wiki]) -> None:
    """Each save has a higher revision id than all before; another process goes on where this one stopped."""
    wiki = wikis()
    ids = [wiki.write(TOPIC, f"Fassung {number}") for number in range(3)]
    other = opened(wiki.home, wiki.clock)
    ids += [
        other.write("Startseite", "Neu"),
        wiki.write(TOPIC, "Fassung 4"),
        other.write("Neue Seite", "Neu"),
    ]
    other.close()
    assert ids == sorted(set(ids))
    assert [meta["revisionid"] for meta in wiki.stored().values()].count(ids[0]) == 1


@pytest.mark.parametrize("lost", [False, True], ids=["with its catalogue", "with its catalogue lost"])
def test_ids_are_never_used_again(wikis: Callable[[], Wiki], lost: bool) -> None:
    """The numbers of a destroyed page, of its revisions and of a contribution are gone for ever."""
    wiki = wikis()
    number = wiki.contribute(LISA, "Spielplatz", "Mehr Schatten")
    last = wiki.write("Zum Vernichten", "Privates")
    page = wiki.page("Zum Vernichten")
    assert page is not None
    destroy(wiki, "Zum Vernichten")
    destroy(wiki, f"Beitrag/{number}")
    if lost:
        wiki = derived_anew(wiki)
    assert wiki.write("Neue Seite", "Neu") > last
    new = wiki.page("Neue Seite")
    assert new is not None and new.page_id > page.page_id
    assert wiki.contribute(LISA, "Spielplatz", "Mehr Schatten") > number


@pytest.mark.parametrize("lost", [False, True], ids=["with its catalogue", "with its catalogue lost"])
def test_contribution_numbers_are_never_used_again(wikis: Callable[[], Wiki], lost: bool) -> None:
    """Neither after deleting, nor after renaming away, nor where a moderator gave a number by hand."""
    wiki = wikis()
    deleted = wiki.contribute(LISA, "Eins", "Eins")
    assert wiki.of(SOMMER).post(f"/+delete/Beitrag/{deleted}", comment="").status_code == 302
    renamed = wiki.contribute(LISA, "Zwei", "Zwei")
    sent = {"target": "Thema/Anders", "comment": ""}
    assert wiki.of(SOMMER).post(f"/+rename/Beitrag/{renamed}", **sent).status_code == 302
    by_hand = renamed + 1
    assert wiki.of(SOMMER).submit(f"/+modify/Beitrag/{by_hand}", text="Von Hand").status_code == 302
    assert wiki.of(SOMMER).post(f"/+delete/Beitrag/{by_hand}", comment="").status_code == 302
    if lost:
        wiki = derived_anew(wiki)
    assert wiki.contribute(LISA, "Drei", "Drei") == by_hand + 1


# --- compare-and-swap -------------------------------------------------------------------------------------


def test_changes_of_different_lines_are_merged(wiki: Wiki) -> None:
    """Two people start from one revision and change lines apart: both changes stand on the page."""
    base = wiki.write(TOPIC, LINES)
    wiki.write_as(LISA, TOPIC, LINES.replace("Erste", "Allererste"), base=base)
    with wiki.request_as(MEHMET):
        saved = save(Title.parse(TOPIC), LINES.replace("Dritte", "Allerletzte"), base=base)
    assert saved.merged and not saved.unchanged
    assert wiki.text(TOPIC) == "Allererste Zeile\n\nZweite Zeile\n\nAllerletzte Zeile"


def test_changes_of_the_same_line_are_a_conflict_with_all_texts(wiki: Wiki) -> None:
    """The second is refused; the error holds the text refused and the text that stands."""
    base = wiki.write(TOPIC, LINES)
    standing = wiki.write_as(LISA, TOPIC, LINES.replace("Zweite", "Lisas"), base=base)
    mine = LINES.replace("Zweite", "Mehmets")
    with wiki.request_as(MEHMET), pytest.raises(EditConflict) as caught:
        save(Title.parse(TOPIC), mine, base=base)
    assert caught.value.text == mine and caught.value.current_id == standing
    assert caught.value.current_text == wiki.text(TOPIC) == LINES.replace("Zweite", "Lisas")


@pytest.mark.parametrize(
    "base", [0, 1, 10**6, 2**64], ids=["none", "another page's", "future", "beyond SQLite"]
)
def test_a_base_that_cannot_be_is_a_conflict(wiki: Wiki, base: int) -> None:
    """Whoever says that there was no page, or names a foreign or unknown revision, overwrites nothing."""
    with wiki.request_as(LISA), pytest.raises(EditConflict):
        save(Title.parse(TOPIC), "Ganz anders", base=base)
    assert wiki.text(TOPIC) == TOPIC_TEXT


def test_the_same_text_is_no_revision(wiki: Wiki) -> None:
    """Saving what stands there stores nothing, with an old base too; blanks at the end do not count."""
    before = wiki.stored()
    with wiki.request_as(LISA):
        assert save(Title.parse(TOPIC), TOPIC_TEXT + "\n \n").unchanged
        assert save(Title.parse(TOPIC), TOPIC_TEXT.replace("\n", "\r\n"), base=9).unchanged
    assert wiki.stored() == before


def test_creating_and_not_creating_are_kept(wiki: Wiki) -> None:
    """`create_only` refuses a page that is there, `no_create` one that is not, a base one that is gone."""
    with wiki.as_system():
        with pytest.raises(PageExists):
            save(Title.parse(TOPIC), "Neu", create_only=True)
        with pytest.raises(PageMissing):
            save(Title.parse("Gibt es nicht"), "Neu", no_create=True)
        with pytest.raises(PageMissing):
            save(Title.parse("Gibt es nicht"), "Neu", base=9)
        with pytest.raises(TextTooLarge, match="höchstens 500 Kilobyte"):
            save(Title.parse(TOPIC), "ä" * (MAX_BYTES // 2 + 1))
    assert wiki.text(TOPIC) == TOPIC_TEXT


# --- renaming, destroying, reading back -------------------------------------------------------------------


def test_renaming_onto_a_page_is_refused(wiki: Wiki) -> None:
    """Both pages stay what they are, and the moderator is told."""
    answer = wiki.of(SOMMER).post(f"/+rename/{TOPIC}", target="Startseite", comment="")
    assert "Startseite" in answer.get_data(as_text=True) and answer.status_code != 302
    assert wiki.text(TOPIC) == TOPIC_TEXT and wiki.text("Startseite").startswith("Willkommen")


def test_a_renamed_page_keeps_its_ids_and_history(wiki: Wiki) -> None:
    """Page id and older revisions stay; the pages beneath move along."""
    wiki.write(f"{TOPIC}/Ampeln", "Unterseite")
    before = wiki.page(TOPIC)
    assert before is not None
    assert (
        wiki.of(SOMMER).post(f"/+rename/{TOPIC}", target="Thema/Verkehr", comment="kürzer").status_code == 302
    )
    after = wiki.page("Thema/Verkehr")
    assert after is not None and after.page_id == before.page_id and wiki.page(TOPIC) is None
    assert wiki.text("Thema/Verkehr") == TOPIC_TEXT and wiki.text("Thema/Verkehr/Ampeln") == "Unterseite"
    assert TOPIC_TEXT.split("\n", maxsplit=1)[0] in wiki.of(VISITOR).html(f"/+rev/{before.latest}")


def test_destroying_the_newest_revision_brings_back_the_page_before_it(wiki: Wiki) -> None:
    """Name, text, categories and author are again what they were."""
    wiki.write("Seite", "Alt [[Kategorie:Früher]]")
    before = wiki.page("Seite")
    wiki.write_as(SOMMER, "Seite", "Neu [[Kategorie:Später]]")
    wiki.of(SOMMER).post("/+rename/Seite", target="Andere Seite", comment="")
    assert wiki.page("Seite") is None
    destroy(wiki, "Andere Seite", revision=True)
    assert wiki.text("Seite").startswith("Neu") and wiki.page("Andere Seite") is None
    destroy(wiki, "Seite", revision=True)
    assert untouched(wiki.page("Seite")) == untouched(before)
    assert before is not None and wiki.services.catalogue.categories(before.page_id) == ["Früher"]
    assert "Alt" in wiki.of(VISITOR).html("/Seite")


def test_a_deleted_page_comes_back_by_destroying_its_deletion(wiki: Wiki) -> None:
    """Deleting is a revision, too; without it the page stands again."""
    page = wiki.page(TOPIC)
    assert page is not None
    wiki.of(SOMMER).post(f"/+delete/{TOPIC}", comment="")
    assert wiki.page(TOPIC) is None and wiki.of(VISITOR).get(f"/{TOPIC}").status_code == 404
    gone = wiki.services.catalogue.page_by_id(page.page_id)
    assert gone is not None and gone.deleted
    row = wiki.services.catalogue.revision(gone.latest)
    assert row is not None
    path = f"/+destroy/+{row.uuid}/@itemid/{page.item_id}"
    assert wiki.of(SOMMER).post(path, comment="").status_code == 404  # pages are found by their titles alone
    with wiki.request_as(SOMMER):
        flaskg.storage.get_item(itemid=page.item_id).destroy_revision(row.uuid)
    assert (
        untouched(wiki.page(TOPIC)) == untouched(page)
        and wiki.of(VISITOR).get(f"/{TOPIC}").status_code == 200
    )


def test_a_page_can_be_made_anew_under_the_name_of_a_deleted_one(wiki: Wiki) -> None:
    """It is another page with another id; the old revisions stay taken down."""
    old = wiki.page(TOPIC)
    assert old is not None
    wiki.of(SOMMER).post(f"/+delete/{TOPIC}", comment="")
    assert wiki.of(SOMMER).submit(f"/+modify/{TOPIC}", text="Neu begonnen").status_code == 302
    new = wiki.page(TOPIC)
    assert new is not None and new.page_id != old.page_id
    assert wiki.of(VISITOR).get(f"/+rev/{old.latest}").status_code == 404
    assert TOPIC_TEXT[:20] not in wiki.of(VISITOR).html(f"/+history/{TOPIC}")


DERIVED = {
    "document": "*", "term": "*", "revision": "*", "category": "*", "link": "*", "account": "*",
    "page": "page_id, item_id, namespace, name, latest, time, size, redirect, deleted, acl, author, first_time,"
    " answers",
    "counter": "name, case name when 'change' then 0 else value end",
}  # fmt: skip
"""What is derived: all but the stamps, which only ever grow."""


def tables(wiki: Wiki) -> dict[str, list[tuple[object, ...]]]:
    """All tables that are derived, and the sequences."""
    with sqlite3.connect(wiki.home / "wiki.sqlite") as db:
        found = {
            name: sorted(db.execute(f"select {columns} from {name}"), key=repr)
            for name, columns in DERIVED.items()
        }
        found["sqlite_sequence"] = sorted(db.execute("select * from sqlite_sequence where name <> 'outbox'"))
        return found


def derived_anew(wiki: Wiki) -> Wiki:
    """The same wiki after a restart, everything that is derived lost and made anew."""
    wiki.close()
    with sqlite3.connect(wiki.home / "wiki.sqlite") as db:
        for table in DERIVED:
            if table != "counter":
                db.execute(f"delete from {table}")
    db.close()
    wiki = opened(wiki.home, wiki.clock, wiki.sessions)
    with wiki.as_system():
        derive(wiki.services, wiki.app.storage)
    return wiki


def test_what_is_derived_can_be_derived_anew(wiki: Wiki) -> None:
    """Pages, revisions, categories, accounts and sequences are what they were, after all that can happen."""
    wiki.contribute(LISA, "Spielplatz", "Mehr Schatten [[Kategorie:X]]", reply_to=1)
    wiki.write("Weiter", f"#WEITERLEITUNG [[{TOPIC}]]", summary="Weiterleitung", bot=True, minor=True)
    wiki.write("Kategorie:Ampeln", "Alles mit Ampeln [[Kategorie:Verkehr]]")
    for number in range(3):
        wiki.write("Zum Vernichten", f"Fassung {number} [[Kategorie:Y]]")
    first = min(
        (meta["revisionid"], uuid)
        for uuid, meta in wiki.stored().items()
        if meta["name"] == ["Zum Vernichten"]
    )
    wiki.of(SOMMER).post(f"/+destroy/+{first[1]}/Zum Vernichten", comment="")
    destroy(wiki, "Zum Vernichten", revision=True)
    wiki.write_as(SOMMER, "Zum Vernichten", "Zuletzt")
    wiki.write("Gelöschtes", "Weg [[Kategorie:Z]]")
    wiki.of(SOMMER).post("/+delete/Gelöschtes", comment="Werbung")
    wiki.of(SOMMER).post(f"/+rename/{TOPIC}", target="Thema/Verkehr", comment="")
    destroy(wiki, "Beitrag/2")
    wiki.write_as(SOMMER, "Beitrag/1", "Anders")
    with wiki.request_as(VISITOR):
        accounts.create("Oma Erna", PASSWORD)
    before, shown = tables(wiki), wiki.of(VISITOR).html("/+aenderungen")
    wiki = derived_anew(wiki)
    assert tables(wiki) == before
    assert wiki.of(VISITOR).html("/+aenderungen") == shown
    assert wiki.of(LISA).submit("/+modify/Thema/Verkehr", text="Es geht weiter").status_code == 302
    wiki.close()


def test_a_changed_template_changes_where_its_pages_belong(wiki: Wiki) -> None:
    """Pages that show a template are read again: those saved before it was there, too."""
    wiki.write("Seite", "{{Ort im Text}}")
    page, template = wiki.page("Seite"), "Vorlage:Ort im Text"
    assert page is not None and wiki.services.catalogue.categories(page.page_id) == []
    for category in ("Stadtteil Ahlem", "Stadtteil Zoo"):
        wiki.write(template, f"[[Kategorie:{category}]]")
        changed = wiki.page(template)
        assert changed is not None
        with wiki.as_system():
            assert refresh(wiki.services, changed.page_id, fetch) == 1
            assert refresh(wiki.services, changed.page_id, fetch) == 0
        assert wiki.services.catalogue.categories(page.page_id) == [category]


def test_other_content_under_a_known_id_takes_nothing_from_older_revisions(wiki: Wiki) -> None:
    """Moin copies metadata, the id of the content with it: what was said before stays."""
    backend = wiki.app.router.backends["default"]
    uuid, meta = next(iter(wiki.stored().items()))
    _, data = backend.retrieve(uuid)
    before = data.read()
    copied = {key: value for key, value in meta.items() if key != "revid"}
    other = backend.store(copied, BytesIO(b"Etwas anderes"))
    assert backend.retrieve(uuid)[1].read() == before
    assert backend.retrieve(other)[1].read() == b"Etwas anderes"
