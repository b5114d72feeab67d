"""A speech model from a zip or a folder into its place: checked before it stands there, and never half."""

import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from voice.model_folder import FAMILY, fault
from voice.recogniser_process import is_model

LARGEST = 6_000_000_000
"""Bytes of an unpacked model; the largest known has 2 GB."""
SPARE = 8_000_000


class InstallFault(Exception):
    """Why it was not put in its place. Its argument: nothing (no model found there), zip (broken or unsafe), disk, or of model_folder.fault."""


def found(source: Path) -> Path:
    """The model that is meant: a zip, a model's folder, or what lies in a folder such as a USB stick. Raises InstallFault."""
    try:
        if source.is_file() or is_model(source):
            return source
        inside = sorted(source.glob(FAMILY)) if source.is_dir() else []
    except OSError as error:
        raise InstallFault("nothing") from error
    for one in inside:
        if is_model(one) or one.suffix == ".zip":
            return one
    raise InstallFault("nothing")


def install(source: Path, place: Path) -> None:
    """Puts a model (a zip, or a model's folder) at `place`; an older one there is replaced when the new one stands. Raises InstallFault."""
    fresh = place.with_name(f".{place.name}.new")
    try:
        _remove(fresh)
        fresh.mkdir(parents=True)
        if source.is_file():
            _unpack(source, fresh)
        else:
            _copy(source, fresh)
        folder = fresh if is_model(fresh) else next(iter(one for one in fresh.iterdir() if one.is_dir()), fresh)
        why = fault(folder)
        if why:
            raise InstallFault(why)
        _remove(place)
        os.replace(folder, place)
    except OSError as error:
        raise InstallFault("disk") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _unpack(source: Path, to: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            members = list(_safe(archive))
            _room(to, sum(member.file_size for member in members))
            for member in members:
                archive.extract(member, to)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, zlib.error) as error:
        raise InstallFault("zip") from error


def _safe(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Every member; raises InstallFault for one that would leave the folder, or is no plain file or folder."""
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        kind = stat.S_IFMT(member.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in member.filename or kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise InstallFault("zip")
        yield member


def _copy(source: Path, to: Path) -> None:
    files = [path for path in source.rglob("*") if path.is_file() and not path.is_symlink()]
    _room(to, sum(path.stat().st_size for path in files))
    for path in files:
        target = to / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _room(folder: Path, size: int) -> None:
    if size > LARGEST:
        raise InstallFault("zip")
    if shutil.disk_usage(folder).free < size + SPARE:
        raise InstallFault("disk")


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
