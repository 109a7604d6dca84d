"""The grid of photos: months in one scroll area, painted by itself, at home with 100,000 tiles."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QPainter

from faceapp.core.gallery import PhotoTile
from faceapp.ui.models.gallery_model import GalleryModel
from faceapp.ui.thumbnails import Thumbnails
from faceapp.ui.widgets.tile_grid import TileGrid
from faceapp.ui.widgets.tile_painter import TilePainter


class PhotoGrid(TileGrid):
    """Shows a GalleryModel."""

    def __init__(
        self,
        model: GalleryModel,
        thumbnails: Thumbnails,
        title: Callable[[int], str],
        tip: Callable[[PhotoTile], str],
    ) -> None:
        """Take rows, pictures, the name of a month and what a tool tip says of a photo."""
        self._gallery, self._thumbnails = model, thumbnails
        self._say_title, self._say_tip = title, tip
        super().__init__(model)
        self._painter = TilePainter(self)
        thumbnails.loaded.connect(self._on_thumbnails_loaded)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Draw signs anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._painter = TilePainter(self)

    def _title(self, key: int) -> str:
        return self._say_title(key)

    def _tip(self, row: int) -> str:
        tile = self._gallery.tile(row)
        return self._say_tip(tile) if tile else ""

    def _load(self, first: int, end: int) -> None:
        """Ask for what is in sight, then for what lies a screen below and above."""
        seen = end - first
        around = range(max(0, first - seen // 2), min(self._layout.count, end + seen))
        self._gallery.want(around.start, around.stop)
        side = round(self.side * self.devicePixelRatioF())
        order = [*range(first, end), *range(end, around.stop), *range(around.start, first)]
        self._thumbnails.wish(
            [
                (tile, side)
                for tile in self._gallery.tiles_of(order)
                if not self._thumbnails.known(tile, side)[1]
            ]
        )

    def _on_thumbnails_loaded(self, hashes: list[str]) -> None:
        loaded = set(hashes)
        for row in range(*self._rows_in_sight()):
            tile = self._gallery.tile(row)
            if tile and tile.sha256 in loaded:
                self.viewport().update(self._around(row))

    def _paint_tile(self, painter: QPainter, cell: QRect, row: int, *, is_chosen: bool) -> None:
        tile = self._gallery.tile(row)
        side = round(self.side * self.devicePixelRatioF())
        picture, is_final = self._thumbnails.known(tile, side) if tile else (None, False)
        if tile and picture:
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._painter.paint(painter, cell, tile, picture)
        elif tile and is_final:
            self._painter.paint_without_picture(painter, cell, tile)
        else:
            self._painter.paint_blank(painter, cell)
        if is_chosen:
            self._painter.paint_selection(painter, cell)
        if row == self._hovered:
            self._painter.paint_hover(painter, cell, chosen=is_chosen)

    def _paint_focus(self, painter: QPainter, cell: QRect) -> None:
        self._painter.paint_focus(painter, cell)
