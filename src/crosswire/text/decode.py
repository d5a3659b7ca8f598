"""From bytes to text, whatever they are: never raises, says what it doubts."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from crosswire.text.layout import Doubt

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF container (image, sound or film)"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"SQLite format 3", "a database"),
)
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,40})""", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Bytes that the detector looks at: enough for some hundred words of text after a page's head; a longer
# look costs time and has never changed the answer.
_LOOK = 65_536
# Bytes that are looked at for signs of binary content; images, office files and programs show them at once.
_FIRST = 16_384
# Share of NUL and control bytes from which content is no text. Text has none or a handful; images
# and programs have 5 to 40 %. Moved up, office files pass as text; moved down, one broken line
# makes a page unreadable.
_BINARY = 0.02
_STRANGE = bytes((*range(9), *range(14, 27), *range(28, 32)))


@dataclass(frozen=True)
class Decoded:
    """The text of some bytes, the charset it was read in, and what is doubtful about that."""

    text: str
    charset: str
    doubts: tuple[Doubt, ...] = ()


def decode(body: bytes, charset: str | None = None, *, controls: bool = False) -> Decoded:
    """The text of `body`; `charset` is what the container (HTTP, mail) declared.

    1. what is no text at all is `skipped`; 2. a byte order mark decides; 3. valid UTF-8 with
    other than ASCII is UTF-8, whatever is declared; 4. the declared charset, then the page's own
    <meta>; 5. mostly UTF-8 with stray bytes is read as both; 6. detection on a prefix.
    `controls` leaves control characters in, for a reader that cuts them where it matters.
    """
    refusal = _refuse(body)
    if refusal is not None:
        return Decoded("", "", (refusal,))
    text, name, doubts = _read(body, charset)
    text, repaired = repair_mojibake(text)
    if repaired:
        doubts.append(
            Doubt("mojibake", "doubt", f"{repaired} wrongly encoded characters were repaired")
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not controls and (name != "utf-8" or repaired or _may_hold_controls(body)):
        text = without_controls(text)
    return Decoded(text, name, tuple(doubts))


def without_controls(text: str) -> str:
    """The text without characters that nobody sees and no file may hold."""
    # The quick question first; line breaks and odd blanks make it say no as well.
    return text if text.isprintable() else _CONTROL.sub("", text)


_LOW = bytes(byte for byte in range(0x20) if byte not in {0x09, 0x0A, 0x0C, 0x0D}) + b"\x7f"


def _may_hold_controls(body: bytes) -> bool:
    """Could the text of this UTF-8 hold a character that is cut? Looks at bytes, many times faster."""
    if len(body.translate(None, _LOW)) != len(body):
        return True
    if body.isascii():
        return False
    # Single bytes first: that search is a hundred times as fast as one for two.
    marked = b"\xef" in body and (b"\xef\xbb\xbf" in body or b"\xef\xbf" in body)
    return marked or _C1.search(body) is not None


_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def _refuse(body: bytes) -> Doubt | None:
    if not body[:_FIRST].strip() and not body.strip():
        return Doubt("empty", "skipped", "the page is empty", "fetch it again")
    for magic, what in _MAGIC:
        if body.startswith(magic):
            return Doubt("binary", "skipped", f"this is {what}, no text", "give its text instead")
    if any(body.startswith(mark) for mark, _ in _BOMS) or _wide(body):
        return None
    look = body[:_FIRST]
    strange = len(look) - len(look.translate(None, _STRANGE))
    if strange > _BINARY * len(look) and strange > 4:
        return Doubt("binary", "skipped", "this is binary data, no text", "give its text instead")
    return None


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of western text is NUL."""
    look = body[:4096]
    if len(look) < 8 or b"\0" not in look:
        return None
    half = len(look) // 2
    if look[1::2].count(0) > 0.4 * half and look[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if look[::2].count(0) > 0.4 * half and look[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _read(body: bytes, charset: str | None) -> tuple[str, str, list[Doubt]]:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name, []
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace"), wide, []
    told = [name for name in (_known(charset), _known(_in_meta(body))) if name]
    text = _strict(body, "utf-8")
    if text is not None:
        wrong = bool(told) and told[0] != "utf-8" and not body.isascii()
        return text, "utf-8", [_wrong(told[0])] if wrong else []
    for name in told:
        text = _strict(body, name)
        if text is not None:
            return text, name, []
    return _guess(body)


_LEADS = bytes(range(0xC2, 0x100))


def _guess(body: bytes) -> tuple[str, str, list[Doubt]]:
    stray = len(body) - len(body.decode("utf-8", "ignore").encode())
    wide = len(body) - len(body.translate(None, _LEADS))
    # Mostly UTF-8: fewer stray bytes than a tenth of its lead bytes. Latin-1 text has no valid
    # sequences at all, so the limit may stand anywhere between 0.02 and 0.9.
    if stray < 0.1 * wide:
        text = body.decode("utf-8", "crosswire-stray")  # slow for each stray byte, so not before
        return text, "utf-8", [Doubt("mixed-encodings", "doubt", f"{stray} bytes are not UTF-8")]
    # Detectors are at a loss with a handful of accents ("café" came out as Japanese).
    name = (wide > 8 and _detect(body)) or "cp1252"
    return (
        body.decode(name, "replace"),
        name,
        [Doubt("charset-guessed", "note", f"no charset fits; read as {name}")],
    )


def _detect(body: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  heavy, and few pages need it

    best = from_bytes(body[:_LOOK]).best()
    return _known(best.encoding) if best else None


def _known(name: str | None) -> str | None:
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    # Browsers read Latin-1 and ASCII as Windows-1252; so did whoever wrote the page.
    return "cp1252" if found in {"iso8859-1", "ascii"} else found


def _in_meta(body: bytes) -> str | None:
    found = _META.search(body[:4096])
    return found[1].decode("ascii") if found else None


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _wrong(name: str) -> Doubt:
    return Doubt("charset-wrong", "note", f"declared as {name}, but it is UTF-8")


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("crosswire-stray", _stray)

# What Windows-1252 makes of the bytes 80 to BF; its five gaps stay control characters.
_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xC0)}
_HIGH = "".join(_BYTES)
_BROKEN = re.compile(f"[\u00c2-\u00f4][{re.escape(_HIGH)}]{{1,3}}")
# Fewer wrongly encoded characters than this may be meant ("Ã¼" in a text on encodings).
_FEW = 3


def repair_mojibake(text: str) -> tuple[str, int]:
    """The text with UTF-8 that was once read as Windows-1252 set right, and how much was.

    "itâ€™s" becomes "it’s". Texts with fewer than three such places stay as they are.
    """
    if "\u00c3" not in text and ("\u20ac" not in text or "\u00e2\u20ac" not in text):
        return text, 0
    done = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal done
        try:
            right = bytes(_BYTES.get(char, ord(char)) for char in found[0]).decode("utf-8")
        except UnicodeError:
            return found[0]
        done += 1
        return right

    mended = _BROKEN.sub(mend, text)
    return (mended, done) if done >= _FEW else (text, 0)
