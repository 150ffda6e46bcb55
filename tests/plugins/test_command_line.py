"""Moin's own command line beside a wiki of ours: it builds its own application, without our gate.

In our folder it finds no configuration, and with one no store: it does not know our database. Who writes into the
database has the rights of the service's account on the server; even then nothing is shown of a revision that did not
pass the gate, for it has no integer id. The folder is readable for its owner alone.
"""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from familienkonferenz.plugins.storage.derive import derive

from .core import TOPIC, TOPIC_TEXT, VISITOR, Wiki

MOIN = Path(sys.executable).parent / "moin"
CONFIG = """
from pathlib import Path
from familienkonferenz.config import load
from familienkonferenz.plugins.moin_config import moin_config
MOINCFG = moin_config(Path({home!r}), load())
SECRET_KEY = "x" * 40
"""


def moin(wiki: Wiki, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Moin's command in the wiki's folder."""
    return subprocess.run([str(MOIN), *words], cwd=wiki.home, capture_output=True, text=True, check=False)


def revision(wiki: Wiki, folder: Path) -> tuple[str, str]:
    """Files with a new revision of the topic, as `item-put` takes them."""
    page = wiki.page(TOPIC)
    assert page is not None
    meta = {
        "name": [TOPIC], "namespace": "", "itemid": page.item_id, "itemtype": "default", "rev_number": 9,
        "contenttype": "text/x-mediawiki;charset=utf-8", "acl": "All:read,write", "action": "SAVE",
        "revid": "f" * 32, "dataid": "e" * 32, "mtime": 1_900_000_000, "size": 8,
    }  # fmt: skip
    (folder / "meta").write_text(json.dumps(meta))
    (folder / "data").write_text("Gekapert")
    return str(folder / "meta"), str(folder / "data")


@pytest.mark.skipif(not MOIN.exists(), reason="Moin's command is not installed beside Python")
def test_moin_does_nothing_in_our_folder(wiki: Wiki, tmp_path: Path) -> None:
    """`moin item-put` and `moin load` fail for want of a configuration, and the store is as it was."""
    meta, data = revision(wiki, tmp_path)
    before = wiki.stored()
    for words in (("item-put", "-m", meta, "-d", data), ("load", "-f", data)):
        ran = moin(wiki, *words)
        assert ran.returncode != 0 and "No storage configuration specified" in ran.stderr
    assert wiki.stored() == before
    assert not list(wiki.home.glob("**/wikiconfig*"))


@pytest.mark.skipif(not MOIN.exists(), reason="Moin's command is not installed beside Python")
def test_moin_does_not_know_our_database(wiki: Wiki, tmp_path: Path) -> None:
    """With a configuration written by hand Moin's command finds no store of ours, and changes nothing."""
    (wiki.home / "wikiconfig.py").write_text(CONFIG.format(home=str(wiki.home)))
    meta, data = revision(wiki, tmp_path)
    before = wiki.stored()
    moin(wiki, "item-put", "-m", meta, "-d", data, "-o")
    assert wiki.stored() == before
    assert wiki.text(TOPIC) == TOPIC_TEXT


def test_what_never_passed_the_gate_is_not_shown(wiki: Wiki, tmp_path: Path) -> None:
    """A revision put into the store past the gate has no integer id: page, history and API do not know it."""
    meta, _ = revision(wiki, tmp_path)
    history = wiki.of(VISITOR).html(f"/+history/{TOPIC}")
    foreign = wiki.app.router.backends["default"].store(
        json.loads(Path(meta).read_text()), BytesIO(b"Gekapert")
    )
    for again in (False, True):
        assert "Gekapert" not in wiki.of(VISITOR).html(f"/{TOPIC}")
        assert wiki.text(TOPIC) == TOPIC_TEXT
        assert wiki.of(VISITOR).html(f"/+history/{TOPIC}") == history
        changes = wiki.of(VISITOR).api(action="query", list="recentchanges")["query"]["recentchanges"]
        assert changes[0]["title"] != TOPIC
        if not again:
            with wiki.as_system():
                assert derive(wiki.services, wiki.app.storage).foreign == (foreign,)


def test_only_the_owner_reads_the_folder(wiki: Wiki, tmp_path: Path) -> None:
    """A new wiki's folder is closed to all but the account that serves it."""
    from .core import Clock, opened

    made = opened(tmp_path / "neu", Clock())
    made.close()
    assert stat.S_IMODE((tmp_path / "neu").stat().st_mode) == 0o700
