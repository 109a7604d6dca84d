"""Faceapp: local face search over photo archives."""
