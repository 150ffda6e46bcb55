"""Signatures on talk pages: who signed, when, and where in the line.

The model is DiscussionTools' CommentParser: a signature is a time in the wiki's own format with its zone in
brackets, and a link to a user in the 100 visible characters before it, in the same line. Read are German and
English times, as MediaWiki writes them, and the templates for comments that others signed ("unsigniert").

    --[[Benutzer:Anna|Anna]] ([[Benutzer Diskussion:Anna|Diskussion]]) 10:45, 3. Nov. 2026 (CET)
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

_REACH = 100
_SHORT = 2000
_MONTHS = {
    **dict.fromkeys(("jan", "januar", "january", "jänner"), 1),
    **dict.fromkeys(("feb", "februar", "february"), 2),
    **dict.fromkeys(("mär", "mar", "mrz", "märz", "march"), 3),
    **dict.fromkeys(("apr", "april"), 4),
    **dict.fromkeys(("mai", "may"), 5),
    **dict.fromkeys(("jun", "juni", "june"), 6),
    **dict.fromkeys(("jul", "juli", "july"), 7),
    **dict.fromkeys(("aug", "august"), 8),
    **dict.fromkeys(("sep", "sept", "september"), 9),
    **dict.fromkeys(("okt", "oct", "oktober", "october"), 10),
    **dict.fromkeys(("nov", "november"), 11),
    **dict.fromkeys(("dez", "dec", "dezember", "december"), 12),
}
_ZONES = {"UTC": 0, "GMT": 0, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2}
_GAP = r"(?:[\s\u200e\u200f]|&nbsp;|&#160;|&lrm;){1,4}"  # copied times bring marks of direction along
_MONTH = r"(?P<{}>[A-Za-zä]{{3,9}})\.?"
_CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?"
_DAY = (
    rf"(?:(?P<d1>[0-9]{{1,2}})\.?{_GAP}{_MONTH.format('m1')}{_GAP}(?P<y1>[0-9]{{4}})"
    rf"|{_MONTH.format('m2')}{_GAP}(?P<d2>[0-9]{{1,2}}),{_GAP}(?P<y2>[0-9]{{4}})"
    rf"|(?P<y3>[0-9]{{4}})-(?P<m3>[0-9]{{2}})-(?P<d3>[0-9]{{2}})"
    r"|(?P<d4>[0-9]{1,2})\.\s?(?P<m4>[0-9]{1,2})\.\s?(?P<y4>[0-9]{4})"
    rf"|(?P<y5>[0-9]{{4}}){_GAP}{_MONTH.format('m5')}{_GAP}(?P<d5>[0-9]{{1,2}}))"
)
_ZONE = rf"{_GAP}\((?P<zone>[A-Z]{{2,5}}|[+-][0-9]{{2}}:?[0-9]{{2}})\)"
_UHR = rf"(?:{_GAP}Uhr)?"
_TIMES = (  # the hour first, as MediaWiki has it in German and English, or the day
    re.compile(rf"(?<![0-9:]){_CLOCK}{_UHR},?{_GAP}{_DAY}{_ZONE}"),
    re.compile(rf"(?<![0-9.]){_DAY}(?:,?{_GAP}(?:um{_GAP})?|T){_CLOCK}{_UHR}{_ZONE}"),
)
_TIMES_IN_TEMPLATE = (
    re.compile(rf"{_CLOCK}{_UHR},?{_GAP}{_DAY}(?:{_ZONE})?"),
    re.compile(rf"{_DAY}(?:,?{_GAP}(?:um{_GAP})?|T){_CLOCK}{_UHR}(?:{_ZONE})?"),
)
_USER = re.compile(
    r"\[\[\s{0,9}:?(?:[a-z-]{1,12}:){0,2}"  # a guest's account may be on another wiki
    r"(?:(?:Benutzer(?:in)?|User|BD|Benutzer(?:in)?[ _]Diskussion|User[ _]talk)\s{0,9}:"
    r"|(?:Spezial|Special)\s{0,9}:\s{0,9}(?:Beiträge|Contributions|Contribs)/)"
    r"\s{0,9}(?P<user>[^\[\]|#/<>{}\n]{1,100})(?:#[^\[\]|\n]{0,100})?(?:\|[^\[\]\n]{0,200})?\]\]",
    re.IGNORECASE,
)
UNSIGNED = re.compile(
    r"\{\{\s{0,9}(?:unsigniert|unsigned2?|unsigned[ _]?ip2?|nicht[ _]signiert(?:er[ _]Beitrag(?:[ _]von)?)?|ns)"
    r"\s{0,9}\|([^{}]{1,300})\}\}",
    re.IGNORECASE,
)
"""The template by which others say who had said something; without a time it is no signature."""

_LABEL = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{0,200})\]\]|<[^<>]{0,200}>|&nbsp;|'{2,5}")
_BEFORE = re.compile(
    r"(?:\s|&nbsp;|[–—~•·(|]|-(?<!<!-)(?<!<!--)|<(?!/|br)[A-Za-z][^<>]{0,200}>|'{2,}+"
    r"|(?:vorstehender\s)?(?:nicht\s(?:\[\[[^\[\]|]{0,60}\|)?signierter(?:\]\])?|unsignierter)\sBeitrag(?:\s{0,3}'{2})?"
    r"\s(?:stammt\s)?von"
    r"|preceding\s(?:\[\[[^\[\]|]{0,60}\|)?unsigned(?:\]\])?\scomment\sadded\sby)++$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:\)|</[A-Za-z]{1,12}>|'{2,3}|<nowiki\s?/>|<!--[^<>]{0,200}-->)+")
_DASH_AT_END = re.compile(r"(?:--|[–—-])[ \t]*$")
_AT_ONCE = timedelta(minutes=2)
_DASH = re.compile(r"--|[–—]")


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature in `line[start:end]`: user as linked (spaces, no underscores), time aware in UTC."""

    user: str
    time: datetime
    start: int
    end: int


