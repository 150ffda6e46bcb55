"""Where a wiki has its Action API: at its root as ours, below `w/` as many a MediaWiki."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests

from familienkonferenz.bots.errors import WikiError
from familienkonferenz.bots.refusals import no_wiki, unanswered

TIMEOUT = (5, 120)
"""Seconds to wait for a connection, and for an answer."""


def find_api(url: str) -> str:
    """The address of `api.php` for a wiki's root address; it must answer. Raises `WikiError`."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        raise no_wiki(f"{url!r} is no address like http://…", f"{url!r} ist keine Adresse wie http://…")
    root = url.rstrip("/")
    candidates = [url] if url.endswith("/api.php") else [f"{root}/api.php", f"{root}/w/api.php"]
    problem: WikiError | None = None
    for candidate in candidates:
        try:
            _ask_api(candidate)
            return candidate
        except WikiError as error:
            problem = problem or error
    raise problem or no_wiki(url, url)


def _ask_api(address: str) -> None:
    """See that MediaWiki's Action API is at `address`. Raises `WikiError` that says what is there instead."""
    question = {"action": "query", "meta": "siteinfo", "format": "json"}
    try:
        answer = requests.get(address, params=question, timeout=TIMEOUT)
        if answer.ok and "general" in answer.json()["query"]:
            return
        status = f" ({answer.status_code})"
    except (requests.JSONDecodeError, KeyError, TypeError):
        status = ""
    except requests.RequestException as error:
        raise unanswered(address, error) from None
    raise no_wiki(
        f"{address} answers, but is no API of a wiki{status}",
        f"{address} antwortet, ist aber keine Schnittstelle eines Wikis{status}",
    )
