"""Facts about the visitor: it sends what a browser without scripts sends, and says what it met."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote

import pytest

from familienkonferenz.bots.errors import WikiError
from familienkonferenz.bots.visitor import Visitor

EDITOR = """<form><input type="hidden" name="csrf_token" value="t&amp;t"><input type="hidden" name="base" value="7">
<textarea name="text">\r\n\r\n  Erste Zeile &amp; &lt;zweite&gt;\r\n\r\n</textarea></form>"""
"""An edit form: after <textarea> a browser drops one line break, lines end in CRLF."""


@pytest.fixture
def wiki() -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """A wiki with an editor and a form for contributions; and what was sent to it."""
    sent: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            known = {"/+modify/Thema/Bänke": EDITOR, "/+beitrag": '<input name="csrf_token" value="t">'}
            self.send_response(500 if path == "/kaputt" else 200 if path in known else 404)
            self.end_headers()
            self.wfile.write(known.get(path, "<p>nichts</p>").encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
            sent.append((unquote(self.path), fields))
            refused = fields.get("text") == "zu spät"
            self.send_response(409 if refused else 302)
            if not refused:
                self.send_header("Location", "/Beitrag/12#beitrag-34" if "base" not in fields else "/")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", sent
    server.shutdown()
    server.server_close()


def test_the_editors_text_is_the_pages(wiki):
    """What stands in the form is the page's text, with the revision it was taken from."""
    draft = Visitor(wiki[0]).open_editor("Thema/Bänke")
    assert draft.text == "\n  Erste Zeile & <zweite>\n\n"
    assert (draft.page, draft.base, draft.token) == ("Thema/Bänke", "7", "t&t")


def test_a_draft_is_sent_with_its_base(wiki):
    """Base and token go back with the text; a refusal is no success."""
    visitor = Visitor(wiki[0])
    draft = visitor.open_editor("Thema/Bänke")
    assert visitor.store(draft, "Neu. 🎉", "kürzer")
    assert not visitor.store(draft, "zu spät")
    path, fields = wiki[1][0]
    assert path == "/+modify/Thema/Bänke"
    assert fields == {"text": "Neu. 🎉", "summary": "kürzer", "base": "7", "csrf_token": "t&t"}


def test_a_contribution_gets_its_number(wiki):
    """The number is that of what was written: the reply's, not that of the page it stands beneath."""
    visitor = Visitor(wiki[0])
    assert visitor.contribute("Bänke", "* 5 Bänke", "Wunsch") == 34
    assert visitor.contribute("Bänke", "zu spät") is None
    assert wiki[1][0] == (
        "/+beitrag",
        {
            "title": "Bänke",
            "text": "* 5 Bänke",
            "topic": "",
            "place": "",
            "kind": "Wunsch",
            "csrf_token": "t",
        },
    )
    assert "kind" not in wiki[1][1][1], "a browser sends nothing for a choice that nobody made"


def test_a_broken_wiki_is_no_refusal(wiki):
    """An error of the wiki, a page that is not there, nobody at all: each is told with its address."""
    for path in ("/kaputt", "/Gibt es nicht"):
        with pytest.raises(WikiError, match=path):
            Visitor(wiki[0])._found(path, "//p")
    with pytest.raises(WikiError, match="Thema/Zu"):
        Visitor(wiki[0]).open_editor("Thema/Zu")
    with pytest.raises(WikiError, match=r"http://127\.0\.0\.1:9/\+beitrag"):
        Visitor("http://127.0.0.1:9").contribute("Bänke", "Text")
