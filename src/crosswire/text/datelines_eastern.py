"""Datelines of Chinese, Japanese and Korean agencies: "新华社北京5月12日电", "【ソウル共同】", "(서울=연합뉴스)"."""

from __future__ import annotations

import re
from typing import NamedTuple

from crosswire.text.lines_facts import strings

_MARK = re.compile(
    r"""(?P<a1>[\u4e00-\u9fff]{2,6}社)(?P<p1>[\u4e00-\u9fff]{2,8}?)(?:(?P<m>\d{1,2})月(?P<d>\d{1,2})日)?
        [电電](?:[(（][^()（）]{2,40}[)）])?[\s:：]*
      | 【(?P<p2>[^】=＝\s]{1,12}?)(?:[=＝](?P<a2>[^】]{1,20})|(?P<a3>共同|時事|AFP|AP|ロイター))】\s*
      | [(（](?P<p4>[^()（）=＝\s]{1,12})[=＝](?P<a4>[^()（）]{2,20})[)）]
        (?:\s?[가-힣]{2,4}\s?(?:기자|특파원)\s?[=＝])?\s*""",
    re.VERBOSE,
)


class Eastern(NamedTuple):
    """Place, agency where a known one signs, day without year (`--05-12`), its words, and the mark's length."""

    place: str
    agency: str | None
    day: str | None
    told: str | None
    length: int


def read_eastern(first: str) -> Eastern | None:
    """Such a mark at the beginning of a paragraph, or None."""
    found = _MARK.match(first[:80])
    if found is None:
        return None
    place = found["p1"] or found["p2"] or found["p4"]
    signs = next(filter(None, (found["a1"], found["a2"], found["a3"], found["a4"])))
    known = signs.lower() in strings("agencies", "names") or found["a1"] is not None
    month, day = int(found["m"] or 0), int(found["d"] or 0)
    dated = 1 <= month <= 12 and 1 <= day <= 31
    return Eastern(
        place,
        signs if known else None,
        f"--{month:02}-{day:02}" if dated else None,
        first[found.start("m") : found.end("d") + 1] if dated else None,
        found.end(),
    )
