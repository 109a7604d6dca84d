"""The keys of the viewer, as its overview lists them."""

from faceapp.ui.language import translate
from faceapp.ui.widgets.keys_card import Keys


def viewer_keys() -> tuple[Keys, Keys]:
    """Two columns: looking, and working with faces."""
    looking: Keys = (
        (
            ("←", "→"),
            translate("ViewerKeys", "Leaf through; when zoomed, move it"),
        ),
        (("Home", "End"), translate("ViewerKeys", "First and last photo")),
        (("+", "−"), translate("ViewerKeys", "Zoom; the wheel zooms at the cursor")),
        (("F", "0"), translate("ViewerKeys", "Fit the photo into the window")),
        (("1",), translate("ViewerKeys", "100 %; so does a double click")),
        (("I",), translate("ViewerKeys", "Information about the photo")),
        (("F11",), translate("ViewerKeys", "Full screen")),
        (("Esc",), translate("ViewerKeys", "Back")),
    )
    working: Keys = (
        (("Tab",), translate("ViewerKeys", "Next face; Shift goes back")),
        (("Enter", "N"), translate("ViewerKeys", "Name the selected face")),
        (("B",), translate("ViewerKeys", "Show or hide the boxes")),
        (("D",), translate("ViewerKeys", "Draw a box around a missed face")),
        (("L",), translate("ViewerKeys", "Look harder for small faces")),
        (("Ctrl", "Z"), translate("ViewerKeys", "Undo the last decision")),
        (("Ctrl", "Y"), translate("ViewerKeys", "Redo it")),
        (("?",), translate("ViewerKeys", "These keys")),
    )
    return looking, working
