"""Which addresses answer: every route of the application is open, ours or closed, and closed means 404."""

from __future__ import annotations

import pytest
from werkzeug.routing import Rule

from familienkonferenz.plugins.guard import OPEN, OUR_BLUEPRINTS

from .core import LISA, ROBOT, SOMMER, TOPIC, VISITOR, Wiki

ROLES = {"anonymous": VISITOR, "participant": LISA, "bot": ROBOT, "moderator": SOMMER}


def blueprint(rule: Rule) -> str:
    """The blueprint of a route; "" for the application's own."""
    return rule.endpoint.rpartition(".")[0]


def address(rule: Rule, uuid: str) -> str:
    """An address of that route, with arguments that exist."""
    known = {
        "item_name": TOPIC, "rev": uuid, "namespace": "Diskussion", "tag": "Beitrag", "user_name": LISA,
        "uid": "0" * 32, "group_name": "Moderatoren", "filename": "konferenz.css", "name": "pygments",
        "themeid": "konferenz", "number": 1, "rev_id": 1, "old_id": 6, "new_id": 9, "named": "Startseite", "width": 120,
    }  # fmt: skip
    built = rule.build({name: known[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None, f"{rule}: name a value for its arguments"
    return str(built[1])


def test_each_route_is_open_ours_or_closed(wiki: Wiki) -> None:
    """No endpoint of the guard's list is unknown to the application, and ours need not be listed."""
    endpoints = {rule.endpoint for rule in wiki.app.url_map.iter_rules()}
    assert endpoints >= OPEN
    ours = {rule.endpoint for rule in wiki.app.url_map.iter_rules() if blueprint(rule) in OUR_BLUEPRINTS}
    assert not ours & OPEN
    assert ours and wiki.app.blueprints.keys() >= OUR_BLUEPRINTS


@pytest.mark.parametrize("role", ROLES)
def test_closed_routes_answer_404(wiki: Wiki, role: str) -> None:
    """Whatever is neither open nor ours is not found: by GET and by POST, with a form token and without."""
    browser = wiki.of(ROLES[role])
    uuid = next(iter(wiki.stored()))
    before = wiki.stored()
    closed = [
        rule
        for rule in wiki.app.url_map.iter_rules()
        if rule.endpoint not in OPEN and blueprint(rule) not in OUR_BLUEPRINTS
    ]
    assert len(closed) > 70
    for rule in closed:
        path = address(rule, uuid)
        for method in sorted(rule.methods & {"GET", "POST"}):
            sent = {} if method == "GET" else {"csrf_token": browser.token(), "item_name": TOPIC}
            answer = browser.client.open(path, method=method, data=sent)
            assert answer.status_code == 404, f"{method} {path}: {answer.status_code}"
            assert browser.client.open(path, method=method).status_code == 404, (
                f"{method} {path} without token"
            )
    assert wiki.stored() == before


@pytest.mark.parametrize("role", ROLES)
def test_reading_any_route_changes_nothing_and_never_fails(wiki: Wiki, role: str) -> None:
    """A GET, to whichever address and in whichever role, stores nothing and is no error of ours."""
    browser = wiki.of(ROLES[role])
    uuid = next(uuid for uuid, meta in wiki.stored().items() if meta["name"] == [TOPIC])
    before = wiki.stored()
    for rule in wiki.app.url_map.iter_rules():
        if "GET" in rule.methods and (rule.endpoint in OPEN or blueprint(rule) in OUR_BLUEPRINTS):
            answer = browser.get(address(rule, uuid))
            assert answer.status_code < 500, f"{rule}: {answer.status_code}"
            answer.close()
    assert wiki.stored() == before


@pytest.mark.parametrize(
    "path", ["/+recoverpass", "/+lostpass", "/+search", "/+index/", "/+usersettings", "/+logout"]
)
def test_the_famous_holes_have_no_door(wiki: Wiki, path: str) -> None:
    """Password recovery, search, index, settings and signing out by a link do not exist."""
    assert wiki.of(VISITOR).get(path).status_code == 404
    assert (
        wiki.of(LISA)
        .get(path, query_string={"username": LISA, "token": "", "q": "a", "regex": "1"})
        .status_code
        == 404
    )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(wiki: Wiki, method: str) -> None:
    """Pages answer GET, HEAD and forms by POST; nothing else."""
    for path in (f"/{TOPIC}", f"/+modify/{TOPIC}", "/+beitrag"):
        assert wiki.of(SOMMER).client.open(path, method=method).status_code == 405
