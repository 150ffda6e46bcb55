"""Another Moin 2 wiki is taken over with its history, its people and their passwords; what is left out is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from familienkonferenz.config import load
from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.storage.database import FILE
from familienkonferenz.plugins.storage.files import Files
from familienkonferenz.plugins.storage.save import read
from familienkonferenz.plugins.upkeep import anew, doctor
from familienkonferenz.plugins.upkeep.cli import import_moin
from familienkonferenz.plugins.upkeep.fresh import UpkeepError
from familienkonferenz.plugins.upkeep.plan import Plan
from familienkonferenz.plugins.upkeep.stock import Source
from familienkonferenz.plugins.upkeep.takeover import take_over

from .core import LISA, SOMMER, TOPIC, VISITOR, Clock, Wiki, opened

STORES = {
    "a file a revision": "stores:fs:{data}/%(backend)s/%(kind)s",
    "two databases": "stores:sqlite:{data}/mywiki_%(backend)s_%(kind)s.db",
    "two tables": "stores:sqlite:{data}/mywiki_%(backend)s.db::%(kind)s",
}

STOCK = Path(__file__).parent / "stock_wiki.py"


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A stock Moin wiki in each of its stores, made by Moin itself in a process of its own."""
    made = {}
    for name, uri in STORES.items():
        home = tmp_path_factory.mktemp("stock")
        (home / "data").mkdir()
        subprocess.run(
            [sys.executable, str(STOCK), str(home), uri.format(data=home / "data")],
            check=True, cwd=home, capture_output=True, text=True,
        )  # fmt: skip
        made[name] = home
    return made


def taken(source: Path, home: Path) -> tuple[Wiki, Plan]:
    """The wiki taken over, and the plan with its notes."""
    plan = Plan.of(Source.open(source), load())
    take_over(plan, home, load())
    return opened(home, Clock()), plan


@pytest.mark.parametrize("store", STORES)
def test_a_stock_wiki_is_taken_over(stock: dict[str, Path], tmp_path: Path, store: str) -> None:
    """All revisions in their order with author, time and comment; the doctor finds nothing, in the texts either."""
    new, plan = taken(stock[store], tmp_path / "neu")
    home = new.page("Home")
    assert home is not None
    rows = new.services.catalogue.revisions(home.page_id, newest_first=False)
    with new.app.app_context():
        assert [read(row.rev_id) for row in rows] == ["Eins [[Kategorie:Alt]]", "Zwei", "Drei"]
    assert [row.user_name for row in rows] == ["Lisa", "Moderator (Moin)", "Anonymous"]
    assert [row.time for row in rows] == [1000, 2000, 2000]
    assert rows[0].summary == "Kommentar 1000"
    other = new.page("Zweite")
    assert other is not None and rows[0].rev_id < other.latest < rows[1].rev_id
    assert new.text("Benutzer:Lisa") == "Ich bin Lisa"
    assert (
        new.page("Weg") is None
        and new.services.database.one("select deleted from page where name = 'Weg'")[0]
    )
    assert doctor.check(new.home / FILE).findings == []
    assert list(anew.compare(new.home / FILE, load())) == []
    assert new.write("Home", "Es geht weiter") > home.latest
    assert "10.1.2.3" not in json.dumps(list(new.stored().values()))
    new.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["neu"]
    assert plan.left_out == len([note for note in plan.notes if note.lost])


def test_people_keep_their_passwords_and_get_no_more_rights(stock: dict[str, Path], tmp_path: Path) -> None:
    """They sign in as before and are participants; addresses are gone; a name that is reserved is left out."""
    new, plan = taken(stock["a file a revision"], tmp_path / "neu")
    with new.request_as(VISITOR):
        lisa = accounts.authenticate("Lisa", "Kastanien im Herbst")
        assert lisa is not None and accounts.role_of("Lisa").value == "participant"
        assert accounts.authenticate("Opa Heinrich", "Kastanien im Herbst") is not None
        assert accounts.find("Moderator") is None
    assert "example.org" not in "".join(
        row["meta"] for row in new.services.database.all("select meta from stored")
    )
    assert any(note.where == "Moderator" and note.lost for note in plan.notes)
    new.close()


