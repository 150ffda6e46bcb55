"""Stock MoinMoin 2.0.0b5, the version that ours embeds: the other peer of the benchmarks.

    with moin(folder, {"Lisa": "Kastanien im Herbst"}) as wiki:
        requests.get(f"{wiki.url}/Startseite")

Served by waitress, in a process of its own, with its own stores and its Whoosh index in an empty folder. Its
configuration is the one it ships; only the edit lock is off, since one writer would bounce the others with it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .process import Server, free_port, server

THREADS = 4
"""Requests at once; waitress's own number."""


@dataclass(frozen=True)
class Moin:
    """A stock MoinMoin that is being served."""

    url: str
    home: Path
    server: Server
    version: str = version("moin")


@contextmanager
def moin(folder: Path, accounts: Mapping[str, str]) -> Iterator[Moin]:
    """A fresh MoinMoin in an empty folder, with these accounts and their passwords, while it is served."""
    port = free_port()
    command = [sys.executable, "-m", "tests.engines.moin", folder, str(port), json.dumps(dict(accounts))]
    env = {"PYTHONPATH": str(Path(__file__).parents[2]), "MOINCFG": ""}
    with server(command, folder / "moin.log", cwd=folder, env=env) as found:
        found.await_answer(f"http://127.0.0.1:{port}/+login")
        yield Moin(f"http://127.0.0.1:{port}", folder, found)


def application(folder: Path) -> Any:
    """Moin's own WSGI application over the folder."""
    os.environ.pop("MOINCFG", None)
    from moin.app import create_app_ext
    from moin.config import IndexStorageConfig
    from moin.config.wikiconfig import Config
    from moin.storage import create_simple_mapping

    mapping = create_simple_mapping(f"stores:fs:{folder}/data/%(backend)s/%(kind)s")
    settings = {
        "namespace_mapping": mapping[0], "backend_mapping": mapping[1], "acl_mapping": mapping[2],
        "index_storage": IndexStorageConfig("FileStorage", (str(folder / "index"),), {}),
        "instance_dir": str(folder), "create_backend": True, "edit_locking_policy": None,
    }  # fmt: skip
    return create_app_ext(
        flask_config_dict={"SECRET_KEY": os.urandom(16).hex()},
        moin_config_class=type("Stock", (Config,), settings),
    )


def main(folder: str, port: str, accounts: str) -> None:
    """Make the accounts, then serve."""
    import waitress

    logging.disable(logging.WARNING)
    app = application(Path(folder))
    from moin.user import create_user

    with app.test_request_context("/"):
        app.preprocess_request()
        for name, password in json.loads(accounts).items():
            problem = create_user(name, password, f"{name.lower()}@example.org", validate=False)
            assert not problem, problem
    waitress.serve(app, host="127.0.0.1", port=int(port), threads=THREADS, _quiet=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
