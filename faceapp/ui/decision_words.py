"""Decisions in words: what a message, an undo and the journal say of them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from faceapp.core.people import Kind, PersonTile, Who
from faceapp.services.drafting import Decision, Named
from faceapp.ui.language import number, translate

# How many of several people are named before the rest is counted.
_NAMED = 3


def title_of(tile: PersonTile) -> str:
    """What stands below a tile: the name, else what the program calls it."""
    return tile.name or _nameless(tile.who)


def quoted(named: Named) -> str:
    """The same within a sentence."""
    if named.name or named.who is None:
        return named.name
    return translate("People", "“%1”").replace("%1", _nameless(named.who))


def _nameless(who: Who) -> str:
    is_group = who.kind is Kind.GROUP
    text = translate("People", "Group %1") if is_group else translate("People", "Unnamed %1")
    return text.replace("%1", number(who.id))


class DecisionWords(QObject):
    """An object because of the plural forms."""

    def say(self, decision: Decision) -> str:
        """One sentence about what was decided."""
        about = self._about_people(decision) or self._about_faces(decision)
        return about or decision.action

    def _about_faces(self, decision: Decision) -> str:
        count = len(decision.faces)
        is_one = count == 1
        words = {
            "name": self.tr("This face is %1.") if is_one else self.tr("%n face(s): %1", "", count),
            "unname": self.tr("The face has no name any more.")
            if is_one
            else self.tr("%n face(s) have no name any more.", "", count),
            "reject": self.tr("This is not %1. It will not be proposed again.")
            if is_one
            else self.tr("%n face(s) are not %1 and will not be proposed again.", "", count),
            "not_a_face": self.tr("This is not a face. No scan will find it again.")
            if is_one
            else self.tr("%n are no faces. No scan will find them again.", "", count),
            "draw": self.tr("The face was added to the photo."),
            "erase": self.tr("The drawn face was deleted."),
            "confirm": self.tr("Confirmed as %1: %n face(s)", "", count),
            "split": self._split(decision, count),
            "cover": self.tr("%1 has another cover."),
            "group": self.tr("Faces were grouped anew."),
            "separate": self.tr("These are two photos now. No scan will put them together again."),
        }
        return words.get(decision.action, "").replace("%1", quoted(decision.subject))

    def _split(self, decision: Decision, count: int) -> str:
        if decision.name:
            return self.tr("Split out as %1: %n face(s)", "", count)
        return self.tr("Split out as a person of their own: %n face(s)", "", count)

    def _about_people(self, decision: Decision) -> str:
        subject, others, count = decision.subject, decision.others, len(decision.faces)
        first = quoted(others[0]) if others else ""
        words = {
            "rename": self.tr("%2 is called %1 now.")
            if subject.name
            else self.tr("%2 has no name any more."),
            "name_group": self.tr("%2 is %1 now: %n face(s)", "", count)
            if subject.name
            else self.tr("%2 is a person without a name now."),
            "merge": self.tr("Joined %1 and %2: %n face(s)", "", count),
            "differ": self.tr("%1 and %2 are different people."),
            "hide": self.tr("Hidden: %1"),
            "unhide": self.tr("Shown again: %1"),
            "describe": self.tr("%1 is described differently now."),
            "import": self.tr("Names imported, %1: %n face(s)", "", count),
        }
        text = words.get(decision.action, "")
        if decision.action in ("hide", "unhide", "import"):
            return text.replace("%1", listed((subject, *others)))
        second = listed(others) if decision.action == "merge" else first
        return text.replace("%1", quoted(subject)).replace("%2", second)


def listed(people: Sequence[Named]) -> str:
    """Several people: the first by name, the others counted."""
    names = ", ".join(quoted(each) for each in people[:_NAMED])
    more = len(people) - _NAMED
    return (
        translate("People", "%1 and %2 more").replace("%1", names).replace("%2", number(more))
        if more > 0
        else names
    )
