"""Moin on our store and index answers as Moin on Whoosh does, whatever it is told and asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from moin import flaskg, user
from moin.constants.itemtypes import ITEMTYPE_DEFAULT
from moin.constants.keys import (
    ACL,
    ALL_REVS,
    COMMENT,
    CONTENT,
    CONTENTNGRAM,
    CONTENTTYPE,
    ITEMID,
    LATEST_META,
    LATEST_REVS,
    NAME_EXACT,
    NAMENGRAM,
    NAMES,
    REVID,
    TAGS,
    TRASH,
)
from moin.items import Item
from moin.user import User, create_user
from whoosh import query

from .questions import (
    ACLS,
    MARKUP,
    PARSED,
    PLAIN,
    TAGS_OF_PAGES,
    WORDS,
    built,
    fields_of,
    orders,
    pages,
    queries,
    sound,
    tags,
    texts,
    turns,
)
from .twins import Side, Twins, twins


class Both(RuleBasedStateMachine):
    """What people and administrators do to a wiki, done to both."""

    wikis: Twins

    def __init__(self) -> None:
        super().__init__()
        self.wikis.empty()

    @initialize()
    def found(self) -> None:
        """Three pages are there from the beginning."""
        self.save("Haus", "Ampeln [[Baum]]", ["rot"], "Weg", None, MARKUP)
        self.save("Haus/Keller", "ampel Straße grün the Weg", ["grün", "sehr rot"], "", None, PLAIN)
        self.save("Baum", "Weg", [], "grün", None, MARKUP)

    @rule(name=pages, text=texts, tags=tags, comment=st.sampled_from(WORDS), acl=st.sampled_from(ACLS),
          contenttype=st.sampled_from((PLAIN, MARKUP)))  # fmt: skip
    def save(
        self, name: str, text: str, tags: list[str], comment: str, acl: str | None, contenttype: str
    ) -> None:
        """A page is written or written anew."""

        def write(side: Side) -> Any:
            item = Item.create(name, itemtype=ITEMTYPE_DEFAULT, contenttype=contenttype)
            meta = item.meta_filter(item.prepare_meta_for_modify(item.meta))
            meta |= {TAGS: tags, CONTENTTYPE: contenttype} | ({ACL: acl} if acl is not None else {})
            return item.modify(meta, text, comment=comment)

        self.wikis.do(write)

    @rule(old=pages, new=pages)
    def rename(self, old: str, new: str) -> None:
        """With what is beneath it."""
        self.wikis.do(lambda side: Item.create(old).rename(new.rpartition("users/")[2]))

    @rule(name=pages, subitems=st.booleans())
    def delete(self, name: str, subitems: bool) -> None:
        """Into the trash."""
        self.wikis.do(lambda side: Item.create(name).delete("weg", do_subitems=subitems))

    @rule(turn=turns)
    def revert(self, turn: int) -> None:
        """To any revision, also of what was deleted."""
        self.wikis.do(lambda side: self._at(side, turn).revert("zurück"))

    @rule(turn=turns, whole=st.booleans())
    def destroy(self, turn: int, whole: bool) -> None:
        """A revision, or all of an item, for good."""
        self.wikis.do(lambda side: self._at(side, turn).destroy(destroy_item=whole))

    @rule(turn=turns)
    def overwrite(self, turn: int) -> None:
        """A revision's metadata, in its place."""

        def write(side: Side) -> Any:
            uuid = side.rev(turn)
            storage = flaskg.unprotected_storage
            rev = storage.document(idx_name=ALL_REVS, revid=uuid)
            meta = {**dict(rev.meta), COMMENT: "anders"}
            rev.item.store_revision(meta, rev.data, overwrite=True, trusted=True)

        self.wikis.do(write)

    @rule(name=st.sampled_from(("Lisa", "Mehmet", "Frau Sommer")), mail=st.sampled_from(("a@b.de", "c@d.de")))
    def register(self, name: str, mail: str) -> None:
        """An account."""
        self.wikis.do(lambda side: create_user(name, "Kastanien im Herbst", mail))

    @rule(name=st.sampled_from(("Lisa", "Mehmet")), key=st.sampled_from(("locale", "disabled", "mailto_author")),
          value=st.booleans(), page=pages)  # fmt: skip
    def profile(self, name: str, key: str, value: bool, page: str) -> None:
        """Settings and subscriptions of somebody who is there."""

        def change(side: Side) -> Any:
            found = user.search_users(**{NAME_EXACT: name})
            if not found:
                return "nobody"
            somebody = User(uid=found[0].meta[ITEMID])
            somebody.profile[key] = ("de" if value else "en") if key == "locale" else value
            somebody.profile["subscriptions"] = [f"name::{page}", f"nameprefix::{page[:2]}"]
            somebody.save()
            return somebody.subscriptions

        self.wikis.do(change)

    @rule(several=st.lists(queries, min_size=1, max_size=6), order=orders,
          index=st.sampled_from((ALL_REVS, LATEST_REVS, LATEST_META)), reverse=st.booleans(),
          limit=st.sampled_from((None, 1, 3)), page=st.integers(1, 4))  # fmt: skip
    def search(
        self, several: list[Any], index: str, order: Any, reverse: bool, limit: int | None, page: int
    ) -> None:
        """In an order, some or all, and page by page; how many there are; the same without an order."""
        schema = self.wikis.ours.app.storage.schemas[index]

        def find(side: Side, asked: Any) -> Any:
            with flaskg.unprotected_storage.ix[index].searcher() as searcher:
                q = sound(built(asked, side), side)
                by = (
                    [name for name in order if not isinstance(name, str) or name in searcher.schema]
                    if isinstance(order, list)
                    else order
                )
                found = searcher.search(q, limit=limit, sortedby=by, reverse=reverse)
                paged = searcher.search_page(q, page, 2, sortedby=by, reverse=reverse)
                unordered = searcher.search(q, limit=None)
                return (
                    len(found), [hit[REVID] for hit in found], [hit[REVID] for hit in paged],
                    sorted(side.told(hit[REVID]) for hit in unordered),
                )  # fmt: skip

        for asked in several:
            if all(name in schema for name in fields_of(asked)):
                self.wikis.do(partial(find, asked=asked))

    @rule(several=st.lists(st.sampled_from(PARSED), min_size=1, max_size=6),
          index=st.sampled_from((ALL_REVS, LATEST_REVS)))  # fmt: skip
    def ask(self, several: list[str], index: str) -> None:
        """What a person types into the field for searching."""

        def find(side: Side, text: str) -> Any:
            storage = flaskg.unprotected_storage
            names = [NAMES, NAMENGRAM, TAGS, CONTENT, CONTENTNGRAM, COMMENT]
            if index == ALL_REVS:
                names = [NAMES, TAGS, CONTENT, COMMENT]
            q = storage.query_parser(names, idx_name=index).parse(text)
            q = sound(query.And([q, query.Not(query.Term(TRASH, True))]), side)
            return sorted(
                side.told(meta[REVID]) for meta in storage.search_meta(q, idx_name=index, limit=None)
            )

        self.wikis.do(find)

    @rule(name=pages, turn=turns, tag=st.sampled_from(TAGS_OF_PAGES))
    def look_up(self, name: str, turn: int, tag: str) -> None:
        """By name, by id, by tag; whether it exists; its history; what is beneath it; who subscribed."""

        def look(side: Side) -> Any:
            storage = flaskg.unprotected_storage
            item = storage[name]
            by_id = storage.get_item(itemid=side.ids.get(f"item {turn}", "nothing"))
            return (
                storage.has_item(name), item.itemid, item.names, sorted(item.parentnames),
                by_id.itemid, by_id.names, sorted(side.told(rev.revid) for rev in by_id.iter_revs()),
                sorted(side.told(rev.revid) for rev in storage.documents(idx_name=ALL_REVS, **{TAGS: tag})),
                flaskg.storage.search_results_size(query.Term(ITEMID, item.itemid or "nothing")),
                [entry.fullname.fullname for entry in Item.create(name).get_index()[1]] if item else [],
            )  # fmt: skip

        self.wikis.do(look)

    @invariant()
    def same(self) -> None:
        """Both hold the same revisions, and all three indexes tell the same of them."""
        self.wikis.same()

    def _at(self, side: Side, turn: int) -> Item:
        uuid = side.rev(turn)
        meta, _ = next(
            side.app.router.retrieve(backend, each) for backend, each in side.app.router if each == uuid
        )
        return Item.create(f"@itemid/{meta[ITEMID]}", rev_id=uuid)


@pytest.fixture(scope="module")
def wikis() -> Iterator[Twins]:
    """Two wikis for all examples; each begins with an empty one."""
    with twins() as both:
        yield both


def _try(wikis: Twins, examples: int, steps: int, **kw: Any) -> None:
    machine: Callable[[], Both] = type("Both", (Both,), {"wikis": wikis})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), **kw,
        ),
    )  # fmt: skip


def test_the_same_answers(wikis: Twins) -> None:
    """A few wikis' lives, the same in every run."""
    _try(wikis, 4, 20, derandomize=True)


@pytest.mark.long
def test_the_same_answers_in_many_lives(wikis: Twins) -> None:
    """Other lives in every run."""
    _try(wikis, 30, 30)
