"""The XML export in the common form: pages and their revisions as objects, ids by name. Pure."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

Named = Callable[[str, int], str]
"""Kind of an id and the id → its name."""

_IDS = {
    ("page", "id"): "page", ("revision", "id"): "rev", ("revision", "parentid"): "rev", ("revision", "origin"): "rev",
    ("contributor", "id"): "user",
}  # fmt: skip


def pages(xml: str, named: Named) -> list[object]:
    """The pages of an export, by title, without what a wiki says of itself."""
    root = ElementTree.fromstring(xml)
    found = [_tree(part, "", named) for part in root if _tag(part) == "page"]
    return sorted(found, key=repr)


def _tree(element: ElementTree.Element, above: str, named: Named) -> object:
    tag, text = _tag(element), element.text or ""
    if kind := _IDS.get((above, tag)):
        return [tag, named(kind, int(text))]
    below = [_tree(part, tag, named) for part in element]
    return [tag, {_local(name): value for name, value in element.attrib.items()}, *(below or [text])]


def _tag(element: ElementTree.Element) -> str:
    return _local(element.tag)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
