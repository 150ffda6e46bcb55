"""Takes over another Moin wiki by its plan: into a new folder, through the store's own functions, past the gate.

The gate is for people who write now; this is history. Ids are given in order, or kept where there are some.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

from moin.constants.contenttypes import CONTENTTYPE_USER
from moin.constants.keys import (
    ACL,
    ACTION,
    ADDRESS,
    COMMENT,
    CONTENTTYPE,
    DISABLED,
    ENC_PASSWORD,
    ITEMID,
    ITEMTYPE,
    LANGUAGE,
    MTIME,
    NAME,
    NAMESPACE,
    PARENTID,
    REV_NUMBER,
    REVID,
    SUMMARY,
    TRASH,
    USERID,
)
from moin.constants.namespaces import NAMESPACE_USERPROFILES

from familienkonferenz.config import Conference
from familienkonferenz.config.language import say

from ..accounts import BOT_PASSWORDS, ROLE, SYSTEM, acting, skeleton
from ..gate import Role
from ..services import Services
from ..storage.catalogue import ACCOUNT_ID, AUTHOR, BOT, MINOR, PAGE_ID, REV_ID
from ..storage.database import FILE
from ..storage.files import FILE as FILE_FACTS
from ..storage.files import Files, described
from ..storage.ledger import CONTRIBUTION_NUMBER
from ..storage.router import CONTENT_TYPE, entry_of, name_outline
from ..storage.rows import PAGES
from ..storage.save import legal
from . import doctor, files
from .doctor import Progress
from .fresh import UpkeepError, fresh_folder, refuse_existing
from .plan import Old, Person, Plan, as_wikitext, names_of
from .repair import raise_sequence
from .stock import BESIDE, Meta

HIGHEST = "highest.json"
"""Where a conference of the format before kept the numbers of what was destroyed."""
_BATCH = 200
_NOBODY = "Anonymous"
"""The author of what nobody signed; no account can be called so."""
_KEPT = (
    ITEMID, REVID, ITEMTYPE, ACTION, COMMENT, SUMMARY, LANGUAGE, MTIME, PARENTID, REV_NUMBER, USERID, ACL, TRASH,
)  # fmt: skip
"""What is kept of a stock revision's metadata; addresses of people and computers are not."""
_PROFILE = (ITEMID, REVID, REV_NUMBER, MTIME, ENC_PASSWORD, DISABLED)
"""What is kept of a stock profile."""


def take_over(plan: Plan, home: Path, conference: Conference, progress: Progress = lambda _: None) -> None:
    """Make the wiki in `home`, which must be empty or not there; what cannot be read on the way becomes a note.

    Raises `UpkeepError` if the doctor finds something wrong with the result; then there is no wiki.
    """
    from ..app import create_app

    refuse_existing(home)
    with fresh_folder(home) as draft:
        if plan.has_ids:
            for name in BESIDE:
                if (plan.source.folder / name).is_file():
                    shutil.copy(plan.source.folder / name, draft / name)
        app = create_app(draft, conference)
        services = app.extensions["familienkonferenz"]
        with app.test_request_context("/"), acting(SYSTEM):
            app.preprocess_request()
            _Taking(plan, app, services).all(progress)
        services.database.close()
        with closing(sqlite3.connect(draft / FILE)) as db:
            db.execute("pragma journal_mode = delete")
        if wrong := doctor.check(draft / FILE).findings:
            raise UpkeepError(
                say(f"{home}: not taken over: {wrong[0]}", f"{home}: nicht übernommen: {wrong[0]}")
            )


