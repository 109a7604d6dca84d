"""The keys of the viewer, as its overview lists them."""

from faceapp.ui.language import tr
from faceapp.ui.widgets.keys_card import Keys


def viewer_keys() -> tuple[Keys, Keys]:
    """Two columns: looking, and working with faces."""
    looking: Keys = (
        (("←", "→"), tr("ViewerKeys", "Previous and next photo; when zoomed, move the photo")),
        (("Home", "End"), tr("ViewerKeys", "First and last photo")),
        (("+", "−"), tr("ViewerKeys", "Larger and smaller; the wheel zooms at the cursor")),
        (("F", "0"), tr("ViewerKeys", "Fit the photo into the window")),
        (("1",), tr("ViewerKeys", "Pixel by pixel, 100 %; a double click switches")),
        (("I",), tr("ViewerKeys", "Information about the photo")),
        (("F11",), tr("ViewerKeys", "Full screen")),
        (("Esc",), tr("ViewerKeys", "Back")),
    )
    working: Keys = (
        (("Tab",), tr("ViewerKeys", "Next face; with Shift the one before")),
        (("Enter", "N"), tr("ViewerKeys", "Name the selected face")),
        (("B",), tr("ViewerKeys", "Show or hide the boxes")),
        (("D",), tr("ViewerKeys", "Draw a box around a missed face")),
        (("L",), tr("ViewerKeys", "Look harder for small faces")),
        (("Ctrl", "Z"), tr("ViewerKeys", "Undo the last decision")),
        (("Ctrl", "Y"), tr("ViewerKeys", "Redo it")),
        (("?",), tr("ViewerKeys", "These keys")),
    )
    return looking, working
