"""The two engines of a differential run: a real MediaWiki and our wiki, asked in the same words.

An engine sends a request as one of its accounts and gives the reply as JSON. Ids differ between engines, so each keeps
names for its own: `{page:Thema/A}`, `{rev:Thema/A#2}`, `{user:Lisa}` in a request stand for the engine's ids, and ids
in replies are given those names again (`names.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

PASSWORD = "Kastanien im Herbst"
LISA, BOT, SOMMER, VISITOR = "Lisa", "Konferenzbot", "Frau Sommer", ""
GROUPS = {LISA: (), BOT: ("bot",), SOMMER: ("sysop",)}
"""The accounts of both wikis, and their groups."""

Fields = Mapping[str, str] | Iterable[tuple[str, str]]
"""What is sent; pairs where a name repeats."""


Files = tuple[tuple[str, str, bytes], ...]
"""Files of a form: field, name, content."""


class Line(Protocol):
    """How an engine is reached: one client with cookies of its own."""

    def send(self, pairs: list[tuple[str, str]], *, by_get: bool, files: Files = ()) -> Any: ...


@dataclass
class Names:
    """The ids of one engine by name, and back. A revision is `title#n`, the n-th that was written to the title."""

    ids: dict[str, int] = field(default_factory=dict)
    names: dict[tuple[str, int], str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    stashed: str = ""
    """The key of the file that was stashed last."""
    seeded: frozenset[str] = frozenset()
    """The times of the pages that both have from the beginning."""
    _written: dict[str, int] = field(default_factory=dict)

    def learn(self, kind: str, name: str, number: int) -> None:
        """Call an id so."""
        self.ids[f"{kind}:{name}"] = number
        self.names.setdefault((kind, number), name)

    def note(self, title: str, page_id: int, rev_id: int | None, time: str = "") -> None:
        """Note what an edit said."""
        self.learn("page", title, page_id)
        if rev_id:
            self._written[title] = self._written.get(title, 0) + 1
            name = f"{title}#{self._written[title]}"
            self.learn("rev", name, rev_id)
            self.times[name] = time

    def put_in(self, text: str) -> str:
        """A value of a request with this engine's ids in it."""

        def found(match: re.Match[str]) -> str:
            if match[1] == "time":
                return self.times.get(match[2], "2020-01-01T00:00:00Z")
            return str(self.ids.get(f"{match[1]}:{match[2]}", 987654))

        text = text.replace("{filekey}", self.stashed)
        return re.sub(r"\{(page|rev|user|time):([^{}]*)\}", found, text)


@dataclass
class Engine:
    """One wiki, and a line to it for each account."""

    title: str
    lines: dict[str, Line]
    names: Names = field(default_factory=Names)
    tokens: dict[tuple[str, str], str] = field(default_factory=dict)

    def ask(
        self, fields: Fields, by: str = VISITOR, *, by_get: bool = False, token: str = "", files: Files = ()
    ) -> Any:
        """Send a request, with a token of that kind if one is named; the reply."""
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
        sent = [(name, self.names.put_in(value)) for name, value in pairs]
        for name, value in (("format", "json"), ("formatversion", "2")):
            if not any(there == name for there, _ in sent):
                sent.append((name, value))
        if token:
            sent.append(("token", self.token(by, token)))
        reply = self.lines[by].send(
            [pair for pair in sent if pair[1] != "\0none"], by_get=by_get, files=files
        )
        self._note(reply)
        return reply

    def token(self, by: str, kind: str) -> str:
        """A token of that account's session; asked for once."""
        if (by, kind) not in self.tokens:
            said = self.lines[by].send(
                [
                    ("action", "query"),
                    ("meta", "tokens"),
                    ("type", kind),
                    ("format", "json"),
                    ("formatversion", "2"),
                ],
                by_get=False,
            )
            self.tokens[by, kind] = said["query"]["tokens"][f"{kind}token"]
        return self.tokens[by, kind]

    def _note(self, reply: Any) -> None:
        if isinstance(reply, dict) and isinstance(upload := reply.get("upload"), dict):
            self.names.stashed = upload.get("filekey", self.names.stashed)
        edit = reply.get("edit") if isinstance(reply, dict) else None
        if isinstance(edit, dict) and "pageid" in edit:
            self.names.note(edit["title"], edit["pageid"], edit.get("newrevid"), edit.get("newtimestamp", ""))
