"""`faceapp photos` and `faceapp faces`: what lies in the library, and where else it lies."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from faceapp.cli.decisions import show_decision
from faceapp.cli.session import Session, note_other_engine
from faceapp.core.errors import Code, UserError
from faceapp.core.records import FaceInfo, PhotoInfo
from faceapp.core.types import Quality
from faceapp.services.copies import Duplicates
from faceapp.services.library import PhotoFilter

_LARGEST = 2**63 - 1  # the database counts no further
Limit = Annotated[int | None, typer.Option(min=1, max=_LARGEST, help="limit")]


def register(application: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="photos", invoke_without_command=True)
    group.callback()(_photos)
    group.command("split", help="photos_split")(_split)
    application.add_typer(group, name="photos", help="photos")
    application.command("faces", help="faces")(_faces)


def _photos(
    context: typer.Context,
    no_faces: Annotated[bool, typer.Option("--no-faces", help="no_faces")] = False,
    failed: Annotated[bool, typer.Option("--failed", help="failed")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="missing")] = False,
    duplicates: Annotated[bool, typer.Option("--duplicates", help="duplicates")] = False,
    source: Annotated[str | None, typer.Option(help="source")] = None,
    album: Annotated[str | None, typer.Option(help="album")] = None,
    limit: Limit = None,
) -> None:
    session: Session = context.obj
    if context.invoked_subcommand is not None:
        return
    if duplicates:
        if no_faces or failed or missing or source or album:
            raise UserError(Code.USAGE, reason="--duplicates.")
        _show_duplicates(session, limit)
        return
    states = {"no_faces": no_faces, "failed": failed, "missing": missing}
    wanted = PhotoFilter(**states, source=source, album=album)
    photos, total = session.workspace.library.photos(wanted, limit)
    document = {"photos": [_photo(photo) for photo in photos], "total": total}
    session.show(document, lambda: _photo_lines(session, photos, total))


def _split(
    context: typer.Context,
    photo: Annotated[int, typer.Argument(min=1, max=_LARGEST, help="photo_number")],
    place: Annotated[str, typer.Argument(help="photo_place")],
) -> None:
    session: Session = context.obj
    show_decision(session, session.workspace.copies.separate_place(photo, place))


def _show_duplicates(session: Session, limit: int | None) -> None:
    found = session.workspace.copies.duplicates(limit)
    document = {
        "photos": [
            {
                **_photo(each.photo),
                "spare": each.spare,
                "places": [
                    {
                        "path": place.locator,
                        "source": place.source,
                        "size": place.size,
                        "width": place.width,
                        "height": place.height,
                        "is_copy": place.copy_sha256 is not None,
                        "present": place.present,
                    }
                    for place in each.places
                ],
            }
            for each in found.photos
        ],
        "total": found.total,
        "spare": found.spare,
    }
    session.show(document, lambda: _duplicate_lines(session, found))


def _duplicate_lines(session: Session, found: Duplicates) -> Iterator[str]:
    yield session.say("list.duplicates", total=found.total, megabytes=_megabytes(found.spare))
    for each in found.photos:
        yield f"{each.photo.id:7}  {_megabytes(each.spare)} MB"
        for place in each.places:
            state = "" if place.present else f"  {session.say('list.missing')}"
            yield f"         {place.width}x{place.height}  {place.size}  {place.locator}{state}"
    yield from _rest(session, len(found.photos), found.total)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"


def _faces(
    context: typer.Context,
    photo: Annotated[int | None, typer.Option(min=1, max=_LARGEST, help="photo")] = None,
    limit: Limit = None,
) -> None:
    session: Session = context.obj
    engine = session.workspace.answering.engine
    faces, total = session.workspace.library.faces(engine, photo, limit)
    document = {"faces": [_face(face) for face in faces], "total": total}
    note_other_engine(session)
    session.show(document, lambda: _face_lines(session, faces, total))


def _photo(photo: PhotoInfo) -> dict[str, object]:
    return {
        "id": photo.id,
        "path": photo.path,
        "source": photo.source,
        "width": photo.width,
        "height": photo.height,
        "taken_at": photo.taken_at.isoformat() if photo.taken_at else None,
        "faces": photo.faces,
        "state": photo.state,
    }


def _face(face: FaceInfo) -> dict[str, object]:
    box = (face.box.x, face.box.y, face.box.width, face.box.height)
    return {
        "id": face.id,
        "photo_id": face.photo_id,
        "path": face.path,
        "box": [round(side, 1) for side in box],
        "landmarks": [[round(float(value), 1) for value in point] for point in face.landmarks],
        "score": round(face.score, 4),
        "quality": round(face.quality, 4),
        "quality_facts": _quality(face.quality_facts),
        "person": face.person,
    }


def _quality(facts: Quality | None) -> dict[str, float] | None:
    if facts is None:
        return None
    return {name: round(share, 3) for name, share in asdict(facts).items()}


def _photo_lines(session: Session, photos: Sequence[PhotoInfo], total: int) -> Iterator[str]:
    yield session.say("list.photos", total=total)
    for photo in photos:
        state = session.say(f"list.{photo.state}")
        if photo.error_code:
            state += f" ({photo.error_code})"
        yield f"{photo.id:7}  {photo.width}x{photo.height}  {photo.faces:3}  {state}  {photo.path}"
    yield from _rest(session, len(photos), total)


def _face_lines(session: Session, faces: Sequence[FaceInfo], total: int) -> Iterator[str]:
    yield session.say("list.faces", total=total)
    for face in faces:
        box = f"[{face.box.width:.0f}x{face.box.height:.0f}{face.box.x:+.0f}{face.box.y:+.0f}]"
        yield f"{face.id:7}  {face.score:.2f}  {face.quality:.2f}  {box}  {face.path}"
    yield from _rest(session, len(faces), total)


def _rest(session: Session, shown: int, total: int) -> Iterator[str]:
    if total > shown:
        yield session.say("list.more", count=total - shown)
