"""Two wikis side by side: Moin on Whoosh and in memory, and Moin on our store and index.

Both are told the same and asked the same. Ids are random, so each side calls them by their turn (`rev 3`,
`item 1`); the clock is driven, and goes on with every look at it, so that no two revisions have one time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import moin.app
import pytest
from moin import flaskg
from moin.config import AclConfig, IndexStorageConfig
from moin.constants.keys import ALL_REVS, CONTENT, DATAID, ITEMID, LATEST_META, LATEST_REVS, REVID
from moin.storage import create_simple_mapping
from moin.storage.middleware import protecting, validation

from .seam import SeamApp

SECRETS = ("enc_password", "session_key", "session_token")
"""What is random in a profile."""
INDEXES = (ALL_REVS, LATEST_REVS, LATEST_META)


class Clock:
    """Seconds since 1970; every look at it takes one."""

    def __init__(self) -> None:
        self.now = 0

    def time(self) -> float:
        """The time."""
        self.now += 1
        return float(self.now)


@dataclass
class Side:
    """One of the two wikis."""

    app: moin.app.MoinApp
    whoosh: bool
    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def empty(self) -> None:
        """As on the first day."""
        with self.app.app_context():
            storage, router = self.app.storage, self.app.router
            storage.close()
            storage.destroy()
            router.destroy()
            router.create()
            router.open()
            storage.create()
            storage.open()
        self.names, self.ids = {}, {}

    def does(self, what: Callable[[Side], Any]) -> Any:
        """The answer, or the name of the error, with this side's ids called by their turn."""
        with self.app.test_request_context("/"):
            moin.app.before_wiki()
            try:
                answer = what(self)
            except Exception as error:
                answer = ("error", type(error).__name__)
            finally:
                moin.app.teardown_wiki("")
            self._learn()
            return self.told(answer)

    def told(self, value: Any) -> Any:
        """A value without what is random."""
        match value:
            case dict():
                return {key: self.told(each) for key, each in value.items() if key not in SECRETS}
            case list() | tuple():
                return [self.told(each) for each in value]
            case str():
                return self.names.get(value, value)
        return value

    def state(self) -> dict[str, Any]:
        """Everything stored, and all that the three indexes tell of it."""
        with self.app.test_request_context("/"):
            moin.app.before_wiki()
            stored = []
            for backend, uuid in self.app.router:
                meta, data = self.app.router.retrieve(backend, uuid)
                stored.append((backend, dict(meta), data.read()))
            return {"stored": self.told(stored), **{name: self._index(name) for name in INDEXES}}

    def rev(self, turn: int) -> str:
        """The id of a revision; after the last come the first again."""
        known = sum(name.startswith("rev ") for name in self.ids)
        return self.ids[f"rev {turn % known}"]

    def _index(self, name: str) -> list[Any]:
        found = []
        with flaskg.unprotected_storage.ix[name].searcher() as searcher:
            for fields in searcher.all_stored_fields():
                text = fields[CONTENT] if CONTENT in self.app.storage.schemas[name] else ""
                found.append(self.told({**fields, CONTENT: text}))
        return sorted(found, key=lambda fields: str(fields[REVID]))

    def _learn(self) -> None:
        for backend, uuid in self.app.router:
            if uuid not in self.names:
                meta, _ = self.app.router.retrieve(backend, uuid)
                for kind, each in (("rev", uuid), ("item", meta[ITEMID]), ("data", meta[DATAID])):
                    if each not in self.names:
                        number = sum(name.startswith(f"{kind} ") for name in self.ids)
                        self.names[each] = f"{kind} {number}"
                        self.ids[f"{kind} {number}"] = each


@dataclass
class Twins:
    """Both."""

    stock: Side
    ours: Side
    clock: Clock

    def empty(self) -> None:
        """Both as on the first day, a Monday in November."""
        self.clock.now = 1_762_732_800
        self.stock.empty()
        self.ours.empty()

    def do(self, what: Callable[[Side], Any]) -> Any:
        """Let both do it at the same time, and find that they answer the same."""
        start = self.clock.now
        theirs = self.stock.does(what)
        self.clock.now = start
        ours = self.ours.does(what)
        assert ours == theirs, _apart(ours, theirs)
        return theirs

    def same(self) -> None:
        """Find that both hold the same."""
        theirs, ours = self.stock.state(), self.ours.state()
        for part, value in theirs.items():
            assert ours[part] == value, part


def _apart(ours: Any, theirs: Any) -> str:
    """What differs, of two long lists the parts that do."""
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs) > 0:
        pairs = [(mine, other) for mine, other in zip(ours, theirs, strict=True) if mine != other]
        return "\n".join(f"ours:  {mine}\nstock: {other}" for mine, other in pairs[:12])
    return f"ours:  {ours}\nstock: {theirs}"


@contextmanager
def twins() -> Iterator[Twins]:
    """Two empty wikis. Where our application has put its own rights over Moin's, Moin's count here."""
    clock = Clock()
    rights = next(each for each in protecting.ProtectedItem.__mro__ if each.__module__ == protecting.__name__)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(validation, "time", clock)
        patch.setattr(protecting, "ProtectedItem", rights)
        stock = Side(_app(moin.app.MoinApp, Path(folder)), whoosh=True)
        ours = Side(_app(SeamApp, Path(folder)), whoosh=False)
        try:
            yield Twins(stock, ours, clock)
        finally:
            moin.app.destroy_app(stock.app)
            moin.app.destroy_app(ours.app)


def _app(kind: type[moin.app.MoinApp], folder: Path) -> moin.app.MoinApp:
    from moin._tests import wikiconfig

    everything = AclConfig(
        before="", default="All:read,write,create,admin,destroy", after="", hierarchic=False
    )
    mapping = create_simple_mapping(
        "stores:memory:", everything, everything, everything, everything, everything
    )
    config = type("Config", (wikiconfig.Config,), {
        "index_storage": IndexStorageConfig(name="FileStorage", args=(str(folder / "index"),), kwargs={}),
    })  # fmt: skip
    return kind(
        flask_config_dict={"SECRET_KEY": "Niederwalde", "SERVER_NAME": "localhost:8080", "TESTING": True},
        moin_config_class=config,
        namespace_mapping=mapping[0],
        backend_mapping=mapping[1],
        acl_mapping=mapping[2],
        create_backend=True,
        destroy_backend=True,
    )
