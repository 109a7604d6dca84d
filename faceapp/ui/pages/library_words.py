"""What the page of photos says about months and copies, and remembers of its order."""

from PySide6.QtCore import QLocale

from faceapp.core.gallery import Sort
from faceapp.ui.language import size, translate


def month_title(key: int) -> str:
    """A month by year x 12 + month - 1; 0 has no date."""
    if key <= 0:
        return translate("LibraryPage", "Without date")
    year, month = divmod(key, 12)
    name = QLocale().standaloneMonthName(month + 1)
    return f"{name[:1].upper()}{name[1:]} {year}"


def spare_words(spare: int) -> str:
    """How much the copies of some photos take; nothing for none."""
    return translate("LibraryPage", "copies take %1").replace("%1", size(spare)) if spare else ""


def sort_called(value: object) -> Sort:
    """The order with this name; the usual one if there is none."""
    return Sort(str(value)) if str(value) in list(Sort) else Sort.NEWEST
