"""Summaries and tags of what is written. Pure."""

from __future__ import annotations

import re

from .errors import ApiError
from .parameters import Parameter, Values

MAX_SUMMARY = 500
"""The longest summary, in characters; what is over is cut, as on MediaWiki."""

TAGS = Parameter("tags", help="Markierungen; hier gibt es keine.", multi=True)

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def summary_of(text: str) -> str:
    """A summary as it is kept: one line, not too long."""
    return _CONTROL.sub(" ", text).strip()[:MAX_SUMMARY]


def refuse_tags(values: Values) -> None:
    """Nobody has defined tags here, so none can be set. Raises `ApiError`."""
    if tags := values.words("tags"):
        raise ApiError(
            "badtags",
            f'The tag "{tags[0][:40]}" is not allowed to be manually applied.',
            disallowedtags=list(tags),
        )
