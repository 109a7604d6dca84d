"""Which faces the program takes for one person, as long as nobody decided about them."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from faceapp.core.jobs import Changes
from faceapp.core.types import Ids
from faceapp.stores.schema import Assignment, Face, FaceGroup
from faceapp.stores.store import Store, chunks

ASSIGNED = select(Assignment.face_id).where(Assignment.state != "rejected")


# Of a group that decisions emptied, a last face stands alone.
LONE = (
    select(FaceGroup.group_id)
    .join(Face, Face.id == FaceGroup.face_id)
    .where(~Face.hidden, FaceGroup.face_id.not_in(ASSIGNED))
    .group_by(FaceGroup.group_id)
    .having(func.count() < 2)
)


class Groups(Store):
    """Groups of faces by number."""

    def all(self) -> tuple[Ids, Ids]:
        """(N,) faces, and the group of each, also of those that were assigned since."""
        faces, groups = self._numbers(select(FaceGroup.face_id, FaceGroup.group_id))
        return faces, groups

    def faces(self, group: int) -> list[int]:
        """The faces of a group about which nobody decided yet."""
        statement = (
            select(FaceGroup.face_id)
            .join(Face, Face.id == FaceGroup.face_id)
            .where(FaceGroup.group_id == group, ~Face.hidden, FaceGroup.face_id.not_in(ASSIGNED))
            .order_by(FaceGroup.face_id)
        )
        return list(self._session.scalars(statement))

    def of(self, faces: Sequence[int]) -> set[int]:
        """The groups of faces about which nobody decided yet."""
        groups: set[int] = set()
        for some in chunks(faces):
            inside = FaceGroup.face_id.in_(some), FaceGroup.face_id.not_in(ASSIGNED)
            groups.update(self._session.scalars(select(FaceGroup.group_id).where(*inside)))
        return groups

    def replace(self, faces: Ids, groups: Ids) -> None:
        """Make these all groups there are; faces that are gone are left out."""
        self._session.execute(delete(FaceGroup))
        self.put(faces, groups)

    def put(self, faces: Ids, groups: Ids) -> None:
        """Let faces be in these groups from now on; those that are gone are left out."""
        there = np.isin(faces, self._numbers(select(Face.id))[0])
        rows = [
            {"face_id": face, "group_id": group}
            for face, group in zip(faces[there].tolist(), groups[there].tolist(), strict=True)
        ]
        statement = insert(FaceGroup)
        statement = statement.on_conflict_do_update(
            index_elements=["face_id"], set_={"group_id": statement.excluded.group_id}
        )
        for some in chunks(rows):
            self._session.connection().execute(statement, list(some))
        self._note(Changes(people=True))
