"""Formatversion 1 out of formatversion 2: MediaWiki's older shape of replies, which pywikibot asks for. Pure.

Truths become empty strings, falsehoods vanish, lists of pages become objects by page id, and the one text of an
object is called `*`.
"""

from __future__ import annotations

_LISTS = ("extlinks", "categories", "links", "templates")
"""Lists whose entries have a field that was called `*`."""

_STARRED = {"body", "content", "alias", "warnings", "docref"}
"""Keys that formatversion 1 calls `*`, if they hold a text."""

_PARSED = {"text", "wikitext", "parsetree", "categorieshtml", "headhtml", "limitreporthtml", "parsedsummary"}
"""Texts of `action=parse` that formatversion 1 puts into an object of their own."""


def downgrade(value: object, key: str = "") -> object:
    """A reply, or a part of it under `key`, in the shape of formatversion 1."""
    if isinstance(value, list | tuple):
        return [downgrade(part, key if key in _LISTS else "") for part in value]
    if not isinstance(value, dict):
        return value
    if key == "namespaces":
        return {id: downgrade(_named(space)) for id, space in value.items()}
    value = _renamed(value, key)
    older: dict[str, object] = {}
    for name, part in value.items():
        if name in ("thumblimits", "imagelimits") and isinstance(part, dict):
            part = list(part.values())
        if part is False and name != "variantarticlepath":
            continue
        if part is False:
            older[name] = False
        elif part is True:
            older[name] = ""
        elif name == "pages" and key == "query" and isinstance(part, list):
            older[name] = _by_id(part)
        elif name in _STARRED and isinstance(part, str):
            older["*"] = part
        elif (name == "export" or (key == "parse" and name in _PARSED)) and isinstance(part, str):
            older[name] = {"*": part}
        else:
            older[name] = downgrade(part, name)
    return older


def _renamed(value: dict[str, object], key: str) -> dict[str, object]:
    """An object with the one of its fields that older clients know as `*` called so."""
    text = {"extlinks": "url", "categories": "category", "links": "title", "templates": "title"}.get(key)
    if (
        text is None
        or (key != "extlinks" and not {"sortkey", "exists"} & value.keys())
        or ("ns" in value and key == "categories")
    ):
        return value
    return {("*" if name == text else name): part for name, part in value.items()}


def _by_id(pages: list[object]) -> dict[str, object]:
    """Pages by id; what does not exist counts down from -1, as `indexpageids` does."""
    older: dict[str, object] = {}
    missing = 0
    for page in pages:
        assert isinstance(page, dict)
        if (page_id := page.get("pageid")) is None:
            missing -= 1
            page_id = missing
        older[str(page_id)] = downgrade(page)
    return older


def _named(space: object) -> dict[str, object]:
    assert isinstance(space, dict)
    return {("*" if name == "name" else name): part for name, part in space.items()}
