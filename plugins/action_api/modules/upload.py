"""`action=upload`: a file, whole or in chunks, kept at once or stashed until its name and words are settled."""

from __future__ import annotations

from ...accounts import current_actor
from ...errors import WikiError, WindowClosed
from ...files import upload as files
from ...files.contents import Content
from ...files.errors import FileRefused
from ...files.names import key
from ...files.stash import Stash
from ...gate import Role
from ...services import services
from ...storage.files import Files, Version
from ...storage.save import may_upload
from ...titles import FILE, Title
from ..errors import JSON, ApiError
from ..file_info import PROPS, info
from ..module import Call, Module
from ..parameters import Parameter, Type, Values, choice, flag, token
from ..summaries import TAGS, refuse_tags, summary_of
from ..timestamps import compact, iso

LEAST_CHUNK = 1024
"""The smallest chunk but for the last; siteinfo tells it."""

_BY_NAME = frozenset(
    ("illegal-filename", "filename-tooshort", "filename-toolong", "filetype-missing", "fileexists-forbidden")
)
"""What the client can put right without sending the file again: it is told the key of what it has sent."""


def answer(call: Call, values: Values) -> JSON:
    """`result` is Success, Warning or Continue; MediaWiki's fields with each."""
    try:
        return {"upload": _Upload(call, values).answer()}
    except FileRefused as refusal:
        raise ApiError(refusal.code, str(refusal), **refusal.extra) from refusal


class _Upload:
    """One request."""

    def __init__(self, call: Call, values: Values) -> None:
        self.call, self.values = call, values
        self.key = values.text("filekey") or values.text("sessionkey")
        self.keyed = "filekey" in values or bool(values.text("sessionkey"))
        self.offset = self._within("offset")
        self.size = self._within("filesize")
        self.stash = Stash(services().home, call.user_id)

    def _within(self, name: str) -> int | None:
        """A number of bytes; what cannot be one is warned of, and none is below zero."""
        sent, most = self.values.number(name), files.most_bytes() if name == "filesize" else None
        if sent is None or 0 <= sent <= (most or sent):
            return sent
        self.values.warn(f'The value "{sent}" for "{name}" is out of range.')
        return max(0, sent)

    def answer(self) -> JSON:
        self._check_sent()
        if self.key and self.values.flag("checkstatus"):
            return self._status()
        sent = self.values.optional("filename")
        if sent is None:
            raise ApiError("missingparam", 'The "filename" parameter must be set.')
        if "chunk" in self.values:
            self._check_chunk()
        elif "url" in self.values:
            raise ApiError("copyuploaddisabled", "Uploads by URL are disabled.")
        if current_actor().role is Role.ANONYMOUS:
            raise ApiError("mustbeloggedin", "Zum Hochladen melden Sie sich bitte an.")
        if "chunk" in self.values:
            return self._chunk(files.titled(sent))
        data = self.stash.read(self.key) if self.keyed else self.values.data("file") or b""
        if self.keyed and not self.stash.is_whole(self.key):
            raise FileRefused("stashfailed", "Von dieser Datei fehlen noch Stücke.")
        if not data:
            raise FileRefused("empty-file", "Die Datei ist leer.")
        try:
            title = files.titled(sent, data)
            content = files.looked_at(data, title)
            if not self.values.flag("stash"):
                _check_right(title)
            return self._settled(sent, title, content)
        except (FileRefused, ApiError) as refusal:
            if refusal.code in _BY_NAME:
                kept = self.key or self.stash.keep(data)
                refusal.extra |= {"filekey": kept, "sessionkey": kept, "invalidparameter": "filename"}
            raise

    def _check_sent(self) -> None:
        if "chunk" in self.values:
            return
        sources = [self.keyed, "file" in self.values, "url" in self.values]
        if sum(sources) != 1:
            code = "invalidparammix" if any(sources) else "missingparam"
            raise ApiError(code, 'One of the parameters "filekey", "file" and "url" is required.')

    def _settled(self, sent: str, title: Title, content: Content) -> JSON:
        doubts = _shown(files.doubts(sent, title, content.facts))
        reply: JSON = {}
        if doubts and not self.values.flag("ignorewarnings"):
            kept = self.key or self.stash.keep(content.data)
            return {"result": "Warning", "warnings": doubts, "filekey": kept, "sessionkey": kept}
        if self.values.flag("stash"):
            kept = self.key or self.stash.keep(content.data)
            reply = {"result": "Success"} | ({"warnings": doubts} if doubts else {})
            reply |= {"filekey": kept, "sessionkey": kept}
            return reply | {"imageinfo": self._stashed(kept, content)}
        refuse_tags(self.values)
        comment = self.values.text("comment")
        saved = files.keep(
            title, content, text=self.values.optional("text") or comment, comment=summary_of(comment)
        )
        if self.key:
            self.stash.remove(self.key)
        version = Files(services().database).of(title)
        assert version is not None
        reply = {"result": "Success", "filename": key(title)} | ({"warnings": doubts} if doubts else {})
        return reply | {"imageinfo": self._info(version, new=saved.new)}

    def _chunk(self, title: Title) -> JSON:
        chunk, offset = self.values.data("chunk") or b"", self.offset or 0
        whole, soon = self.size or 0, offset + len(chunk)
        if whole > files.most_bytes():
            raise FileRefused(
                "file-too-large", f"Die Datei ist zu groß: höchstens {files.most_bytes()} Bytes."
            )
        _check_right(title)
        if soon > whole:
            raise ApiError("invalid-chunk", "Offset plus current chunk is greater than claimed file size.")
        if soon != whole and len(chunk) < LEAST_CHUNK:
            raise ApiError("chunk-too-small", f"The minimum size of a chunk is {LEAST_CHUNK} bytes.")
        doubts = _shown(files.doubts(self.values.text("filename"), title, None))
        if doubts and not self.values.flag("ignorewarnings"):
            kept = self.key or self.stash.begin(chunk)
            return {"result": "Warning", "warnings": doubts, "filekey": kept, "sessionkey": kept}
        if offset == 0:
            kept = self.stash.begin(chunk)
        else:
            kept = self.key
            self.stash.add(kept, offset, chunk)
        if soon < whole:
            return {"result": "Continue", "offset": soon, "filekey": kept}
        content = files.looked_at(self.stash.read(kept), title)
        self.stash.remove(kept)
        doubts = _shown(files.doubts(self.values.text("filename"), title, content.facts))
        reply: JSON = {"warnings": doubts} if doubts else {}
        reply |= {"result": "Success", "filekey": self.stash.keep(content.data)}
        return reply | {"imageinfo": self._stashed(str(reply["filekey"]), content)}

    def _check_chunk(self) -> None:
        if self.keyed and self.offset == 0:
            raise ApiError("filekeynotallowed", "A file key is not allowed when the offset is 0.")
        if not self.keyed and self.offset != 0:
            raise ApiError("filekeyneeded", "A file key is needed when the offset is not 0.")

    def _status(self) -> JSON:
        try:
            whole, size = self.stash.is_whole(self.key), self.stash.size(self.key)
        except FileRefused as refusal:
            raise ApiError("missingresult", "No result in status data.") from refusal
        if whole:
            raise ApiError("missingresult", "No result in status data.")
        return {"result": "Continue", "stage": "uploading", "offset": size}

    def _info(self, version: Version, *, new: bool) -> JSON:
        told = info(self.call, version, set(PROPS) - {"thumbmime", "archivename", "badfile"})
        if new:  # the page had no number yet when MediaWiki tells of its file
            told.pop("descriptionshorturl", None)
        return told

    def _stashed(self, kept: str, content: Content) -> JSON:
        """What is told of a file that has no page yet: it is called by its key."""
        now = int(services().clock().timestamp())
        title = Title(FILE, f"{compact(now)}!{kept}")
        wanted = set(PROPS) - {"user", "userid", "comment", "parsedcomment", "uploadwarning", "mediatype"}
        version = Version(0, 0, content.facts, now, "", "", title)
        told = info(self.call, version, wanted, content=content.data)
        told.pop("descriptionshorturl", None)
        return told


