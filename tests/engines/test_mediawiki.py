"""The MediaWiki that we compare ourselves with is a whole one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from .mediawiki import MediaWiki, mediawiki

pytestmark = pytest.mark.long

PASSWORD = "Kastanien im Herbst"


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaWiki]:
    """A fresh MediaWiki with one account."""
    with mediawiki(tmp_path_factory.mktemp("mediawiki")) as found:
        found.account("Lisa", PASSWORD, "bot")
        yield found


def _api(session: requests.Session, wiki: MediaWiki, **fields: str) -> Any:
    return session.post(wiki.api, data={"format": "json", "formatversion": "2", **fields}, timeout=60).json()


def test_a_bot_signs_in_edits_and_reads_back(wiki: MediaWiki) -> None:
    """With a bot password a program writes a page of German text and gets the same text back."""
    session = requests.Session()
    login, secret = wiki.bot_password("Lisa", "test")
    tokens = _api(session, wiki, action="query", meta="tokens", type="login")["query"]["tokens"]
    said = _api(session, wiki, action="login", lgname=login, lgpassword=secret, lgtoken=tokens["logintoken"])[
        "login"
    ]
    assert said["result"] == "Success", said
    token = _api(session, wiki, action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
    text = "Die Kinder wünschen sich eine Ampel an der '''Lister Meile'''."
    edited = _api(session, wiki, action="edit", title="Thema/Verkehr", text=text, token=token)["edit"]
    assert (edited["result"], edited["new"], edited["title"]) == ("Success", True, "Thema/Verkehr")
    found = _api(
        session, wiki, action="query", titles="Thema/Verkehr", prop="revisions", rvprop="content|user|ids",
        rvslots="main",
    )["query"]["pages"][0]["revisions"][0]  # fmt: skip
    assert found["slots"]["main"]["content"] == text
    assert (found["user"], found["revid"]) == ("Lisa", edited["newrevid"])
    shown = requests.get(f"{wiki.url}/wiki/Thema/Verkehr", timeout=60)
    assert shown.status_code == 200
    assert "Ampel an der <b>Lister Meile</b>" in shown.text


def test_its_namespaces_are_ours(wiki: MediaWiki) -> None:
    """Pages have the names that they have on our wiki: German namespaces, letters as they are written."""
    asked = {"action": "query", "meta": "siteinfo", "siprop": "general|namespaces"}
    said = _api(requests.Session(), wiki, **asked)["query"]
    names = {number: said["namespaces"][number]["name"] for number in ("1", "2", "6", "10", "14")}
    assert names == {"1": "Diskussion", "2": "Benutzer", "6": "Datei", "10": "Vorlage", "14": "Kategorie"}
    assert said["general"]["case"] == "case-sensitive"
    assert said["general"]["generator"] == f"MediaWiki {wiki.version}"


def test_a_changed_template_reaches_its_pages_when_jobs_have_run(wiki: MediaWiki) -> None:
    """A category that a template brings is listed for the pages that embed it, once `run_jobs` is through."""
    session = requests.Session()
    tokens = _api(session, wiki, action="query", meta="tokens", type="login")["query"]["tokens"]
    fields = {"username": "Lisa", "password": PASSWORD, "loginreturnurl": wiki.url}
    said = _api(session, wiki, action="clientlogin", logintoken=tokens["logintoken"], **fields)
    assert said["clientlogin"]["status"] == "PASS", said
    token = _api(session, wiki, action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
    for title, text in (
        ("Vorlage:Ort", "Ort"),
        ("Beitrag/1", "{{Ort}}"),
        ("Vorlage:Ort", "[[Kategorie:Stadtteil List]]"),
    ):
        assert _api(session, wiki, action="edit", title=title, text=text, token=token)["edit"]["result"]
    wiki.run_jobs()
    members = _api(session, wiki, action="query", list="categorymembers", cmtitle="Kategorie:Stadtteil List")[
        "query"
    ]["categorymembers"]
    assert "Beitrag/1" in [member["title"] for member in members]
