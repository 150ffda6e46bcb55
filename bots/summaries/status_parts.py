"""The section `status` of a contribution's page, part by part: places, way and fate can be written alone.

`tag` writes the places, `route` the way, `publish` all; what a command does not speak of stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

Part = Literal["places", "way", "fate"]
PARTS: tuple[Part, ...] = ("places", "way", "fate")

_BLOCK = re.compile(
    r"^\{\{(?P<call>[^|{}\n]+)\n.*?^\}\}$|^\[\[Kategorie:(?P<category>\w+) [^\n]*$", re.M | re.S
)
_OWNER: dict[str, Part] = {
    "Einordnung": "places",
    "Schritt": "way",
    "Verbleib": "fate",
    "Stadtteil": "places",
    "Ziel": "places",
    "Weiterleitung": "way",
}
"""Which part a template call, or a category by the first word of its name, belongs to."""


def only(new: str, current: str, parts: Collection[Part]) -> str:
    """`new` as far as `parts` go, the rest of the section's body as it is in `current`."""
    if set(parts) == set(PARTS):
        return new
    chosen: dict[Part, list[re.Match[str]]] = {part: [] for part in PARTS}
    for part in PARTS:
        source = new if part in parts else current
        chosen[part] = [m for m in _BLOCK.finditer(source) if _OWNER.get(m["call"] or m["category"]) == part]
    every = [match for part in PARTS for match in chosen[part]]
    calls = [match[0] for match in every if match["call"]]
    categories = [match[0] for match in every if match["category"]]
    return "\n".join([*calls, *categories])
