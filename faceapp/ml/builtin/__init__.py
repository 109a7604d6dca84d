"""The embedded engine: MTCNN and dlib's ResNet from files of registry packages, run as ONNX."""
