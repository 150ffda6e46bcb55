"""An existing Moin 2 wiki, as it lies on the disk: its backends, read through Moin's own stores and never written.

Knows the three places that Moin's sample configuration names (a file a revision, SQLite by two files or two tables)
and the format that conferences had before the database, which was the first of these. What is in the folder may come
from anybody: only plain files in it are read, by names that lead nowhere else, and only metadata of Moin's shapes.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moin.constants.keys import (
    ACL,
    ACTION,
    COMMENT,
    CONTENTTYPE,
    DATAID,
    ENC_PASSWORD,
    ITEMID,
    ITEMTYPE,
    LANGUAGE,
    MTIME,
    NAME,
    NAME_OLD,
    NAMESPACE,
    PARENTID,
    REV_NUMBER,
    REVID,
    SIZE,
    SUMMARY,
    TAGS,
    USERID,
)  # fmt: skip
from moin.storage import backend_from_uri
from moin.storage.stores.fs import FileStoreMixin

from familienkonferenz.config.language import say

from ..storage.catalogue import ACCOUNT_ID, PAGE_ID, REV_ID
from .fresh import UpkeepError

Meta = dict[str, Any]

BESIDE = ("secret.key", "bot.password")
"""What a conference of the format before keeps beside its data."""

MOST_BYTES = 100_000_000
"""Of one revision; a file that claims more is not read into memory."""

_WORDS = (
    ACL, ACTION, COMMENT, CONTENTTYPE, DATAID, ENC_PASSWORD, ITEMID, ITEMTYPE, LANGUAGE, NAMESPACE, PARENTID, REVID,
    SUMMARY, USERID,
)  # fmt: skip
_LISTS = (NAME, NAME_OLD, TAGS)
_NUMBERS = {MTIME: 253_402_214_400, **dict.fromkeys((REV_NUMBER, SIZE, ACCOUNT_ID, PAGE_ID, REV_ID), 2**53)}
"""Each with what it stays below: times before the year 10000, ids that every program can hold."""
_KEY = re.compile(r"[A-Za-z0-9_-]{1,100}")
_TWO_FILES = re.compile(r"(.*_)([\w-]+)_meta\.db")
_TWO_TABLES = re.compile(r"(.*_)([\w-]+)\.db")


@dataclass(frozen=True, slots=True)
class Source:
    """The wiki's folder, and its backends by name."""

    folder: Path
    backends: dict[str, Any]

    @classmethod
    def open(cls, folder: Path, store: str | None = None) -> Source:
        """The wiki in a folder: the instance's, the one above it, or that of the data. Raises `UpkeepError`.

        `store` is Moin's address of the store with `%(backend)s` and `%(kind)s`, where it lies otherwise.
        """
        if not folder.is_dir():
            raise UpkeepError(
                say(f"{folder}: there is no such folder", f"{folder}: den Ordner gibt es nicht")
            )
        found = _named(folder, store) if store else _found(folder)
        if "default" not in found:
            raise UpkeepError(
                say(
                    f"{folder}: no Moin 2 wiki is in this folder; name its store with --store",
                    f"{folder}: in diesem Ordner liegt kein Moin-2-Wiki; den Speicherort mit --store angeben",
                )
            )
        backends = {name: backend_from_uri(uri) for name, uri in sorted(found.items())}
        for backend in backends.values():
            backend.open()
        return cls(folder, backends)

    def metas(self, backend: str) -> Iterator[tuple[str, Meta | None]]:
        """UUID and metadata of every revision; None where they cannot be read."""
        for uuid in sorted(map(str, self.backends[backend])):
            try:
                yield uuid, self._meta(backend, uuid)
            except (ValueError, KeyError, OSError):
                yield uuid, None

    def retrieve(self, backend: str, uuid: str) -> tuple[Meta, bytes]:
        """Metadata and content of a revision. Raises `KeyError`, `ValueError` or `OSError`."""
        meta, store = self._meta(backend, uuid), self.backends[backend].data_store
        with store[_in_folder(store, str(meta[DATAID]))] as data:
            return meta, data.read()

    def size(self, backend: str, uuid: str) -> int:
        """How large a revision says that its content is. Raises as `retrieve` does."""
        return int(self._meta(backend, uuid).get(SIZE) or 0)

    def _meta(self, backend: str, uuid: str) -> Meta:
        """Metadata as Moin writes them. Raises `ValueError` for any other."""
        store = self.backends[backend].meta_store
        try:
            meta = json.loads(store[_in_folder(store, uuid)].decode("utf-8"))
        except RecursionError:
            raise ValueError(uuid) from None
        if not isinstance(meta, dict) or not all(_sound(key, value) for key, value in meta.items()):
            raise ValueError(uuid)
        json.dumps(meta, ensure_ascii=False).encode()  # halves of characters
        return meta


def _sound(key: str, value: object) -> bool:
    """Whether metadata of this name look so; None stands for nothing."""
    if value is None:
        return True
    if key in _WORDS:
        return isinstance(value, str)
    if key in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return key not in _NUMBERS or (isinstance(value, int | float) and 0 <= value < _NUMBERS[key])


def _in_folder(store: Any, key: str) -> str:
    """The key, if what it names lies in the store itself. Raises `ValueError`: a path leads anywhere, a link too."""
    if not _KEY.fullmatch(key):
        raise ValueError(key)
    if isinstance(store, FileStoreMixin):
        found = (Path(store.path) / key).lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            raise ValueError(key)
    return key


def _named(folder: Path, store: str) -> dict[str, str]:
    """The backends of Moin's sample configuration at an address."""
    names = ("default", "userprofiles", "users")
    return {name: store % {"backend": name, "kind": "%(kind)s"} for name in names}


def _found(folder: Path) -> dict[str, str]:
    """Backend → address of its store."""
    for data in (folder, folder / "data", folder / "wiki" / "data"):
        if not data.is_dir():
            continue
        files = {one.name: f"stores:fs:{one}/%(kind)s" for one in data.iterdir() if (one / "meta").is_dir()}
        if files:
            return files
        names = [one.name for one in data.glob("*.db")]
        two = {match[2]: f"stores:sqlite:{data}/{match[1]}{match[2]}_%(kind)s.db" for name in names
               if (match := _TWO_FILES.fullmatch(name))}  # fmt: skip
        if two:
            return two
        one = {match[2]: f"stores:sqlite:{data}/{name}::%(kind)s" for name in names
               if (match := _TWO_TABLES.fullmatch(name))}  # fmt: skip
        if one:
            return one
    return {}
