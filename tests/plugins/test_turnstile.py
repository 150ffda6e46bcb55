"""So many at once and no more: what takes much of the machine waits for a place."""

from __future__ import annotations

import threading

from familienkonferenz.plugins.turnstile import Turnstile

from .core import LISA, PASSWORD, Wiki


def test_hashes_of_passwords_wait_for_a_place(wiki: Wiki) -> None:
    """Signing in works while one place is held by another process, and the place is left afterwards."""
    turnstile = Turnstile(2, "hashing")
    with wiki.as_system(), turnstile:
        assert wiki.browser().post("/+anmelden", name=LISA, password=PASSWORD).status_code == 302
    held: list[str] = []

    def enter() -> None:
        with wiki.app.app_context(), turnstile:
            held.append("in")

    with wiki.as_system(), turnstile:
        second = Turnstile(2, "hashing")
        with second:
            waiting = threading.Thread(target=enter)
            waiting.start()
            waiting.join(0.3)
            assert held == []
    waiting.join(10)
    assert held == ["in"]