def test_other_markup_becomes_preformatted_text(stock: dict[str, Path], tmp_path: Path) -> None:
    """The words are shown as they were typed, and do nothing."""
    new, plan = taken(stock["a file a revision"], tmp_path / "neu")
    html = new.browser().html("/Moin")
    assert "* Liste &lt;&lt;Macro&gt;&gt; {{x}} &lt;/pre&gt; ''schräg''" in html
    assert "<pre" in html
    assert [note.where for note in plan.notes if "preformatted" in note.english] == ["Moin"]
    new.close()


def test_pictures_become_files_with_their_versions(stock: dict[str, Path], tmp_path: Path) -> None:
    """As if uploaded: flat names with an ending, a version for each other content; deleted ones can come back."""
    new, plan = taken(stock["a file a revision"], tmp_path / "neu")
    files = Files(new.services.database)
    page = new.page("Datei:Home-Ampel.png")
    assert page is not None and plan.files == 2
    green, red = files.versions(page.page_id)
    assert [(one.user_name, one.time, one.facts.mime) for one in (red, green)] == [
        ("Lisa", 2620, "image/png"), ("Lisa", 2640, "image/png"),
    ]  # fmt: skip
    assert (red.facts.width, red.facts.height) == (40, 30)
    assert len(list(new.services.catalogue.revisions(page.page_id))) == 3
    shown = new.browser()
    assert shown.get(f"/+datei/{red.rev_id}/Home-Ampel.png").data == files.content(red.facts.sha256)
    assert f'src="/+datei/{green.rev_id}/' in shown.html("/Zeigt")
    assert shown.get("/+datei/Bank.jpg").status_code == 404
    gone = new.services.database.one("select page_id from page where name = 'Bank.jpg' and deleted")
    assert gone is not None and len(list(files.versions(gone["page_id"]))) == 1
    assert [note.german for note in plan.notes if note.where == "Home/Ampel"] == [
        "heißt jetzt Datei:Home-Ampel.png", "Schlagwörter entfallen: Verkehr",
    ]  # fmt: skip
    assert doctor.check(new.home / FILE).findings == []
    assert list(anew.compare(new.home / FILE, load())) == []
    new.close()


def test_what_is_left_out_is_told_before_anything_is_written(stock: dict[str, Path], tmp_path: Path) -> None:
    """Files that cannot be kept, names that cannot be, Moin's own help; the source is only read."""
    source = stock["a file a revision"]
    before = {path: path.stat().st_mtime_ns for path in source.rglob("*")}
    plan = Plan.of(Source.open(source), load())
    assert {note.where for note in plan.notes if note.lost} == {
        "Bild", "Plan", "Home/Ampel", "Gibt|nicht", "help-en", "Moderator",
    }  # fmt: skip
    assert {note.where for note in plan.notes if not note.lost and " " not in note.where} == {
        "Moin", "Geheim", "users/lisa", "lisa", "Home/Ampel", "Bank.jpg",
    }  # fmt: skip
    assert [note.english[:9] for note in plan.notes if note.where.startswith("Home ")] == ["its clock"]
    assert {path: path.stat().st_mtime_ns for path in source.rglob("*")} == before
    assert not list(tmp_path.iterdir())


def test_rules_of_access_stay(stock: dict[str, Path], tmp_path: Path) -> None:
    """A page that was closed does not become public."""
    new, _ = taken(stock["a file a revision"], tmp_path / "neu")
    assert "Nur für Opa" not in new.browser().html("/Geheim")
    assert new.text("Geheim") == "Nur für Opa"
    new.close()


