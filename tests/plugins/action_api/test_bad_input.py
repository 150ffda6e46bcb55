"""Malformed requests: each is answered, or refused with a code of MediaWiki's, and never an error of ours."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familienkonferenz.config import load
from familienkonferenz.plugins import bot_passwords
from familienkonferenz.plugins.action_api import registry
from familienkonferenz.plugins.action_api.main import PARAMETERS
from familienkonferenz.plugins.action_api.module import Module
from familienkonferenz.plugins.action_api.parameters import Parameter, Type
from familienkonferenz.plugins.app import MAX_REQUEST_BYTES
from familienkonferenz.plugins.storage.save import MAX_BYTES

FORM = "application/x-www-form-urlencoded"


_WORDS = [
    *(
        "",
        "0",
        "1",
        "-1",
        "5",
        "max",
        "9" * 18,
        "9" * 30,
        "1e3",
        "٣",
        "²",
        "x",
        "|",
        "|||",
        "a|b",
        "*",
        "0|10|*",
    ),
    *("\x1f", "\x1fa\x1f", "\x00", "\ufffd", "\u202e", "ä" * 300, "+\\", "1|Thema", "20261115120000|3"),
    *("now", "2026-11-15T12:00:00Z", "2026-13-45", "20261115120000", "99999999999999"),
    *("Thema/A", "Beitrag/1|Konferenz/Nachzügler", "Kategorie:Thema", "Spezial:Alle", "A[b]", "Lisa"),
    *("edit", "info|revisions|categories|templates|links", "recentchanges|allpages|allusers", "content|ids"),
    *("siteinfo|tokens|userinfo", "allpages", "categories", "history", "Frau Sommer@test"),
]


@st.composite
def requests(draw: st.DrawFn) -> dict[str, str]:
    """A request of some module's parameters with values that may or may not be right."""
    module = draw(st.sampled_from(list(registry.modules().values())))
    sent: dict[str, str] = {}
    parts = list(module.parameters)
    if module.group == "action":
        sent["action"] = module.name
    else:
        sent["action"] = "query"
        generate = module.generates and draw(st.booleans())
        sent["generator" if generate else module.group] = module.name
        prefix = ("g" if generate else "") + module.prefix
        for part in parts:
            if draw(st.booleans()):
                sent[prefix + part.name] = draw(_value(part))
        parts = list(registry.modules()["query"].parameters)
    for part in draw(st.lists(st.sampled_from([*parts, *PARAMETERS]), max_size=5)):
        sent.setdefault(part.name, draw(_value(part)))
    return sent


def _value(part: Parameter) -> st.SearchStrategy[str]:
    right = part.choices or ("1",)
    if part.type is Type.MODULE:
        right = registry.names(part.group)
    return st.one_of(st.sampled_from(_WORDS), st.sampled_from(right), st.text(max_size=20))


@pytest.fixture
def pages(write: Any) -> None:
    """A page with all that can be asked of one, and a redirect."""
    write("Thema/A", "Text [[Kategorie:Thema]] {{Vorlage}} [[Beitrag/1]]")
    write("Beitrag/1", "#WEITERLEITUNG [[Thema/A]]")


def _send(client: FlaskClient, sent: dict[str, str], *, by_post: bool) -> None:
    fields = {name: value.encode("utf-8", "replace").decode() for name, value in sent.items()}
    response = (
        client.post("/api.php", data=fields) if by_post else client.get("/api.php", query_string=fields)
    )
    assert response.status_code == 200, response.get_data(as_text=True)
    if response.mimetype == "application/json":
        reply = json.loads(response.get_data())
        assert not str(reply.get("error", {}).get("code", "")).startswith("internal_api_error"), reply


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=requests(), by_post=st.booleans())
def test_no_visitor_s_request_breaks_the_wiki(
    client: FlaskClient, pages: None, sent: dict[str, str], by_post: bool
) -> None:
    """Whatever is sent is answered, or refused with a code of its own: never an error of the server."""
    _send(client, sent, by_post=by_post)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent=requests())
