"""Reading the source tree: files, rooms and imports, without running anything."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "culturesim"


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Every Python file under a folder, in a stable order."""
    return sorted(folder.rglob("*.py"))


def name_of(path: Path) -> str:
    """Path as it is written in messages and test names."""
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """First part of the dotted name below culturesim; empty for the package itself."""
    part = path.relative_to(PACKAGE).parts[0]
    return "" if part == "__init__.py" else part.removesuffix(".py")


def module_of(path: Path) -> str:
    """Dotted module name of a source file."""
    parts = list(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def parse(path: Path) -> ast.Module:
    """Syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


def _absolute(node: ast.ImportFrom, path: Path) -> str:
    """Full name that a relative import stands for."""
    if not node.level:
        return node.module or ""
    package = module_of(path).split(".")
    drop = node.level - (path.name == "__init__.py")
    base = package[: len(package) - drop]
    return ".".join([*base, node.module] if node.module else base)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a file imports, wherever in the file it does so.

    ``from culturesim import rules`` and ``from culturesim.rules import voice`` give
    ``culturesim.rules`` and ``culturesim.rules.voice``.
    """
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, path)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def kept_files() -> list[Path]:
    """Files that are, or would be, committed; every file outside a repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        hidden = {".venv", ".git", "build", "dist", "demo"}
        return [p for p in sorted(ROOT.rglob("*"))
                if p.is_file() and not hidden & set(p.relative_to(ROOT).parts)]  # fmt: skip
    names = done.stdout.decode().split("\0")
    return [ROOT / name for name in sorted(names) if name and (ROOT / name).is_file()]
