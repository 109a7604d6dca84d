"""Rows in sections, as a grid lays them out."""

from PySide6.QtCore import QAbstractListModel

from faceapp.core.types import Ids


class SectionedModel(QAbstractListModel):
    """A list whose rows may stand together under headers."""

    @property
    def sections(self) -> Ids:
        """A key per row, equal ones side by side; empty where there are no sections."""
        raise NotImplementedError
