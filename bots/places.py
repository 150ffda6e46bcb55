"""Which Stadtteile a text is about: the tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TagState = Literal["set", "proposed"]


@dataclass(frozen=True, slots=True)
class PlaceTag:
    """One Stadtteil a text speaks of, with the words that say so.

    `start` and `end` count Unicode code points of the text from 0, the end exclusive; a tag that comes from
    the place field has `start == end == 0` and its `words` are those of the field. `rule` names the rule,
    `confidence` runs from 0 to 1, `state` is "set" from the threshold on and "proposed" below it.
    """

    district: str
    start: int
    end: int
    words: str
    rule: str
    confidence: float
    state: TagState
