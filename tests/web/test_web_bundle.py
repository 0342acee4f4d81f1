"""What a browser runs is bundled when the package is built, from a lock file, and is in the wheel."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "src" / "truceline" / "web" / "client"
BUILT = Path("src/truceline/web/static/built")
LOCK = CLIENT / "package-lock.json"
BUNDLE = "import runpy, sys; sys.argv = ['setup.py', '--name']; runpy.run_path('setup.py')['bundle']()"

needs_setuptools = pytest.mark.skipif(
    int(version("setuptools").split(".")[0]) < 77, reason="this setuptools is older than requirements/run.txt has it"
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What the bundle is made from, alone in a folder."""
    shutil.copytree(CLIENT, tmp_path / CLIENT.relative_to(ROOT))
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "src" / "truceline" / "__init__.py").write_text('__version__ = "0"\n')
    return tmp_path


def bundle(tree: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BUNDLE]
    given = os.environ | environment
    return subprocess.run(command, cwd=tree, env=given, capture_output=True, text=True, timeout=120, check=False)


def test_the_lock_has_a_hash_of_every_package_and_no_address() -> None:
    lock = json.loads(LOCK.read_text())
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert [name for name, one in packages.items() if not one.get("integrity")] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []
    wanted = json.loads((CLIENT / "package.json").read_text())
    named = {**wanted["dependencies"], **wanted["devDependencies"]}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in named} == named


def test_the_bundler_is_locked_for_every_machine() -> None:
    found = set(re.findall(r"node_modules/@esbuild/([a-z0-9-]+)", LOCK.read_text()))
    assert {"linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"} <= found


def test_the_bundle_has_what_pages_load_and_the_terms_of_all_in_it() -> None:
    made = {file.name for file in (ROOT / BUILT).iterdir()}
    assert {"app.js", "charts.js", "theme.js", "land-50m.json", "LICENSES.txt"} <= made
    terms = (ROOT / BUILT / "LICENSES.txt").read_text()
    for name in ("htmx.org", "vega", "vega-lite", "vega-embed", "vega-interpreter", "d3-delaunay", "semver"):
        assert re.search(rf"^{re.escape(name)} \d+\.\d+\.\d+ \(", terms, re.MULTILINE), name
    assert "the package has no text of it" not in terms
    assert "axe-core" not in terms


@needs_setuptools
def test_a_bundle_made_from_the_same_sources_is_not_made_again(tree: Path) -> None:
    shutil.copytree(ROOT / BUILT, tree / BUILT)
    before = (tree / BUILT / "app.js").stat().st_mtime_ns
    done = bundle(tree, npm_config_registry="http://127.0.0.1:9")
    assert done.returncode == 0, done.stderr
    assert (tree / BUILT / "app.js").stat().st_mtime_ns == before


@needs_setuptools
def test_where_packages_cannot_be_fetched_it_says_what_to_do(tree: Path, tmp_path: Path) -> None:
    refused = {"npm_config_registry": "http://127.0.0.1:9", "npm_config_fetch_retries": "0"}
    done = bundle(tree, npm_config_cache=str(tmp_path / "cache"), **refused)
    assert done.returncode == 1
    assert "could not be fetched with npm. npm's registry must be reachable once" in done.stderr
    assert "Traceback" not in done.stderr


@needs_setuptools
def test_the_wheel_has_the_case_room_and_none_of_what_made_it(tmp_path: Path) -> None:
    aside = tmp_path / "aside.cfg"
    aside.write_text(f"[build]\nbuild_base = {tmp_path / 'build'}\n")
    pip = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--quiet"]
    environment = os.environ | {"DIST_EXTRA_CONFIG": str(aside)}
    subprocess.run([*pip, "-w", str(tmp_path), "."], cwd=ROOT, check=True, timeout=300, env=environment)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = {name.removeprefix("truceline/") for name in opened.namelist() if name.startswith("truceline/")}
    package = ROOT / "src" / "truceline"
    shown = [one for part in ("web/static", "web/templates", "data") for one in (package / part).rglob("*")]
    files = {str(one.relative_to(package)) for one in shown if one.is_file() and one.suffix != ".pyc"}
    assert files - names == set()
    assert [name for name in names if "node_modules" in name or name.startswith("web/client")] == []
