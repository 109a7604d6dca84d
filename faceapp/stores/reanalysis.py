"""What becomes of the faces of a picture when an engine has looked at it, the first time or again.

A face that carries a decision (an assignment, or drawn by hand) is never deleted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from faceapp.core.types import Face
from faceapp.stores import schema
from faceapp.stores.blobs import pack_embedding, pack_landmarks, unpack_embedding
from faceapp.stores.matching import pair

# Where the pixels were changed, the same place may hold another face.
SAME_FACE_COSINE = 0.5


@dataclass(frozen=True)
class Reanalysis:
    """The results of one engine at one moment, on their way into the open transaction."""

    session: Session
    engine_id: int
    moment: datetime

    def refresh(self, asset: schema.Asset, found: Sequence[Face]) -> None:
        """Put what was found on the same picture.

        Known faces at the same place get the new vectors. Those this engine finds no longer lose
        its vector, and go if no other engine knows them; decided ones stay as they are.
        """
        old = self._faces(asset)
        pairs = pair(old, [face.detection.box for face in found])
        for position, face in enumerate(found):
            row = old[pairs[position]] if position in pairs else self._add_face(asset, face)
            self._set_vector(row, face)
        for position, row in enumerate(old):
            if position not in pairs.values() and not is_decided(row):
                self._drop(row)
        self._set_analysis(asset, len(found))

    def inherit(
        self, heir: schema.Asset, former: schema.Asset, found: Sequence[Face], *, same_pixels: bool
    ) -> None:
        """Put what was found on a new picture that lies where a former one lay.

        Decisions about faces that are the same, by place and (unless the pixels are) by look, are
        copied. The former picture keeps its own: its bytes may lie elsewhere, or return.
        """
        old = self._faces(former)
        boxes = [face.detection.box for face in found]
        pairs = pair(old, boxes, None if same_pixels else self._alike(old, found))
        for position, face in enumerate(found):
            row = self._add_face(heir, face)
            self._set_vector(row, face)
            if position in pairs:
                _copy_decisions(old[pairs[position]], row)
        self._set_analysis(heir, len(found))

    def hand_over(self, former: schema.Asset, heir: schema.Asset) -> None:
        """Give the decisions about a picture that lies nowhere any more to its equal in pixels."""
        decided = [row for row in self._faces(former) if is_decided(row)]
        ours = self._faces(heir)
        pairs = pair(ours, decided)
        for position, row in enumerate(decided):
            if position in pairs:
                _copy_decisions(row, ours[pairs[position]])
            else:
                row.asset = heir
                former.analyses.clear()  # looked at anew if it returns

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
        return next((known for known in row.vectors if known.engine_id == self.engine_id), None)

    def _set_vector(self, row: schema.Face, face: Face) -> None:
        vector = self._vector(row)
        if vector is None:
            vector = schema.FaceVector(engine_id=self.engine_id)
            row.vectors.append(vector)
        vector.landmarks = pack_landmarks(face.detection.landmarks)
        vector.score = face.detection.score
        vector.quality = face.quality
        vector.embedding = pack_embedding(face.embedding)
        vector.processed_at = self.moment

    def _drop(self, row: schema.Face) -> None:
        vector = self._vector(row)
        if vector is not None and len(row.vectors) > 1:
            row.vectors.remove(vector)
        elif vector is not None:
            self.session.delete(row)

    def _set_analysis(self, asset: schema.Asset, faces: int) -> None:
        done = [known for known in asset.analyses if known.engine_id == self.engine_id]
        if not done:
            done = [schema.Analysis(engine_id=self.engine_id)]
            asset.analyses.extend(done)
        done[0].faces = faces
        done[0].processed_at = self.moment

    def _alike(self, old: Sequence[schema.Face], found: Sequence[Face]) -> NDArray[np.bool_]:
        """(len(old), len(found)): whether both vectors of this engine show the same person."""
        alike = np.ones((len(old), len(found)), np.bool_)
        for position, row in enumerate(old):
            vector = self._vector(row)
            if vector is not None and found:
                known = unpack_embedding(vector.embedding)
                alike[position] = [known @ face.embedding >= SAME_FACE_COSINE for face in found]
        return alike


def is_decided(row: schema.Face) -> bool:
    """Whether a person had a say about this face."""
    return row.origin == "drawn" or bool(row.assignments)


def _copy_decisions(source: schema.Face, target: schema.Face) -> None:
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
