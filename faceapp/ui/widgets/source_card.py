"""One source of the list: what it is, how it stands, what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QVBoxLayout

from faceapp.core.errors import Code
from faceapp.core.places import Keep, SourceInfo, SourceState
from faceapp.core.watching import Watching
from faceapp.texts import Texts
from faceapp.ui.icons import icon, pixmap
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.source_words import SIGN_IN_CODES, SourceWords, is_folder, said_root, symbol_of
from faceapp.ui.theme import GAP, TIGHT, WIDE, colours
from faceapp.ui.widgets.labels import button, icon_button, label, set_kind

_SYMBOL_PX = 32


class SourceCard(QFrame):
    """Shows a source and the job that updates it; `wanted` brings what to do by name."""

    wanted = Signal(str)

    def __init__(self, texts: Texts) -> None:
        """Lay out; `show_source` fills it."""
        super().__init__()
        self.setProperty("kind", "card")
        self._texts = texts
        self._words = SourceWords(self)
        self.source = SourceInfo(0, "local", "", "")
        self._job: Job | None = None
        self._symbol = label()
        self._symbol.setFixedSize(_SYMBOL_PX, _SYMBOL_PX)
        self._title = button("", self._on_title_pressed, "name")
        self._root = label(kind="small", wraps=True)
        self._root.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = label(wraps=True)
        self._bar = QProgressBar(textVisible=False)
        self._facts = label(kind="muted", wraps=True)
        self._watched = label(kind="small", wraps=True)
        self.act = button("", self._on_act_pressed)
        self._stop = icon_button("x", self.tr("Cancel"), self._on_stop_pressed)
        self.more = icon_button("ellipsis", self.tr("More"), self._on_more_pressed)
        self._act_name = ""
        self._lay_out()

    def show_source(self, source: SourceInfo, job: Job | None, how: Watching | None) -> None:
        """Show how it stands; `how` it is watched is None as long as nobody knows."""
        self.source, self._job = source, job
        said = self._words.state(source, job, self._texts)
        kind = self._words.kind(source.kind)
        symbol = symbol_of(source.kind, source.root)
        self._symbol.setPixmap(pixmap(symbol, _SYMBOL_PX, colours().muted))
        self._symbol.setAccessibleName(kind)
        self._symbol.setToolTip(kind)
        self._title.setText(source.title.replace("&", "&&"))
        self._title.setToolTip(self.tr("Show its photos"))
        self._root.setText(said_root(source))
        self.state.setText(said.text)
        if self.state.property("kind") != said.role:
            set_kind(self.state, said.role)
        self._facts.setText(self._words.facts(source))
        self._watched.setText(self._words.watched(how) if source.is_watched else "")
        self._watched.setVisible(source.is_watched)
        self._show_bar()
        self._show_action()
        self.setAccessibleName(f"{kind}: {source.title}. {said.text}. {self._facts.text()}")
        for part, name in ((self.act, self.act.text()), (self.more, self.tr("More"))):
            part.setAccessibleName(f"{name}: {source.title}")

    def menu(self) -> QMenu:
        """Everything that can be done."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        source = self.source
        self._add(made, "update", self.tr("Update now"), "refresh-cw", self._job is None)
        if source.state is SourceState.PAUSED:
            self._add(made, "resume", self.tr("Include in updates again"), "play")
        else:
            self._add(made, "pause", self.tr("Pause updates"), "pause")
        self._add(made, "photos", self.tr("Show its photos"), "images")
        if source.root.startswith("https://"):
            self._add(made, "open", self.tr("Open in the browser"), "external-link")
        elif not source.is_remote:
            self._add(made, "open", self.tr("Open the folder"), "folder-open")
        made.addSeparator()
        self._add(made, "rename", self.tr("Rename…"), "pencil")
        if source.is_remote:
            keeps = source.keep is Keep.ORIGINALS
            self._add_tick(made, "keep", self.tr("Keep originals on this computer"), keeps)
        if is_folder(source):
            self._add_tick(made, "watch", self.tr("Watch for changes"), source.is_watched)
        if source.is_remote:
            self._add_account(made)
        made.addSeparator()
        self._add(made, "remove", self.tr("Remove…"), "trash-2")
        return made

    # -- building

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(TIGHT)
        texts.addWidget(self._title, alignment=Qt.AlignmentFlag.AlignLeft)
        for part in (self._root, self.state, self._bar, self._facts, self._watched):
            texts.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        row.setSpacing(WIDE)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._symbol, alignment=top)
        row.addLayout(texts, 1)
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        for part in (self.act, self._stop, self.more):
            tools.addWidget(part, alignment=top)
        row.addLayout(tools)
        self._bar.hide()
        self._watched.hide()

    def _show_bar(self) -> None:
        job = self._job
        is_moving = job is not None and job.state == "running"
        self._bar.setVisible(is_moving)
        self._stop.setVisible(job is not None)
        self._stop.setAccessibleName(f"{self._stop.toolTip()}: {self.source.title}")
        if job and is_moving:
            total = job.progress.total or 0
            self._bar.setRange(0, total)
            self._bar.setValue(min(job.progress.done, total))
            self._bar.setAccessibleName(job.title)

    def _show_action(self) -> None:
        """The one thing that helps most now."""
        code, job = self.source.error_code, self._job
        if job is not None:
            is_paused = job.is_paused
            named = ("go_on", self.tr("Go on")) if is_paused else ("hold", self.tr("Pause"))
            is_offered = job.can_pause and job.state == "running"
        elif self.source.state is SourceState.PAUSED:
            named, is_offered = ("resume", self.tr("Go on")), True
        elif code == Code.CAPTCHA_NEEDED:
            named, is_offered = ("captcha", self.tr("Type the code…")), True
        elif code == Code.BROWSER_NEEDED:
            named, is_offered = ("confirm", self.tr("Open the browser")), True
        elif code == Code.SECRETS_LOCKED:
            named, is_offered = ("unlock", self.tr("Unlock…")), True
        elif code in SIGN_IN_CODES:
            named, is_offered = ("sign_in", self.tr("Sign in…")), True
        else:
            named, is_offered = ("update", self.tr("Update")), True
        self._offer(*named, is_offered=is_offered)

    def _offer(self, name: str, text: str, *, is_offered: bool) -> None:
        self._act_name = name
        self.act.setText(text)
        if self.act.hasFocus() and not is_offered:
            self.more.setFocus()  # not to the cross, which would cancel what was just begun
        self.act.setVisible(is_offered)
        kind = "primary" if self._act_name in _URGENT else ""
        if self.act.property("kind") != kind:
            set_kind(self.act, kind)

    def _add(self, menu: QMenu, name: str, text: str, symbol: str, is_enabled: bool = True) -> None:
        action = menu.addAction(icon(symbol), text)
        action.setEnabled(is_enabled)
        action.setObjectName(name)
        action.triggered.connect(self._on_menu_used)

    def _add_tick(self, menu: QMenu, name: str, text: str, is_on: bool) -> None:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(is_on)
        action.setObjectName(name)
        action.triggered.connect(self._on_menu_used)

    def _add_account(self, menu: QMenu) -> None:
        self._add(menu, "sign_in", self.tr("Sign in…"), "log-in")
        if account := self.source.account.replace("&", "&&"):
            self._add(menu, "sign_out", self.tr("Sign out: %1").replace("%1", account), "log-out")

    # -- what a person does

    def _on_title_pressed(self) -> None:
        self.wanted.emit("photos")

    def _on_act_pressed(self) -> None:
        self.wanted.emit(self._act_name)

    def _on_stop_pressed(self) -> None:
        self.wanted.emit("cancel")

    def _on_more_pressed(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_menu_used(self) -> None:
        self.wanted.emit(self.sender().objectName())


_URGENT = ("captcha", "confirm", "unlock", "sign_in")
