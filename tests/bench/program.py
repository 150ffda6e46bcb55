"""A program at a wiki's Action API, ours or MediaWiki's: signs in with a bot password, edits, reads."""

from __future__ import annotations

import json
from typing import Any

from .connection import Connection
from .load import OK


class Program:
    """One signed-in client of the API. Raises `AssertionError` when it is not let in."""

    def __init__(self, url: str, login: tuple[str, str]) -> None:
        self.connection = Connection(url)
        token = self.ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        said = self.ask(action="login", lgname=login[0], lgpassword=login[1], lgtoken=token)
        assert said.get("login", {}).get("result") == "Success", said
        self._token = self.ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]

    def ask(self, **fields: str) -> dict[str, Any]:
        """Ask the API; a server error raises `AssertionError`."""
        answer = self.connection.post("/api.php", {"format": "json", "formatversion": "2", **fields})
        assert answer.status < 500, f"{answer.status} {answer.body[:300]!r}"
        said: dict[str, Any] = json.loads(answer.body)
        return said

    def edit(self, title: str, **fields: str) -> tuple[str, int]:
        """Edit a page: how it ended, and the id of the new revision, or 0.

        It ends with `OK` if and only if a new revision was acknowledged; else with the API's error code,
        "nochange", or the status of a server error.
        """
        sent = {
            "action": "edit",
            "format": "json",
            "formatversion": "2",
            "title": title,
            "token": self._token,
        }
        answer = self.connection.post("/api.php", {**sent, **fields})
        if answer.status >= 500 or not answer.body.startswith(b"{"):
            return f"HTTP {answer.status}", 0
        said = json.loads(answer.body)
        if "error" in said:
            return str(said["error"]["code"]), 0
        edit = said["edit"]
        if "newrevid" in edit:
            return OK, int(edit["newrevid"])
        return "nochange" if edit.get("nochange") else str(edit.get("result")), 0

    def page(self, title: str) -> tuple[int, str]:
        """The id of a page's newest revision, and its text; 0 and "" if there is none."""
        said = self.ask(
            action="query", titles=title, prop="revisions", rvprop="ids|content", rvslots="main"
        )["query"]["pages"][0]  # fmt: skip
        if "revisions" not in said:
            return 0, ""
        (revision,) = said["revisions"]
        return int(revision["revid"]), str(revision["slots"]["main"]["content"])

    def authors(self, title: str) -> list[str]:
        """Who wrote a page's revisions, the newest first; at most 500."""
        said = self.ask(action="query", titles=title, prop="revisions", rvprop="ids|user", rvlimit="500")
        return [str(one["user"]) for one in said["query"]["pages"][0].get("revisions", ())]
