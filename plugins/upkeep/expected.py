"""What must stand in the catalogue for a stored revision, told by its metadata alone, without reading its text.

The metadata carries ids, name, tags and links, because the revision was saved with them. So a whole wiki can be
checked at the cost of reading it once; `anew` derives everything from the texts, which takes longer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from moin.constants.keys import ITEMID, ITEMLINKS, ITEMTRANSCLUSIONS, MTIME, REVID, TAGS

from ..accounts import skeleton
from ..storage.catalogue import ACCOUNT_ID, PAGE_ID, REV_ID, Entry
from ..storage.router import entry_of
from ..titles import STORED, Title
from ..wikitext import Outline

Meta = dict[str, Any]
Row = Mapping[str, Any]
Values = dict[str, object]

_NAMESPACES = frozenset(namespace.name for namespace in STORED if namespace.name)


class Damaged(ValueError):
    """A row that is not what was stored: what is wrong with it, in English and German."""


def readable(row: Row) -> tuple[Meta, bytes]:
    """Metadata and content of a row of `stored` joined with its `data`, verified. Raises `Damaged`.

    `meta` is asked for as bytes, so that broken UTF-8 is a finding and no crash.
    """
    meta, content = row["meta"], row["content"]
    if content is None:
        raise Damaged("its content is missing", "der Inhalt fehlt")
    content = content.encode("utf-8") if isinstance(content, str) else bytes(content)
    if hashlib.sha256(meta + b"\0" + content).digest() != row["digest"]:
        raise Damaged(
            "it is not what was stored (wrong digest)", "nicht mehr, was gespeichert wurde (Prüfsumme)"
        )
    try:
        found = json.loads(meta)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Damaged("its metadata cannot be read", "die Metadaten sind unlesbar")
    if (found.get(REVID), found.get(ITEMID, "")) != (row["uuid"], row["item_id"]):
        raise Damaged("its metadata are another revision's", "die Metadaten gehören zu einer anderen Version")
    if int(found.get(MTIME, 0)) != row["time"]:
        raise Damaged("its time is not the one it was stored with", "die Zeit ist nicht die gespeicherte")
    return found, content


def passed_the_gate(meta: Meta) -> bool:
    """Whether the revision has the ids that it gets there."""
    return PAGE_ID in meta and REV_ID in meta


def entry(meta: Meta, content: bytes, *, newest: bool) -> Entry:
    """What the revision told the catalogue; of the newest, with the links and categories that its metadata name."""
    if not newest:  # what it leads to counts no more
        return entry_of(meta, BytesIO(content), Outline())
    named = Outline(
        categories=tuple(meta.get(TAGS) or ()),
        links=tuple(_title(name) for name in meta.get(ITEMLINKS) or ()),
        embeds=tuple(_title(name) for name in meta.get(ITEMTRANSCLUSIONS) or ()),
    )
    return entry_of(meta, BytesIO(content), named)


def revision(meta: Meta, told: Entry, backend: str) -> Values:
    """Its row in `revision`, but for the parent."""
    return {
        "rev_id": meta[REV_ID], "page_id": meta[PAGE_ID], "rev_backend": backend, "rev_time": told.time,
        "user_name": told.user_name, "summary": told.summary, "size": told.size, "sha1": told.sha1,
        "bot": told.bot, "minor": told.minor, "action": told.action,
    }  # fmt: skip


def page(meta: Meta, told: Entry) -> Values:
    """What the row in `page` says of its newest revision."""
    return {
        "page_item": told.item_id, "namespace": told.title.namespace,
        "name": told.title.name, "latest": meta[REV_ID], "page_time": told.time, "page_size": told.size,
        "redirect": told.redirect, "deleted": told.deleted, "acl": told.acl,
    }  # fmt: skip


def file(told: Entry) -> Values:
    """Its row in `file`, all empty if it brought none."""
    facts = told.file
    return {
        "file_sha256": facts and facts.sha256, "file_sha1": facts and facts.sha1, "file_size": facts and facts.size,
        "file_mime": facts and facts.mime, "file_width": facts and facts.width, "file_height": facts and facts.height,
        "file_bits": facts and facts.bits,
    }  # fmt: skip


def account(meta: Meta) -> Values:
    """A profile's row in `account`."""
    name = (meta.get("name") or [""])[0]
    return {
        "user_id": meta.get(ACCOUNT_ID),
        "item_id": meta[ITEMID],
        "name": name,
        "skeleton": skeleton(name),
    }


def _title(item_name: str) -> Title:
    """The title behind Moin's name of a page."""
    first, slash, rest = item_name.partition("/")
    return Title.from_item(first, rest) if slash and first in _NAMESPACES else Title.from_item("", item_name)
