"""What was taken down, as clients list it: histories and files, for those alone who may bring them back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image


def _png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), (10, 120, 40)).save(file, "PNG")
    return file.getvalue()


def _delete(api: Any, title: str) -> None:
    assert "delete" in api.ask(action="delete", title=title, token=api.token())


def test_deleted_histories_are_listed_by_name_or_by_author(enter: Any, write: Any) -> None:
    """By name all of them, of one account in the order of saving; a page that is back is no longer among them."""
    for title, by in (("Thema/A", "Frau Sommer"), ("Thema/B", "Konferenzbot")):
        write(title, "Eins.", by=by)
        write(title, "Zwei.", by=by)
    sommer = enter("Frau Sommer")
    for title in ("Thema/A", "Thema/B"):
        _delete(sommer, title)

    def listed(**how: object) -> list[tuple[str, int]]:
        found = sommer.all("alldeletedrevisions", list="alldeletedrevisions", **how)
        return [(entry["title"], len(entry["revisions"])) for entry in found]

    assert listed() == [("Thema/B", 2), ("Thema/A", 2)]
    assert listed(adrdir="newer", adrfrom="Thema/B") == [("Thema/B", 2)]
    assert listed(adruser="Konferenzbot") == [("Thema/B", 2)]
    assert listed(adrlimit=1) == [("Thema/B", 1), ("Thema/B", 1), ("Thema/A", 1), ("Thema/A", 1)]
    sommer.ask(action="undelete", title="Thema/A", token=sommer.token())
    assert listed() == [("Thema/B", 2)]


def test_deleted_files_are_listed_with_what_they_were(enter: Any) -> None:
    """Name, hash and size; found by the hash of the content."""
    sommer = enter("Frau Sommer")
    sent = {
        "action": "upload", "filename": "Ampel.png", "comment": "Bild", "token": sommer.token(), "format": "json",
        "ignorewarnings": "1", "file": (BytesIO(_png()), "Ampel.png"),
    }  # fmt: skip
    assert sommer.client.post("/api.php", data=sent).get_json()["upload"]["result"] == "Success"
    assert sommer.query(list="filearchive")["filearchive"] == []
    sha1 = sommer.query(list="allimages", aiprop="sha1")["allimages"][0]["sha1"]
    _delete(sommer, "Datei:Ampel.png")
    (found,) = sommer.query(list="filearchive", fasha1=sha1, faprop="sha1|size|user")["filearchive"]
    assert (found["name"], found["sha1"], found["size"]) == ("Ampel.png", sha1, len(_png()))
    assert found["user"] == "Frau Sommer"
    assert sommer.query(list="filearchive", faprefix="B")["filearchive"] == []


@pytest.mark.parametrize("module", ["alldeletedrevisions", "filearchive"])
@pytest.mark.parametrize("name", ["Lisa", ""])
def test_nobody_else_sees_what_was_taken_down(enter: Any, api: Any, module: str, name: str) -> None:
    """Neither participants nor visitors."""
    caller = enter(name) if name else api
    assert caller.code(action="query", list=module) == "permissiondenied"


def test_the_log_of_accounts_is_told_when_it_is_asked_for(enter: Any) -> None:
    """With the account's page and number, the newest first; the other log does not hold it."""
    lisa = enter("Lisa")
    told = lisa.all("logevents", list="logevents", letype="newusers", lelimit=2)
    assert {entry["title"] for entry in told} >= {"Benutzer:Lisa", "Benutzer:Frau Sommer"}
    assert len({entry["logid"] for entry in told}) == len(told)
    assert all(entry["action"] == "create" and entry["params"]["userid"] for entry in told)
    assert "newusers" not in {entry["type"] for entry in lisa.all("logevents", list="logevents")}
    assert (
        lisa.query(list="logevents", leaction="newusers/create", leuser="Lisa")["logevents"][0]["user"]
        == "Lisa"
    )
