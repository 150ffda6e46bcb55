"""A wiki's process on a failing disk: started by the tests with `disk.c` below SQLite, it says what it acknowledged.

    writer.py cut HOME SHADOW N KEEP   saves until the power goes at the N-th operation on the disk
    writer.py fail HOME ERRNO FROM TO STEP     lets operation FROM, FROM + STEP … of a save fail, by API and by form

Each line on stdout is one JSON object, written at once.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from familienkonferenz.config import load
from familienkonferenz.page_templates.contribution import ContributionText, compose
from familienkonferenz.plugins import accounts
from familienkonferenz.plugins.app import ConferenceApp, create_app
from familienkonferenz.plugins.storage.save import contribute, save
from familienkonferenz.plugins.titles import Title

DISK = ctypes.CDLL(None)
TEXT = "Am Sedanplatz wird gerast. " * 60


def say(**said: Any) -> None:
    """One line for the test, past every buffer."""
    os.write(1, json.dumps(said).encode("ascii") + b"\n")


def saves(app: ConferenceApp) -> Iterator[dict[str, Any]]:
    """Save without end: a new page, a contribution, an old page anew, an account now and then."""
    number = 0
    while True:
        number += 1
        with app.test_request_context("/"):
            app.preprocess_request()
            with accounts.acting(accounts.SYSTEM):
                text = f"{number} {TEXT}"
                saved = save(Title.parse(f"Seite {number % 7}"), text)
                yield {"rev": saved.rev_id, "page": saved.title.full, "text": text.strip()}
                text = compose(
                    ContributionText(f"Wunsch {number}", "Wunsch", "Verkehr", "List", None, "Bänke")
                )
                saved = contribute(text)
                yield {"rev": saved.rev_id, "page": saved.title.full, "text": text.strip()}


def cut(home: Path, shadow: Path, at: int, keep: int) -> None:
    """Save until the power goes; the disk as it is left then lies in `shadow`."""
    app = create_app(home, load())
    app.extensions["familienkonferenz"].database.connection.execute("pragma wal_autocheckpoint = 40")
    for name in ("wiki.sqlite", "wiki.sqlite-wal"):
        shutil.copyfile(home / name, shadow / name)
    DISK.disk_record(str(shadow).encode())
    DISK.disk_cut(at, keep)
    for saved in saves(app):
        say(**saved)


def fail(home: Path, error: int, first: int, last: int, step: int) -> None:
    """One save after another, each with another operation of the disk failing, until there is room again."""
    app = create_app(home, load())
    app.testing = True
    app.extensions["familienkonferenz"].database.connection.execute("pragma wal_autocheckpoint = 40")
    browser = app.test_client()
    token = _token(browser)
    login, secret = json.loads((home / "login.json").read_text())
    browser.post("/+anmelden", data={"csrf_token": token, "name": login, "password": secret})
    for at in range(first, last, step):
        for way in ("api", "form"):
            text, page = f"{way} {at} {TEXT}".strip(), f"Thema/{way} {at}"
            csrf = _token(browser)
            DISK.disk_fail(at, error, 10_000 if at % 2 else 1)
            answer = _send(browser, way, page, text, csrf)
            used = DISK.disk_count()
            DISK.disk_fail(0, 0, 0)
            say(at=at, way=way, page=page, text=text, failed=used >= at, **answer)
            answer = _send(browser, way, f"{page} wieder", text, csrf)
            say(at=at, way=way, page=f"{page} wieder", text=text, failed=False, **answer)


def _token(browser: Any) -> str:
    """The form token of the session."""
    html = browser.get("/+anmelden").get_data(as_text=True)
    return html.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def _send(browser: Any, way: str, page: str, text: str, csrf: str) -> dict[str, Any]:
    """Save a new page by API or by the edit form; what came back."""
    if way == "api":
        asked = {"action": "query", "meta": "tokens", "format": "json", "formatversion": "2"}
        token = browser.post("/api.php", data=asked).get_json()["query"]["tokens"]["csrftoken"]
        sent = {
            "action": "edit",
            "title": page,
            "text": text,
            "token": token,
            "format": "json",
            "formatversion": "2",
        }
        answer = browser.post("/api.php", data=sent)
        said = answer.get_json()
        return {
            "status": answer.status_code, "rev": said.get("edit", {}).get("newrevid", 0),
            "code": said.get("error", {}).get("code", ""), "told": said.get("error", {}).get("info", ""), "kept": True,
        }  # fmt: skip
    answer = browser.post(
        f"/+modify/{page}", data={"csrf_token": csrf, "text": text, "base": "0", "summary": ""}
    )
    html = answer.get_data(as_text=True)
    done = answer.status_code in (302, 303)
    return {
        "status": answer.status_code,
        "rev": -1 if done else 0,
        "code": "",
        "told": html[:20000],
        "kept": text in html,
    }


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    what, home, *rest = sys.argv[1:]
    if what == "cut":
        cut(Path(home), Path(rest[0]), int(rest[1]), int(rest[2]))
    else:
        fail(Path(home), *(int(word) for word in rest))
