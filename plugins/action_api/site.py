"""What the wiki says of itself, in MediaWiki's words; siteinfo and the export share it."""

from __future__ import annotations

from flask import request

from ..titles import Namespace
from ..wikitext.site import VERSION

GENERATOR = f"MediaWiki {VERSION}"
"""The API that we keep to; clients read what they can expect from it."""


def base_url() -> str:
    """The wiki's address, without a slash at its end."""
    return request.host_url.rstrip("/")


def case_of(namespace: Namespace) -> str:
    """How the first letter of a name counts."""
    return "first-letter" if namespace.first_letter else "case-sensitive"
