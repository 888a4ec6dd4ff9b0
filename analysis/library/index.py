"""The search index: derived from the library, brought up to date by the one process that adds, read by everybody else.

It holds up to which change of the library it is true, in the same commit as the documents themselves. So whatever kills the
writer, the next one goes on exactly where the last commit ended; and an index that is lost, damaged or of another version is
built anew. It is never the only place where anything stands.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from analysis.library.changes import ChangeLog
from analysis.library.documents import ARTICLE, SHAPE, STATE, VERSION, WORDS, analyzer, documents, entity_document, schema, state_document
from analysis.library.errors import LibraryBusy, LibraryError, explain

if TYPE_CHECKING:
    import tantivy

    from analysis.library.store import Store

Progress = Callable[[int], None]
Stop = Callable[[], bool]

FOLDER = "index"
_MARK = "damaged"
"""A reader that stumbles over a damaged index leaves a file of this name, for the next writer to see."""
_READ_AT_ONCE = 500
_COMMIT_EVERY = 30_000
_HEAP = 128_000_000
"""Bytes that the writer fills before it writes a segment."""


class IndexDamagedError(LibraryError):
    """The index cannot be read; adding to the library or ``pullquote check --rebuild`` builds it anew."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the search index in {path} cannot be read; `pullquote check --rebuild` makes it again, nothing else is lost")