class _Taking:
    """Writes what a plan says, in batches, each a transaction."""

    def __init__(self, plan: Plan, app: Any, services: Services) -> None:
        self._plan, self._app, self._services = plan, app, services
        self._names: dict[str, str] = {}
        self._accounts: set[str] = set()
        self._files: dict[str, str] = {}
        """Item → hash of the file that it is now."""

    def all(self, progress: Progress) -> None:
        """Accounts first: the revisions name their authors."""
        with self._services.database.transaction():
            for person in self._plan.people:
                self._account(person)
                progress(1)
        for start in range(0, len(self._plan.revisions), _BATCH):
            with self._services.database.transaction():
                for old in self._plan.revisions[start : start + _BATCH]:
                    self._revision(old)
                    progress(1)
        with self._services.database.transaction():
            self._raise_numbers()

    def _account(self, person: Person) -> None:
        self._names[person.item_id] = person.name
        if not person.kept:
            return
        old, _ = self._plan.source.retrieve(NAMESPACE_USERPROFILES, person.uuid)
        user_id = old.get(ACCOUNT_ID)
        if user_id:
            meta = dict(old)
        else:
            meta = {key: old[key] for key in _PROFILE if key in old} | {
                NAME: [person.name], NAMESPACE: NAMESPACE_USERPROFILES, CONTENTTYPE: CONTENTTYPE_USER,
                ROLE: Role.PARTICIPANT.value, BOT_PASSWORDS: {},
            }  # fmt: skip
        ledger = self._services.ledger
        meta[ACCOUNT_ID] = ledger.account(person.item_id, person.name, skeleton(person.name), user_id)
        self._accounts.add(person.item_id)
        self._keep(NAMESPACE_USERPROFILES, meta, b"")

    def _revision(self, old: Old) -> None:
        try:
            given, content = self._plan.source.retrieve(old.backend, old.uuid)
        except (KeyError, ValueError, OSError):
            self._plan.note(
                f"{old.title.full} {old.uuid}", "its content cannot be read", "der Inhalt ist unlesbar"
            )
            return
        if old.rev_id:
            meta = dict(given) | {ADDRESS: ""}
        elif old.file:
            meta, content = self._file(given, content, old)
        else:
            meta = self._described(given, old)
            text = legal(content.decode("utf-8", "replace"))
            content = as_wikitext(str(given[CONTENTTYPE]), text).encode("utf-8")
        entry = entry_of(meta, BytesIO(content))
        name_outline(meta, entry.outline)
        ledger = self._services.ledger
        meta[PAGE_ID], meta[REV_ID] = ledger.add(entry, old.page_id or None, old.rev_id or None)
        self._keep(PAGES, meta, content)

    def _file(self, given: Meta, data: bytes, old: Old) -> tuple[Meta, bytes]:
        """Metadata and text of a file's page; the file with them, if the revision brought another one."""
        meta = self._described(given, old)
        if not old.deleted:
            facts = (content := files.content(data, old.title)).facts
            if self._files.get(old.item_id) != facts.sha256:
                Files(self._services.database).keep(facts.sha256, content.data)
                self._files[old.item_id], meta[FILE_FACTS] = facts.sha256, described(facts)
        return meta, files.words(given).encode("utf-8")

    def _described(self, given: Meta, old: Old) -> Meta:
        """The metadata of a stock revision, as those of ours are."""
        user_id = str(given.get(USERID) or "")
        meta = {key: given[key] for key in _KEPT if given.get(key) is not None}
        if user_id not in self._accounts:
            meta.pop(USERID, None)
        meta |= {key: legal(meta[key]) for key in (COMMENT, SUMMARY) if key in meta}
        return meta | names_of(given, old.title) | {
            REVID: old.uuid, MTIME: old.time, CONTENTTYPE: CONTENT_TYPE, ADDRESS: "", BOT: False, MINOR: False,
            AUTHOR: self._names.get(user_id, _NOBODY),
        }  # fmt: skip

    def _keep(self, backend: str, meta: Meta, content: bytes) -> None:
        self._app.router.backends[backend].store(meta, BytesIO(content))
        self._app.storage.index_revision(meta, "", backend)

    def _raise_numbers(self) -> None:
        """Numbers of what was destroyed before stay gone."""
        path = self._plan.source.folder / HIGHEST
        if not self._plan.has_ids or not path.is_file():
            return
        for name, value in _highest(path).items():
            if name in ("page", "revision", "account"):
                raise_sequence(self._services.database, name, value)
            elif name == CONTRIBUTION_NUMBER:
                self._services.ledger.raise_number(name, value)


def _highest(path: Path) -> dict[str, int]:
    """The numbers in the file. Raises `UpkeepError`."""
    try:
        numbers = {str(name): int(value) for name, value in json.loads(path.read_text("ascii")).items()}
        if not all(0 <= number < 2**53 for number in numbers.values()):
            raise ValueError(numbers)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise UpkeepError(
            say(f"{path}: these are no highest numbers", f"{path}: das sind keine höchsten Nummern")
        ) from None
    return numbers
