"""Formatversion 1 out of formatversion 2: MediaWiki's older shape of replies, which pywikibot asks for. Pure.

Truths become empty strings, falsehoods vanish, lists of pages become objects by page id, and the one text of an
object is called `*`.
"""

from __future__ import annotations

_STARRED = {"content", "alias", "warnings", "docref"}
"""Keys that formatversion 1 calls `*`, if they hold a text."""


def downgrade(value: object, key: str = "") -> object:
    """A reply, or a part of it under `key`, in the shape of formatversion 1."""
    if isinstance(value, list | tuple):
        return [downgrade(part) for part in value]
    if not isinstance(value, dict):
        return value
    if key == "namespaces":
        return {id: downgrade(_named(space)) for id, space in value.items()}
    older: dict[str, object] = {}
    for name, part in value.items():
        if part is False:
            continue
        if part is True:
            older[name] = ""
        elif name == "pages" and key == "query" and isinstance(part, list):
            older[name] = _by_id(part)
        elif name in _STARRED and isinstance(part, str):
            older["*"] = part
        elif name == "export" and isinstance(part, str):
            older[name] = {"*": part}
        else:
            older[name] = downgrade(part, name)
    return older


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
