"""Where an instance keeps its files: the wiki's store, its secret key, the bots' journal and passwords."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "KONFERENZ_HOME"
BOT_FILE = "bot.password"
"""The bots' login, `Name@purpose` and the password on two lines: made by `serve`, read by its owner alone."""


def default_home() -> Path:
    """`$KONFERENZ_HOME`, else `var/` of a checkout one stands in, else the user's own data folder."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    checkout = Path("var")
    if checkout.is_dir() and Path("setup.cfg").is_file():
        return checkout
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "familienkonferenz"
