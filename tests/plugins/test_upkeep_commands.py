"""`doctor`, `backup`, `restore`, `import-moin` at a terminal: what they say, and how they end."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from familienkonferenz.bots.cli import main
from familienkonferenz.plugins.storage.database import FILE

from .core import TOPIC, TOPIC_TEXT, Wiki, opened


def run(*words: object, german: bool = False) -> Result:
    """Run a command of `konferenz`."""
    env = {"LC_ALL": "de_DE.UTF-8" if german else "C.UTF-8"}
    return CliRunner().invoke(main, [str(word) for word in words], env=env)


@pytest.fixture
def home(wiki: Wiki) -> Path:
    """The folder of a wiki that nobody serves."""
    wiki.close()
    return wiki.home


def damage(home: Path) -> None:
    """Change the newest text of the topic."""
    with closing(sqlite3.connect(home / FILE)) as db, db:
        db.execute("update data set content = 'Gefälscht' where content = ?", (TOPIC_TEXT.encode(),))


def test_the_doctor_says_what_it_found(home: Path) -> None:
    """Clean: 0. Damaged: 1, in the language of the locale. Repaired: 0, and clean from then on."""
    assert run("doctor", "--home", home).output.endswith("4 accounts checked: nothing found\n")
    assert run("doctor", "--deep", "--home", home).exit_code == 0
    damage(home)
    found = run("doctor", "--home", home)
    assert found.exit_code == 1 and "it is not what was stored (wrong digest)" in found.output
    german = run("doctor", "--home", home, german=True)
    assert "nicht mehr, was gespeichert wurde" in german.output and "1 gefunden" in german.output
    assert run("doctor", "--repair", "--dry-run", "--home", home).exit_code == 1
    repaired = run("doctor", "--repair", "--home", home)
    assert repaired.exit_code == 0 and "after the repair 0 left; 1 in quarantine" in repaired.output
    shown = json.loads(run("doctor", "--home", home, "--json").output)
    assert (shown["found"], shown["quarantined"]) == ([], 1)


def test_a_lost_index_is_told_in_few_lines(home: Path) -> None:
    """At a terminal fifty findings and how many more there are; as JSON all of them."""
    with closing(sqlite3.connect(home / FILE)) as db, db:
        db.execute("delete from document")
        db.execute("with recursive n(i) as (select 500 union all select i + 1 from n where i < 600)"
                   " insert into document select i, 'x', 1 from n")  # fmt: skip
    lines = run("doctor", "--home", home).output.splitlines()
    found = json.loads(run("doctor", "--home", home, "--json").output)["found"]
    assert len(lines) == 52 and f"and {len(found) - 50} more" in lines[50] and len(found) > 100


def test_a_backup_and_back(home: Path, tmp_path: Path) -> None:
    """A dated file in the folder; restored elsewhere, and in the place of the wiki that is put aside."""
    folder = tmp_path / "sicherung"
    folder.mkdir()
    assert run("backup", folder, "--home", home, "--dry-run").exit_code == 0 and not list(folder.iterdir())
    made = json.loads(run("backup", folder, "--home", home, "--json").output)
    assert [str(path) for path in folder.iterdir()] == [made["file"]] and made["revisions"] > 5
    new = tmp_path / "neu"
    assert run("restore", made["file"], "--home", new, "--dry-run").exit_code == 0 and not new.exists()
    assert run("restore", made["file"], "--home", new).exit_code == 0
    refused = run("restore", made["file"], "--home", home)
    assert refused.exit_code == 2 and "something in this folder" in refused.output
    again = run("restore", made["file"], "--home", home, "--replace")
    assert again.exit_code == 0 and "the wiki before is in" in again.output
    assert run("doctor", "--home", new).exit_code == run("doctor", "--home", home).exit_code == 0


def test_a_folder_that_is_not_there_yet_is_made(home: Path, tmp_path: Path) -> None:
    """Who writes `sicherung/` means a folder; only its owner reads it. A name that is mistyped later is told."""
    folder = tmp_path / "sicherung"
    assert run("backup", f"{folder}/", "--home", home, "--dry-run").exit_code == 0 and not folder.exists()
    made = json.loads(run("backup", f"{folder}/", "--home", home, "--json").output)
    assert [str(path) for path in folder.iterdir()] == [made["file"]]
    assert folder.stat().st_mode & 0o077 == 0
    missing = run("restore", folder / "gestern.tar.gz", "--home", tmp_path / "neu", german=True)
    assert missing.exit_code == 2 and "die Datei gibt es nicht" in missing.output


def test_a_damaged_wiki_gives_no_backup(home: Path, tmp_path: Path) -> None:
    """One line that names the doctor, exit code 2, no file."""
    damage(home)
    for words in ((), ("--dry-run",)):
        refused = run("backup", tmp_path / "s.tar.gz", "--home", home, *words)
        assert refused.exit_code == 2 and "digest" in refused.output
        assert len(refused.output.splitlines()) == 1
    assert not (tmp_path / "s.tar.gz").exists()


@pytest.mark.parametrize("command", ["doctor", "backup x.tar.gz"])
def test_without_a_wiki_nothing_is_made(tmp_path: Path, command: str) -> None:
    """A mistyped folder is one line and exit code 2, and stays as it was."""
    refused = run(*command.split(), "--home", tmp_path)
    assert refused.exit_code == 2 and "there is no wiki in this folder" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    """One line that names the file and the way out."""
    (tmp_path / FILE).write_bytes(b"Das ist keine Datenbank. " * 100)
    refused = run("doctor", "--home", tmp_path)
    assert refused.exit_code == 2 and "konferenz restore" in refused.output


@pytest.mark.parametrize(
    "command",
    ["serve --port 18199", "serve --port 18199 --dry-run", "doctor", "account list", "backup x.tar.gz"],
)
def test_a_wiki_of_the_format_before_is_not_overlooked(tmp_path: Path, command: str) -> None:
    """No empty wiki beside its pages: one line that names `import-moin`."""
    (tmp_path / "data" / "default" / "meta").mkdir(parents=True)
    refused = run(*command.split(), "--home", tmp_path)
    assert refused.exit_code == 2 and f"konferenz import-moin {tmp_path} --home" in refused.output
    assert len(refused.output.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_wiki_is_taken_over_at_the_terminal(wiki: Wiki, tmp_path: Path) -> None:
    """First said, then done; the new wiki says what the old one said."""
    from .test_takeover import before_the_database

    old, new = before_the_database(wiki, tmp_path / "alt"), tmp_path / "neu"
    planned = run("import-moin", old, "--home", new, "--dry-run")
    assert planned.exit_code == 0 and not new.exists() and "4 accounts; 0 not taken over" in planned.output
    done = json.loads(run("import-moin", old, "--home", new, "--json").output)
    assert done["revisions"] == len(wiki.stored()) and done["notes"] == []
    again = opened(new, wiki.clock)
    assert again.text(TOPIC) == TOPIC_TEXT
    again.close()
    nothing = run("import-moin", tmp_path / "wiki0", "--home", tmp_path / "x")
    assert nothing.exit_code == 2 and "--store" in nothing.output
