"""Somebody at a browser at our wiki: signs in by the form and sends further forms with their token."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .connection import Answer, Connection

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Browser:
    """One browser with its session. One form's token is good for all forms of the session."""

    def __init__(self, url: str, timeout: float = 60) -> None:
        self.connection = Connection(url, timeout)
        self._token = ""

    def open(self, path: str) -> None:
        """Look at a form and keep its token."""
        found = _TOKEN.search(self.connection.get(path).body.decode())
        assert found, f"{path} has no form with a token"
        self._token = found[1]

    def send(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form with the token last seen."""
        return self.connection.post(path, {**fields, "csrf_token": self._token})

    def sign_in(self, name: str, password: str) -> None:
        """Sign in. Raises `AssertionError`."""
        self.open("/+anmelden")
        answer = self.send("/+anmelden", {"name": name, "password": password})
        assert answer.status in (302, 303), f"{name} cannot sign in: {answer.status}"
        self.open("/+beitrag")
