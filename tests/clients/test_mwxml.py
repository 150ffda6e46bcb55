"""mwxml, unmodified from PyPI, on the export of our wiki: pages, revisions and people as it knows them from dumps."""

from __future__ import annotations

import hashlib
import io

import pytest
import requests

from .conftest import MODERATOR, Desk

mwxml = pytest.importorskip("mwxml", reason="mwxml is not installed")

TITLES = ("Diskussion:Ausfuhr", "Ausfuhr")


def test_it_reads_the_whole_history(desk: Desk) -> None:
    """Titles, namespaces, redirects, ids, parents, times, people, comments, sizes and texts are what was saved."""
    ids = {
        title: [
            desk.write(title, text, summary=f"Satz & {text[:3]}")
            for text in ("eins", "zwei <b>&amp;</b> ß", "drei\n\n")
        ]
        for title in TITLES
    }  # fmt: skip
    desk.write("Ausfuhr/Weiter", "#WEITERLEITUNG [[Ausfuhr]]")
    asked = {"title": "Spezial:Exportieren", "pages": "\n".join((*TITLES, "Ausfuhr/Weiter")), "history": "1"}
    reply = requests.post(f"{desk.wiki.url}/index.php", data=asked, timeout=60)
    dump = mwxml.Dump.from_file(io.BytesIO(reply.content))
    assert dump.site_info.case == "case-sensitive"
    assert {space.id: space.name for space in dump.site_info.namespaces}[10] == "Vorlage"
    pages = {}
    for page in dump:
        pages[page.title] = (page, list(page))
    assert set(pages) == {*TITLES, "Ausfuhr/Weiter"}
    assert pages["Ausfuhr/Weiter"][0].redirect == "Ausfuhr"
    for title in TITLES:
        page, revisions = pages[title]
        assert [revision.id for revision in revisions] == ids[title]
        assert [revision.parent_id for revision in revisions] == [None, *ids[title][:-1]]
        assert [revision.text for revision in revisions] == ["eins", "zwei <b>&amp;</b> ß", "drei"]
        assert {revision.user.text for revision in revisions} == {MODERATOR}
        assert all(revision.user.id for revision in revisions)
        assert revisions[1].comment == "Satz & zwe"
        assert page.namespace == (1 if title.startswith("Disk") else 0)
        for revision in revisions:
            encoded = revision.text.encode("utf-8")
            assert revision.bytes == len(encoded)
            number = int(hashlib.sha1(encoded, usedforsecurity=False).hexdigest(), 16)
            assert _base36(number) == revision.sha1


def _base36(number: int) -> str:
    """As MediaWiki writes hashes in dumps: 31 digits and letters."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits.rjust(31, "0")
