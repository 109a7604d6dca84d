"""What the viewer does with the faces of the photo it shows: names, boxes, a harder look."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QGuiApplication, QPixmap

from faceapp.core.jobs import Changes
from faceapp.core.people import Who
from faceapp.core.proposals import Proposal, proposals_for
from faceapp.core.records import PhotoDetails, PhotoFace
from faceapp.core.types import FaceBox
from faceapp.imaging.camera import Camera
from faceapp.services.photo_details import Harder
from faceapp.ui.crops import crop_of, plain_crop
from faceapp.ui.deciding import Deciding
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.language import number
from faceapp.ui.widgets.face_boxes import FaceMark
from faceapp.ui.widgets.face_card import FaceCard
from faceapp.ui.widgets.photo_panel import PhotoPanel
from faceapp.ui.widgets.photo_view import PhotoView
from faceapp.ui.widgets.viewer_pill import WorkPill

_CROP_PX, _CARD_CROP_PX = 44, 56


class ViewerFaces(QObject):
    """Owns the card beside a face and the words about what is being done."""

    search_pressed = Signal(int)
    looking_changed = Signal(bool)

    def __init__(self, desk: Desk, deciding: Deciding, photo: PhotoView, panel: PhotoPanel) -> None:
        """Take the photo that is shown and the column beside it."""
        super().__init__(photo)
        self.desk = desk
        self.photo = photo
        self.panel = panel
        self.card = FaceCard(photo)
        self.pill = WorkPill(photo, self.tr("Stop"), self._on_stop_pressed)
        self.deciding = deciding
        self._photo_id: int | None = None
        self._details: PhotoDetails | None = None
        self._camera: Camera | None = None
        self._similarities: Mapping[int, float] = {}
        self._wanted: int | None = None
        self._new: frozenset[int] = frozenset()
        self._job: Job | None = None
        self._is_saving = False
        self._connect()

    def begin(self, photo_id: int | None, similarities: Mapping[int, float]) -> None:
        """Another photo is about to be shown."""
        self._photo_id, self._similarities = photo_id, similarities
        self._details = self._camera = None
        self._new = frozenset()
        self.card.close_card()
        self.photo.set_drawing(False)

    def want(self, face: int | None) -> None:
        """Point this face out as soon as its photo is there."""
        self._wanted = face

    def show(self, details: PhotoDetails) -> None:
        """The faces of the photo, the first time or changed."""
        self._details = details
        self.photo.set_marks([self._mark(face) for face in details.faces])
        self.photo.setAccessibleDescription(self.tr("%n face(s)", "", len(details.faces)))
        self.show_panel()
        if self._wanted is not None and self._face(self._wanted):
            self.photo.select(self._wanted, is_shown=True)
            self._wanted = None

    def show_panel(self) -> None:
        """Fill the column beside the photo, if anybody sees it."""
        if self._details and not self.panel.isHidden():
            self.panel.show_details(self._details, self._crops())
            self.panel.point_out(self.photo.selected)
            if self._camera:
                self.panel.show_camera(self._camera)

    def show_more(self, camera: Camera) -> None:
        """The photo is there in full detail now, and what its camera wrote."""
        self._camera = camera
        if not self.panel.isHidden():
            self.panel.show_camera(camera)
            self.panel.show_crops(self._crops())

    def ask_names(self) -> None:
        """Know the names there are, to complete what is typed."""
        self.desk.ask(self.desk.workspace.decisions.known_names, self.card.set_names)

    def open_card(self) -> None:
        """About the selected face, or the only one."""
        faces = self._details.faces if self._details else ()
        chosen = self.photo.selected or (faces[0].id if len(faces) == 1 else None)
        if chosen is not None:
            self.photo.select(chosen)
            self._on_face_pressed(chosen)

    def toggle_drawing(self) -> None:
        """Let a drag draw a box around a missed face, or not."""
        self.card.close_card()
        self.photo.set_drawing(not self.photo.is_drawing)

    def look_harder(self) -> None:
        """Search the photo in tiles for faces that were missed."""
        if self._job is None and self._photo_id is not None:
            work = partial(self.desk.workspace.details.look_harder, self._photo_id)
            self._job = Job("look", self.tr("Looking harder at a photo"), work, lane="look")
            self.desk.start(self._job)
            self._show_work()

    # -- inside

    def _connect(self) -> None:
        self.deciding.drawn.connect(self.want)
        self.deciding.draw_ended.connect(self._on_draw_ended)
        self.photo.face_pressed.connect(self._on_face_pressed)
        self.photo.ground_pressed.connect(self.card.close_card)
        self.photo.face_selected.connect(self.panel.point_out)
        self.photo.zoom_changed.connect(self.card.close_card)
        self.photo.box_drawn.connect(self._on_box_drawn)
        self.photo.drawing_changed.connect(self._on_drawing_changed)
        self.panel.face_pressed.connect(self._on_panel_face_pressed)
        self.panel.copy_denied.connect(self._on_copy_denied)
        self.card.named.connect(self._on_card_named)
        self.card.person_pressed.connect(self._on_card_person_pressed)
        self.card.other_pressed.connect(self._on_card_other_pressed)
        self.card.cover_pressed.connect(self._on_card_cover_pressed)
        self.card.search_pressed.connect(self._on_card_search_pressed)
        self.card.refuse_pressed.connect(self._on_card_refused)
        self.card.erase_pressed.connect(self._on_card_erased)
        self.card.copy_pressed.connect(self._on_card_copied)
        self.card.closed.connect(self.photo.setFocus)
        self.desk.jobs.ended.connect(self._on_job_ended)

    def _mark(self, face: PhotoFace) -> FaceMark:
        box = QRectF(face.box.x, face.box.y, face.box.width, face.box.height)
        return FaceMark(
            face.id,
            box,
            face.person or "",
            self._similarities.get(face.id),
            face.score,
            face.is_drawn,
            face.id in self._new,
        )

    def _face(self, face_id: int | None) -> PhotoFace | None:
        faces = self._details.faces if self._details else ()
        return next((face for face in faces if face.id == face_id), None)

    def _crops(self) -> dict[int, QPixmap]:
        faces = self._details.faces if self._details and self.photo.has_picture else ()
        return {face.id: self._crop(face, _CROP_PX) for face in self.panel.listed(faces)}

    def _crop(self, face: PhotoFace, side_px: int) -> QPixmap:
        ratio = self.photo.devicePixelRatioF()
        return crop_of(self.photo.images, self.photo.photo_size, face.box, side_px, ratio)

    # -- the card

    def _on_face_pressed(self, face_id: int) -> None:
        face, mark = self._face(face_id), self.photo.mark(face_id)
        if face and mark:
            facts = self.panel.facts(face)
            if mark.percent is not None:
                alike = self.tr("Similarity %1").replace("%1", f"{number(mark.percent, 1)}\u00a0%")
                facts = f"{alike}  ·  {facts}"
            crop = self._crop(face, _CARD_CROP_PX)
            place, proposals = self.photo.place_of(face_id), self._proposals(face)
            self.card.open(mark, facts, crop, place, proposals)

    def _proposals(self, face: PhotoFace) -> Sequence[Proposal]:
        """Names that services tell for this face, as far as nobody else here has them."""
        if self._details is None:
            return ()
        taken = [other.person for other in self._details.faces if other.person]
        return proposals_for(face.box, self._details.proposals, taken)

    def _on_panel_face_pressed(self, face_id: int) -> None:
        self.photo.select(face_id, is_shown=True)
        self._on_face_pressed(face_id)

    def _on_copy_denied(self, sha256: str) -> None:
        if self._photo_id is not None:
            self.deciding.separate(self._photo_id, sha256)

    def _on_card_named(self, name: str) -> None:
        self._decide(partial(self.deciding.name, name=name))

    def _on_card_other_pressed(self, name: str) -> None:
        self._decide(partial(self.deciding.refuse_name, name=name))

    def _on_card_cover_pressed(self, name: str) -> None:
        self._decide(partial(self.deciding.choose_cover_of, name=name))

    def _on_card_person_pressed(self, name: str) -> None:
        self.desk.ask(partial(self.desk.workspace.people.find, name), self._on_person_found)

    def _on_person_found(self, who: Who) -> None:
        self.card.close_card()
        self.desk.person_wanted.emit(who)

    def _on_card_refused(self) -> None:
        self._decide(self._call_no_face)

    def _call_no_face(self, face: int) -> None:
        self.deciding.not_faces([face])

    def _on_card_erased(self) -> None:
        self._decide(self.deciding.erase)

    def _decide(self, act: Callable[[int], None]) -> None:
        face = self.photo.selected
        self.card.close_card()
        if face is not None:
            act(face)

    def _on_card_search_pressed(self) -> None:
        if self.photo.selected is not None:
            self.search_pressed.emit(self.photo.selected)

    def _on_card_copied(self) -> None:
        face = self._face(self.photo.selected)
        if face and self.photo.has_picture:
            image = plain_crop(self.photo.images, self.photo.photo_size, face.box)
            QGuiApplication.clipboard().setImage(image)
            self.card.close_card()
            self.desk.say(self.tr("The face was copied."), "good")

    # -- drawing

    def _on_drawing_changed(self, drawing: bool) -> None:
        if drawing and not self._is_busy:
            hint = self.tr("Drag a box around a face, from the forehead to the chin. Esc leaves.")
            self.pill.announce(hint, is_working=False)
        else:
            self._show_work()

    def _on_box_drawn(self, box: QRectF) -> None:
        self.photo.set_drawing(False)
        if self._photo_id is not None and not self._is_saving:
            self._is_saving = True
            self._show_work()
            drawn = FaceBox(box.x(), box.y(), box.width(), box.height())
            self.deciding.draw(self._photo_id, drawn)

    def _on_draw_ended(self) -> None:
        self._is_saving = False
        self._show_work()

    # -- looking harder

    def _on_stop_pressed(self) -> None:
        if self._job:
            self.desk.jobs.cancel(self._job)

    def _on_job_ended(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        self._show_work()
        if job.error:
            self.desk.tell_failure(job.error)
        elif isinstance(job.result, Harder):
            self._tell(job.result)

    def _tell(self, found: Harder) -> None:
        if found.photo == self._photo_id:
            self._new = frozenset(found.new)
        self.desk.announce(Changes(photos=True, faces=True))
        if found.new:
            text = self.tr("Looked harder: %1 → %2 faces.").replace("%1", number(found.before))
            self.desk.say(text.replace("%2", number(found.after)), "good")
        else:
            self.desk.say(self.tr("No more faces were found on this photo."))

    @property
    def _is_busy(self) -> bool:
        return self._job is not None or self._is_saving

    def _show_work(self) -> None:
        self.looking_changed.emit(self._job is not None)
        if self._job:
            self.pill.announce(self.tr("Looking harder…"), can_stop=True)
        else:
            self.pill.announce(self.tr("Adding the face…") if self._is_saving else "")
