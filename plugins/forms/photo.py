"""The photo that may come with a contribution: chosen in the same form, kept as a file of its own, named in the head.

People at a telephone have a picture of the broken swing and no idea of files and their names. So the file gets its
name from the contribution, and both are saved in one transaction or neither is.
"""

from __future__ import annotations

import re

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import ValidationError

from ..errors import PermissionDenied
from ..files import upload as files
from ..files.contents import Content, ending_of
from ..files.errors import FileRefused
from ..services import services
from ..storage.save import may_upload
from ..titles import FILE, Title

_PICTURES = ("jpg", "jpeg", "png", "gif", "webp")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60
"""Characters of the file's name that come from the contribution."""


class PhotoForm(FlaskForm):  # type: ignore[misc]
    """The fields of the photo. `taken` is what was sent, once it has been looked at; None without a photo."""

    photo = FileField("Foto")
    rights = BooleanField(
        "Das Foto ist von mir, oder ich darf es hier zeigen. Wer darauf zu erkennen ist, ist einverstanden; "
        "bei Kindern auch die Eltern."
    )
    drop = BooleanField("Das Foto aus dem Beitrag nehmen")
    taken: Content | None = None

    def __init__(self, *args: object, **kw: object) -> None:
        super().__init__(*args, **kw)
        here = services().conference.files
        self.photo.description = (
            f"Ein Bild dazu, höchstens {here.megabytes} MB. "
            "Angaben zu Ort, Zeit und Gerät entfernen wir daraus."
        )

    def validate_photo(self, field: FileField) -> None:
        """Look at the picture, if there is one and its sender may send any."""
        if not field.data:
            return
        try:
            may_upload(Title(FILE, "Neu.png"))
        except PermissionDenied:  # saving will say so, with the text given back
            return
        data = field.data.read()
        ending = ending_of(data)
        if ending not in kinds():
            raise ValidationError(f"Das ist kein Bild, das wir zeigen können: möglich sind {_list()}.")
        try:
            self.taken = files.looked_at(data, Title(FILE, f"Neu.{ending}"))
        except FileRefused as refused:
            raise ValidationError(str(refused)) from refused

    def validate_rights(self, field: BooleanField) -> None:
        """Nobody's picture is shown without that."""
        if self.photo.data and not field.data:
            raise ValidationError("Ohne das können wir das Foto nicht zeigen.")


def kinds() -> tuple[str, ...]:
    """The endings of the pictures that this conference takes."""
    return tuple(kind for kind in _PICTURES if kind in services().conference.files.types)


def keep(content: Content, about: str) -> str:
    """Keep the picture under a free name that says what it is `about`; the name. Raises as `save_file` does."""
    words = " ".join(_WORD.findall(about))[:_LONGEST].strip() or "zu einem Beitrag"
    ending = ending_of(content.data)
    title, number = _title(f"Foto {words}.{ending}"), 1
    while _is_taken(title):
        number += 1
        title = _title(f"Foto {words} {number}.{ending}")
    files.keep(title, content, comment="Foto zu einem Beitrag")
    return title.name


def _title(name: str) -> Title:
    return Title(FILE, Title.parse(name, FILE).name)


def _is_taken(title: Title) -> bool:
    """Also by a file that was taken down: its name does not come back with another picture."""
    catalogue = services().catalogue
    return catalogue.page(title) is not None or catalogue.deleted_page(title) is not None


def _list() -> str:
    return ", ".join(kind.upper() for kind in kinds() if kind != "jpeg")
