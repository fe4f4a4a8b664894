"""Build the front-end files that the web page needs, so that it works without a network.

``python tools/build_bundle.py`` fetches pinned packages with ``npm pack``, checks their digests
against ``tools/bundle.json``, takes the files the page asks for, and writes them to
``src/culturesim/app/bundle`` with their licences. Only needed after a new version of Solara; the
result is committed. ``tests/app/test_bundle.py`` says whether something is missing.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "tools" / "bundle.json"
BUNDLE = ROOT / "src" / "culturesim" / "app" / "bundle"
FONT = re.compile(r"url\(['\"]?([\w.-]+\.woff2?)")


def fetch(name: str, version: str, digest: str, folder: Path) -> Path:
    """Fetch a package, check it, and unpack it; returns the folder of its files."""
    done = subprocess.run(
        ["npm", "pack", f"{name}@{version}", "--silent"],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    archive = folder / done.stdout.split()[-1]
    found = hashlib.sha512(archive.read_bytes()).hexdigest()
    if found != digest:
        sys.exit(f"{name}@{version}: the digest is {found}, not the one in {LOCK.name}")
    target = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def fonts_of(style: Path) -> set[str]:
    """Names of the font files beside a style sheet that browsers may ask for."""
    return set(FONT.findall(style.read_text(encoding="utf-8")))


def take(package: Path, wanted: dict[str, str], target: Path) -> None:
    """Copy the wanted files, the fonts that style sheets name, and licences."""
    for source, name in wanted.items():
        to = target / name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package / source, to)
        if to.suffix == ".css":
            for font in fonts_of(to):
                shutil.copyfile((package / source).parent / font, to.parent / font)
    for licence in package.glob("LICEN[CS]E*"):
        shutil.copyfile(licence, target / licence.name)


def main() -> None:
    """Build the bundle anew."""
    packages = json.loads(LOCK.read_text(encoding="utf-8"))
    shutil.rmtree(BUNDLE, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        for entry in packages:
            name, version = entry["name"], entry["version"]
            package = fetch(name, version, entry["sha512"], Path(scratch))
            take(package, entry["files"], BUNDLE / f"{name}@{version}")
    shutil.copyfile(LOCK.with_name("bundle-licences.txt"), BUNDLE / "LICENCES.txt")
    n_bytes = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file())
    sys.stdout.write(f"{BUNDLE.relative_to(ROOT)}: {n_bytes / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
