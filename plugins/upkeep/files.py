"""What becomes of another Moin wiki's pictures and other files: the same look at them as at an upload.

Moin keeps a file as an item of any name whose content is the file. Here it is a page `Datei:…`, flat and with the
ending of what is in it; every revision that brought another content is a version. What may not be uploaded here is
not taken over either.
"""

from __future__ import annotations

from moin.constants.keys import CONTENTTYPE, NAME, SUMMARY, TRASH

from familienkonferenz.page_templates.escape import escape

from ..files.contents import Content, ending_for, ending_of
from ..files.errors import FileRefused
from ..files.names import title_of
from ..files.upload import looked_at, most_bytes
from ..services import services
from ..titles import Title
from .stock import Meta, Source


def is_file(meta: Meta) -> bool:
    """Whether the item's content is no text."""
    return not str(meta.get(CONTENTTYPE) or "").startswith("text/")


def is_deleted(meta: Meta) -> bool:
    """Whether the revision says that the item is gone."""
    return bool(meta.get(TRASH)) or not meta.get(NAME)


def read(source: Source, backend: str, uuid: str) -> bytes:
    """The content of a revision, if it is no larger than files may be. Raises `FileRefused`."""
    try:
        if source.size(backend, uuid) > most_bytes():
            raise FileRefused("file-too-large", f"Größer als {most_bytes() // 1_000_000} MB.")
        return source.retrieve(backend, uuid)[1]
    except (KeyError, ValueError, OSError) as error:
        raise FileRefused("empty-file", "Der Inhalt ist unlesbar.") from error


def title(where: str, meta: Meta, data: bytes) -> Title:
    """What the file of an item is called here. Raises `FileRefused` for what may not be uploaded."""
    kind = ending_of(data) or ending_for(str(meta.get(CONTENTTYPE) or "").partition(";")[0].strip())
    allowed = services().conference.files.types
    sent = where.replace("/", "-")
    try:
        return title_of(sent, allowed, kind)
    except FileRefused as refusal:
        if not kind:
            words = f"Übernommen werden {', '.join(allowed)}."
            raise FileRefused("filetype-banned", words) from refusal
        return title_of(f"{sent}.{kind}", allowed)


def content(data: bytes, name: Title) -> Content:
    """What is kept of a file's content. Raises `FileRefused`."""
    return looked_at(data, name)


def words(meta: Meta) -> str:
    """The text of its page: what Moin calls the item's summary."""
    return escape(str(meta.get(SUMMARY) or "").strip())
