"""Facts about the bots' folder."""

from datetime import UTC, datetime

import pytest

from familienkonferenz.bots.contributions import Contribution
from familienkonferenz.bots.errors import StateError
from familienkonferenz.bots.state import State

DAY = datetime(2026, 11, 3, 20, 15, tzinfo=UTC)
SAID = Contribution(
    "B1", "beitrag", "Beitrag/1", "Bänke", "Am Kröpcke fehlen Bänke.\n🎉", "Lisa", "Wunsch", "", "", "", DAY, DAY, (7,)
)  # fmt: skip


def journal(tmp_path):
    (path,) = tmp_path.rglob("journal.jsonl")
    return path


def test_what_is_saved_is_loaded(tmp_path):
    """Contributions and cursor come back as they were; before anything was saved there are none."""
    state = State(tmp_path, "http://127.0.0.1:8080/")
    assert state.load() == ({}, 0)
    state.save([SAID], 7)
    assert state.load() == ({"B1": SAID}, 7)
    assert State(tmp_path, "http://127.0.0.1:8080").load() == ({"B1": SAID}, 7)


def test_each_wiki_has_its_own_journal(tmp_path):
    """The same bots work on several wikis from one folder."""
    for url in ("http://127.0.0.1:8080", "https://wiki.example/w", "https://wiki.example", "http://[::1]:80"):
        State(tmp_path, url).save([], 1)
    assert len(list(tmp_path.rglob("journal.jsonl"))) == 4


def test_a_broken_journal_is_named_with_its_line(tmp_path):
    """File, line and remedy: who deletes it harvests again."""
    state = State(tmp_path, "http://127.0.0.1:8080")
    state.save([SAID], 7)
    with journal(tmp_path).open("a", encoding="utf-8") as file:
        file.write('{"id": "B2"}\n')
    with pytest.raises(StateError) as broken:
        state.load()
    assert str(broken.value).startswith(f"{journal(tmp_path)}, ")
    assert " 3: " in str(broken.value)
    assert "löschen" in str(broken.value)
    journal(tmp_path).write_bytes(b"\xff\xfe")
    with pytest.raises(StateError, match=r"journal\.jsonl"):
        state.load()


def test_a_save_that_fails_leaves_the_old_journal(tmp_path):
    """The new one is written beside the old and takes its place in one step."""
    state = State(tmp_path, "http://127.0.0.1:8080")
    state.save([SAID], 7)

    def breaking_off():
        yield SAID
        raise RuntimeError

    with pytest.raises(RuntimeError):
        state.save(breaking_off(), 8)
    assert state.load() == ({"B1": SAID}, 7)


def test_a_folder_that_is_a_file_is_told(tmp_path):
    """The path, and what to check."""
    home = tmp_path / "home"
    home.write_text("", encoding="utf-8")
    with pytest.raises(StateError, match="home"):
        State(home, "http://127.0.0.1:8080").save([], 1)
