"""Kernel cache: fresh after an edit, reused otherwise, harmless if unwritable."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import culturesim
from culturesim.engine import kernel as module

PACKAGE = Path(culturesim.__file__).parent
RULE = """
from numba.extending import register_jitable

STEP = 1.0

@register_jitable
def bump(x: float) -> float:
    return x + STEP
"""
LOOP = """
from culturesim.engine.kernel import kernel
from culturesim.rules.bump import bump

@kernel
def run_days(n):
    out = 0.0
    for _ in range(n):
        out = bump(out)
    return out
"""
MAIN = """
from culturesim.engine.kernel import is_cold, kernel
cold = is_cold()
from culturesim.engine.day import run_days as total
from culturesim.rules.bump import bump
value = total(3)
hits = sum(total.stats.cache_hits.values()) if hasattr(total, "stats") else -1
print(cold, value, bump(bump(bump(0.0))), hits)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a small copy of the package with one loop and one rule."""
    package = tmp_path / "site" / "culturesim"
    for name in (
        "errors.py",
        "jitable.py",
        "positions.py",
        "streams/__init__.py",
        "streams/names.py",
        "rules/numeric.py",
        "engine/kernel.py",
    ):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PACKAGE / name, package / name)
    for name in ("__init__.py", "rules/__init__.py", "engine/__init__.py"):
        (package / name).write_text("")
    (package / "rules" / "bump.py").write_text(RULE)
    (package / "engine" / "day.py").write_text(LOOP)
    return tmp_path


def run(tree: Path, **environment: str) -> list[str]:
    """Run the loop in a new process; return cold, compiled value, Python value, cache hits."""
    ours = ("NUMBA", "XDG", "PYTHON", "CULTURESIM")
    allowed = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    environment = {"NUMBA_CACHE_DIR": str(tree / "cache"), **environment}
    done = subprocess.run(
        [sys.executable, "-c", MAIN],
        env={**allowed, "PYTHONPATH": str(tree / "site"), **environment},
        capture_output=True, text=True, check=False, cwd=tree,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_an_edited_rule_is_never_stale(tree: Path) -> None:
    assert run(tree) == ["True", "3.0", "3.0", "0"]
    assert run(tree) == ["False", "3.0", "3.0", "1"]
    rule = tree / "site" / "culturesim" / "rules" / "bump.py"
    rule.write_text(RULE.replace("STEP = 1.0", "STEP = 9.0"))
    assert run(tree) == ["True", "27.0", "27.0", "0"]
    rule.write_text(RULE)
    assert run(tree) == ["False", "3.0", "3.0", "1"]


def test_without_compilation(tree: Path) -> None:
    assert run(tree, NUMBA_DISABLE_JIT="1") == ["False", "3.0", "3.0", "-1"]
    assert not (tree / "cache").exists()


def test_the_other_generator_has_its_own_cache(tree: Path) -> None:
    run(tree)
    assert run(tree, CULTURESIM_GENERATOR="threefry")[0] == "True"


def test_unwritable_cache_compiles_without_one(tree: Path) -> None:
    (tree / "file").write_text("a file where the directory should be")
    assert run(tree, NUMBA_CACHE_DIR=str(tree / "file")) == ["True", "3.0", "3.0", "0"]
    assert not list((tree / "site").rglob("*.nbi"))


def test_user_cache_directory(tree: Path) -> None:
    run(tree, NUMBA_CACHE_DIR="", XDG_CACHE_HOME=str(tree / "xdg"))
    assert list((tree / "xdg" / "culturesim").glob("culturesim-engine-*"))
    run(tree, NUMBA_CACHE_DIR="", HOME=str(tree / "home"))
    assert list((tree / "home" / ".cache" / "culturesim").glob("culturesim-engine-*"))


def test_digest_follows_parameter_names_only(tree: Path) -> None:
    registry = tree / "site" / "culturesim" / "parameters" / "registry.csv"
    registry.parent.mkdir()
    registry.write_text("name,default\na,1\nb,2\n")
    assert run(tree)[0] == "True"
    registry.write_text("name,default\na,5\nb,6\n")
    assert run(tree)[0] == "False"
    registry.write_text("name,default\nb,6\na,5\n")
    assert run(tree)[0] == "True"


def test_old_caches_are_pruned(tmp_path: Path) -> None:
    for age in range(8):
        cache = tmp_path / f"{module.PREFIX}{age:016x}"
        cache.mkdir()
        os.utime(cache, (1e9 - age, 1e9 - age))
    (tmp_path / "other").mkdir()
    module._prune(tmp_path)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == [f"{module.PREFIX}{age:016x}" for age in range(module.KEPT)] + ["other"]


def test_warm_says_so_only_when_cold(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(module, "is_cold", lambda: False)
    assert not module.warm(said.append)
    assert said == []
    monkeypatch.setattr(module, "is_cold", lambda: True)
    assert module.warm(said.append)
    assert said[0].startswith("compiling the engine, once, about ")
