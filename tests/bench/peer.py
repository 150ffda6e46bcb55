"""One wiki under measurement, in a process of its own: `python peer.py ours|stock FOLDER`, figures as JSON.

Both save the same pages of wikitext and serve them to an anonymous reader, in process, without a network.
Times are CPU seconds of this process, which a noisy neighbour disturbs least.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGES = 60
TEXT = (
    """== Abschnitt {0} ==
Wir wünschen uns '''mehr Grün''' in der [[Seite 1|Nordstadt]].

* erstens
* zweitens

"""
    * 20
)


def main(which: str, folder: Path) -> dict[str, float]:
    """Saves and views a second, and the seconds until the application stands."""
    logging.disable(logging.CRITICAL)
    start = time.process_time()
    app, save = (_ours if which == "ours" else _stock)(folder)
    ready = time.process_time() - start
    start = time.process_time()
    for number in range(PAGES):
        with app.test_request_context("/"):
            app.preprocess_request()
            save(f"Seite {number}", TEXT.format(number))
    saved = time.process_time() - start
    client = app.test_client()
    start = time.process_time()
    for number in range(PAGES):
        assert client.get(f"/Seite {number}").status_code == 200
    viewed = time.process_time() - start
    return {"start": ready, "saves": PAGES / saved, "views": PAGES / viewed}


def _ours(folder: Path) -> tuple[Any, Callable[[str, str], object]]:
    from familienkonferenz.plugins import accounts
    from familienkonferenz.plugins.app import create_app
    from familienkonferenz.plugins.storage.save import save
    from familienkonferenz.plugins.titles import Title

    def write(name: str, text: str) -> object:
        with accounts.acting(accounts.SYSTEM):
            return save(Title.parse(name), text)

    return create_app(folder), write


def _stock(folder: Path) -> tuple[Any, Callable[[str, str], object]]:
    from moin.app import create_app_ext
    from moin.config import IndexStorageConfig
    from moin.config.wikiconfig import Config
    from moin.items import Item
    from moin.storage import create_simple_mapping

    mapping = create_simple_mapping(f"stores:fs:{folder}/data/%(backend)s/%(kind)s")
    settings = {
        "namespace_mapping": mapping[0], "backend_mapping": mapping[1], "acl_mapping": mapping[2],
        "index_storage": IndexStorageConfig("FileStorage", (str(folder / "index"),), {}),
        "instance_dir": str(folder), "create_backend": True,
    }  # fmt: skip
    app = create_app_ext(
        flask_config_dict={"SECRET_KEY": "measuring only"},
        moin_config_class=type("Stock", (Config,), settings),
    )

    def write(name: str, text: str) -> object:
        item = Item.create(name, itemtype="default", contenttype="text/x-mediawiki;charset=utf-8")
        return item.modify(
            {"contenttype": "text/x-mediawiki;charset=utf-8", "itemtype": "default"}, text.encode()
        )

    return app, write


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
