"""The page of bot passwords: made by their owner, shown once, revoked by a button, with a log."""

from __future__ import annotations

import re

import pytest

from familienkonferenz.plugins import bot_passwords
from familienkonferenz.plugins.accounts import BOT_PASSWORDS, find

from .core import LISA, MEHMET, PASSWORD, SOMMER, TOPIC, VISITOR, Browser, Wiki
from .plain import visible

ADDRESS = "/+botpasswoerter"


def make(browser: Browser, purpose: str = "rundbrief", *grants: str) -> str:
    """Make one at the page; the password that is shown."""
    answer = browser.post(ADDRESS, purpose=purpose, grants=list(grants), password=PASSWORD)
    assert answer.status_code == 200
    found = re.search(r"<dd><code>([0-9a-f]{32})</code></dd>", answer.get_data(as_text=True))
    assert found, answer.get_data(as_text=True)
    return found[1]


def program(wiki: Wiki, login: str, secret: str) -> Browser:
    """A program that has signed in at the API."""
    browser = wiki.browser()
    token = browser.api(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    said = browser.api(action="login", lgname=login, lgpassword=secret, lgtoken=token)
    assert said["login"]["result"] == "Success", said
    return browser


def write(browser: Browser, title: str, text: str, **more: str) -> dict[str, object]:
    """Save by the API; the reply."""
    token = browser.api(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
    said: dict[str, object] = browser.api(action="edit", title=title, text=text, token=token, **more)
    return said


def test_its_owner_makes_one_and_sees_it_once(wiki: Wiki) -> None:
    """The answer shows it and is kept by nobody; the page never shows it again, and the profile has a hash only."""
    lisa = wiki.of(LISA)
    answer = lisa.post(ADDRESS, purpose="rundbrief", grants=["editpage"], password=PASSWORD)
    secret = re.search(r"<code>([0-9a-f]{32})</code>", answer.get_data(as_text=True))
    assert secret and answer.headers["Cache-Control"] == "private, no-store"
    shown = visible(lisa.html(ADDRESS))
    assert "rundbrief" in shown and "Seiten bearbeiten" in shown and secret[1] not in shown
    with wiki.request_as(LISA):
        owner = find(LISA)
        assert owner is not None
        kept = repr(owner.profile[BOT_PASSWORDS])
    assert secret[1] not in kept and "sha256$" in kept
    said = program(wiki, f"{LISA}@rundbrief", secret[1]).api(action="query", meta="userinfo", uiprop="rights")
    assert {"read", "edit"} <= set(said["query"]["userinfo"]["rights"])


def test_making_one_takes_the_account_s_own_password(wiki: Wiki) -> None:
    """Nobody makes one at a browser that was left open, and no foreign page does."""
    lisa = wiki.of(LISA)
    assert lisa.post(ADDRESS, purpose="x", password="falsch").status_code == 403
    assert lisa.post(ADDRESS, purpose="x", password="").status_code == 400
    assert lisa.client.post(ADDRESS, data={"purpose": "x", "password": PASSWORD}).status_code == 400
    assert wiki.of(VISITOR).get(ADDRESS).status_code == 302
    with wiki.request_as(LISA):
        assert bot_passwords.for_purpose(find(LISA), "x") is None


@pytest.mark.parametrize("purpose", ["mit Leerzeichen", "ä", "a@b", "x" * 33, "<b>", "a/b"])
def test_a_purpose_is_a_plain_word(wiki: Wiki, purpose: str) -> None:
    """What would be misread in `Name@Zweck` is refused with the reason."""
    answer = wiki.of(LISA).post(ADDRESS, purpose=purpose, password=PASSWORD)
    assert answer.status_code == 400 and "Ziffern" in answer.get_data(as_text=True)


def test_a_grant_that_is_none_is_refused(wiki: Wiki) -> None:
    """Only what the list offers can be allowed."""
    assert wiki.of(LISA).post(ADDRESS, purpose="x", grants=["alles"], password=PASSWORD).status_code == 400


def test_an_account_has_a_limited_number(wiki: Wiki) -> None:
    """A profile cannot be filled without end; replacing one is no further one."""
    with wiki.request_as(LISA):
        for number in range(bot_passwords.MOST - len(bot_passwords.of(find(LISA)))):
            bot_passwords.give(LISA, f"zweck{number}", [])
    lisa = wiki.of(LISA)
    assert lisa.post(ADDRESS, purpose="noch-eins", password=PASSWORD).status_code == 400
    assert lisa.post(ADDRESS, purpose="zweck1", password=PASSWORD).status_code == 200


def test_revoking_ends_the_program_s_session_at_once(wiki: Wiki) -> None:
    """After the button, the next request is a visitor's; other people's passwords are out of its reach."""
    secret = make(wiki.of(LISA), "rundbrief", "editpage")
    mehmet = make(wiki.of(MEHMET), "rundbrief", "editpage")
    mine, other = program(wiki, f"{LISA}@rundbrief", secret), program(wiki, f"{MEHMET}@rundbrief", mehmet)
    assert wiki.of(LISA).post(f"{ADDRESS}/widerruf", zweck="rundbrief").status_code == 302
    assert mine.api(action="query", meta="userinfo")["query"]["userinfo"].get("anon")
    assert other.api(action="query", meta="userinfo")["query"]["userinfo"]["name"] == MEHMET
    assert wiki.of(LISA).post(f"{ADDRESS}/widerruf", zweck="rundbrief").status_code == 403
    assert wiki.of(LISA).client.post(f"{ADDRESS}/widerruf", data={"zweck": "x"}).status_code == 400


def test_the_log_is_for_the_owner_and_for_moderators(wiki: Wiki) -> None:
    """What a program changed is listed with its summary, as text; others find nothing, revoked or not."""
    secret = make(wiki.of(LISA), "rundbrief", "editpage")
    said = write(program(wiki, f"{LISA}@rundbrief", secret), TOPIC, "Neu & <b>", summary="<i>Satz</i> & mehr")
    assert said["edit"]["result"] == "Success"  # type: ignore[index]
    wiki.of(LISA).post(f"{ADDRESS}/widerruf", zweck="rundbrief")
    path = f"{ADDRESS}/protokoll?konto={LISA}&zweck=rundbrief"
    for name in (LISA, SOMMER):
        html = wiki.of(name).html(path)
        assert "&lt;i&gt;Satz&lt;/i&gt;" in html and TOPIC in html and "geschrieben" in html
        assert f"{LISA}@rundbrief" in visible(wiki.of(name).html(ADDRESS))
    for name in (MEHMET, VISITOR):
        assert wiki.of(name).get(path).status_code == 404
    assert f"{LISA}@rundbrief" not in visible(wiki.of(MEHMET).html(ADDRESS))


def test_the_log_goes_on_behind_its_first_page(wiki: Wiki) -> None:
    """More than fifty changes are read in parts, none twice and none left out."""
    secret = make(wiki.of(LISA), "viel", "editpage")
    api = program(wiki, f"{LISA}@viel", secret)
    for number in range(53):
        write(api, TOPIC, f"Stand {number}", summary=f"Satz {number}.")
    html = wiki.of(LISA).html(f"{ADDRESS}/protokoll?zweck=viel")
    found = re.search(r"ab=(\d+)", html)
    assert found
    rest = wiki.of(LISA).html(f"{ADDRESS}/protokoll?zweck=viel&ab={found[1]}")
    assert re.findall(r"Satz (\d+)\.", html) + re.findall(r"Satz (\d+)\.", rest) == [
        str(number) for number in range(52, -1, -1)
    ]


def test_a_person_s_own_changes_are_in_no_log(wiki: Wiki) -> None:
    """Whoever writes at the browser leaves no purpose, also on a page that a program wrote last."""
    secret = make(wiki.of(LISA), "rundbrief", "editpage")
    write(program(wiki, f"{LISA}@rundbrief", secret), TOPIC, "vom Programm")
    wiki.write_as(LISA, TOPIC, "von Hand")
    wiki.write_as(SOMMER, TOPIC, "von der Moderation")
    html = wiki.of(LISA).html(f"{ADDRESS}/protokoll?zweck=rundbrief")
    assert html.count("geschrieben") == 1
