"""Numbers and addresses of people: e-mail, IBAN, number plate, telephone.

A number is judged by what it is (length, area, checksum) and by the words before it: a city's papers are full of
file numbers, dates and prices that look like telephones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from familienkonferenz.bots.personal.findings import Finding

# --- E-mail -------------------------------------------------------------------------------------------------

# Begins with its first sign, so that the search runs from sign to sign.
_AT = re.compile(r"[@(\[{\s](?:(?<=\s)(?:at|ät)\s|(?<=@)|(?<=[(\[{])\s?(?:at|ät|@)\s?[)\]}])", re.I)
_MAY_BE_AT = re.compile(r"[@tT](?:(?<=@)|(?<=[aäAÄ].)[\s)\]}])")
"""What stands in every text that `_AT` finds anything in."""
_LOCAL = re.compile(r"[\w.+%-]{1,64}\s?$")
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|\.)\s?[)\]}]\s?|\s(?:punkt|dot)\s)"
_DOMAIN = re.compile(rf"\s?[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,4}}{_DOT}[A-Za-z]{{2,18}}\b", re.I)


def mail_addresses(text: str) -> Iterator[Finding]:
    """Addresses as they are, and as people disguise them: „anna (at) example (punkt) org“."""
    for at in _AT.finditer(text) if _MAY_BE_AT.search(text) else ():
        local = _LOCAL.search(text[max(0, at.start() - 70) : at.start()])
        domain = _DOMAIN.match(text, at.end())
        if not local or not domain or not local[0][0].isalnum():
            continue
        start = at.start() - len(local[0])
        rule = "E-Mail-Adresse" if at[0] == "@" else "umschriebene E-Mail-Adresse"
        if at[0].isspace() and not re.search(r"punkt|dot|\.", domain[0], re.I):
            continue
        yield Finding("E-Mail", start, domain.end(), rule)


# --- IBAN ---------------------------------------------------------------------------------------------------

_IBAN = re.compile(r"\b([A-Za-z]{2}[ .-]?\d ?\d)((?:[ \x00.-]?[0-9A-Za-z]){11,30})(?![0-9A-Za-z])")
_MAY_BE_IBAN = re.compile(r"\d(?:(?<=[A-Za-z]{2}.)|(?<=[A-Za-z]{2}[ .-].))")
"""What stands in every text that `_IBAN` finds anything in; the search runs from figure to figure."""
_LENGTHS = {
    "DE": 22, "AT": 20, "CH": 21, "FR": 27, "NL": 18, "BE": 16, "LU": 20, "IT": 27, "ES": 24, "PL": 28, "GB": 22,
    "DK": 18, "SE": 24, "NO": 15, "FI": 18, "CZ": 24, "PT": 25, "GR": 27, "HU": 28, "RO": 24, "BG": 22, "TR": 26,
    "HR": 21, "SI": 19, "SK": 24, "IE": 22, "LI": 21, "LT": 20, "LV": 21, "EE": 20, "UA": 29, "RS": 22, "BA": 20,
}  # fmt: skip


def account_numbers(text: str) -> Iterator[Finding]:
    """Account numbers whose length and checksum (ISO 13616, mod 97) are right."""
    for match in _IBAN.finditer(text) if _MAY_BE_IBAN.search(text) else ():
        length = _LENGTHS.get(match[1][:2].upper())
        if length is None:
            continue
        end, kept = match.start(), []
        for at in range(match.start(), match.end()):
            if text[at].isalnum():
                kept.append(text[at].upper())
                end = at + 1
            if len(kept) == length:
                break
        if len(kept) == length and _mod97("".join(kept)) == 1:
            yield Finding("IBAN", match.start(), end, "Kontonummer mit richtiger Prüfziffer")


def _mod97(account: str) -> int:
    """The remainder that is 1 for every IBAN."""
    turned = account[4:] + account[:4]
    return int("".join(str(int(letter, 36)) for letter in turned if letter.isascii())) % 97


# --- number plates ------------------------------------------------------------------------------------------

# As all searches here it begins with its first sign and asks only then what stands before it.
_PLATE = re.compile(
    r"([A-ZÄÖÜ](?<![\w/.-].)[A-ZÄÖÜ]{0,2})(\s?[-–:•]\s?|\s)([A-Z]{1,2})[\s\x00-]?([1-9]\d{0,3})([EH]?)(?![\w/])"
)
_LOOSE_PLATE = re.compile(
    r"(?:kennzeichen|nummernschild|autonummer)[^\n.!?]{0,30}?(?<!\w)"
    r"([a-zäöü]{1,3}[\s-]{1,3}[a-z]{1,2}[\s-]{0,2}[1-9]\d{0,3}[eh]?)(?!\w)",
    re.I,
)
_PLATE_WORDS = ("kennzeichen", "nummernschild", "autonummer")
# What looks like a plate: pay scales, standards, papers of the council.
_NO_PLATE = frozenset(
    (
        "TV",
        "DIN",
        "ISO",
        "IP",
        "OE",
        "DS",
        "SBR",
        "AZ",
        "NR",
        "PC",
        "USB",
        "EU",
        "DVD",
        "CD",
        "KW",
        "ID",
        "AG",
        "WC",
    )
)
# Where nothing joins the letters, only districts whose cars are seen here are believed.
_NEAR_CODES = re.compile(
    "H|HI|HM|HOL|SHG|NI|CE|PE|BS|WF|WOB|GF|GS|GÖ|NOM|HB|B|HH|K|M|S|F|D|DO|E|L|MD|LIP|MI|HF|BI|PB|OS|OL|DH|VER|ROW|"
    "UE|LG|WL|HK|SZ|KS"
)


def plates(text: str) -> Iterator[Finding]:
    """Number plates: „H-AB 1234“, „H AB 1234“, and any writing after the word Kennzeichen."""
    for match in _PLATE.finditer(text):
        if match[1] in _NO_PLATE or _filed(text, match.start()):
            continue
        hyphen = match[2].strip()
        if not hyphen and not _NEAR_CODES.fullmatch(match[1]):
            continue
        yield Finding("Kennzeichen", match.start(), match.end(), "Kfz-Kennzeichen")
    for match in _LOOSE_PLATE.finditer(text) if _says_plate(text) else ():
        yield Finding("Kennzeichen", match.start(1), match.end(1), "Wort „Kennzeichen“ davor")


def _says_plate(text: str) -> bool:
    """Whether a text has what `_LOOSE_PLATE` begins with, which costs little to ask."""
    small = text.casefold()
    return any(word in small for word in _PLATE_WORDS)


# --- telephones ---------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"[+(0](?<![\w.,/-].)(?:"
    r"(?:(?<=\+)|(?<=\()\s?(?=[0+])|(?<=0) ?)[\d(\x00][\d ()/.–\x00-]{4,24}\d(?![\w%€]|[.,]\d)|"
    r"(?<=0)\d{6,14}(?!\w))"
)
_CALLED = re.compile(
    r"\b(?:tel(?:efon\w{0,8})?|fon|handy\w{0,8}|mobil\w{0,10}|fax|whats-?app|signal|ruf\w{0,10}|anruf\w{0,3}|anrufen|"
    r"durchwahl|apparat|telefonisch|erreich\w{0,6}|meine nummer|unsere nummer)\b[^\d\n+]{0,30}$",
    re.I,
)
_SHORT = re.compile(r"[1-9](?<![\w.,/-].)\d{1,4}(?:[ /.\x00-]{1,2}\d{1,5}){0,4}(?![\w%€]|[.,:]\d)")
_FILED = re.compile(
    r"(?:\baz|zeichen|drucks\w*|drucksache|seite|isbn|ean|plz|postleitzahl|"
    r"(?:vorgang|kunden|rechnung|bestell|ticket|antrag|mitglied|serien|steuer|beschluss|inventar|baum|leuchte|laterne|mast|"
    r"haltestelle|vertrag|sendung|artikel|konto|flurst|bescheid|fall|ausweis|versicherung|matrikel|chip|bau)\w*"
    r"[^.!?\n\d]{0,24}?(?:nr|nummer|no)?)[\s.:#-]{0,5}$",
    re.I,
)
_DATE = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|\d{4}-\d\d-\d\d|\d{1,2}[.:]\d\d\s?(?:[-–]|bis|Uhr)|\d{3,5}/(?:19|20)\d\d"
)
_PUBLIC = ("0800", "0180", "0900", "0137", "0700", "0110", "0112", "00800")


def telephones(text: str) -> Iterator[Finding]:
    """Numbers with an area code or a country's, and short ones after „Tel.“; hotlines are nobody's own."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        spoken = match[0]
        digits = "".join(filter(str.isdigit, spoken))
        called = bool(_CALLED.search(text[max(0, start - 45) : start]))
        if digits.startswith(_PUBLIC) or _filed(text, start) or _DATE.search(spoken):
            continue
        if not _is_number(spoken, digits, called):
            continue
        yield Finding("Telefon", start, end, "Vorwahl und Nummer")
    for match in _SHORT.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        if not 4 <= len(digits) <= 12 or _DATE.search(match[0]) or _filed(text, match.start()):
            continue
        if _CALLED.search(text[max(0, match.start() - 45) : match.start()]):
            yield Finding("Telefon", match.start(), match.end(), "Nummer nach einem Wort wie „Tel.“")