def before_the_database(wiki: Wiki, folder: Path) -> Path:
    """The wiki as conferences were kept before: a file a revision, and the numbers of what was destroyed."""
    from moin.storage import backend_from_uri

    for name in ("default", "userprofiles"):
        there = wiki.app.router.backends[name]
        here = backend_from_uri(f"stores:fs:{folder}/data/{name}/%(kind)s")
        here.create()
        for uuid in there:
            meta, data = there.retrieve(uuid)
            here.store(meta, data)
    highest = wiki.services.database.all(
        "select name, seq as value from sqlite_sequence where name in ('page', 'revision', 'account')"
        " union all select name, value from counter"
    )
    (folder / "highest.json").write_text(json.dumps({row["name"]: row["value"] for row in highest}))
    shutil.copy(wiki.home / "secret.key", folder / "secret.key")
    return folder


def test_a_conference_of_the_format_before_keeps_its_ids(wiki: Wiki, tmp_path: Path) -> None:
    """Pages, revisions, accounts with roles and bot passwords, numbers of what was destroyed: all as it was."""
    wiki.contribute(LISA, "Spielplatz", "Mehr Schatten")
    wiki.write("Weg", "Privates")
    wiki.of(SOMMER).post("/+destroy/Weg", comment="")
    wiki.of(SOMMER).post("/+destroy/Beitrag/3", comment="")
    asked = (
        "select page_id, name, latest, time, author, deleted from page order by page_id",
        "select rev_id, uuid, page_id, parent_id, time, user_name, sha1 from revision order by rev_id",
        "select * from account order by user_id",
        "select name, seq from sqlite_sequence where name in ('page', 'revision', 'account') order by name",
        "select uuid, meta, content from stored join data using (data_id) order by uuid",
    )
    before = [[tuple(row) for row in wiki.services.database.all(sql)] for sql in asked]
    old = before_the_database(wiki, tmp_path / "alt")
    take_over(plan := Plan.of(Source.open(old), load()), tmp_path / "neu", load())
    new = opened(tmp_path / "neu", wiki.clock, wiki.sessions)
    assert plan.notes == [] and plan.has_ids
    for sql, rows in zip(asked, before, strict=True):
        assert [tuple(row) for row in new.services.database.all(sql)] == rows, sql
    assert new.of(LISA).submit(f"/+modify/{TOPIC}", text="Es geht weiter").status_code == 302
    assert new.contribute(LISA, "Noch etwas", "Eine Bank") == 4
    new.close()


def test_a_folder_with_something_in_it_is_refused(stock: dict[str, Path], tmp_path: Path) -> None:
    """Neither a wiki nor anything else is written over; what is no Moin wiki is told."""
    (tmp_path / "etwas").write_text("Wichtig")
    with pytest.raises(UpkeepError, match="something in this folder"):
        take_over(Plan.of(Source.open(stock["a file a revision"]), load()), tmp_path, load())
    with pytest.raises(UpkeepError, match="no Moin 2 wiki"):
        Source.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["etwas"]


GOOD = {
    "itemid": "a" * 32, "revid": "b" * 32, "dataid": "c" * 32, "name": ["Gut"], "namespace": "", "mtime": 1000,
    "rev_number": 1, "contenttype": "text/x-mediawiki;charset=utf-8", "itemtype": "default", "action": "SAVE",
    "size": 3, "comment": "so\x1b[31m", "userid": "",
}  # fmt: skip
SECRET = "Was sonst auf der Platte liegt"


def hostile(folder: Path, meta: str | bytes, *, uuid: str = "d" * 32) -> Path:
    """A wiki of one good page, and beside it a revision that somebody made up."""
    for kind in ("default/meta", "default/data", "userprofiles/meta", "userprofiles/data"):
        (folder / "data" / kind).mkdir(parents=True)
    (folder / "geheim.txt").write_text(SECRET)
    store = folder / "data" / "default"
    (store / "data" / ("c" * 32)).write_text("Eins\x00\x1b\uffff")
    (store / "meta" / ("b" * 32)).write_text(json.dumps(GOOD))
    (store / "data" / "leitet").symlink_to(folder / "geheim.txt")
    os.mkfifo(store / "data" / "wartet")
    with (store / "data" / "riesig").open("wb") as file:
        file.truncate(10**12)
    (store / "meta" / uuid).write_bytes(
        meta if isinstance(meta, bytes) else meta.encode("utf-8", "surrogatepass")
    )
    return folder


