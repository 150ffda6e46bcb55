"""Somebody at a browser: signs in, fills in forms, edits pages. Plays the sample conference, and tests.

It speaks HTTP as a browser without scripts does, so what it can do, people can do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import requests
from lxml import html

from familienkonferenz.bots.errors import WikiError
from familienkonferenz.bots.refusals import not_signed_in, unanswered
from familienkonferenz.config.language import say

_TIMEOUT = (5, 60)


@dataclass(frozen=True, slots=True)
class Draft:
    """An open edit form: the page, its text, and the revision the text was taken from."""

    page: str
    text: str
    base: str
    token: str


class Visitor:
    """A browser of one person's, at the wiki whose root is at `url`."""

    def __init__(self, url: str, name: str = "") -> None:
        self._url = url.rstrip("/")
        self._session = requests.Session()
        self.name = name

    def register(self, password: str) -> bool:
        """Make the account and sign in; False if the name is taken."""
        fields = {"name": self.name, "password": password, "again": password}
        return self._send("/+registrieren", fields).is_redirect

    def sign_in(self, password: str) -> None:
        """Sign in. Raises `WikiError`."""
        if not self._send("/+anmelden", {"name": self.name, "password": password}).is_redirect:
            raise not_signed_in(self.name)

    def contribute(
        self, title: str, text: str, kind: str = "", topic: str = "", place: str = ""
    ) -> int | None:
        """Send a contribution; its number, or None if the wiki refused it (and gave the text back)."""
        fields = {"title": title, "text": text, "topic": topic, "place": place}
        if kind:
            fields["kind"] = kind
        return self._number(self._send("/+beitrag", fields))

    def reply(self, number: int, text: str, title: str = "") -> int | None:
        """Reply to contribution `number`; the reply's number, or None if the wiki refused it."""
        return self._number(self._send(f"/+antwort/{number}", {"title": title, "text": text}))

    def open_editor(self, page: str) -> Draft:
        """Open the edit form of a page (`Thema/…`, `Diskussion/Thema/…`)."""
        address = f"/+modify/{quote(page)}"
        form = self._found(address, "//form[.//textarea[@name='text']]")
        if not form:
            raise WikiError(
                say("cannot be edited", "lässt sich nicht bearbeiten"),
                say("see with: konferenz status", "nachsehen mit: konferenz status"),
                page=page,
            )
        text = form[0].xpath(".//textarea[@name='text']")[0].text or ""
        value = {field.get("name"): field.get("value") for field in form[0].xpath(".//input[@type='hidden']")}
        # A browser drops one line feed after <textarea>, and sends CRLF.
        return Draft(page, text.replace("\r\n", "\n").removeprefix("\n"), value["base"], value["csrf_token"])

    def store(self, draft: Draft, text: str, summary: str = "") -> bool:
        """Send an edit form; False if the wiki reports a conflict or refuses."""
        fields = {"text": text, "summary": summary, "base": draft.base, "csrf_token": draft.token}
        return self._request("POST", f"/+modify/{quote(draft.page)}", fields).is_redirect

    def read(self, path: str) -> requests.Response:
        """Fetch an address of the wiki, following redirects. Raises `WikiError` when it does not answer."""
        return self._request("GET", path)

    def _found(self, path: str, xpath: str) -> Any:
        """What `xpath` finds on the page at `path`: a list of elements or of attributes' values."""
        response = self.read(path)
        if not response.ok:
            raise _answered(path, response.status_code)
        return html.fromstring(response.text).xpath(xpath)

    def _send(self, path: str, fields: dict[str, str]) -> requests.Response:
        """Load the page at `path` for the session's token, then send the form; it may be closed by now."""
        token = self._found(path, "//input[@name='csrf_token']/@value")
        return self._request("POST", path, {**fields, "csrf_token": token[0] if token else ""})

    def _request(self, method: str, path: str, fields: dict[str, str] | None = None) -> requests.Response:
        try:
            response = self._session.request(
                method, self._url + path, data=fields, allow_redirects=method == "GET", timeout=_TIMEOUT
            )
        except requests.RequestException as error:
            raise unanswered(self._url + path, error) from None
        if response.status_code >= 500:
            raise _answered(path, response.status_code)
        return response

    @staticmethod
    def _number(response: requests.Response) -> int | None:
        if not response.is_redirect:
            return None
        target = urlsplit(response.headers["Location"])
        number = target.fragment.removeprefix("beitrag-") or target.path.rpartition("/")[2]
        return int(number) if number.isdecimal() else None


def _answered(path: str, status: int) -> WikiError:
    """The wiki has no such page for this person, or is broken."""
    return WikiError(say(f"{unquote(path)} answers {status}", f"{unquote(path)} antwortet {status}"))
