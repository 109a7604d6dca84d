"""What becomes of the faces of a picture when an engine has looked at it, the first time or again.

A face that carries a decision (an assignment, drawn by hand, hidden) is never deleted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from faceapp.core.boxes import corners
from faceapp.core.types import Face, Floats
from faceapp.stores import schema
from faceapp.stores.blobs import (
    pack_embedding,
    pack_landmarks,
    pack_quality,
    unpack_embedding,
    unpack_landmarks,
)
from faceapp.stores.matching import pair
from faceapp.stores.rows import Analyst


@dataclass(frozen=True)
class PictureFaces:
    """The faces one engine found at one moment, on their way into the open transaction."""

    session: Session
    analyst: Analyst
    moment: datetime

    def refresh(
        self, asset: schema.Asset, found: Sequence[Face], *, moves_boxes: bool = False
    ) -> None:
        """Put what was found on the same picture.

        Known faces at the same place get the new vectors, and the new boxes if these are better.
        Those this engine finds no longer lose its vector, and go if no other engine knows them;
        decided ones stay as they are.
        """
        old = self._faces(asset)
        pairs = pair(old, [face.detection.box for face in found])
        seen = 0
        for position, face in enumerate(found):
            row = old[pairs[position]] if position in pairs else self._add_face(asset, face)
            if moves_boxes and row.origin == "detected":
                _move(row, face)
            seen += self._set_vector(row, face)
        for position, row in enumerate(old):
            if position not in pairs.values() and not is_decided(row):
                self._drop(row)
        self._set_analysis(asset, seen)

    def inherit(self, heir: schema.Asset, former: schema.Asset) -> None:
        """Bring the decisions about a picture to the one that lies in its place now.

        Faces are the same by place and, unless the pixels are, by look. The former picture keeps
        its decisions, its bytes may return; but if the pixels are the same and it lies nowhere
        any more, also those faces that were not found move on.
        """
        same_pixels = former.pixel_hash == heir.pixel_hash
        decided = [row for row in self._faces(former) if is_decided(row)]
        found = self._faces(heir)
        pairs = pair(found, decided, None if same_pixels else self._alike(found, decided))
        for position, row in enumerate(decided):
            if position in pairs:
                _copy_decisions(row, found[pairs[position]])
            elif same_pixels and not former.locations:
                row.asset = heir
                former.analyses.clear()  # looked at anew if it returns

    def rescale(self, asset: schema.Asset, width: int, height: int) -> None:
        """Move all faces of a picture to where they are on a copy with these sides."""
        across, down = width / (asset.width or width), height / (asset.height or height)
        for row in self._faces(asset):
            row.x, row.width = row.x * across, row.width * across
            row.y, row.height = row.y * down, row.height * down
            for vector in row.vectors:
                points = unpack_landmarks(vector.landmarks) * np.array([across, down], np.float32)
                vector.landmarks = pack_landmarks(points)

    def look(self, asset: schema.Asset) -> tuple[Floats, Floats]:
        """(N, 4) x1, y1, x2, y2 and (N, D) vectors of the faces this engine knows on a picture."""
        known = [(row, self._look(row)) for row in self._faces(asset)]
        vectors = [vector for _, vector in known if vector is not None]
        boxes = corners(row for row, vector in known if vector is not None)
        return boxes, np.array(vectors, np.float32)

    def has_looked(self, asset: schema.Asset) -> bool:
        """Whether this engine has finished a picture."""
        return any(known.engine_id == self.analyst.engine_id for known in asset.analyses)

    def seen_on(self, asset: schema.Asset) -> int:
        """How many faces this engine has found on a picture."""
        own = (known for known in asset.analyses if known.engine_id == self.analyst.engine_id)
        return next((known.faces for known in own), 0)

    def _faces(self, asset: schema.Asset) -> Sequence[schema.Face]:
        if asset.id is None and not asset.analyses:  # made a moment ago
            return []
        self.session.flush()
        return self.session.scalars(
            select(schema.Face)
            .where(schema.Face.asset_id == asset.id)
            .order_by(schema.Face.id)
            .options(selectinload(schema.Face.vectors), selectinload(schema.Face.assignments))
        ).all()

    def _add_face(self, asset: schema.Asset, face: Face) -> schema.Face:
        box = face.detection.box
        row = schema.Face(
            asset=asset,
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            origin="detected",
            created_at=self.moment,
        )
        self.session.add(row)
        return row

    def _vector(self, row: schema.Face) -> schema.FaceVector | None:
        return next(
            (known for known in row.vectors if known.engine_id == self.analyst.engine_id), None
        )

    def _set_vector(self, row: schema.Face, face: Face) -> bool:
        vector = self._vector(row)
        if vector is None and row.hidden:
            return False  # nobody asks for it, and the person may have been forgotten
        if vector is None:
            vector = schema.FaceVector(engine_id=self.analyst.engine_id)
            row.vectors.append(vector)
        vector.landmarks = pack_landmarks(face.detection.landmarks)
        vector.score = face.detection.score
        vector.quality = face.quality.score
        vector.quality_facts = pack_quality(face.quality)
        vector.embedding = pack_embedding(face.embedding)
        vector.processed_at = self.moment
        return True

    def _drop(self, row: schema.Face) -> None:
        vector = self._vector(row)
        if vector is not None and len(row.vectors) > 1:
            row.vectors.remove(vector)
        elif vector is not None:
            for guess in row.assignments:  # a decision would have kept the face
                self.session.delete(guess)
            self.session.delete(row)

    def _set_analysis(self, asset: schema.Asset, faces: int) -> None:
        done = [known for known in asset.analyses if known.engine_id == self.analyst.engine_id]
        if not done:
            done = [schema.Analysis(engine_id=self.analyst.engine_id)]
            asset.analyses.extend(done)
        done[0].faces, done[0].in_tiles = faces, self.analyst.in_tiles
        done[0].processed_at = self.moment

    def _alike(self, a: Sequence[schema.Face], b: Sequence[schema.Face]) -> NDArray[np.bool_]:
        """(len(a), len(b)): whether the vectors of this engine, if both have one, agree."""
        looks = [[self._look(row) for row in rows] for rows in (a, b)]
        alike = [
            [x is None or y is None or x @ y >= self.analyst.same_face_cosine for y in looks[1]]
            for x in looks[0]
        ]
        return np.array(alike, np.bool_).reshape(len(a), len(b))

    def _look(self, row: schema.Face) -> Floats | None:
        vector = self._vector(row)
        return unpack_embedding(vector.embedding) if vector else None


def is_decided(row: schema.Face) -> bool:
    """Whether a person had a say about this face."""
    said = any(assignment.state != "automatic" for assignment in row.assignments)
    return row.origin == "drawn" or bool(row.hidden) or said


def _move(row: schema.Face, face: Face) -> None:
    box = face.detection.box
    row.x, row.y, row.width, row.height = box.x, box.y, box.width, box.height


def _copy_decisions(source: schema.Face, target: schema.Face) -> None:
    if source.hidden and not target.assignments:
        target.hidden = True
    decided = {assignment.person_id for assignment in target.assignments}
    target.assignments.extend(
        schema.Assignment(
            person_id=assignment.person_id,
            state=assignment.state,
            decided_at=assignment.decided_at,
        )
        for assignment in source.assignments
        if assignment.person_id not in decided
    )
