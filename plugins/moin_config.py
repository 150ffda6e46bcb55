"""Moin's configuration for a conference: what it keeps, who may do what, what is switched off.

Built from the instance's folder and the conference; nothing is read from the working directory or from
`MOINCFG`. Holes of stock Moin that are closed by configuration are closed here, each with its reason.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any

from moin.config import AclConfig, IndexStorageConfig
from moin.config.default import DefaultConfig
from moin.constants.namespaces import NAMESPACE_USERPROFILES
from moin.storage import create_mapping
from moin.utils import get_xstatic_module_path_map

from familienkonferenz.config import Conference

from .accounts import BOT_PASSWORDS, ROLE, RoleGroups
from .gate import Role
from .storage.rows import PAGES
from .titles import STORED

HERE = Path(__file__).parent
ROOT_PAGE = "Startseite"
THEME = "konferenz"

_ACL = AclConfig(
    before="Moderatoren:read,write,create,destroy,admin Bots:read,write,create",
    default="Known:read,write,create All:read",
    after="",
    hierarchic=False,
)
"""What the ACLs allow at most; the gate narrows it by page and phase."""

_NOBODY = AclConfig(before="All:", default="", after="", hierarchic=False)


class _Defaults(dict[str, Any]):
    """What a profile holds that says nothing else. Moin copies it for every account of every request, visitors too."""

    def __deepcopy__(self, memo: object) -> dict[str, Any]:
        return {key: copy(value) for key, value in self.items()}


def secret_key(home: Path) -> str:
    """The instance's secret key: random, made at the first start, in a file only its owner reads."""
    path = home / "secret.key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_hex(32)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key


def moin_config(
    home: Path, conference: Conference, further: Mapping[str, Any] | None = None
) -> type[DefaultConfig]:
    """A Moin configuration class for the instance in `home`; `further` settings win."""
    namespaces = {namespace.name: PAGES for namespace in STORED} | {
        NAMESPACE_USERPROFILES: NAMESPACE_USERPROFILES
    }
    acls = {namespace.name: _ACL for namespace in STORED} | {NAMESPACE_USERPROFILES: _NOBODY}
    unused = "stores:memory:"  # the application puts its own backends in their place
    backends = {PAGES: unused, NAMESPACE_USERPROFILES: unused}
    mapping = create_mapping(unused, namespaces, backends, acls)
    settings: dict[str, Any] = {
        "wikiconfig_dir": str(home),
        "instance_dir": str(home),
        "data_dir": str(home),
        "wiki_local_dir": str(home / "local"),
        "index_storage": IndexStorageConfig("FileStorage", (str(home / "unused"),), {}),
        "namespace_mapping": mapping[0],
        "backend_mapping": mapping[1],
        "acl_mapping": mapping[2],
        "acl_functions": "",
        "groups": lambda self: RoleGroups(),
        "sitename": conference.title,
        "interwikiname": f"Familienkonferenz-{conference.key}",
        "auth": [],  # `session` says whose a request is
        "interwiki_map": {"Self": "/", f"Familienkonferenz-{conference.key}": "/"},
        "default_root": ROOT_PAGE,
        "theme_default": THEME,
        "template_dirs": [str(HERE / "theme" / "konferenz" / "templates")],
        "serve_files": get_xstatic_module_path_map(["font_awesome", "pygments"]),
        "mod_names": ["font_awesome", "pygments"],
        "locale_default": "de",
        "timezone_default": str(conference.timezone),
        "secrets": secret_key(home),
        "email_tracebacks": False,
        # Only wikitext: reStructuredText reads the server's files, HTML and SVG carry scripts.
        "contenttype_enabled": ["MediaWiki"],
        # Addresses of people are nobody's business.
        "show_hosts": False,
        "log_reverse_dns_lookups": False,
        # Our own save compares and swaps; Moin's edit locks would serialise everybody.
        "edit_locking_policy": None,
        "supplementation_item_names": [],
        "trail_size": 0,
        "user_email_unique": False,
        # With the empty string of the defaults, the empty key of a request is valid and opens any account.
        "user_defaults": _Defaults(
            DefaultConfig.user_defaults,
            recoverpass_key=None,
            session_key=None,
            locale="de",
            theme_name=THEME,  # Moin writes the theme of the application made last into its defaults
            timezone=str(conference.timezone),
            **{ROLE: Role.PARTICIPANT.value, BOT_PASSWORDS: {}},
        ),
        # The guard sets one for all answers.
        "content_security_policy": "",
        "content_security_policy_report_only": "",
    }
    return type("Config", (DefaultConfig,), settings | dict(further or {}))
