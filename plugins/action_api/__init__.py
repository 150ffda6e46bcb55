"""MediaWiki's Action API on Moin, as far as bots and pywikibot need it.

`install(app)` adds `/api.php`, `/index.php` (the XML export, and redirects of old-style addresses) and the
page `Spezial:Exportieren`. A request goes `views` → `main.handle` → one module of `modules/` → back, in the
shape of formatversion 2, brought down to 1 if asked. Nothing is read past `sight`, nothing written past
`storage.save`.
"""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Add the API to the application."""
    from .views import blueprint  # Late: modules import the wiki's parts, which import the application.

    app.register_blueprint(blueprint)
