"""Chinese words for an index that knows only blanks: a run of characters becomes its overlapping pairs.

Databases split text at blanks and punctuation, and Chinese has neither inside a sentence. Indexed as pairs, any word of
two characters is found wherever it stands; the last character of each run stands alone beside, so that a search by
beginnings reaches every single character as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_BRACKETS = re.compile(
    r"[〔〕\[\]［］《》〈〉（）()【】「」『』“”‘’\"'、，。；：！？·—…/\\|:*^~<>=+&!@#$%`,;?.\-_{}\x00-\x1f\x7f]"
)
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
LONGEST = 60


def tidy(text: str) -> str:
    """What was typed, without brackets and signs, wide figures made narrow, cut to a sane length."""
    return " ".join(_BRACKETS.sub(" ", text.translate(_DIGITS))[:LONGEST].split())


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def index_text(text: str) -> str:
    """A text as it is put into the index."""
    plain = _BRACKETS.sub(" ", text.translate(_DIGITS))
    return _CJK.sub(lambda found: f" {' '.join([*pairs(found[0]), found[0][-1]])} ", plain)


def query_text(text: str) -> str:
    """What was typed as it is asked of the index; a single character stays alone."""
    return " ".join(_CJK.sub(lambda found: f" {' '.join(pairs(found[0])) or found[0]} ", tidy(text)).split())


def is_single(text: str) -> bool:
    """Whether one Chinese character is asked for: then every pair that begins with it counts."""
    return bool(_CJK.fullmatch(tidy(text))) and len(tidy(text)) == 1


def overlap(wanted: str, title: str) -> int:
    """How many pairs of what was typed stand in a title too."""
    asked = set(query_text(wanted).split())
    return len(asked & set(index_text(title).split()))


def nearest(wanted: str, titles: Iterable[str], most: int = 5) -> list[str]:
    """The titles that share most with what was typed, the nearest first; none that share nothing."""
    ranked = sorted(((overlap(wanted, one), one) for one in set(titles)), key=lambda pair: (-pair[0], len(pair[1])))
    return [title for shared, title in ranked if shared][:most]
