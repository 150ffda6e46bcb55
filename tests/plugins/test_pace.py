"""How often people may do a thing: over all processes, generous, with what was typed given back."""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from familienkonferenz.config import Limits, Pace, load
from familienkonferenz.plugins import pace
from familienkonferenz.plugins.app import ConferenceApp
from familienkonferenz.plugins.counters import FILE, Counters
from familienkonferenz.plugins.errors import TooFast
from familienkonferenz.plugins.storage.save import contribute, save
from familienkonferenz.plugins.titles import Title

from .scene import PASSWORD, Clock

ActingAs = Callable[[str], AbstractContextManager[None]]
FEW = Limits(*(Pace(3, 600) for _ in range(5)))
TALK = Title.parse("Diskussion:Thema/Verkehr und Sicherheit")


@pytest.fixture
def strict(wiki_app: ConferenceApp) -> ConferenceApp:
    """A wiki where everything can be done three times in ten minutes."""
    wiki_app._services.conference = replace(wiki_app._services.conference, limits=FEW)
    return wiki_app


@pytest.fixture
def page(acting_as: ActingAs) -> None:
    """A discussion that is there."""
    with acting_as("Frau Sommer"):
        save(TALK, "Anfang")


def token(page: str) -> str:
    """A form's token."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def sign_in(client: FlaskClient, name: str, password: str) -> int:
    """The status of signing in."""
    form = {"csrf_token": token(client.get("/+anmelden").get_data(as_text=True))}
    return client.post("/+anmelden", data=form | {"name": name, "password": password}).status_code


def test_people_are_stopped_bots_and_moderators_are_not(
    strict: ConferenceApp, page: None, acting_as: ActingAs
) -> None:
    """Each account has its own count."""
    with acting_as("Lisa"):
        for number in range(3):
            save(TALK, f"Lisa {number}")
        with pytest.raises(TooFast) as refusal:
            contribute("Noch einer")
    assert refusal.value.code == "ratelimited"
    for name in ("Konferenzbot", "Frau Sommer"):
        with acting_as(name):
            for number in range(5):
                save(TALK, f"{name} {number}")


def test_the_form_gives_the_text_back(strict: ConferenceApp, page: None, client: FlaskClient) -> None:
    """With 429, words, and when to try again."""
    assert sign_in(client, "Lisa", PASSWORD) == 302
    form = {
        "csrf_token": token(client.get("/+beitrag").get_data(as_text=True)),
        "title": "Bänke",
        "text": "Im Schatten",
    }
    statuses = [client.post("/+beitrag", data=form).status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]
    answer = client.post("/+beitrag", data=form)
    text = answer.get_data(as_text=True)
    assert "Im Schatten" in text and "Bänke" in text and "Das war sehr oft in kurzer Zeit" in text
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    address = f"/+modify/{TALK.item_name}"
    opened = client.get(address).get_data(as_text=True)
    edit = {"csrf_token": token(opened), "text": "Meine Worte", "base": "0"}
    answer = client.post(address, data=edit)
    assert (answer.status_code, "Meine Worte" in answer.get_data(as_text=True)) == (429, True)


def test_the_api_says_ratelimited(strict: ConferenceApp, page: None, bot_passwords: dict[str, str]) -> None:
    """As MediaWiki does; a bot is not asked."""
    for name, expected in (("Lisa", "ratelimited"), ("Konferenzbot", None)):
        client = strict.test_client()

        def ask(**fields: str) -> dict[str, dict[str, str]]:
            reply = client.post("/api.php", data=fields | {"format": "json", "formatversion": "2"}).get_json()  # noqa: B023
            assert isinstance(reply, dict)
            return reply

        login = ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]  # type: ignore[index]
        ask(action="login", lgname=f"{name}@test", lgpassword=bot_passwords[name], lgtoken=login)
        csrf = ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]  # type: ignore[index]
        replies = [ask(action="edit", title=TALK.full, text=f"{name} {n}", token=csrf) for n in range(4)]
        assert replies[3].get("error", {}).get("code") == expected


def test_wrong_passwords_are_counted_right_ones_are_not(strict: ConferenceApp, client: FlaskClient) -> None:
    """By name and address: nobody locks out somebody elsewhere."""
    assert [sign_in(client, "Lisa", "falsches Passwort") for _ in range(4)] == [403, 403, 403, 429]
    assert sign_in(client, "Lisa", PASSWORD) == 429
    assert sign_in(client, "Frau Sommer", PASSWORD) == 302
    other = strict.test_client()
    other.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert sign_in(other, "Lisa", PASSWORD) == 302


@pytest.mark.parametrize(
    ("address", "field", "further"),
    [
        ("/+konto", "old", {"password": "Neue Kastanien 2026!", "again": "Neue Kastanien 2026!"}),
        ("/+botpasswoerter", "password", {"purpose": "x"}),
    ],
)
def test_who_is_signed_in_guesses_no_longer(
    strict: ConferenceApp, client: FlaskClient, address: str, field: str, further: dict[str, str]
) -> None:
    """At a browser that was left open, nobody finds out the password by trying."""
    assert sign_in(client, "Lisa", PASSWORD) == 302
    form = {"csrf_token": token(client.get(address).get_data(as_text=True))} | further
    statuses = [client.post(address, data=form | {field: "falsch"}).status_code for _ in range(4)]
    assert statuses == [403, 403, 403, 429]
    assert client.post(address, data=form | {field: PASSWORD}).status_code == 429


def test_wrong_bot_passwords_are_counted_as_on_mediawiki(
    strict: ConferenceApp, bot_passwords: dict[str, str], client: FlaskClient
) -> None:
    """By account and address, whatever the purpose; after too many the right one is not looked at, either."""

    def ask(browser: FlaskClient, **fields: str) -> dict[str, dict[str, str]]:
        sent = fields | {"format": "json", "formatversion": "2", "errorformat": "plaintext"}
        reply = browser.post("/api.php", data=sent).get_json()
        assert isinstance(reply, dict)
        return reply

    def login(password: str, purpose: str = "test", address: str = "127.0.0.1") -> object:
        browser = strict.test_client()
        browser.environ_base["REMOTE_ADDR"] = address
        token = ask(browser, action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]  # type: ignore[index]
        said = ask(browser, action="login", lgname=f"lisa@{purpose}", lgpassword=password, lgtoken=token)
        return said["login"].get("reason") or said["login"]["result"]

    def code(said: object) -> str:
        assert isinstance(said, dict)
        return str(said["code"])

    assert [code(login("falsch")) for _ in range(2)] == ["wrongpassword"] * 2
    assert login(bot_passwords["Lisa"]) == "Success"  # who gets in begins anew
    assert [code(login("falsch", f"zweck{n}")) for n in range(3)] == ["wrongpassword"] * 3
    refused = login(bot_passwords["Lisa"])
    assert code(refused) == "login-throttled" and "Das war sehr oft" in str(refused)
    assert login(bot_passwords["Lisa"], address="192.0.2.7") == "Success"
    assert sign_in(client, "Lisa", PASSWORD) == 302  # the form counts for itself
    token = ask(client, action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]  # type: ignore[index]
    said = ask(client, action="clientlogin", username="Lisa@test", password=bot_passwords["Lisa"],
               logintoken=token, loginreturnurl="http://127.0.0.1/")["clientlogin"]  # fmt: skip
    assert (said["status"], said["messagecode"]) == ("FAIL", "login-throttled")


def test_registrations_are_counted_by_address(strict: ConferenceApp) -> None:
    """A form that is filled in wrongly does not count."""
    client = strict.test_client()

    def register(name: str, password: str = "Kastanien 2026!") -> int:
        form = {"csrf_token": token(client.get("/+registrieren").get_data(as_text=True))}
        form |= {"name": name, "password": password, "again": password}
        status = client.post("/+registrieren", data=form).status_code
        client.delete_cookie("session")
        return status

    assert [register("Ben", "kurz") for _ in range(4)] == [400] * 4
    assert [register(f"Familie {name}") for name in ("Ast", "Busch", "Creutz", "Dorn")] == [
        302,
        302,
        302,
        429,
    ]


def test_late_texts_are_kept_so_often_and_given_back_always(
    strict: ConferenceApp, page: None, client: FlaskClient, clock: Clock
) -> None:
    """Nobody fills the moderators' page with a program."""
    assert sign_in(client, "Lisa", PASSWORD) == 302
    form = {
        "csrf_token": token(client.get("/+beitrag").get_data(as_text=True)),
        "title": "Bänke",
        "text": "Zu spät",
    }
    clock.after()
    pages = [client.post("/+beitrag", data=form).get_data(as_text=True) for _ in range(5)]
    assert ["aufbewahrt" in page for page in pages] == [True, True, True, False, False]
    assert all("Zu spät" in page for page in pages)


