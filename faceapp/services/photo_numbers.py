"""Which photo each face of an index is on, in RAM: a filter by photos is one look-up a face."""

import numpy as np

from faceapp.core.types import Ids

# Numbers of faces and photos count from 1 and are never reused, so they can be places in an array.
_NO_PHOTO = 0


class PhotoNumbers:
    """Photo numbers by face number, 8 bytes a face."""

    def __init__(self) -> None:
        """Start without faces."""
        self._photos = np.zeros(0, np.int64)

    def set(self, faces: Ids, photos: Ids) -> None:
        """Put faces on photos."""
        if len(faces) and faces.max() >= len(self._photos):
            more = max(faces.max() + 1 - len(self._photos), len(self._photos) // 8)
            self._photos = np.pad(self._photos, (0, more))
        self._photos[faces] = photos

    def drop(self, faces: Ids) -> None:
        """Forget faces; unknown ones are ignored."""
        self._photos[faces[faces < len(self._photos)]] = _NO_PHOTO

    def faces_on(self, photos: Ids) -> Ids:
        """The faces on some photos, sorted."""
        last = max(self._photos.max(initial=0), photos.max(initial=0))
        is_wanted = np.zeros(last + 1, np.bool_)
        is_wanted[photos] = True
        return np.flatnonzero(is_wanted[self._photos])