def test_no_moderator_s_request_breaks_the_wiki(enter: Any, pages: None, sent: dict[str, str]) -> None:
    """Nor with all rights and a token that is right, which lets the request through to the store."""
    moderator = enter("Frau Sommer")
    _send(moderator.client, sent | {"token": moderator.token()}, by_post=True)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.binary(max_size=60), start=st.sampled_from([b"", b"titles=", b"prop=info&titles=", b"list="]))
def test_no_bytes_break_the_wiki(client: FlaskClient, pages: None, body: bytes, start: bytes) -> None:
    """A form need not be text, nor a form."""
    sent = b"action=query&format=json&" + start + body
    assert client.post("/api.php", data=sent, content_type=FORM).status_code == 200


def _reply(client: FlaskClient, body: str, address: str = "/api.php") -> dict[str, Any]:
    response = client.post(address, data=f"format=json&formatversion=2&{body}".encode(), content_type=FORM)
    assert response.status_code == 200, response.get_data(as_text=True)[:200]
    reply: dict[str, Any] = response.get_json()
    return reply


@pytest.mark.parametrize("sent", ["%ff%fe", "A%00B", "%ed%a0%80", "%C3", "%u00e4", "%", "\x7f%0a"])
def test_bytes_that_are_no_text_name_no_page(client: FlaskClient, sent: str) -> None:
    """Invalid UTF-8, NUL, half a surrogate pair: such a title is invalid or missing, and what is odd is warned of."""
    reply = _reply(client, f"action=query&prop=info|revisions&titles={sent}")
    (page,) = reply["query"]["pages"]
    assert page.get("invalid") or page.get("missing")
    assert "error" not in reply


def test_a_title_that_is_no_text_is_named_as_it_was_sent(client: FlaskClient) -> None:
    """In the encoding of addresses, so that a client finds what has become of it."""
    for sent, title in (("A%FFb", "A\ufffdb"), ("A%00b", "A\ufffdb"), ("A%CC%88", "Ä")):
        reply = _reply(client, f"action=query&titles={sent}")
        assert reply["query"]["normalized"] == [{"fromencoded": True, "from": sent, "to": title}]
        assert set(reply["warnings"]) == {"query"}


@pytest.mark.parametrize("bytes_", ["a%00b", "a%01b", "a%ffb", "a%ed%a0%80b", "a%ef%bf%beb"])
def test_text_is_kept_without_what_no_text_has(enter: Any, bytes_: str) -> None:
    """NUL, control characters and bytes that are no UTF-8 become U+FFFD, in the text as in its summary."""
    lisa = enter("Frau Sommer")
    token = quote(lisa.token())
    fields = f"action=edit&title=Thema/A&text={bytes_}&summary={bytes_}&token={token}"
    assert _reply(lisa.client, fields)["edit"]["result"] == "Success"
    (revision,) = lisa.page("Thema/A", prop="revisions", rvprop="content|comment", rvslots="main")[
        "revisions"
    ]
    for kept in (revision["slots"]["main"]["content"], revision["comment"]):
        assert set(kept.removeprefix("a").removesuffix("b")) == {"\ufffd"}
    odd = _reply(lisa.client, f"action=edit&title=a%00b&text=x&token={token}")
    assert odd["error"]["code"] == "invalidtitle"


def test_names_of_parameters_may_be_anything(client: FlaskClient) -> None:
    """What is unknown is warned of by name, as far as that is text."""
    reply = _reply(client, "action=query&%00=1&%ff=2&=3&titles[]=4&" + "x" * 5000 + "=5")
    assert set(reply["warnings"]) == {"main"}
    assert len(reply["warnings"]["main"]["warnings"]) < 500


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{}", "application/json"), (b"--x", "multipart/form-data; boundary=x"), (b"x", "multipart/form-data"),
     (b"action=query", "text/plain"), (b"\xff\xfe", "nonsense; charset=nonsense"), (b"", "")],
)  # fmt: skip
def test_a_body_that_is_no_form_is_none(client: FlaskClient, body: bytes, kind: str) -> None:
    """The address counts alone then."""
    response = client.post("/api.php?action=query&meta=userinfo&format=json", data=body, content_type=kind)
    assert response.status_code == 200
    assert "userinfo" in response.get_json()["query"]


