"""The pages of the help: Markdown files in resources/help, one folder per language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from faceapp import paths

_MARKS = re.compile(r"[#*`>|_\[\]]|\(([^)]*)\)")


@dataclass(frozen=True)
class HelpPageText:
    """One topic; `name` is what links and `open_topic` call it."""

    name: str
    title: str
    markdown: str

    def hits(self, stems: Sequence[str]) -> int:
        """How often the stems occur; 0 if one of them does not."""
        text = _plain(self.markdown).casefold()
        counts = [text.count(stem) for stem in stems]
        return sum(counts) if counts and all(counts) else 0


def stems_of(text: str) -> list[str]:
    """What to look for when somebody types `text`: Russian words lose their endings."""
    return [_stem(word) for word in text.casefold().split()]


def _stem(word: str) -> str:
    is_long_russian = len(word) > 4 and all("а" <= letter <= "ё" for letter in word)
    return word[: max(4, len(word) * 2 // 3)] if is_long_russian else word


@cache
def help_pages(language: str) -> tuple[HelpPageText, ...]:
    """All topics in the order of their file names."""
    folder = paths.resources() / "help" / language
    return tuple(_page(file) for file in sorted(folder.glob("*.md")))


def _page(file: Path) -> HelpPageText:
    text = file.read_text(encoding="utf-8")
    title = text.partition("\n")[0].lstrip("# ").strip()
    return HelpPageText(file.stem.partition("-")[2], title, text)


def _plain(markdown: str) -> str:
    return _MARKS.sub(" ", markdown)
