"""Small pictures: made when they are first asked for, kept as files, gone with the picture they are made of.

They lie in a folder for each picture, called by its SHA-256. The folder can be lost at any time.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from PIL import Image

from ..services import Services, services
from ..storage.files import Facts, Files
from .contents import DRAWING

FOLDER = "thumbnails"
_KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "PNG", "image/webp": "WEBP"}


def mime_of(facts: Facts) -> str:
    """The type of a small picture: of what moves, its beginning is shown as PNG."""
    return "image/png" if facts.mime == "image/gif" else facts.mime


def thumbnail(facts: Facts, width: int) -> bytes | None:
    """The picture, so wide; None if its content is gone."""
    home = services().home
    path = home / FOLDER / facts.sha256 / str(width)
    with suppress(FileNotFoundError):
        return path.read_bytes()
    content = Files(services().database).content(facts.sha256)
    if content is None:
        return None
    with DRAWING:
        made = _made(content, facts, width)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as beside:  # others may make the same one now
        beside.write(made)
    Path(beside.name).replace(path)
    return made


def sweep(services: Services) -> None:
    """Remove what was made of pictures that are there no more: who destroys one wants it gone."""
    files = Files(services.database)
    folder = services.home / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if not files.has(path.name):
            shutil.rmtree(path, ignore_errors=True)


def _made(content: bytes, facts: Facts, width: int) -> bytes:
    size = (width, max(1, round(facts.height * width / facts.width)))
    with Image.open(BytesIO(content)) as image:
        kind = _KINDS[facts.mime]
        profile = image.info.get("icc_profile")
        image.draft("RGB", size)
        small: Image.Image = image
        if image.mode == "P" or (image.mode == "PA"):
            small = image.convert("RGBA" if "transparency" in image.info else "RGB")
        elif image.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
            small = image.convert("RGB")
        small = small.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        out = BytesIO()
        how: dict[str, object] = {"quality": 82} if kind != "PNG" else {}
        small.save(out, kind, icc_profile=profile, **how)
    return out.getvalue()
