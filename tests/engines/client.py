"""An unmodified pywikibot in a process and a folder of its own, as it keeps one account and one cache in each.

    said = client(wiki.api, wiki.bot_password("Lisa", "test"), folder, "said.append(site.user())")

The program finds `site`, signed in, its account as `ACCOUNT`, what it was `given`, and a list `said` to fill.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SECONDS = 300
"""A program that takes longer is stuck; where, it tells."""

_HEAD = """
import faulthandler, json, sys
argv, sys.argv = sys.argv, ["client"]
import pywikibot
from pywikibot import config
from pywikibot.family import AutoFamily, Family
api, ACCOUNT, program, seconds = argv[1:]
given = sys.stdin.read()
faulthandler.dump_traceback_later(float(seconds), exit=True)
config.put_throttle = config.minthrottle = 0
config.maxthrottle, config.max_retries, config.retry_wait, config.solve_captcha, config.log = 1, 2, 1, False, []
Family._families["client"] = AutoFamily("client", api)
config.usernames["client"]["*"] = ACCOUNT
site = pywikibot.Site("client", Family._families["client"], ACCOUNT)
site.login()
said = []
exec(program)
print("SAID " + json.dumps(said, ensure_ascii=False))
"""


def client(api: str, login: tuple[str, str], folder: Path, program: str, given: str = "") -> list[Any]:
    """Run the program in the folder, which is made; what it put into `said`."""
    folder.mkdir(mode=0o700)
    account, _, purpose = login[0].rpartition("@")
    (folder / "user-config.py").write_text("password_file = 'passwords.py'\n", encoding="utf-8")
    (folder / "passwords.py").write_text(
        f"({account!r}, BotPassword({purpose!r}, {login[1]!r}))\n", encoding="utf-8"
    )
    for file in folder.iterdir():
        file.chmod(0o600)
    done = subprocess.run(
        [sys.executable, "-c", _HEAD, api, account, program, str(SECONDS)],
        env={"PATH": os.environ["PATH"], "PYWIKIBOT_DIR": str(folder), "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=2 * SECONDS, check=False, input=given,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("SAID ")]
    assert lines, f"{done.stdout}\n{done.stderr}"
    said: list[Any] = json.loads(lines[0].removeprefix("SAID "))
    return said
