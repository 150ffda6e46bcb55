"""Facts about the language of the command line."""

import pytest

from familienkonferenz.config.language import agrees, reason, say, speaks_german


@pytest.mark.parametrize(
    ("names", "german"),
    [
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_AT"}, True),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, True),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "en_GB:en"}, False),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de_DE:de"}, True),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "de"}, False),
        ({}, False),
    ],
)
def test_the_locale_decides_in_the_order_of_posix(monkeypatch, names, german):
    """LC_ALL, then LC_MESSAGES, then LANG; an empty one is none. LANGUAGE wins, but not over C."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert speaks_german() is german
    assert say("yes", "ja") == ("ja" if german else "yes")
    assert reason(FileNotFoundError(2, "No such file or directory")) == (
        "die Datei gibt es nicht" if german else "there is no such file"
    )


def test_an_unusual_reason_is_the_systems(monkeypatch):
    """What nobody foresaw is not swallowed."""
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert reason(OSError(28, "No space left on device")) == "No space left on device"


@pytest.mark.parametrize(
    ("answer", "agreed"),
    [("j", True), ("Ja", True), (" y ", True), ("YES", True), ("n", False), ("", False), ("jein", False)],
)
def test_a_yes_is_a_yes_in_both_languages(answer, agreed):
    """Whoever is asked in German says j; everything but a yes is a no."""
    assert agrees(answer) is agreed
