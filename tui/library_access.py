"""The library as the reader's threads use it: one connection a thread, one index for all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from analysis.library.connection import must_exist
from analysis.library.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from analysis.library.index import Index

_Kept = TypeVar("_Kept")


class LibraryAccess:
    """Opens the library once for each thread that asks; SQLite connections stay in the thread that made them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._local = threading.local()
        self._opened: list[Store] = []
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._keeper: ThreadPoolExecutor | None = None

    @property
    def store(self) -> Store:
        """The store of this thread."""
        store: Store | None = getattr(self._local, "store", None)
        if store is None:
            if self._opened:
                must_exist(self.folder)
            store = self._local.store = Store.open(self.folder)
            with self._lock:
                self._opened.append(store)
        return store

    def keep(self, change: Callable[[Store], _Kept]) -> Future[_Kept]:
        """Run a write in a thread of its own, after those asked for before: it may have to wait for the process that adds."""
        if self._keeper is None:
            from concurrent.futures import ThreadPoolExecutor

            self._keeper = ThreadPoolExecutor(1, "keeper")
        return self._keeper.submit(lambda: change(self.store))

    def index(self) -> Index:
        """The search index, opened for reading on first use and showing what has been committed since."""
        from analysis.library.index import Index

        with self._lock:
            if self._index is None:
                self._index = Index.open(self.folder, readonly=True)
            self._index.reload()
            return self._index

    def close(self) -> None:
        """Finish what is being kept and close this thread's connection; those of other threads end with their threads."""
        if self._keeper is not None:
            self._keeper.shutdown()
        store: Store | None = getattr(self._local, "store", None)
        if store is not None:
            store.close()
            self._local.store = None
