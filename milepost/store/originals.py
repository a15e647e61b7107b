"""Originals: the bytes that came in, kept by digest before anything is parsed, never changed."""

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from milepost.errors import NotFoundError, StoreError
from milepost.store.digest import of_bytes
from milepost.store.disk import said

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Originals(Protocol):
    """A place for originals."""

    def keep(self, content: bytes) -> str:
        """Keep `content` so that it outlives a crash; its sha256."""

    def holds(self, sha256: str) -> bool:
        """Whether the original is there."""

    def get(self, sha256: str) -> bytes:
        """The kept bytes; NotFoundError when there are none, StoreError when they are no longer what came in."""


class OriginalsInMemory:
    """Originals for tests."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def keep(self, content: bytes) -> str:
        """Keep `content`; its sha256."""
        sha256 = of_bytes(content)
        self._kept[sha256] = content
        return sha256

    def holds(self, sha256: str) -> bool:
        """Whether the original is there."""
        return sha256 in self._kept

    def get(self, sha256: str) -> bytes:
        """The kept bytes, or NotFoundError."""
        if sha256 not in self._kept:
            raise _missing(sha256)
        return self._kept[sha256]


class OriginalsInFolder:
    """Originals as files `<first two digits>/<sha256>` of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Write under a temporary name, sync, rename: under its own name a file is always whole. Its sha256."""
        sha256 = of_bytes(content)
        path = self._path(sha256)
        with _in_our_words():
            if path.exists() and of_bytes(path.read_bytes()) == sha256:
                return sha256
            path.parent.mkdir(parents=True, exist_ok=True)
            _sync_folder(self._folder)
            draft = path.with_name(f"{sha256}.{uuid.uuid4().hex}.part")
            try:
                with draft.open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)
            _sync_folder(path.parent)
        return sha256

    def holds(self, sha256: str) -> bool:
        """Whether the original is there."""
        # Digests come from links too; nothing but a digest becomes part of a path.
        return bool(_SHA256.fullmatch(sha256)) and self._path(sha256).exists()

    def get(self, sha256: str) -> bytes:
        """The kept bytes; NotFoundError when there are none, StoreError when they are no longer what came in."""
        if not self.holds(sha256):
            raise _missing(sha256)
        with _in_our_words():
            content = self._path(sha256).read_bytes()
        if of_bytes(content) != sha256:
            raise StoreError(f"原件 {sha256[:12]}… 已损坏，与收到时不一致，请用备份恢复这个文件")
        return content

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows does so by its own and cannot open folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"原件文件夹读不了或写不进（{said(error)}），请检查磁盘剩余空间和文件夹的读写权限，再试一次"
        ) from error


def _missing(sha256: str) -> NotFoundError:
    return NotFoundError(f"没有保存摘要为 {sha256[:12]}… 的原件，请核对摘要，或用备份恢复原件文件夹")