def _check_right(title: Title) -> None:
    """Refuse who may not put a file there. Raises `WikiError`."""
    try:
        may_upload(title)
    except WindowClosed:
        raise
    except WikiError as error:
        exists = services().catalogue.page(title) is not None
        raise ApiError("fileexists-forbidden" if exists else "permissiondenied", str(error)) from error


def _shown(doubts: dict[str, object]) -> JSON:
    """What speaks against it, as MediaWiki tells it."""
    shown = dict(doubts)
    if isinstance(time := shown.get("nochange"), int):
        shown["nochange"] = {"timestamp": iso(time)}
    if isinstance(times := shown.get("duplicateversions"), list):
        shown["duplicateversions"] = [{"timestamp": iso(time)} for time in times]
    return shown


MODULE = Module(
    name="upload",
    help="Lädt eine Datei hoch.",
    parameters=(
        Parameter("filename", help="Wie sie heißen soll."),
        Parameter("comment", help="Die Zusammenfassung, und der Text einer neuen Seite.", default=""),
        TAGS,
        Parameter("text", Type.TEXT, "Der Text einer neuen Seite."),
        flag("watch", deprecated=True),
        choice("watchlist", "watch", "preferences", "nochange", default="preferences"),
        flag("ignorewarnings", "Auch wenn etwas dagegen spricht."),
        Parameter("file", Type.UPLOAD, "Die Datei."),
        Parameter("url", help="Wird abgelehnt: Dieses Wiki holt nichts."),
        Parameter("filekey", help="Der Schlüssel einer Datei, die schon da ist."),
        Parameter("sessionkey", help="Wie filekey.", deprecated=True),
        flag("stash", "Nur ablegen."),
        Parameter("filesize", Type.INTEGER, "Die Größe der ganzen Datei."),
        Parameter("offset", Type.INTEGER, "Wo das Stück beginnt."),
        Parameter("chunk", Type.UPLOAD, "Ein Stück der Datei."),
        flag("async"),
        flag("checkstatus", "Wie weit die Datei mit diesem Schlüssel ist."),
        token("csrf"),
    ),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)
