"""The wiki as a WSGI application: Moin, with our storage gate, wikitext, API, forms and theme.

`create_app(home)` builds it for the instance in a folder, which it makes at the first start. Moin's own factory
is not used: it names the application class. Every internal of Moin that we replace is replaced here or in
`storage.protection` and `storage.profiles`, and named there.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask_caching import Cache
from moin.app import MoinApp, before_wiki
from moin.wikiutil import WikiLinkAnalyzer

from familienkonferenz.config import Conference, load

from . import action_api, forms, guard, pace, pages, session, wikitext
from .files import serving as files
from .files.incoming import FormRequest
from .moin_config import HERE, moin_config, secret_key
from .reading import installing as reading
from .reading.starting import at_start
from .search import service as search
from .services import Services
from .storage import profiles, protection, save
from .storage.backend import SqliteBackend
from .storage.router import GatedRouter

MAX_REQUEST_BYTES = 4_000_000
"""The longest request body; a page's text is limited to less."""


class ConferenceApp(MoinApp):  # type: ignore[misc]
    """Moin's application with our store and our index behind its own interfaces."""

    request_class = FormRequest

    def __init__(
        self, home: Path, conference: Conference, clock: Callable[[], datetime] | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self._services = Services.open(home, conference)
        if clock is not None:
            self._services.clock = clock
        super().__init__(
            flask_config_dict=_flask_config(home),
            moin_config_class=moin_config(home, conference, settings),
        )
        self._services.attach(self)

    def configure_flask(self, *args: Any, **kw: Any) -> None:
        """Take the given settings only: neither MOINCFG nor files of the working directory."""
        self.config.update(args[-1] if args else kw["flask_config_dict"])

    def register(self) -> None:
        """Moin's routes; but a request begins our way."""
        super().register()
        begins = self.before_request_funcs[None]
        begins[begins.index(before_wiki)] = session.begin

    def create_flask_cache(self) -> None:
        """No cache: Moin keeps document trees by the text's hash alone, so one page would show another's."""
        self.cache = Cache(config={"CACHE_TYPE": "NullCache", "CACHE_NO_NULL_WARNING": True})
        self.cache.init_app(self)

    def _init_backends(self, create_backend: bool) -> None:
        """As Moin does it, with the gated router, and store and index in the database."""
        self._services.attach(self)
        database = self._services.database
        backends = {name: SqliteBackend(database, name) for _, name in self.cfg.namespace_mapping}
        self.router = GatedRouter(self.cfg.namespace_mapping, backends, self._services)
        self.storage = protection.PageIndexing(
            database,
            self.cfg.index_storage,
            self.router,
            wiki_name=self.cfg.interwikiname,
            acl_rights_contents=self.cfg.acl_rights_contents,
        )
        self.storage.open()


def create_app(
    home: Path, conference: Conference | None = None, clock: Callable[[], datetime] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> ConferenceApp:  # fmt: skip
    """The application for the instance in `home`.

    `clock` is for tests that need another time; `settings` are further ones of Moin's, such as a cheaper
    hashing of passwords in tests.
    """
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.chmod(home.stat().st_mode & ~0o007)  # one that was there: hashes and late texts lie in it
    protection.install()
    profiles.install()
    wikitext.register(save.fetch)
    app = ConferenceApp(home, conference or load(), clock, settings)
    for part in (action_api, pages, forms, files, guard):
        part.install(app)
    search.install(app, app._services)
    at_start(app, search.search_of(app).outbox.start)
    # After all routes are known, as Moin wants it.
    app.link_analyzer = WikiLinkAnalyzer(app)
    reading.install(app)
    # Else the first requests load the themes all at once, and some find none.
    app.theme_manager.refresh()
    # Moin collects garbage at every save; what lives as long as the application need not be looked at.
    gc.collect()
    gc.freeze()
    return app


def _flask_config(home: Path) -> dict[str, Any]:
    hosts = os.environ.get("KONFERENZ_HOSTS", "")
    return {
        "SECRET_KEY": secret_key(home),
        # The host names of the wiki: a request for another is refused, so none gets into a link.
        "TRUSTED_HOSTS": [name.strip() for name in hosts.split(",") if name.strip()] or None,
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "MAX_FORM_MEMORY_SIZE": MAX_REQUEST_BYTES,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": os.environ.get("KONFERENZ_HTTPS") == "1",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=1),
        # "off" where the proxy in front holds people to a pace, and for measurements.
        pace.LIMITED: os.environ.get("KONFERENZ_LIMITS") != "off",
        "THEME_PATHS": str(HERE / "theme"),
        "WTF_CSRF_TIME_LIMIT": None,
    }
