"""Print what the original mtcnn package finds on a photo; README.md says how to run this."""

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import cv2
from mtcnn import MTCNN

SETTINGS = {
    "min_face_size": 20,
    "scale_factor": 0.709,
    "threshold_pnet": 0.6,
    "threshold_rnet": 0.7,
    "threshold_onet": 0.9,
}

photo = Path(sys.argv[1])
image = cv2.cvtColor(cv2.imread(str(photo)), cv2.COLOR_BGR2RGB)
rows = MTCNN().detect_faces(
    image, box_format="xyxy", output_type="numpy", fit_to_image=False, **SETTINGS
)
packages = ("mtcnn", "tensorflow", "keras", "numpy", "opencv-python-headless")
print(
    json.dumps(
        {
            "photo": photo.name,
            "photo_sha256": hashlib.sha256(photo.read_bytes()).hexdigest(),
            "settings": SETTINGS,
            "versions": {package: version(package) for package in packages},
            "faces": [
                {
                    "corners": row[1:5].round(3).tolist(),
                    "score": round(float(row[5]), 6),
                    "landmarks": row[6:16].reshape(2, 5).T.round(3).tolist(),
                }
                for row in rows
            ],
        },
        indent=1,
    )
)