class Index:
    """The index of the library in one folder."""

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self.path = path
        self.readonly = readonly
        self.words = analyzer()
        self.stems = analyzer(stem=True)
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._seen: object = None

    @classmethod
    def open(cls, folder: Path, *, readonly: bool = True) -> Index:
        """Open the index of the library in `folder`.

        For reading, one that is missing or damaged is taken as empty, until a writer has made it again; for writing it is made
        anew, empty, and the next `catch_up` fills it.
        """
        index = cls(folder / FOLDER, readonly=readonly)
        if readonly:
            index.reload()
        else:
            index._open_for_writing()
        return index

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._index = self._searcher = None

    @property
    def ready(self) -> bool:
        """Whether there is anything to search in."""
        return self._searcher is not None and self._searcher.num_docs > 0

    @property
    def searcher(self) -> tantivy.Searcher | None:
        """The state of the index at the last `reload`; None where there is nothing that can be read."""
        return self._searcher

    @property
    def schema(self) -> tantivy.Schema:
        """The schema of the index. Raises `IndexDamagedError` where there is none."""
        if self._index is None:
            raise IndexDamagedError(self.path)
        return self._index.schema

    def reload(self) -> bool:
        """See what has been committed meanwhile; return whether anything has. Costs one look at a file where nothing has."""
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        try:
            if self._index is None and stamp is not None:
                self._index = self._attach()
            if self._index is not None:
                self._index.reload()
                self._searcher = self._index.searcher()
        except LibraryError:
            self._index = self._searcher = None
        except BaseException as error:
            _let_pass(error)
            self._index = self._searcher = None
        return True

    @property
    def change(self) -> int:
        """Up to which change of the library the index is true; 0 for an empty one, and for one of another version."""
        import tantivy

        if self._searcher is None:
            return 0
        try:
            found = self._searcher.search(tantivy.Query.term_query(self.schema, "kind", STATE), 1)
            if not found.hits:
                return 0
            state = self._searcher.doc(found.hits[0][1])
        except BaseException as error:
            _let_pass(error)
            raise self.damaged() from error
        return int(state.get_first("change") or 0) if state.get_first("version") == VERSION else 0

    @property
    def articles(self) -> int:
        """How many articles the index holds."""
        import tantivy

        if self._searcher is None:
            return 0
        return int(self._searcher.search(tantivy.Query.term_query(self.schema, "kind", ARTICLE), 1).count)

    def damaged(self) -> IndexDamagedError:
        """Note for the next writer that the index cannot be read, and return the error to raise."""
        with suppress(OSError):  # A reader may have no right to write; then `check --rebuild` has to tell the writer.
            (self.path / _MARK).touch()
        return IndexDamagedError(self.path)

    def catch_up(self, store: Store, *, progress: Progress | None = None, stop: Stop | None = None) -> int:
        """Take in what has changed in the library since the last time; return how many articles that were.

        `progress` is told after each batch how many are done; where `stop` says so, what is done is committed and the rest left.
        Raises `LibraryBusy` where another process is writing the index.
        """
        log = ChangeLog(store.database)
        self._must_write()
        since, now = self.change, log.change()
        if since == now and self.articles == log.articles():
            return 0
        if 0 < since < now:
            done = self._write(log, since, progress, stop)
            if self.articles == log.articles() or (stop and stop()):
                return done
        # Nothing that can be built on: another version, a library put back from a copy, or documents that are missing.
        return self._write(log, 0, progress, stop)

    def rebuild(self, store: Store, *, progress: Progress | None = None) -> int:
        """Make the whole index again; readers see the old one until it is complete. Return the number of articles."""
        self._must_write()
        return self._write(ChangeLog(store.database), 0, progress, None)

    def _write(self, log: ChangeLog, since: int, progress: Progress | None, stop: Stop | None) -> int:
        """Bring in everything after the change `since`, which the index is true up to; 0 empties it first."""
        done = 0
        entities: set[int] = set()
        with self._writer() as writer:
            anew, replaced = since == 0, self.articles > 0
            if anew:
                writer.delete_all_documents()
            while not (stop and stop()):
                changes = log.after(since, _READ_AT_ONCE)
                if not anew:
                    _delete(writer, "article", [*changes.removed, *(entry.id for entry in changes.entries)])
                for entry in changes.entries:
                    for document in documents(entry):
                        writer.add_document(document)
                    entities.update(entry.entities)
                since = changes.upto
                done += len(changes.entries)
                if progress:
                    progress(done)
                if changes.last:
                    break
                if done % _COMMIT_EVERY == 0 and not (anew and replaced):
                    _commit(writer, log, since, entities)
            _commit(writer, log, since, entities)
        return done

    def _must_write(self) -> None:
        if self.readonly:
            raise LibraryError(f"the search index in {self.path} was opened for reading only")
        if self._index is None:
            self._open_for_writing()

    def _open_for_writing(self) -> None:
        """Open the index, or where that cannot be done put an empty one in its place."""
        if not (self.path / _MARK).exists():
            self.reload()
            try:
                if self._searcher is not None and (self._searcher.num_docs == 0 or self.change):
                    return
            except LibraryError:
                pass
        self.close()
        self._seen = None
        try:
            if self.path.is_dir() and not self.path.is_symlink():
                shutil.rmtree(self.path)
            else:
                self.path.unlink(missing_ok=True)
            self.path.mkdir(mode=0o700)
        except OSError as error:
            raise explain(error, self.path) from error
        self._index = self._attach()
        self.reload()

    def _attach(self) -> tantivy.Index:
        """Open or make the files. Raises `LibraryError`."""
        import tantivy

        try:
            index = tantivy.Index(schema(), str(self.path), reuse=True, sort_by_field=SHAPE)
            index.register_tokenizer(WORDS, self.words)
        except BaseException as error:
            _let_pass(error)
            raise IndexDamagedError(self.path) from error
        return index

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        assert self._index is not None
        try:
            writer = self._index.writer(_HEAP, 1)
            # A writer that was killed may have left files of a commit that never came; the next commit would make the same names.
            writer.garbage_collect_files()
            yield writer
            writer.wait_merging_threads()
        except LibraryError:
            raise
        except BaseException as error:
            _let_pass(error)
            if "lock" in str(error).lower():
                raise LibraryBusy(f"the search index in {self.path} is being written by another process") from error
            raise LibraryError(f"the search index in {self.path} could not be written: {error}") from error
        finally:
            self.reload()

    def _stamp(self) -> object:
        """Return what changes with every commit; None where there is no index."""
        try:
            state = (self.path / "meta.json").stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino


def _commit(writer: tantivy.IndexWriter, log: ChangeLog, change: int, entities: set[int]) -> None:
    """Make what was added visible, together with the number of the change that it is true up to."""
    _delete(writer, "entity", sorted(entities))
    for number, names in log.names(entities):
        writer.add_document(entity_document(number, names))
    entities.clear()
    _delete(writer, "kind", [STATE])
    writer.add_document(state_document(change))
    writer.commit()


def _delete(writer: tantivy.IndexWriter, field: str, numbers: list[int]) -> None:
    """Delete the documents that have any of these numbers. (Deleting by term takes them for signed ones, and finds nothing.)"""
    import tantivy

    if numbers:
        writer.delete_documents_by_query(tantivy.Query.term_set_query(schema(), field, numbers))


def _let_pass(error: BaseException) -> None:
    """Raise again what is no failure of the index. tantivy's own failures include panics, which are no `Exception`."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        raise error
