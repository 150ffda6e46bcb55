"""Unmodified pywikibot on our wiki: it logs in, reads, saves and walks, as it does on a MediaWiki.

pywikibot keeps one account and one set of caches per process, so each client is a process of its own with a
private folder; the wiki is served by waitress in a thread.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import waitress

from familienkonferenz.plugins.app import ConferenceApp

pytestmark = pytest.mark.wiki

_CLIENT = """
import json, os, sys
argv, sys.argv = sys.argv, ["konferenz"]
import pywikibot
from pywikibot import config, exceptions
from pywikibot.family import AutoFamily, Family
sys.argv = argv
config.put_throttle = config.minthrottle = 0
config.maxthrottle = 1
config.max_retries = 1
config.retry_wait = 1
config.solve_captcha = False
config.log = []
address, user, program = sys.argv[1:]
Family._families["konferenz"] = AutoFamily("konferenz", address + "/api.php")
config.usernames["konferenz"]["*"] = user
site = pywikibot.Site("konferenz", Family._families["konferenz"], user)
site.login()
said = []
exec(program)
print("SAID " + json.dumps(said, ensure_ascii=False))
"""


@pytest.fixture
def address(wiki_app: ConferenceApp) -> Iterator[str]:
    """The address of the wiki, served on a free port."""
    server = waitress.create_server(wiki_app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


Pywikibot = Callable[[str], list[Any]]


@pytest.fixture
def pywikibot(address: str, bot_password: str, tmp_path: Path) -> Pywikibot:
    """Runs a program with `site` logged in as the bot; gives what it put into `said`."""
    folder = tmp_path / "pywikibot"
    folder.mkdir(mode=0o700)
    (folder / "user-config.py").write_text("password_file = 'passwords.py'\n", encoding="utf-8")
    (folder / "passwords.py").write_text(
        f"('Konferenzbot', BotPassword('test', {bot_password!r}))\n", encoding="utf-8"
    )
    for file in folder.iterdir():
        file.chmod(0o600)

    def run(program: str) -> list[Any]:
        done = subprocess.run(
            [sys.executable, "-c", _CLIENT, address, "Konferenzbot", program],
            env={"PATH": os.environ["PATH"], "PYWIKIBOT_DIR": str(folder), "HOME": str(folder)},
            cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        lines = [line for line in done.stdout.splitlines() if line.startswith("SAID ")]
        assert lines, f"{done.stdout}\n{done.stderr}"
        said: list[Any] = json.loads(lines[0][5:])
        return said

    return run


def test_it_logs_in_with_its_bot_password_and_reads_the_site(pywikibot: Pywikibot) -> None:
    """Login, siteinfo, rights and namespaces are what pywikibot expects of a German MediaWiki."""
    assert pywikibot("""
said += [site.user(), site.lang, site.has_right("bot"), site.has_right("apihighlimits"), str(site.mw_version)]
said += [site.namespaces[1].custom_name, site.namespaces[10].custom_name, site.siteinfo["case"]]
said += [site.has_extension("ParserFunctions"), sorted(site.userinfo["groups"])]
""") == [
        "Konferenzbot", "de", True, True, "1.39.17", "Diskussion", "Vorlage", "case-sensitive", True,
        ["*", "bot", "user"],
    ]  # fmt: skip
