"""pywikibot's programs, unmodified, as somebody at a terminal runs them: with a folder and an account of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS = 1800
"""A program that has not ended by then hangs; a whole suite of tests is one program."""

_SETTINGS = """
family_files['wiki'] = {api!r}
family = mylang = 'wiki'
usernames['wiki']['wiki'] = {name!r}
password_file = 'passwords.py'
put_throttle = minthrottle = 0
maxthrottle = 1
max_retries = 1
retry_wait = 1
solve_captcha = False
log = []
"""


@dataclass(frozen=True)
class Terminal:
    """A folder with pywikibot's settings for one account of one wiki."""

    folder: Path

    def run(self, *words: str, answers: str = "") -> str:
        """Run `pwb` with these words; what it said on both channels. It must end well."""
        done = self._ended(Path(sys.executable).parent / "pwb", *words, answers=answers)
        assert done.returncode == 0 and "Traceback" not in done.stdout, (
            f"pwb {' '.join(words)}\n{done.stdout}"
        )
        return done.stdout

    def python(self, *words: str, answers: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python with pywikibot's settings; both channels are in `stdout`."""
        return self._ended(sys.executable, *words, answers=answers, **environment)

    def _ended(
        self, *command: str | Path, answers: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        env = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "PYWIKIBOT_DIR": str(self.folder),
            "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore", **environment,
        }  # fmt: skip
        return subprocess.run(
            command, cwd=self.folder, env=env, input=answers, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS, check=False,
        )  # fmt: skip


def terminal(folder: Path, api: str, login: str, secret: str) -> Terminal:
    """A folder with the settings for that wiki and the bot password `Name@Zweck`."""
    name, _, purpose = login.rpartition("@")
    folder.mkdir(mode=0o700)
    settings = folder / "user-config.py"
    settings.write_text(_SETTINGS.format(api=api, name=name), encoding="utf-8")
    password = folder / "passwords.py"
    password.write_text(f"({name!r}, BotPassword({purpose!r}, {secret!r}))\n", encoding="utf-8")
    for file in (settings, password):
        file.chmod(0o600)
    return Terminal(folder)