def test_a_body_over_the_limit_is_refused(enter: Any) -> None:
    """Before it is read, as a form and as a file; the session holds on."""
    lisa = enter("Frau Sommer")
    fields = {"action": "edit", "format": "json", "title": "Thema/A", "token": lisa.token()}
    too_large = b"x" * (load().files.megabytes * 1_000_000 + MAX_REQUEST_BYTES)
    for more in ({"text": "x" * MAX_REQUEST_BYTES}, {"text": (BytesIO(too_large), "x.txt")}):
        response = lisa.client.post("/api.php", data=fields | more)
        assert (
            response.get_json()["error"]["code"] == response.headers["MediaWiki-API-Error"] == "contenttoobig"
        )
    assert "missing" in lisa.page("Thema/A")
    assert lisa.query(meta="userinfo")["userinfo"]["name"] == "Frau Sommer"


def test_a_text_over_the_limit_is_refused(enter: Any) -> None:
    """As a whole and by what is put to it; the page stays as it was. So is one that is only shown."""
    sommer = enter("Frau Sommer")
    assert sommer.edit("Thema/A", text="x" * (MAX_BYTES + 1))["error"]["code"] == "contenttoobig"
    assert "edit" in sommer.edit("Thema/A", text="x" * (MAX_BYTES - 10))
    assert sommer.edit("Thema/A", appendtext="x" * 11)["error"]["code"] == "contenttoobig"
    assert sommer.page("Thema/A", prop="info")["length"] == MAX_BYTES - 10
    for action in ("parse", "expandtemplates"):
        assert sommer.code(action=action, text="x" * (MAX_BYTES + 1), prop="wikitext") == "contenttoobig"


@pytest.mark.parametrize("bar", ["|", "\x1f"])
@pytest.mark.parametrize("name", ["titles", "pageids", "revids"])
def test_ten_thousand_pages_are_too_many(api: Any, enter: Any, name: str, bar: str) -> None:
    """50 for everybody, 500 for bots; the refusal says how many."""
    start = bar if bar == "\x1f" else ""
    for asker, limit in ((api, 50), (enter("Konferenzbot"), 500)):
        asked = {name: start + bar.join(map(str, range(1, 10_001)))}
        error = asker.ask(action="query", **asked)["error"]
        assert (error["code"], error["limit"]) == ("toomanyvalues", limit)
        most = {name: start + bar.join(map(str, range(1, limit + 1)))}
        assert "error" not in asker.ask(action="query", **most)


MARKS = (
    "", "x", "|", "||||", "9" * 30, "-1|-1", "0|0|0|0", "\x00|1", "1|2|3", "²|²", "99999999999999|1",
    "20261115120000|99999999999999999", "' or 1=1 --|0", "-||", "\ud800|1",
)  # fmt: skip


def _going_on() -> list[Module]:
    return [
        module for module in registry.modules().values()
        if any(part.name == module.goes_on for part in module.parameters) and module.group in ("prop", "list")
    ]  # fmt: skip


@pytest.mark.parametrize("module", _going_on(), ids=lambda module: module.name)
def test_an_absurd_mark_is_refused_or_finds_nothing_new(enter: Any, pages: None, module: Module) -> None:
    """Whatever is sent as the place to go on at: a code that says so, or a part of what the whole list holds."""
    needed = {
        module.prefix + part.name: "Kategorie:Thema" if module.name == "categorymembers" else "Datei:X.jpg"
        for part in module.parameters
        if part.required or (part.name == "title" and module.group == "list")
    }
    needed |= {"usercontribs": {"ucuser": "Lisa"}, "querypage": {"qppage": "Wantedpages"}}.get(
        module.name, {}
    )
    moderator = enter("Frau Sommer")
    fields: dict[str, Any] = {
        "action": "query",
        module.group: module.name,
        "titles": "Thema/A|Beitrag/1",
    } | needed
    for mark in MARKS:
        sent = fields | {module.next_parameter: mark.encode("utf-8", "replace").decode()}
        reply = moderator.ask(**sent)
        code = reply.get("error", {}).get("code", "badcontinue")
        assert code in ("badcontinue", "badinteger", "badtimestamp", "baduser"), (mark, reply)


