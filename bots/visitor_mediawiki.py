"""Somebody at a MediaWiki: makes an account, signs in, writes. Plays the sample conference there.

What `visitor.Visitor` does by our forms, by the Action API with an account's own password, as scripts in a browser do.
It makes the same pages.
"""

from __future__ import annotations

from typing import Any

import requests

from familienkonferenz.bots.errors import WikiError
from familienkonferenz.bots.refusals import not_signed_in, refused, unanswered
from familienkonferenz.bots.visitor import Draft
from familienkonferenz.config.language import say
from familienkonferenz.page_templates.contribution import ContributionText, compose, split

_TIMEOUT = (5, 60)
_TAKEN = "articleexists"


class MediaWikiVisitor:
    """One person at the MediaWiki whose API is at `api`."""

    def __init__(self, api: str, name: str = "") -> None:
        self._api = api
        self._session = requests.Session()
        self.name = name

    def register(self, password: str) -> bool:
        """Make the account and sign in; False if the name is taken."""
        fields = {"username": self.name, "password": password, "retype": password}
        said = self._signed(
            "createaccount", "createaccount", "createtoken", createreturnurl=self._api, **fields
        )
        if said["status"] != "PASS" and said.get("messagecode") != "userexists":
            raise WikiError(str(said.get("message", said["status"])), page=self.name)
        if said["status"] == "PASS":
            self.sign_in(password)
            return True
        return False

    def sign_in(self, password: str) -> None:
        """Sign in. Raises `WikiError`."""
        fields = {"username": self.name, "password": password, "loginreturnurl": self._api}
        if self._signed("clientlogin", "login", "logintoken", **fields)["status"] != "PASS":
            raise not_signed_in(self.name)

    def contribute(
        self, title: str, text: str, kind: str = "", topic: str = "", place: str = ""
    ) -> int | None:
        """Write a contribution; its number, or None if the wiki refused it."""
        return self._create(ContributionText(title, kind, topic, place, None, text), "Neuer Beitrag")

    def reply(self, number: int, text: str, title: str = "") -> int | None:
        """Reply to contribution `number`; the reply's number, or None if the wiki refused it."""
        answered = split(self.open_editor(f"Beitrag/{number}").text)
        topic = answered[0].topic if answered else ""
        return self._create(
            ContributionText(title, "", topic, "", number, text), f"Antwort auf Beitrag {number}"
        )

    def open_editor(self, page: str) -> Draft:
        """The page (`Thema/…`, `Diskussion/Thema/…`) as one begins to edit it."""
        title = page.replace("Diskussion/", "Diskussion:", 1) if page.startswith("Diskussion/") else page
        asked = {"prop": "revisions", "titles": title, "rvprop": "ids|content", "rvslots": "main"}
        (found,) = self._ask(action="query", **asked)["query"]["pages"]
        revision = found.get("revisions", [{"revid": 0, "slots": {"main": {"content": ""}}}])[0]
        return Draft(title, revision["slots"]["main"]["content"], str(revision["revid"]), "")

    def store(self, draft: Draft, text: str, summary: str = "") -> bool:
        """Save what was edited; False if the wiki reports a conflict or refuses."""
        return not self._edit(draft.page, text, summary, baserevid=draft.base, nocreate="1")

    def _create(self, typed: ContributionText, summary: str) -> int | None:
        """Write a page with the next free number; who is overtaken takes the one after it."""
        number = self._highest() + 1
        while (code := self._edit(f"Beitrag/{number}", compose(typed), summary, createonly="1")) == _TAKEN:
            number += 1
        return None if code else number

    def _highest(self) -> int:
        """The highest number of a contribution; 0 before the first."""
        asked = {"list": "allpages", "apprefix": "Beitrag/", "aplimit": "max", "action": "query"}
        highest = 0
        further: dict[str, str] = {}
        while True:
            said = self._ask(**asked, **further)
            names = (page["title"].removeprefix("Beitrag/") for page in said["query"]["allpages"])
            highest = max([highest, *(int(name) for name in names if name.isdecimal())])
            if "continue" not in said:
                return highest
            further = said["continue"]

    def _edit(self, page: str, text: str, summary: str, **guard: str) -> str:
        """Save; the code of the wiki's refusal, "" for none."""
        token = self._ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        fields = {"title": page, "text": text, "summary": summary, "token": token, **guard}
        said = self._ask(action="edit", **fields)
        return str(said["error"]["code"]) if "error" in said else ""

    def _signed(self, action: str, kind: str, token: str, **fields: str) -> Any:
        """An action that begins a session, with its kind of token in the field `token`."""
        known = self._ask(action="query", meta="tokens", type=kind)["query"]["tokens"][f"{kind}token"]
        said = self._ask(action=action, **{token: known}, **fields)
        if "error" in said:
            raise refused(said["error"]["code"], said["error"]["info"], self.name)
        return said[action]

    def _ask(self, **fields: str) -> Any:
        sent = {"format": "json", "formatversion": "2", **fields}
        try:
            answer = self._session.post(self._api, data=sent, timeout=_TIMEOUT)
            return answer.json()
        except requests.JSONDecodeError:
            problem = f"{self._api} answers {answer.status_code}"
            raise WikiError(say(problem, f"{self._api} antwortet {answer.status_code}")) from None
        except requests.RequestException as error:
            raise unanswered(self._api, error) from None