def made_up(**other: object) -> str:
    return json.dumps({**GOOD, "itemid": "e" * 32, "revid": "d" * 32, "name": ["Fremd"], **other})


@pytest.mark.parametrize(
    "meta",
    [
        made_up(dataid="../../../geheim.txt"), made_up(dataid="leitet"), made_up(dataid="wartet"),
        made_up(dataid="riesig"), made_up(dataid="meta"), made_up(dataid=["c" * 32]), made_up(dataid=None),
        made_up(dataid="riesig", contenttype="image/png", size=5), made_up(mtime="gestern"), made_up(mtime=10**30),
        made_up(mtime=float("nan")), made_up(mtime=-1), made_up(rev_number={}), made_up(name="Fremd"),
        made_up(name=[["Fremd"]]), made_up(name=[3]), made_up(itemid=["x"]), made_up(namespace=5),
        made_up(comment={"a": 1}), made_up(contenttype=["text/x-mediawiki"]), made_up(acl=[1]), made_up(tags="rot"),
        made_up(size="viel", contenttype="image/png"), made_up(userid=[]), made_up(parentid={}),
        made_up(comment="\ud800"),
        "[" * 100_000, '{"a":' * 100_000, "null", "[]", "7", "", "{", b"\xff\xfe{}", b"\x00" * 50,
    ],
    ids=lambda meta: str(meta[-60:]),
)  # fmt: skip
def test_what_is_made_up_is_told_and_nothing_else_is_read(tmp_path: Path, meta: str | bytes) -> None:
    """Neither paths nor links lead out of the wiki's folder; metadata that Moin never writes stop nothing."""
    new, plan = taken(hostile(tmp_path / "alt", meta), tmp_path / "neu")
    assert new.text("Gut") == "Eins" and new.page("Fremd") is None
    assert plan.left_out >= 1
    assert SECRET.encode() not in (new.home / FILE).read_bytes()
    assert doctor.check(new.home / FILE).findings == []
    new.close()


@pytest.mark.parametrize("name", [b"\xff\xfe", b"\x1b[31mrot", "ä ö".encode(), b"..."])
def test_odd_names_of_files_are_told_without_commands_to_the_terminal(tmp_path: Path, name: bytes) -> None:
    """What a folder lists may be anything but a slash; it is left out, and said so in plain signs."""
    old = hostile(tmp_path / "alt", made_up(name=["Rot\u009b31m"]))
    (old / "data" / "default" / "meta" / os.fsdecode(name)).write_text(json.dumps(GOOD))
    ran = CliRunner().invoke(import_moin, [str(old), "--home", str(tmp_path / "neu")])
    assert ran.exit_code == 1, ran.output
    assert all(line.isprintable() for line in ran.output.split("\n")), ran.output
    assert "cannot be read" in ran.output


@pytest.mark.parametrize(
    "numbers", ["", "[]", "{", '{"page": "x"}', '{"page": 1e400}', '{"page": -5}', "[" * 99_999]
)
def test_made_up_numbers_are_refused(wiki: Wiki, tmp_path: Path, numbers: str) -> None:
    """One line, and no wiki."""
    old = before_the_database(wiki, tmp_path / "alt")
    (old / "highest.json").write_text(numbers)
    with pytest.raises(UpkeepError, match="no highest numbers"):
        take_over(Plan.of(Source.open(old), load()), tmp_path / "neu", load())
    assert not (tmp_path / "neu").exists()
