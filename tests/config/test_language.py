"""Facts about the language of the command line."""

import pytest

from familienkonferenz.config.language import reason, say, speaks_german


@pytest.mark.parametrize(
    ("names", "german"),
    [
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_AT"}, True),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, True),
        ({}, False),
    ],
)
def test_the_locale_decides_in_the_order_of_posix(monkeypatch, names, german):
    """LC_ALL, then LC_MESSAGES, then LANG; an empty one is none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
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
