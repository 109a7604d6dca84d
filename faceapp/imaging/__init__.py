"""Pictures: bytes to pixels, thumbnails, safe archives.

OpenCV is set up here, once: the pipeline brings its own threads, and the paths that opencv-python
leaves in the environment would make Qt load OpenCV's plugins instead of its own.
"""

import os

import cv2

cv2.setNumThreads(1)
for _name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(_name, None)
