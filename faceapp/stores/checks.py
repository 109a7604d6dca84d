"""Does the database agree with itself?"""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from faceapp.stores.rows import Problem
from faceapp.stores.schema import Analysis, Engine, Face, FaceVector
from faceapp.stores.selections import VECTORS, is_decided

_WRONG_ROWS = {
    "lost_vectors": select(Analysis.asset_id).where(Analysis.faces > VECTORS),
    "wrong_dimension": select(FaceVector.face_id)
    .join(Engine, Engine.id == FaceVector.engine_id)
    .where(func.length(FaceVector.embedding) != 2 * Engine.dimension),
    "faces_of_no_engine": select(Face.id)
    .outerjoin(FaceVector, FaceVector.face_id == Face.id)
    .where(FaceVector.face_id.is_(None), ~is_decided()),
}
_WRONG_PAGES = {"foreign_key": "PRAGMA foreign_key_check", "damaged": "PRAGMA quick_check"}


def problems(session: Session) -> list[Problem]:
    """Each kind of disagreement that there is, with the number of rows."""
    counts = {
        name: session.scalar(select(func.count()).select_from(wrong.subquery())) or 0
        for name, wrong in _WRONG_ROWS.items()
    }
    for name, pragma in _WRONG_PAGES.items():
        counts[name] = len([row for row in session.execute(text(pragma)) if row[0] != "ok"])
    return [Problem(name, count) for name, count in counts.items() if count]