def test_a_school_with_one_address_writes_undisturbed(wiki_app: ConferenceApp, client: FlaskClient) -> None:
    """As configured: thirty children register, sign in wrongly once each, and write, all from one address."""
    with wiki_app.test_request_context("/"):
        wiki_app.preprocess_request()
        for number in range(30):
            pace.count_address(pace.Doing.REGISTER)
            pace.note(pace.Doing.SIGN_IN, f"Kind {number}", pace.address())
            pace.refuse(pace.Doing.SIGN_IN, f"Kind {number}", pace.address())
    usual = load().limits
    assert usual == Limits()
    assert usual.edits.times / usual.edits.seconds >= 1


@pytest.mark.parametrize(
    ("remote", "forwarded", "same_as"),
    [
        ("127.0.0.1", "203.0.113.9, 192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "kein Rechner", "127.0.0.1"),
        ("192.0.2.7", "203.0.113.9", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::1"),
    ],
)
def test_an_address_is_the_one_that_the_proxy_names(
    remote: str, forwarded: str, same_as: str, wiki_app: ConferenceApp
) -> None:
    """Only a proxy on the same machine is believed, and only its own word; the name tells nothing of the address."""
    found = []
    for address, header in ((remote, forwarded), (same_as, "")):
        with wiki_app.test_request_context(
            "/", environ_base={"REMOTE_ADDR": address}, headers={"X-Forwarded-For": header}
        ):
            found.append(pace.address())
    assert found[0] == found[1]
    assert same_as not in found[0]


def _count(folder: Path, times: int) -> None:
    counters = Counters(folder / FILE)
    for _ in range(times):
        counters.incr("alle", 600)


def test_processes_count_together(tmp_path: Path) -> None:
    """Nothing is lost between them."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_count, args=(tmp_path, 50)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert Counters(tmp_path / FILE).get("alle") == 200


def test_a_count_is_over_at_its_time_and_a_broken_file_stops_nobody(tmp_path: Path) -> None:
    """Counting is worth less than writing."""
    counters = Counters(tmp_path / FILE)
    assert [
        counters.incr("a", 600),
        counters.incr("a", 600),
        counters.incr("b", -1),
        counters.incr("b", 600),
    ] == [1, 2, 1, 1]
    counters.clear("a")
    assert counters.get("a") == 0
    counters.close()
    (tmp_path / FILE).write_bytes(b"x" * 9000)
    for rest in ("-wal", "-shm"):
        (tmp_path / f"{FILE}{rest}").unlink(missing_ok=True)
    assert Counters(tmp_path / FILE).incr("a", 600) == 0


@pytest.mark.parametrize(
    ("address", "sent", "field"),
    [
        ("/+botpasswoerter", {"purpose": "x"}, "password"),
        ("/+konto", {"password": "Linden im Herbst", "again": "Linden im Herbst"}, "old"),
    ],
)
def test_at_an_open_browser_nobody_guesses_the_password(
    strict: ConferenceApp, client: FlaskClient, address: str, sent: dict[str, str], field: str
) -> None:
    """Wrong ones count where somebody is signed in, too; after too many the right one is not looked at."""
    assert sign_in(client, "Lisa", PASSWORD) == 302
    form = sent | {"csrf_token": token(client.get(address).get_data(as_text=True))}
    tried = [client.post(address, data=form | {field: f"falsch {n}"}).status_code for n in range(4)]
    assert tried == [403, 403, 403, 429]
    assert client.post(address, data=form | {field: PASSWORD}).status_code == 429