def signatures(line: str, zone: tzinfo) -> tuple[Signature, ...]:
    """The signatures of one line, in order; `zone` is the wiki's, for times whose zone has an unknown name."""
    return _remembered(line, zone) if len(line) < _SHORT else _found(line, zone)


@lru_cache(maxsize=8192)
def _remembered(line: str, zone: tzinfo) -> tuple[Signature, ...]:
    """`_found`, once per line: a history shows the same lines again and again."""
    return _found(line, zone)


def _found(line: str, zone: tzinfo) -> tuple[Signature, ...]:
    found = []
    begin = 0
    for match in UNSIGNED.finditer(line):
        found.extend(_from_template(match, zone))
    for match in _stamps(line):
        time = _time(match, zone)
        user = _user(line, begin, match.start())
        if time is None or user is None:
            continue
        name, start = user
        after = _AFTER.match(line, match.end())
        end = after.end() if after else match.end()
        found.append(Signature(name, time, _signature_start(line, begin, start), end))
        begin = end
    return tuple(sorted(found, key=lambda signature: signature.start))


def unfinished(line: str, user: str, saved: datetime, zone: tzinfo) -> int:
    """Where at the end of `line` a signature of `user` begins that lacks its time, its link or its name; else its end.

    A time alone is one only where it is that of the save; whoever saved knows all that is missing.
    """
    end = len(line.rstrip())
    stamp = next((one for one in _stamps(line) if one.end() == end), None)
    at = stamp.start() if stamp else end
    signed = False
    links = [match for match in _USER.finditer(line, 0, at) if user_name(match["user"]) == user]
    while links and not line[links[-1].end() : at].strip(" \t()|/·•"):
        at, signed = links.pop().start(), True
    before = line[:at].rstrip(" \t,(")
    if not signed and user and before.casefold().endswith(user.casefold()):
        head = before[: -len(user)]
        if stamp or _DASH_AT_END.search(head):
            at, signed = len(head), True
    if not signed and stamp:
        time = _time(stamp, zone)
        signed = time is not None and abs(saved - time) <= _AT_ONCE
    return len(line[: _signature_start(line, 0, at)].rstrip(" \t,")) if signed else len(line)


def _stamps(line: str) -> list[re.Match[str]]:
    """The times in the line, in order; of two that overlap, the first."""
    found: list[re.Match[str]] = []
    for match in sorted((m for form in _TIMES for m in form.finditer(line)), key=lambda m: m.start()):
        if not found or match.start() >= found[-1].end():
            found.append(match)
    return found


def user_name(name: str) -> str:
    """A user name as the wiki has it: spaces instead of underscores, the first letter a capital."""
    name = " ".join(name.replace("_", " ").split())
    return name[:1].upper() + name[1:]


def _user(line: str, begin: int, time: int) -> tuple[str, int] | None:
    """The user linked next before position `time`, and where the first of the links to this user begins."""
    found: tuple[str, int] | None = None
    nearest = time
    for match in reversed(list(_USER.finditer(line, max(begin, time - 10 * _REACH), time))):
        name = user_name(match["user"])
        between = line[match.end() : nearest]
        if len(_LABEL.sub(lambda m: m[1] or "", line[match.end() : time])) > _REACH:
            break
        if found is not None and (name != found[0] or _DASH.search(between)):
            break
        found, nearest = (name, match.start()), match.start()
    return found


def _signature_start(line: str, begin: int, start: int) -> int:
    """`start` moved before the dashes, brackets and opening tags that lead the signature in."""
    low = max(begin, start - 300)
    before = _BEFORE.search(line[low:start])
    return low + before.start() if before else start


def _from_template(match: re.Match[str], zone: tzinfo) -> list[Signature]:
    name, time = "", None
    for value in match[1].split("|"):
        value = re.sub(r"^\s*[12]\s*=", "", value).strip()
        stamp = next((m for form in _TIMES_IN_TEMPLATE if (m := form.search(value))), None)
        if stamp:
            time = time or _time(stamp, zone)
        elif not name and "=" not in value:
            linked = _USER.search(value)
            name = user_name(linked["user"] if linked else value)
    return [Signature(name, time, match.start(), match.end())] if name and time else []


def _time(match: re.Match[str], zone: tzinfo) -> datetime | None:
    """The time in UTC, or None where the calendar has no such day or hour."""
    month_name = match["m1"] or match["m2"] or match["m5"]
    month = _MONTHS.get(month_name.lower(), 0) if month_name else int(match["m3"] or match["m4"])
    day, year = (next(filter(None, (match[f"{part}{form}"] for form in range(1, 6)))) for part in "dy")
    try:
        local = datetime(int(year), month, int(day), int(match["hour"]), int(match["minute"]), tzinfo=UTC)
        return local.replace(tzinfo=_zone(match["zone"], zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(name: str | None, zone: tzinfo) -> tzinfo:
    if name is None:
        return zone
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return timezone(timedelta(minutes=minutes if name[0] == "+" else -minutes))
    return zone
