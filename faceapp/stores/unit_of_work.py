"""One transaction: everything that may be read and written in it, and what it changed."""

from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from faceapp.core.jobs import Changes
from faceapp.stores.copies import Copies
from faceapp.stores.decisions import Decisions
from faceapp.stores.engines import Engines
from faceapp.stores.exchange import Exchange
from faceapp.stores.faces import Faces
from faceapp.stores.failed_photos import FailedPhotos
from faceapp.stores.gallery import Gallery
from faceapp.stores.groups import Groups
from faceapp.stores.index_changes import IndexChanges
from faceapp.stores.jobs import Jobs
from faceapp.stores.journal import Journal
from faceapp.stores.people import People
from faceapp.stores.photo_details import PhotoDetailsRows
from faceapp.stores.photos import Photos
from faceapp.stores.references import References
from faceapp.stores.removed import Removed
from faceapp.stores.sources import Sources
from faceapp.stores.told import Told


class UnitOfWork:
    """The stores of one open transaction; `changes` grows with what they write."""

    def __init__(self, session: Session) -> None:
        """Put all stores on one session."""
        self.session = session
        self.changes = Changes()
        self.sources = Sources(session, self.note)
        self.photos = Photos(session, self.note)
        self.faces = Faces(session, self.note)
        self.engines = Engines(session, self.note)
        self.people = People(session, self.note)
        self.groups = Groups(session, self.note)
        self.decisions = Decisions(session, self.note)
        self.references = References(session, self.note)
        self.exchange = Exchange(session, self.note)
        self.details = PhotoDetailsRows(session, self.note)
        self.jobs = Jobs(session, self.note)
        self.journal = Journal(session, self.note)
        self.failed_photos = FailedPhotos(session, self.note)
        self.gallery = Gallery(session, self.note)
        self.copies = Copies(session, self.note)
        self.told = Told(session, self.note)
        self.removed = Removed(session, self.note)
        self.index_changes = IndexChanges(session, self.note)

    def undone_if_it_fails(self) -> AbstractContextManager[object]:
        """A part of the transaction that is taken back alone if it raises."""
        return self.session.begin_nested()

    def note(self, changes: Changes) -> None:
        """Remember that something was changed."""
        self.changes |= changes
