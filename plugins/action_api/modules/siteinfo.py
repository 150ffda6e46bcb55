"""`meta=siteinfo`: what the wiki is. pywikibot asks for it first and believes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from flask import request
from moin import current_app

from ...accounts import role_of
from ...files.upload import most_bytes
from ...moin_config import ROOT_PAGE
from ...services import services
from ...storage.files import Files
from ...storage.save import MAX_BYTES
from ...titles import MAIN, NAMESPACES, Namespace
from .. import rights
from ..errors import JSON
from ..module import Call, Module
from ..options import OPTIONS
from ..parameters import Parameter, Values, choice, choices, flag
from ..rights import RIGHTS
from ..site import GENERATOR, base_url, case_of
from ..timestamps import iso
from .upload import LEAST_CHUNK


def tell(call: Call, values: Values) -> JSON:
    """One entry for each part that `siprop` names."""
    told = {part: _PARTS[part]() for part in values.words("prop")}
    groups = told.get("usergroups")
    if values.flag("numberingroup") and isinstance(groups, list):
        roles = [rights.groups(role_of(name)) for name in services().catalogue.account_names()]
        for group in groups:
            group["number"] = sum(group["name"] in held for held in roles)
    return told


def _general() -> JSON:
    now = services().clock()
    local = now.astimezone(services().conference.timezone)
    offset = local.utcoffset()
    return {
        "mainpage": ROOT_PAGE,
        "base": f"{base_url()}/{ROOT_PAGE}",
        "sitename": current_app.cfg.sitename,
        "mainpageisdomainroot": False,
        "logo": f"{base_url()}/static/logo.svg",
        "generator": GENERATOR,
        "phpversion": "",
        "phpsapi": "",
        "dbtype": "sqlite",
        "dbversion": sqlite3.sqlite_version,
        "imagewhitelistenabled": False,
        "case": "case-sensitive",
        "lang": "de",
        "fallback": [{"code": "en"}],
        "langconversion": True,
        "linkconversion": True,
        "titleconversion": True,
        "allunicodefixes": False,
        "fixarabicunicode": True,
        "fixmalayalamunicode": True,
        "linkprefix": "",
        "linkprefixcharset": "",
        "linktrail": "/^([äöüßa-z]+)(.*)$/sDu",
        "legaltitlechars": " %!\"$&'()*,\\-.\\/0-9:;=?@A-Z\\\\^_`a-z~\\x80-\\xFF+",
        "invalidusernamechars": "@:>",
        "rtl": False,
        "fallback8bitEncoding": "windows-1252",
        "readonly": False,
        "writeapi": True,
        "maxarticlesize": MAX_BYTES,
        "timezone": str(services().conference.timezone),
        "timeoffset": int(offset.total_seconds()) // 60 if offset else 0,
        "articlepath": "/$1",
        "scriptpath": "",
        "script": "/index.php",
        "variantarticlepath": False,
        "server": base_url(),
        "servername": request.host.partition(":")[0],
        "wikiid": services().conference.key,
        "time": iso(int(now.timestamp())),
        "misermode": False,
        "uploadsenabled": True,
        "maxuploadsize": most_bytes(),
        "minuploadchunksize": LEAST_CHUNK,
        "galleryoptions": {
            "imagesPerRow": 0, "imageWidth": 120, "imageHeight": 120, "captionLength": True, "showBytes": True,
            "mode": "traditional", "showDimensions": True,
        },
        # pywikibot reads these and `magiclinks` without asking whether they are there.
        "thumblimits": {str(number): width for number, width in enumerate(_WIDTHS)},
        "imagelimits": {
            str(number): {"width": width, "height": height} for number, (width, height) in enumerate(_SIZES)
        },
        "favicon": f"{base_url()}/favicon.ico",
        "centralidlookupprovider": "local",
        "allcentralidlookupproviders": ["local"],
        "interwikimagic": True,
        "magiclinks": {"ISBN": False, "PMID": False, "RFC": False},
        "categorycollation": "uppercase",
        "nofollowlinks": True,
        "nofollownsexceptions": [],
        "nofollowdomainexceptions": [],
        "externallinktarget": False,
    }  # fmt: skip


_WIDTHS = (120, 150, 180, 200, 250, 300)
_SIZES = ((320, 240), (640, 480), (800, 600), (1024, 768), (1280, 1024), (2560, 2048))
"""As MediaWiki has them: clients choose from them."""


def _namespaces() -> JSON:
    return {
        str(space.id): {
            "id": space.id,
            "case": case_of(space),
            "name": space.name,
            "subpages": space.id >= 0,
            "content": space.id == MAIN,
            "nonincludable": False,
            **({"canonical": space.canonical} if space.id != MAIN else {}),
        }
        for space in _spaces()
    }


def _aliases() -> list[JSON]:
    return [{"id": space.id, "alias": alias} for space in _spaces() for alias in space.aliases]


def _spaces() -> list[Namespace]:
    return sorted(NAMESPACES.values(), key=lambda space: space.id)


def _statistics() -> JSON:
    counts = services().catalogue.counts()
    return {
        "pages": counts["pages"], "articles": counts["pages"], "edits": counts["edits"],
        "images": Files(services().database).count(),
        "users": counts["users"], "activeusers": counts["users"], "admins": 0, "jobs": 0,
    }  # fmt: skip


def _magic_words() -> list[JSON]:
    return [
        {"name": name, "aliases": list(aliases), "case-sensitive": sensitive}
        for name, aliases, sensitive in (
            ("redirect", ("#WEITERLEITUNG", "#REDIRECT"), False),
            ("notoc", ("__KEIN_INHALTSVERZEICHNIS__", "__NOTOC__"), False),
            ("toc", ("__INHALTSVERZEICHNIS__", "__TOC__"), False),
            ("defaultsort", ("SORTIERUNG:", "DEFAULTSORT:"), True),
            ("pagename", ("SEITENNAME", "PAGENAME"), True),
            ("fullpagename", ("VOLLER_SEITENNAME", "FULLPAGENAME"), True),
            ("if", ("wenn", "if"), False),
            ("switch", ("switch",), False),
        )
    ]


def _extensions() -> list[JSON]:
    return [{"type": "parserhook", "name": "ParserFunctions", "version": "1.6.1"}]


def _restrictions() -> JSON:
    return {
        "types": ["create", "edit", "move", "upload"], "levels": ["", "autoconfirmed", "sysop"],
        "cascadinglevels": ["sysop"], "semiprotectedlevels": ["autoconfirmed"],
    }  # fmt: skip


def _user_groups() -> list[JSON]:
    return [{"name": name, "rights": list(held)} for name, held in RIGHTS.items()]


_PARTS: Mapping[str, Callable[[], object]] = {
    "general": _general,
    "namespaces": _namespaces,
    "namespacealiases": _aliases,
    "specialpagealiases": lambda: [{"realname": "Export", "aliases": ["Exportieren", "Export"]}],
    "magicwords": _magic_words,
    "interwikimap": list,
    "dbrepllag": lambda: [{"host": "", "lag": 0}],
    "statistics": _statistics,
    "usergroups": _user_groups,
    "extensions": _extensions,
    "fileextensions": lambda: [{"ext": ending} for ending in services().conference.files.types],
    "rightsinfo": lambda: {"url": "", "text": ""},
    "restrictions": _restrictions,
    "languages": lambda: [{"code": "de", "bcp47": "de", "name": "Deutsch"}],
    "skins": list,
    "extensiontags": lambda: ["<nowiki>", "<pre>", "<ref>", "<references>"],
    "functionhooks": lambda: ["if", "ifeq", "ifexist", "switch"],
    "showhooks": list,
    "variables": lambda: ["fullpagename", "pagename"],
    "protocols": lambda: ["http://", "https://", "mailto:"],
    "defaultoptions": lambda: dict(OPTIONS),
    "languagevariants": dict,
    "libraries": list,
    "uploaddialog": dict,
}

MODULE = Module(
    name="siteinfo",
    help="Angaben zum Wiki.",
    prefix="si",
    parameters=(
        choices("prop", *_PARTS, default="general", help="Welche Teile."),
        choice("filteriw", "!local", "local"),
        flag("showalldb"),
        flag("numberingroup"),
        Parameter("inlanguagecode"),
    ),
    tell=tell,
)
