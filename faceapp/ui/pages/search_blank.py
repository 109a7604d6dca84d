"""What stands in place of results: why there are none, and what to do."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton

from faceapp.services.found import AnyFound, Found, FoundPhotos
from faceapp.ui.language import number
from faceapp.ui.last_folder import PHOTOS, begin_in_last_folder
from faceapp.ui.widgets.blank import Blank
from faceapp.ui.widgets.labels import button, symbol_button


class NoSearch(Blank):
    """In place of the whole page: nothing to search, or a sample that cannot be read."""

    another_wanted = Signal()
    back_wanted = Signal()
    folder_chosen = Signal(str)

    def __init__(self, memory: QSettings) -> None:
        """Take what knows the folder used last."""
        super().__init__()
        self._memory = memory

    def tell_empty(self) -> None:
        """The library has no faces."""
        add = symbol_button(
            self.tr("Add a folder…"), self._ask_for_folder, "primary", symbol="folder-plus"
        )
        heading = self.tr("There is no face to search yet")
        text = self.tr("Add a folder with photos, or drop one on the window. Then search here.")
        self.tell("images", heading, text, add)

    def tell_unreadable(self, name: str, reason: str, *, has_results: bool) -> None:
        """A sample, without a `name` if it is no file, cannot be searched for because of that."""
        buttons = [button(self.tr("Another sample…"), self.another_wanted.emit, "primary")]
        if has_results:
            buttons.append(button(self.tr("Back to the results"), self.back_wanted.emit))
        heading = self.tr("%1 cannot be searched for")
        heading = heading.replace("%1", name or self.tr("The sample"))
        self.tell("file-x", heading, reason, *buttons)

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Add a folder with photos"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        begin_in_last_folder(dialog, self._memory, PHOTOS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder_chosen)
        dialog.open()


class NoResults(Blank):
    """Its buttons ask for another sample, another per cent or no filters."""

    another_wanted = Signal()
    percent_wanted = Signal(int)

    def __init__(self, reset: Callable[[], object]) -> None:
        """`reset` takes all filters away."""
        super().__init__()
        self._reset = reset

    def tell_no_face(self) -> None:
        """The sample shows nobody."""
        self.tell(
            "user-x",
            self.tr("No face was found on this photo"),
            self.tr(
                "Take a photo on which the face is larger, sharper or turned more to the camera."
            ),
            button(self.tr("Another sample…"), self.another_wanted.emit, "primary"),
        )

    def tell_failure(self, text: str) -> None:
        """The query failed."""
        self.tell("triangle-alert", self.tr("The search did not succeed"), text)

    def tell_nobody_wanted(self) -> None:
        """All terms only say who must not be there."""
        self.tell(
            "user-x",
            self.tr("Nobody to look for"),
            self.tr("Everybody above is marked with “not”. Mark somebody with “and” or “or”."),
        )

    def tell_why(self, found: AnyFound, percent: int, *, is_filtered: bool) -> None:
        """Nothing is shown of `found` at `percent`."""
        if not found.searched:
            self._tell_nothing_admitted()
        elif isinstance(found, FoundPhotos):
            self._tell_no_photo(found, percent)
        elif len(found.ids):
            self._offer_less(found, percent)
        else:
            self._tell_nobody(is_filtered=is_filtered)

    def _tell_nothing_admitted(self) -> None:
        reset = button(self.tr("Reset the filters"), self._reset, "primary")
        text = self.tr("No photo with a face comes from there or from that time.")
        self.tell("funnel-x", self.tr("Nothing to search"), text, reset)

    def _offer_less(self, found: Found, percent: int) -> None:
        best = int(found.percent(0))
        heading = self.tr("No face reaches %1 %").replace("%1", number(percent))
        text = self.tr("The face most alike reaches %1 %.")
        text = text.replace("%1", number(found.percent(0), 1))
        lower = self.tr("Show %n face(s) from %1 %", "", found.count(best))
        shown = self._percent_button(lower, best)
        self.tell("search", heading, text, shown)

    def _tell_no_photo(self, found: FoundPhotos, percent: int) -> None:
        heading = self.tr("No photo fits at %1 %").replace("%1", number(percent))
        nearest = found.nearest(percent)
        if nearest is None:
            text = self.tr(
                "At no similarity is there a photo with all of them. Take somebody away, or let "
                "others be on the photo."
            )
            self.tell("users", self.tr("No photo fits"), text)
            return
        other = self.tr("Show %n photo(s) at %1 %", "", found.count(nearest))
        text = self.tr("At another similarity there are such photos.")
        self.tell("users", heading, text, self._percent_button(other, nearest))

    def _tell_nobody(self, *, is_filtered: bool) -> None:
        heading = self.tr("This person was not found")
        text = self.tr(
            "No face reaches even 70 %. Try another photo of the person: larger, sharper, from "
            "about the same years."
        )
        buttons = [button(self.tr("Another sample…"), self.another_wanted.emit, "primary")]
        if is_filtered:
            buttons.append(button(self.tr("Search everywhere"), self._reset))
        self.tell("user-x", heading, text, *buttons)

    def _percent_button(self, text: str, percent: int) -> QPushButton:
        text = text.replace("%1", number(percent))
        return button(text, lambda: self.percent_wanted.emit(percent), "primary")
