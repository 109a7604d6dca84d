"""Where the tiles of a sectioned grid lie: sums over a few hundred months, never over tiles."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize

from faceapp.core.types import Ids
from faceapp.ui.theme import GAP, PAGE, WIDE

HEADER = 44
TOP = 4


@dataclass(frozen=True)
class Section:
    """Tiles `first` to `end` - 1 with one key, below a header at `top`."""

    key: int
    first: int
    end: int
    top: int
    header: int

    @property
    def tiles_top(self) -> int:
        """Where its first line begins."""
        return self.top + self.header


class GridLayout:
    """Lines of square tiles, each section on lines of its own. All in pixels of the content."""

    def __init__(self, count: int, keys: Ids, width: int, side: int, text: int = 0) -> None:
        """Lay out `count` tiles; `keys` has one per tile, or none where there are no sections.

        `text` is how much room each needs below its square.
        """
        self.count = count
        self.size = QSize(side, side + text)
        self._left = PAGE
        inside = max(side, width - 2 * PAGE)
        self.columns = max(1, (inside + GAP) // (side + GAP))
        # Tiles keep their size, so that no picture is scaled anew while a window is resized.
        spare = inside - self.columns * side
        self._step_x = side + (spare / (self.columns - 1) if self.columns > 1 else 0)
        if self.columns > 1 and self._step_x > side + 3 * GAP:
            self._step_x = side + 3 * GAP
        self.step_y = text + round(max(side + GAP, min(self._step_x, side + WIDE)))
        self.sections = self._divided(keys)
        self.header = max((section.header for section in self.sections), default=0)
        self._firsts = np.array([section.first for section in self.sections], np.int64)
        self._tops = np.array([section.top for section in self.sections], np.int64)
        self.height = self._bottom(self.sections[-1]) + PAGE if self.sections else 0

    def section_of(self, row: int) -> Section:
        """The section of a tile."""
        return self.sections[int(np.searchsorted(self._firsts, row, "right")) - 1]

    def rect(self, row: int) -> QRect:
        """Where a tile lies."""
        section = self.section_of(row)
        line, column = divmod(row - section.first, self.columns)
        top = section.tiles_top + line * self.step_y
        return QRect(QPoint(self._x(column), top), self.size)

    def row_at(self, point: QPoint) -> int:
        """The tile at a place, -1 for none."""
        section = self._section_at(point.y())
        if section is None:
            return -1
        line = (point.y() - section.tiles_top) // self.step_y
        last = int((point.x() - self._left + 1) // self._step_x)
        for column in (last, last - 1):  # `_x` rounds either way
            row = section.first + line * self.columns + column
            inside = line >= 0 and 0 <= column < self.columns and row < section.end
            if inside and self.rect(row).contains(point):
                return row
        return -1

    def header_at(self, point: QPoint) -> Section | None:
        """The section whose header is at a place."""
        section = self._section_at(point.y())
        return section if section and point.y() < section.tiles_top and section.header else None

    def sticky(self, top: int) -> tuple[Section, int] | None:
        """The section whose header has left a view that begins at `top`, and where it stays then.

        That is 0 below the top, or above as far as the next header pushes it. None where no
        header is missing.
        """
        section = self._section_at(top)
        if section is None or not section.header or section.top >= top:
            return None
        at = int(np.searchsorted(self._tops, top, "right"))
        following = self.sections[at].top if at < len(self.sections) else self.height
        return section, min(0, following - top - section.header)

    def lines(self, top: int, bottom: int) -> list[tuple[Section, int, int, int]]:
        """Lines that touch a band: section, first tile, end, and where the line begins."""
        found = []
        for section in self.visible(top, bottom):
            first = max(0, (top - section.tiles_top) // self.step_y)
            last = (bottom - section.tiles_top) // self.step_y
            for line in range(first, last + 1):
                start = section.first + line * self.columns
                if start >= section.end:
                    break
                end = min(start + self.columns, section.end)
                found.append((section, start, end, section.tiles_top + line * self.step_y))
        return found

    def visible(self, top: int, bottom: int) -> list[Section]:
        """Sections that touch a band."""
        at = max(0, int(np.searchsorted(self._tops, top, "right")) - 1)
        found = []
        while at < len(self.sections) and self.sections[at].top <= bottom:
            found.append(self.sections[at])
            at += 1
        return found

    def rows_in(self, band: QRect) -> list[tuple[int, int]]:
        """Runs of tiles, first and end, that a rectangle touches: one per line."""
        lefts = [self._x(column) for column in range(self.columns)]
        touched = [
            column
            for column, left in enumerate(lefts)
            if left <= band.right() and left + self.size.width() > band.left()
        ]
        if not touched:
            return []
        runs = []
        for _, start, end, top in self.lines(band.top(), band.bottom()):
            first, last = start + touched[0], min(start + touched[-1] + 1, end)
            if first < last and top <= band.bottom() and top + self.size.height() > band.top():
                runs.append((first, last))
        return runs

    def moved(self, row: int, lines: int) -> int:
        """The tile some lines below, or above, in the same column as far as there is one."""
        section = self.section_of(row)
        column = (row - section.first) % self.columns
        step = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            row = self._next_line(row, column, step)
        return row

    def _next_line(self, row: int, column: int, step: int) -> int:
        section = self.section_of(row)
        line = (row - section.first) // self.columns + step
        lines = -(-(section.end - section.first) // self.columns)
        if 0 <= line < lines:
            return min(section.first + line * self.columns + column, section.end - 1)
        at = self.sections.index(section) + step
        if not 0 <= at < len(self.sections):
            return row
        section = self.sections[at]
        lines = -(-(section.end - section.first) // self.columns)
        line = 0 if step > 0 else lines - 1
        return min(section.first + line * self.columns + column, section.end - 1)

    def x_of(self, row: int, start: int) -> int:
        """Where a tile of the line that begins with `start` lies."""
        return self._x(row - start)

    def _x(self, column: int) -> int:
        return self._left + round(column * self._step_x)

    def _section_at(self, y: int) -> Section | None:
        at = int(np.searchsorted(self._tops, y, "right")) - 1
        return self.sections[at] if 0 <= at < len(self.sections) else None

    def _divided(self, keys: Ids) -> list[Section]:
        if not self.count:
            return []
        if not len(keys):
            return [Section(-1, 0, self.count, TOP, 0)]
        starts = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist()]
        sections, top = [], TOP
        for first, end in zip(starts, [*starts[1:], self.count], strict=True):
            section = Section(int(keys[first]), first, end, top, HEADER)
            sections.append(section)
            top = self._bottom(section) + GAP
        return sections

    def _bottom(self, section: Section) -> int:
        lines = -(-(section.end - section.first) // self.columns)
        return section.tiles_top + lines * self.step_y
