"""What the API says of a version of a file: `prop=imageinfo`, `list=allimages` and `action=upload` share it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from ..files import addresses, names
from ..files.heads import Said, head
from ..files.sizes import fitted
from ..files.thumbnails import mime_of
from ..services import services
from ..storage.files import Files, Version
from .errors import JSON, ApiError
from .module import Call
from .parameters import Values
from .site import base_url
from .timestamps import compact, iso

PROPS = (
    "timestamp", "user", "userid", "comment", "parsedcomment", "canonicaltitle", "url", "size", "dimensions",
    "sha1", "mime", "thumbmime", "mediatype", "metadata", "commonmetadata", "extmetadata", "archivename",
    "bitdepth", "uploadwarning", "badfile",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """The small picture that is wanted: its box; as wide as it is where no width is said."""

    width: int | None
    height: int

    def size(self, version: Version) -> tuple[int, int] | None:
        """Its size; None where there is no picture. Raises `ApiError` for what cannot be drawn."""
        facts = version.facts
        if not facts.is_picture:
            return None
        if self.width is not None and self.width <= 0:
            raise ApiError(
                "urlparamnormal", f"Could not normalize image parameters for {version.title.name}."
            )
        return fitted(facts.width, facts.height, self.width or facts.width, max(self.height, 0))


def scale(values: Values) -> Scale | None:
    """The small picture that `urlwidth`, `urlheight` and `urlparam` ask for."""
    width, height = values.number("urlwidth"), values.number("urlheight")
    if width not in (None, -1):
        return Scale(width, height or -1)
    if height not in (None, -1):
        return Scale(None, height or -1)
    if not (asked := values.text("urlparam")):
        return None
    digits = asked.removesuffix("px")
    readable = digits.isascii() and digits.isdigit() and len(digits) < 6 and digits != asked
    return Scale(int(digits) if readable else -1, -1)


def info(
    call: Call, version: Version, wanted: Collection[str], small: Scale | None = None, *, newest: bool = True,
    content: bytes | None = None,
) -> JSON:  # fmt: skip
    """The properties of a version that are wanted. `content`: that of a file which is not kept yet."""
    facts = version.facts
    told: JSON = {}
    if "timestamp" in wanted:
        told["timestamp"] = iso(version.time)
    if "user" in wanted:
        told["user"] = version.user_name
    if "userid" in wanted:
        told["userid"] = call.user_id_of(version.user_name)
    if "size" in wanted or "dimensions" in wanted:
        told |= {"size": facts.size, "width": facts.width, "height": facts.height}
    if "parsedcomment" in wanted:
        told["parsedcomment"] = escape(version.comment, quote=False)
    if "comment" in wanted:
        told["comment"] = version.comment
    if "uploadwarning" in wanted:
        told["html"] = ""
    if "canonicaltitle" in wanted:
        told["canonicaltitle"] = version.title.full
    if "url" in wanted:
        told |= _addresses(version, small, wanted, newest=newest)
    if "sha1" in wanted:
        told["sha1"] = facts.sha1
    if "metadata" in wanted:
        said = head(content, facts.mime) if content else _head(facts.sha256, facts.mime)
        told["metadata"] = _listed(said)
    if "commonmetadata" in wanted:
        told["commonmetadata"] = []
    if "extmetadata" in wanted:
        told["extmetadata"] = _described(version)
    if "mime" in wanted:
        told["mime"] = facts.mime
    if "mediatype" in wanted:
        told["mediatype"] = "BITMAP" if facts.is_picture else "OFFICE"
    if "archivename" in wanted and not newest:
        told["archivename"] = archive_name(version)
    if "bitdepth" in wanted:
        told["bitdepth"] = facts.bits
    return told


@lru_cache(maxsize=1_000)
def _head(sha256: str, mime: str) -> Said | None:
    """What the head of a kept file says, worked out once: pictures that move are drawn for it, and anybody may ask."""
    return head(Files(services().database).content(sha256) or b"", mime)


def _listed(said: Said | None) -> list[JSON] | None:
    """What a file's head says, as the API writes it."""
    if said is None:
        return None
    return [
        {"name": name, "value": _listed(value) if isinstance(value, dict) else value}
        for name, value in said.items()
    ]


def missing(title_full: str, wanted: Collection[str]) -> JSON:
    """What is said of a file that is not there, where something is said at all."""
    told: JSON = {}
    if "uploadwarning" in wanted:
        told["html"] = ""
    if "canonicaltitle" in wanted:
        told["canonicaltitle"] = title_full
    if "url" in wanted:
        told["descriptionurl"] = _page_address(title_full)
    return told | {"filemissing": True}


def archive_name(version: Version) -> str:
    """What MediaWiki calls an older version; the revision tells versions of one second apart."""
    return f"{compact(version.time)}{version.rev_id}!{names.key(version.title)}"


def _addresses(version: Version, small: Scale | None, wanted: Collection[str], *, newest: bool) -> JSON:
    base, told = base_url(), JSON()
    whole = addresses.newest(version.title) if newest else addresses.of(version)
    size = small.size(version) if small else None
    if size is not None:
        told |= {
            "thumburl": base + _drawn(version, size[0], whole),
            "thumbwidth": size[0],
            "thumbheight": size[1],
        }
        if "thumbmime" in wanted:
            told["thumbmime"] = mime_of(version.facts)
        wide = [min(version.facts.width, round(size[0] * density)) for density in (1, 1.5, 2)]
        finer = {
            density: base + _drawn(version, width, whole)
            for density, width, before in zip(("1.5", "2"), wide[1:], wide, strict=False)
            if width != before
        }
        told |= {"responsiveUrls": finer} if finer else {}
    told |= {"url": base + whole, "descriptionurl": _page_address(version.title.full)}
    return told | {"descriptionshorturl": f"{base}/index.php?curid={version.page_id}"}


def _drawn(version: Version, width: int, whole: str) -> str:
    address = addresses.of(version, width)
    return address if "px/" in address else whole


def _page_address(title_full: str) -> str:
    return f"{base_url()}/{quote(title_full.replace(' ', '_'))}"


def _described(version: Version) -> JSON:
    source = {"source": "mediawiki-metadata", "hidden": ""}
    when = iso(version.time).replace("T", " ").rstrip("Z")
    name = version.title.name.rpartition(".")[0]
    return {"DateTime": {"value": when} | source, "ObjectName": {"value": name} | source}
