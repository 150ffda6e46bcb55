"""A backup is whole or not there, and a wiki made from it says what the old one said."""

from __future__ import annotations

import io
import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from familienkonferenz.plugins.storage.database import FILE
from familienkonferenz.plugins.upkeep import anew, doctor
from familienkonferenz.plugins.upkeep.backup import Kept, back_up, dated, restore
from familienkonferenz.plugins.upkeep.fresh import UpkeepError, fresh_folder, is_in_use

from .core import LISA, TOPIC, VISITOR, Wiki, opened

CLAIM = """
import sys
from pathlib import Path
from familienkonferenz.plugins.upkeep.fresh import claim
claim(Path(sys.argv[1]))
print("claimed", flush=True)
sys.stdin.read()
"""
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


def truth(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """All revisions with ids, metadata and texts, byte for byte, and the sequences."""
    asked = {
        "stored": "select * from stored join data using (data_id) order by number",
        "ids": "select rev_id, uuid, page_id from revision order by rev_id",
        "accounts": "select * from account order by user_id",
        "sequences": "select name, seq from sqlite_sequence order by name",
        "counters": "select * from counter order by name",
    }
    with closing(sqlite3.connect(home / FILE)) as db:
        return {name: db.execute(sql).fetchall() for name, sql in asked.items()}


def kept(wiki: Wiki, folder: Path) -> Kept:
    """A backup of the wiki in a folder."""
    (wiki.home / "bot.password").write_text("Konferenzbot@konferenz\ngeheim\n")
    return back_up(wiki.home, dated(folder, NOW), NOW)


def test_a_restored_wiki_is_the_one_that_was_kept(wiki: Wiki, tmp_path: Path) -> None:
    """The drill: texts and ids byte for byte, people still signed in, numbers go on, and nothing is left lying."""
    wiki.contribute(LISA, "Spielplatz", "Mehr Schatten")
    before, folder = truth(wiki.home), tmp_path / "sicherung"
    folder.mkdir()
    backup = kept(wiki, folder)
    wiki.write_as(LISA, TOPIC, "Nach der Sicherung")
    _, aside = restore(backup.path, tmp_path / "neu", NOW)
    assert truth(tmp_path / "neu") == before and aside is None
    assert sorted(file.name for file in (tmp_path / "neu").iterdir()) == ["bot.password", "secret.key", FILE]
    assert (tmp_path / "neu" / "secret.key").read_text() == (wiki.home / "secret.key").read_text()
    again = opened(tmp_path / "neu", wiki.clock, wiki.sessions)
    assert again.of(LISA).submit(f"/+modify/{TOPIC}", text="Es geht weiter").status_code == 302
    assert again.contribute(LISA, "Noch etwas", "Eine Bank") == 4
    again.close()
    assert list(folder.iterdir()) == [backup.path]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_backup_is_one_dated_file_for_its_owner(wiki: Wiki, tmp_path: Path) -> None:
    """Named after the moment, mode 0600, with a list of what is in it."""
    backup = kept(wiki, tmp_path)
    assert backup.path.name == "konferenz-2026-11-22-143000.tar.gz"
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert backup.manifest["revisions"] == len(wiki.stored()) and backup.manifest["accounts"] == 4
    with tarfile.open(backup.path) as archive:
        assert archive.getnames() == ["manifest.json", "bot.password", "secret.key", FILE]


def test_a_backup_replaces_nothing(wiki: Wiki, tmp_path: Path) -> None:
    """A name that is taken is refused, and the file stays what it was."""
    first = kept(wiki, tmp_path).path.read_bytes()
    with pytest.raises(UpkeepError, match="already"):
        kept(wiki, tmp_path)
    assert dated(tmp_path, NOW).read_bytes() == first


def test_damaged_data_are_no_backup(wiki: Wiki, tmp_path: Path) -> None:
    """Nothing lies under the name, nothing half beside it; the message names the doctor."""
    folder = tmp_path / "sicherung"
    folder.mkdir()
    with closing(sqlite3.connect(wiki.home / FILE)) as db, db:
        db.execute("update data set content = 'Gefälscht' where id = 3")
    with pytest.raises(UpkeepError, match="konferenz doctor --repair"):
        kept(wiki, folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "spoiled", ["short", "one byte", "no archive", "empty", "a path", "a link", "a stranger"]
)
def test_what_is_no_whole_backup_is_refused(wiki: Wiki, tmp_path: Path, spoiled: str) -> None:
    """Cut off, changed, or made by somebody else: one line, no folder, no file anywhere."""
    path = kept(wiki, tmp_path).path
    whole = path.read_bytes()
    path.unlink()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    contents = {"short": whole[:-200], "one byte": bytes(changed), "no archive": b"Hallo", "empty": b""}
    if spoiled in contents:
        path.write_bytes(contents[spoiled])
    else:
        repack(whole, path, spoiled)
    with pytest.raises(UpkeepError, match="no whole backup"):
        restore(path, tmp_path / "neu", NOW)
    assert not (tmp_path / "neu").exists() and not (tmp_path / "fremd").exists()
    assert not [left for left in tmp_path.iterdir() if left.name.startswith(".")]


def repack(whole: bytes, path: Path, how: str) -> None:
    """The backup with a member that does not belong into it."""
    with tarfile.open(fileobj=io.BytesIO(whole)) as old, tarfile.open(path, "w:gz") as new:
        for entry in old:
            content = old.extractfile(entry)
            assert content is not None
            if entry.name == "secret.key":
                entry.name = {"a path": "../secret.key"}.get(how, entry.name)
                if how == "a link":
                    entry.type, entry.linkname, entry.size = tarfile.SYMTYPE, "/etc/passwd", 0
            new.addfile(entry, content)
        if how == "a stranger":
            new.addfile(tarfile.TarInfo("fremd"))


def test_a_wiki_that_is_there_is_not_overwritten(wiki: Wiki, tmp_path: Path) -> None:
    """Refused; with `replace` too while it is open; then put aside whole."""
    backup = kept(wiki, tmp_path)
    wiki.write_as(LISA, TOPIC, "Nach der Sicherung")
    now = truth(wiki.home)
    with pytest.raises(UpkeepError, match="something in this folder"):
        restore(backup.path, wiki.home, NOW)
    with pytest.raises(UpkeepError, match="being served"):
        restore(backup.path, wiki.home, NOW, replace=True)
    assert truth(wiki.home) == now
    wiki.close()
    _, aside = restore(backup.path, wiki.home, NOW, replace=True)
    assert aside is not None and aside.name == "wiki0-2026-11-22-143000" and truth(aside) == now
    assert truth(wiki.home) != now and doctor.check(wiki.home / FILE).findings == []


def test_a_wiki_that_is_served_is_not_put_aside(wiki: Wiki) -> None:
    """The claim holds while the process that serves lives, even if it has nothing open."""
    wiki.close()
    assert not is_in_use(wiki.home)
    serving = subprocess.Popen(
        [sys.executable, "-c", CLAIM, str(wiki.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert serving.stdout and serving.stdout.readline()
    assert is_in_use(wiki.home)
    serving.communicate("")
    assert not is_in_use(wiki.home)


def test_a_folder_is_made_whole_or_not(tmp_path: Path) -> None:
    """What fails on the way leaves neither the folder nor a draft of it."""
    with pytest.raises(RuntimeError), fresh_folder(tmp_path / "neu") as draft:
        (draft / "halb").write_text("halb")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with fresh_folder(tmp_path / "neu") as draft:
        (draft / "ganz").write_text("ganz")
    assert [path.name for path in tmp_path.rglob("*")] == ["neu", "ganz"]


def test_a_backup_is_taken_while_people_write(wiki: Wiki, tmp_path: Path) -> None:
    """An open transaction does not hold it up, and is not in it."""
    wiki.write(TOPIC, "Vorher")
    with wiki.services.database.transaction():
        wiki.services.database.run("delete from data")
        anew.copy(wiki.home / FILE, tmp_path / FILE)
        wiki.services.database.connection.execute("rollback")
        wiki.services.database.connection.execute("begin")
    assert doctor.check(tmp_path / FILE).findings == []
    assert wiki.of(VISITOR).get(f"/{TOPIC}").status_code == 200
