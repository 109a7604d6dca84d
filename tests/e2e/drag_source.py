"""A small window from which everything named on the command line can be dragged as files."""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag = QDrag(self)
        drag.setMimeData(data)
        print("DRAGGED", drag.exec(Qt.DropAction.CopyAction), flush=True)


application = QApplication([])
source = Source("drag me")
source.setWindowTitle("drag source")
source.setGeometry(1200, 40, 160, 120)
source.show()
application.exec()
