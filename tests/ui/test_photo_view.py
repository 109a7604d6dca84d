"""Zooming, moving, choosing and drawing on a photo, by mouse and keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from faceapp.ui.widgets.face_boxes import FaceMark, face_at
from faceapp.ui.widgets.photo_view import PhotoView

LEFT = Qt.MouseButton.LeftButton
SIZE = QSizeF(1600, 1200)


@pytest.fixture
def view(qtbot) -> PhotoView:
    shown = PhotoView()
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    image = QImage(SIZE.toSize(), QImage.Format.Format_RGB888)
    image.fill(QColor("red"))
    shown.set_photo(SIZE, [image])
    shown.set_marks(
        [FaceMark(2, QRectF(800, 400, 200, 200), "Bob"), FaceMark(1, QRectF(200, 400, 200, 200))]
    )
    shown.show()
    return shown


def wheel(view: PhotoView, at: QPoint, steps: int) -> None:
    here = QPointF(at)
    event = QWheelEvent(
        here,
        view.mapToGlobal(here),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_a_photo_fits_and_goes_on_fitting(view):
    assert view.percent == pytest.approx(50)
    view.resize(400, 600)
    assert view.percent == pytest.approx(25)
    view.zoom_to(100)
    view.resize(500, 600)
    assert view.percent == pytest.approx(100)


def test_a_small_photo_is_not_enlarged(view):
    small = QImage(100, 80, QImage.Format.Format_RGB888)
    view.set_photo(QSizeF(100, 80), [small])
    assert view.percent == pytest.approx(100)


def test_the_wheel_keeps_what_is_under_the_cursor(view):
    at = QPoint(200, 250)
    before = view._to_photo(QPointF(at))
    wheel(view, at, 3)
    after = view._to_photo(QPointF(at))
    assert view.percent == pytest.approx(50 * 1.25**3)
    assert (after - before).manhattanLength() < 1
    wheel(view, at, -9)
    assert view.is_fit


def test_zoom_has_an_end(view):
    view.zoom_by(100)
    assert view.percent == pytest.approx(1600)


def test_a_double_click_toggles(view, qtbot):
    qtbot.mouseDClick(view, LEFT, pos=QPoint(10, 10))
    assert view.percent == pytest.approx(100)
    qtbot.mouseDClick(view, LEFT, pos=QPoint(10, 10))
    assert view.is_fit


def test_a_drag_moves_the_photo_but_not_out_of_sight(view, qtbot):
    view.zoom_to(100)
    before = view._to_photo(QPointF(400, 300))
    qtbot.mousePress(view, LEFT, pos=QPoint(400, 300))
    for x in (380, 340, 300):
        qtbot.mouseMove(view, QPoint(x, 300))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(300, 300))
    assert view._to_photo(QPointF(400, 300)).x() - before.x() == pytest.approx(80)
    view.pan(100_000, 100_000)
    assert view._to_photo(QPointF(800, 600)).x() <= SIZE.width() + 2


def test_a_click_on_a_box_names_its_face_and_beside_it_none(view, qtbot):
    with qtbot.waitSignal(view.face_pressed) as caught:
        qtbot.mouseClick(view, LEFT, pos=QPoint(450, 250))
    assert caught.args == [2]
    assert view.selected == 2
    with qtbot.waitSignal(view.ground_pressed):
        qtbot.mouseClick(view, LEFT, pos=QPoint(10, 10))
    assert view.selected is None


def test_hidden_boxes_cannot_be_pressed(view, qtbot):
    view.set_boxes_shown(False)
    with qtbot.assertNotEmitted(view.face_pressed):
        qtbot.mouseClick(view, LEFT, pos=QPoint(450, 250))


def test_of_two_boxes_the_smaller_is_meant():
    marks = [FaceMark(1, QRectF(0, 0, 100, 100)), FaceMark(2, QRectF(40, 40, 20, 20))]
    assert face_at(marks, QPointF(50, 50)).id == 2
    assert face_at(marks, QPointF(10, 10)).id == 1
    assert face_at(marks, QPointF(500, 10)) is None


def test_tab_goes_from_left_to_right_and_then_leaves(view, qtbot):
    view.setFocus()
    chosen = []
    view.face_selected.connect(chosen.append)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert chosen == [1, 2, 1]
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.selected is None


def test_a_small_face_to_point_out_is_brought_near(view):
    view.set_marks([FaceMark(3, QRectF(1500, 1100, 20, 24))])
    view.select(3, is_shown=True)
    assert view.is_zoomed
    assert view.place_of(3).width() == pytest.approx(140, abs=2)
    assert view.rect().contains(view.place_of(3).center())


def test_drawing_gives_the_box_in_pixels_of_the_photo(view, qtbot):
    view.set_drawing(True)
    with qtbot.waitSignal(view.box_drawn) as caught:
        qtbot.mousePress(view, LEFT, pos=QPoint(100, 100))
        qtbot.mouseMove(view, QPoint(150, 150))
        qtbot.mouseMove(view, QPoint(200, 180))
        qtbot.mouseRelease(view, LEFT, pos=QPoint(200, 180))
    (box,) = caught.args
    corners = (box.x(), box.y(), box.width(), box.height())
    assert corners == pytest.approx((200, 200, 200, 160), abs=4)


def test_a_slip_of_the_hand_draws_nothing(view, qtbot):
    view.set_drawing(True)
    with qtbot.assertNotEmitted(view.box_drawn):
        qtbot.mouseClick(view, LEFT, pos=QPoint(100, 100))
    assert view.is_drawing


def test_the_least_detailed_picture_that_is_enough_is_drawn(view):
    levels = [QImage(side, side, QImage.Format.Format_RGB888) for side in (1600, 800, 400)]
    view.set_images(levels)
    assert view._picture_for(0.2).width() == 400
    assert view._picture_for(0.5).width() == 800
    assert view._picture_for(0.6).width() == 1600
    assert view._picture_for(4).width() == 1600


def test_the_photo_is_painted_in_its_place(view):
    view.set_boxes_shown(False)
    picture = view.grab().toImage()
    assert picture.pixelColor(400, 300) == QColor("red")
    view.resize(1000, 600)
    assert view.grab().toImage().pixelColor(20, 300) != QColor("red")