def test_the_mark_of_the_whole_query_is_looked_at(api: Any) -> None:
    """It has two parts; modules that were not asked for do not matter."""
    for mark in ("x", "|", "a||b||c", "9" * 500):
        assert api.code(action="query", titles="Thema/A", **{"continue": mark}) == "badcontinue"
    assert "error" not in api.ask(action="query", titles="Thema/A", **{"continue": "-||gibtsnicht"})


def test_another_session_s_token_is_refused(enter: Any, write: Any) -> None:
    """Even of the same account; and so is one of another kind, of another moment, or cut."""
    write("Thema/A", "Alt")
    first, second = enter("Frau Sommer"), enter("Frau Sommer")
    own = second.token()
    later = own[:32] + f"{int(own[32:40], 16) + 1:08x}" + own[40:]
    for token in (
        first.token(),
        second.token("rollback"),
        later,
        own[:-1],
        own[1:],
        own * 2,
        "+\\",
        "\ufffd",
    ):
        assert second.code(action="edit", title="Thema/A", text="Neu", token=token) == "badtoken"
    assert "edit" in second.ask(action="edit", title="Thema/A", text="Neu", token=own)


def test_what_is_there_and_what_is_not_is_said_before_who_may(api: Any, enter: Any, write: Any) -> None:
    """`createonly` and `nocreate` come before the rights, as on MediaWiki; hidden pages are not told of."""
    write("Thema/A", "Text")
    write("Konferenz/Nachzügler", "Geheim")
    for asker in (api, enter("Lisa")):
        assert asker.edit("Thema/A", text="x", createonly=1)["error"]["code"] == "articleexists"
        assert asker.edit("Thema/Nirgends", text="x", nocreate=1)["error"]["code"] == "missingtitle"
        hidden = asker.edit("Konferenz/Nachzügler", text="x", createonly=1)["error"]["code"]
        assert hidden in ("cantcreate", "permissiondenied")


def test_a_revoked_bot_password_neither_opens_nor_writes(
    enter: Any, api: Any, acting_as: Any, write: Any, bot_password: str
) -> None:
    """The session that it opened is a visitor's from then on, and its token is void."""
    write("Beitrag/1", "Alt")
    bot = enter("Konferenzbot")
    token = bot.token()
    with acting_as(""):
        bot_passwords.revoke("Konferenzbot", "test")
    assert bot.code(action="edit", title="Beitrag/1", text="Neu", token=token) == "badtoken"
    assert bot.code(action="edit", title="Beitrag/1", text="Neu", token=token, assert_="bot") == "badtoken"
    assert bot.code(action="query", **{"assert": "user"}) == "assertuserfailed"
    assert api.log_in("Konferenzbot@test", bot_password)["result"] == "Failed"
    page = api.page("Beitrag/1", prop="revisions", rvprop="content", rvslots="main")
    assert page["revisions"][0]["slots"]["main"]["content"] == "Alt"


@pytest.mark.parametrize("cookie", ["", "x", "\ufffd", "a" * 4000, "eyJ4IjoxfQ.aaaaaa.bbbbbb"])
def test_a_broken_session_is_a_visitor_s(client: FlaskClient, cookie: str) -> None:
    """Whatever stands in the cookie."""
    response = client.get(
        "/api.php?action=query&meta=userinfo&format=json&formatversion=2",
        headers={"Cookie": f"session={quote(cookie)}"},
    )
    assert response.get_json()["query"]["userinfo"]["anon"] is True
