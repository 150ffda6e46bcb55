"""Files in the wiki: kept with their history, served without power, shown on pages."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing

import pytest
from flask.testing import FlaskClient

from familienkonferenz.plugins.app import ConferenceApp
from familienkonferenz.plugins.errors import PermissionDenied, WindowClosed
from familienkonferenz.plugins.files.errors import FileRefused
from familienkonferenz.plugins.services import services
from familienkonferenz.plugins.storage import lifecycle
from familienkonferenz.plugins.storage.database import FILE
from familienkonferenz.plugins.storage.derive import derive
from familienkonferenz.plugins.storage.files import Files
from familienkonferenz.plugins.storage.save import Saved, save
from familienkonferenz.plugins.titles import Title
from familienkonferenz.plugins.upkeep import doctor
from familienkonferenz.plugins.upkeep.finding import Kind
from familienkonferenz.plugins.upkeep.repair import repair

from ..pictures import PDF, picture
from ..scene import Clock

ActingAs = Callable[[str], AbstractContextManager[None]]
Put = Callable[..., Saved]
NAME = Title.parse("Datei:Spielplatz am Zoo.jpg")
ONE, TWO = picture("JPEG"), picture("JPEG", seed=9)


def hashes(acting_as: ActingAs, title: Title = NAME) -> list[bytes | None]:
    """The contents of all versions of a file, the newest first."""
    with acting_as("Frau Sommer"):
        here = services()
        page = here.catalogue.page(title) or here.catalogue.deleted_page(title)
        files = Files(here.database)
        assert page is not None
        return [files.content(version.facts.sha256) for version in files.versions(page.page_id)]


def test_every_version_is_kept_through_deletion_and_return(put: Put, acting_as: ActingAs) -> None:
    """A file has the history of its page."""
    put("Spielplatz am Zoo.jpg", ONE, text="Ein Bild")
    put("Spielplatz am Zoo.jpg", TWO)
    assert hashes(acting_as) == [TWO, ONE]
    with acting_as("Frau Sommer"):
        page = services().catalogue.page(NAME)
        assert page is not None
        lifecycle.delete(page)
        assert Files(services().database).of(NAME) is None
        lifecycle.restore(NAME)
        newest = Files(services().database).of(NAME)
    assert newest is not None and newest.facts.size == len(TWO)
    assert hashes(acting_as) == [TWO, ONE]


def test_the_same_content_is_no_new_version(put: Put) -> None:
    """MediaWiki says so, too."""
    put("Spielplatz am Zoo.jpg", ONE)
    with pytest.raises(FileRefused) as refusal:
        put("Spielplatz am Zoo.jpg", ONE)
    assert refusal.value.code == "fileexists-no-change"


def test_participants_upload_while_the_window_is_open(put: Put, clock: Clock) -> None:
    """And put new versions to their own files only; bots and moderators always."""
    put("Von Lisa.jpg", ONE, "Lisa")
    put("Von Lisa.jpg", TWO, "Lisa")
    put("Vom Amt.jpg", ONE)
    with pytest.raises(PermissionDenied):
        put("Vom Amt.jpg", TWO, "Lisa")
    with pytest.raises(PermissionDenied):
        put("Von niemand.jpg", ONE, "")
    for close in (clock.before, clock.after):
        close()
        with pytest.raises(WindowClosed):
            put("Von Lisa.jpg", picture(seed=3), "Lisa")
    put("Vom Amt.jpg", picture(seed=4), "Konferenzbot")


def test_what_is_served_has_its_type_and_no_power(put: Put, client: FlaskClient) -> None:
    """Right type, nosniff, a sandbox; a document is downloaded; a version is kept by browsers."""
    rev_id = put("Spielplatz am Zoo.jpg", ONE).rev_id
    put("Plan.pdf", PDF)
    for address, mime, how in (
        ("/+datei/Spielplatz_am_Zoo.jpg", "image/jpeg", "inline"),
        (f"/+datei/{rev_id}/Spielplatz_am_Zoo.jpg", "image/jpeg", "inline"),
        (f"/+datei/{rev_id}/220px/Spielplatz_am_Zoo.jpg", "image/jpeg", "inline"),
        ("/+datei/Plan.pdf", "application/pdf", "attachment"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.mimetype == mime
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Content-Disposition"].startswith(how)
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert "max-age" in client.get(f"/+datei/{rev_id}/Spielplatz_am_Zoo.jpg").headers["Cache-Control"]
    assert "no-cache" in client.get("/+datei/Spielplatz_am_Zoo.jpg").headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "/+datei/Nirgends.jpg",
        "/+datei/1/Anders.jpg",
        "/+datei/99999999999999999999/Spielplatz_am_Zoo.jpg",
        "/+datei/{rev}/221px/Spielplatz_am_Zoo.jpg",
        "/+datei/{rev}/1280px/Spielplatz_am_Zoo.jpg",
        "/+datei/[x].jpg",
        "/+datei/Vorlage:Beitrag",
    ],
)
def test_nothing_else_is_found(address: str, put: Put, client: FlaskClient) -> None:
    """Other names, versions and widths."""
    rev_id = put("Spielplatz am Zoo.jpg", ONE).rev_id
    assert client.get(address.replace("{rev}", str(rev_id))).status_code == 404


def test_what_was_taken_down_is_served_to_moderators_alone(
    put: Put, acting_as: ActingAs, client: FlaskClient
) -> None:
    """Neither the file nor its small pictures, by any address."""
    rev_id = put("Spielplatz am Zoo.jpg", ONE).rev_id
    assert client.get(f"/+datei/{rev_id}/220px/Spielplatz_am_Zoo.jpg").status_code == 200
    with acting_as("Frau Sommer"):
        page = services().catalogue.page(NAME)
        assert page is not None
        lifecycle.delete(page)
    for part in ("", f"{rev_id}/", f"{rev_id}/220px/"):
        assert client.get(f"/+datei/{part}Spielplatz_am_Zoo.jpg").status_code == 404


def test_a_page_shows_the_picture_in_the_size_it_asks_for(
    put: Put, acting_as: ActingAs, client: FlaskClient
) -> None:
    """And another picture when there is another version, and a link to the file's page when there is none."""
    with acting_as("Frau Sommer"):
        save(
            Title.parse("Seite"),
            "[[Datei:Spielplatz am Zoo.jpg|mini|Der Zoo]] [[Datei:Spielplatz am Zoo.jpg|50px]]",
        )
    before = client.get("/Seite").get_data(as_text=True)
    assert "<img" not in before.split("<article")[1]
    assert "Datei:Spielplatz am Zoo.jpg" in before
    first = put("Spielplatz am Zoo.jpg", ONE).rev_id
    shown = client.get("/Seite").get_data(as_text=True)
    assert re.findall(r'src="(/\+datei/[^"]*)" width="(\d+)"', shown) == [
        (f"/+datei/{first}/220px/Spielplatz_am_Zoo.jpg", "220"),
        (f"/+datei/{first}/120px/Spielplatz_am_Zoo.jpg", "50"),
    ]
    second = put("Spielplatz am Zoo.jpg", TWO).rev_id
    assert f"/+datei/{second}/220px/" in client.get("/Seite").get_data(as_text=True)


