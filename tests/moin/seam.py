"""Moin as it is, on our store and our index: no gate, no catalogue, nothing else of ours.

`SeamApp` is Moin's application with `SqliteBackend` and `SqliteIndexing` where Moin builds its own; so whatever
differs between it and Moin's is the work of these two classes. As a plugin of pytest (`-p seam`) it puts itself in
the place of Moin's application while Moin's own tests run, if `MOIN_TESTS_ON` says "ours". Either way each
run has its index in a folder of its own, so that two runs of one installation do not meet.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import moin.app
from moin.config import IndexStorageConfig
from moin.storage.middleware import routing

from familienkonferenz.plugins.storage.backend import SqliteBackend
from familienkonferenz.plugins.storage.database import Database
from familienkonferenz.plugins.storage.index import SqliteIndexing

ON = "MOIN_TESTS_ON"


class SeamApp(moin.app.MoinApp):  # type: ignore[misc]
    """Moin's application; its revisions and its index are in one database in a temporary folder."""

    seam_folder: Path | None = None

    def _init_backends(self, create_backend: bool) -> None:
        if self.seam_folder is None:
            self.seam_folder = Path(tempfile.mkdtemp(prefix="moin-seam-"))
        database = Database(self.seam_folder)
        database.connection.execute("pragma synchronous = off")  # what a power loss does is not asked here
        backends = {name: SqliteBackend(database, name) for name in self.cfg.backend_mapping}
        self.router = routing.Backend(self.cfg.namespace_mapping, backends)
        self.router.open()
        self.storage = SqliteIndexing(
            database,
            self.cfg.index_storage,
            self.router,
            wiki_name=self.cfg.interwikiname,
            acl_rights_contents=self.cfg.acl_rights_contents,
        )
        self.storage.open()

    def deinit_backends(self) -> None:
        """As Moin does it; the folder goes with it."""
        super().deinit_backends()
        self.storage.database.close()
        if self.seam_folder is not None:
            shutil.rmtree(self.seam_folder, ignore_errors=True)


def pytest_configure(config: Any) -> None:
    """Before Moin's `conftest.py` is read: the index in a folder of this run, and the seam where it is asked for."""
    from moin._tests import wikiconfig

    config.seam_index = tempfile.mkdtemp(prefix="moin-index-")
    wikiconfig.Config.index_storage = IndexStorageConfig(
        name="FileStorage", args=(str(Path(config.seam_index) / "index"),), kwargs={}
    )
    if os.environ.get(ON) == "ours":
        moin.app.MoinApp = SeamApp


def pytest_unconfigure(config: Any) -> None:
    """The run's folder is removed."""
    shutil.rmtree(config.seam_index, ignore_errors=True)
