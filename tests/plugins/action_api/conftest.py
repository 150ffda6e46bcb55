"""A client of the API, and pages to ask it about."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient

from familienkonferenz.plugins.app import ConferenceApp
from familienkonferenz.plugins.storage.save import Saved, save
from familienkonferenz.plugins.titles import Title

ActingAs = Callable[[str], AbstractContextManager[None]]


class Api:
    """A client with cookies of its own; replies are those of formatversion 2 unless asked otherwise."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def ask(self, **parameters: object) -> dict[str, Any]:
        """POST, as pywikibot does."""
        fields = {"format": "json", "formatversion": 2} | parameters
        response = self.client.post("/api.php", data={name: str(value) for name, value in fields.items()})
        reply = response.get_json()
        assert isinstance(reply, dict), response.get_data(as_text=True)[:300]
        errors = [reply["error"]] if "error" in reply else reply.get("errors", [{}])
        assert response.headers.get("MediaWiki-API-Error") == errors[0].get("code")
        return reply

    def query(self, **parameters: object) -> dict[str, Any]:
        """The `query` of a reply that is no error."""
        reply = self.ask(action="query", **parameters)
        assert "error" not in reply, reply
        query: dict[str, Any] = reply.get("query", {})
        return query

    def page(self, title: str, **parameters: object) -> dict[str, Any]:
        """One page of a query."""
        page: dict[str, Any] = self.query(titles=title, **parameters)["pages"][0]
        return page

    def code(self, **parameters: object) -> str:
        """The code of the error that a request earns."""
        reply = self.ask(**parameters)
        assert "error" in reply, reply
        code: str = reply["error"]["code"]
        return code

    def token(self, kind: str = "csrf") -> str:
        """A token of this session."""
        token: str = self.query(meta="tokens", type=kind)["tokens"][f"{kind}token"]
        return token

    def log_in(self, name: str, password: str) -> dict[str, Any]:
        """Log in with a bot password; the module's reply."""
        reply = self.ask(action="login", lgname=name, lgpassword=password, lgtoken=self.token("login"))
        login: dict[str, Any] = reply["login"]
        return login

    def edit(self, title: str, **parameters: object) -> dict[str, Any]:
        """Edit with a token of this session; the whole reply."""
        return self.ask(action="edit", title=title, token=self.token(), **parameters)

    def all(self, key: str, **parameters: object) -> list[dict[str, Any]]:
        """All entries of a list, following `continue` as clients do."""
        found: list[dict[str, Any]] = []
        more: dict[str, object] = {}
        while True:
            reply = self.ask(action="query", **(parameters | more))
            assert "error" not in reply, reply
            found += reply.get("query", {}).get(key, [])
            if "continue" not in reply:
                return found
            more = reply["continue"]


Enter = Callable[[str], Api]


@pytest.fixture
def api(client: FlaskClient) -> Api:
    """A visitor's client."""
    return Api(client)


@pytest.fixture
def enter(wiki_app: ConferenceApp, bot_passwords: dict[str, str]) -> Enter:
    """`enter("Lisa")` is a client that is logged in with a bot password of that account."""

    def log_in(name: str) -> Api:
        api = Api(wiki_app.test_client())
        assert api.log_in(f"{name}@test", bot_passwords[name])["result"] == "Success"
        return api

    return log_in


Write = Callable[..., Saved]


@pytest.fixture
def write(acting_as: ActingAs) -> Write:
    """`write(title, text)` saves a page as the moderator, or as somebody else."""

    def put(title: str, text: str, by: str = "Frau Sommer", **more: Any) -> Saved:
        with acting_as(by):
            return save(Title.parse(title), text, **more)

    return put