def test_a_destroyed_version_is_gone_with_its_small_pictures(
    put: Put, acting_as: ActingAs, client: FlaskClient, wiki_app: ConferenceApp
) -> None:
    """Who destroys a picture of somebody wants it gone."""
    first = put("Spielplatz am Zoo.jpg", ONE).rev_id
    put("Spielplatz am Zoo.jpg", TWO)
    client.get(f"/+datei/{first}/220px/Spielplatz_am_Zoo.jpg")
    folder = wiki_app._services.home / "thumbnails"
    assert len(list(folder.iterdir())) == 1
    with acting_as("Frau Sommer"):
        from familienkonferenz.plugins.files.thumbnails import sweep

        lifecycle.drop_file(first)
        sweep(services())
    assert hashes(acting_as) == [TWO]
    assert list(folder.iterdir()) == []
    assert doctor.check(wiki_app._services.home / FILE).findings == []


def test_versions_are_derived_from_the_revisions(
    put: Put, acting_as: ActingAs, wiki_app: ConferenceApp
) -> None:
    """The table of files is none of the truth."""
    put("Spielplatz am Zoo.jpg", ONE)
    put("Spielplatz am Zoo.jpg", TWO)
    with acting_as("Frau Sommer"):
        rows = services().database.all("select * from file order by rev_id")
        derive(services(), wiki_app.storage)
        assert services().database.all("select * from file order by rev_id") == rows
    assert doctor.check(wiki_app._services.home / FILE).findings == []


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        ("update blob set content = x'00'", Kind.DAMAGED),
        ("delete from blob", Kind.DAMAGED),
        ("delete from file", Kind.DERIVED),
        ("update file set width = 1", Kind.DERIVED),
        ("insert into file select 99, page_id, sha256, sha1, size, mime, width, height, bits from file", Kind.DERIVED),
        ("insert into blob (sha256, content) values ('x', 'Rest')", Kind.UNUSED),
    ],
)  # fmt: skip
def test_the_doctor_finds_and_mends_what_is_wrong_with_a_file(
    spoil: str, kind: Kind, put: Put, acting_as: ActingAs, wiki_app: ConferenceApp
) -> None:
    """Contents are compared with their hashes, versions with the revisions that brought them."""
    put("Spielplatz am Zoo.jpg", ONE)
    path = wiki_app._services.home / FILE
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(spoil)
    report = doctor.check(path)
    assert {finding.kind for finding in report.findings} == {kind}
    with acting_as("Frau Sommer"):
        repair(services(), wiki_app.storage, report)
    assert doctor.check(path).findings == []
