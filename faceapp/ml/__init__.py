"""Models: from files to engines, on the device that really runs."""

import os

# onnxruntime reads it when it is loaded; insightface sets it too, but is loaded later or never.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
