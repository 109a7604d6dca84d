"""One of several faces that are searched together: who it is and what it asks of a photo."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from faceapp.core.combining import Rule
from faceapp.ui.icons import icon, pixmap
from faceapp.ui.language import number
from faceapp.ui.pictures import pixmap_of, rounded
from faceapp.ui.search_terms import SearchTerm
from faceapp.ui.theme import TIGHT, colours
from faceapp.ui.widgets.labels import button, icon_button, label

_PORTRAIT = QSize(26, 26)
_NAME_PX, _NAME_AMONG_OTHERS_PX, _HEIGHT_PX = 160, 96, 40
_STEPS = (70, 75, 80, 85, 90, 95)


class TermChip(QFrame):
    """Portrait and name; a switch of the rule and a cross if there are others beside it."""

    chosen = Signal()
    changed = Signal(object)  # a dict would turn its rules into words
    removed = Signal()

    def __init__(self, term: SearchTerm, *, is_current: bool, is_alone: bool) -> None:
        """Show a term; `is_current` is the one that is looked at."""
        super().__init__()
        self._term = term
        self._name_px = _NAME_PX if is_alone else _NAME_AMONG_OTHERS_PX
        self.setProperty("kind", "term")
        self.setFixedHeight(_HEIGHT_PX)
        self.setProperty("current", is_current and not is_alone)
        row = QHBoxLayout(self)
        row.setContentsMargins(TIGHT, 2, TIGHT, 2)
        row.setSpacing(TIGHT)
        self.rule = self._rule_button()
        self.face = self._face_button()
        row.addWidget(self.rule)
        row.addWidget(self.face)
        if term.is_weak:
            row.addWidget(self._warning())
        self.cross = icon_button("x", self.tr("Remove %1").replace("%1", term.name), self._remove)
        self.cross.setIconSize(QSize(14, 14))
        row.addWidget(self.cross)
        self.parts: dict[str, QWidget] = {
            "rule": self.rule,
            "face": self.face,
            "cross": self.cross,
        }
        self.rule.setVisible(not is_alone)
        self.cross.setVisible(not is_alone)

    def menu(self) -> QMenu:
        """What the term asks of a photo, and from which similarity on."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for rule, text in self._rules().items():
            action = self._add(menu, text, is_on=rule is self._term.rule, rule=rule)
            action.setProperty("rule", str(rule))
        menu.addSeparator()
        if self._term.is_person:
            text = self.tr("Also unnamed faces that are 95 % alike")
            self._add(menu, text, is_on=self._term.alike, alike=not self._term.alike)
        else:
            self._add_steps(menu.addMenu(self.tr("Least similarity")))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Delete takes it away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.cross.isVisible():
            self._remove()
        else:
            super().keyPressEvent(event)

    def _rules(self) -> dict[Rule, str]:
        return {
            Rule.ALL: self.tr("and: must be on the photo"),
            Rule.ANY: self.tr("or: one of these must be on it"),
            Rule.NONE: self.tr("not: must not be on it"),
        }

    def _add_steps(self, menu: QMenu) -> None:
        own = self._term.percent
        self._add(menu, self.tr("As the slider says"), is_on=own is None, percent=None)
        menu.addSeparator()
        for step in _STEPS:
            text = self.tr("%1 %").replace("%1", number(step))
            self._add(menu, text, is_on=own == step, percent=step)

    def _add(self, menu: QMenu, text: str, *, is_on: bool, **values: object) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda _checked=False: self.changed.emit(values))
        return action

    def _rule_button(self) -> QPushButton:
        words = {Rule.ALL: self.tr("and"), Rule.ANY: self.tr("or"), Rule.NONE: self.tr("not")}
        made = button(words[self._term.rule], self._on_rule_pressed, "rule")
        made.setProperty("rule", str(self._term.rule))
        rule = self._rules()[self._term.rule]
        made.setAccessibleName(f"{self._term.name}: {rule}")
        made.setToolTip(rule)
        return made

    def _face_button(self) -> QToolButton:
        term, made = self._term, QToolButton()
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(_PORTRAIT)
        made.setIcon(self._picture())
        metrics = QFontMetrics(made.font())
        text = metrics.elidedText(term.name, Qt.TextElideMode.ElideMiddle, self._name_px)
        if term.percent is not None:
            text = f"{text}  ≥ {number(term.percent)}\u00a0%"
        made.setText(f" {text}".replace("&", "&&"))
        made.setToolTip(term.name)
        made.setAccessibleName(self.tr("Show %1").replace("%1", term.name))
        made.clicked.connect(self.chosen)
        return made

    def _picture(self) -> QIcon:
        portrait = self._term.portrait
        if portrait is None:
            return icon("user")
        picture, scale = pixmap_of(portrait.pixels), self.devicePixelRatioF()
        return QIcon(rounded(picture, _PORTRAIT, _PORTRAIT.width() / 2, scale))

    def _warning(self) -> QWidget:
        made = label()
        made.setPixmap(pixmap("triangle-alert", 16, colours().warning))
        text = self.tr(
            "The face on this sample is small, blurred, dark or turned away: it may miss photos "
            "and find strangers."
        )
        made.setToolTip(text)
        made.setAccessibleName(text)
        return made

    def _on_rule_pressed(self) -> None:
        self.menu().popup(self.rule.mapToGlobal(QPoint(0, self.rule.height() + 4)))

    def _remove(self) -> None:
        self.removed.emit()