_SPOKEN = (
    r"(?:null|eins|zw(?:ei|o)|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|zehn|elf|zwölf|"
    r"(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|\w{2,7}und\w{2,6}zig|\w{2,6}(?:zig|ßig)|\d{1,4})"
)
_TOLD = re.compile(rf"\bnull(?:[ ,/-]{{1,3}}{_SPOKEN}){{3,14}}(?!\w)", re.I)
_DIGITS_TOLD = 7  # what „null fünf elf 44 55 66“ has at least


def told_telephones(text: str) -> Iterator[Finding]:
    """Numbers in words: „null fünf elf 44 55 66“."""
    for match in _TOLD.finditer(text) if "ull" in text or "ULL" in text else ():
        parts = re.split(r"[ ,/-]+", match[0])
        if sum(len(part) if part.isdigit() else 1 for part in parts) >= _DIGITS_TOLD:
            yield Finding("Telefon", match.start(), match.end(), "Nummer in Worten")


def _is_number(spoken: str, digits: str, called: bool) -> bool:
    """Whether the digits can be dialled: a country, or a German area or mobile code, and enough of them."""
    if spoken.startswith("0 ") and not called:
        return False
    if spoken.startswith(("+", "(+", "( +")) or digits.startswith("00"):
        national = digits.removeprefix("00")
        return 9 <= len(national) <= 15 and national[0] != "0"
    if digits[:2] in {"01"}:  # mobile; 010 and 018 are none, 0115 and so on are services
        return digits[:3] in {"015", "016", "017"} and 10 <= len(digits) <= 13
    if not ("2" <= digits[1] <= "9"):
        return False
    return (6 if called else 8) <= len(digits) <= 13


def _filed(text: str, start: int) -> bool:
    """Whether the words before say that this is a file, a bill, a lamp post, and no number to be called."""
    return bool(_FILED.search(text[max(0, start - 45) : start]))
