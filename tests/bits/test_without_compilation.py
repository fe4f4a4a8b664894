"""One loop over every function: compiled and not, with either generator, and a golden digest."""

import os
import subprocess
import sys
from pathlib import Path

import culturesim

SOURCE = str(Path(culturesim.__file__).parent.parent)
SCRIPT = """
import hashlib, struct
import numpy as np
from culturesim.engine.kernel import kernel
from culturesim.rules.numeric import exp, log, logistic, power
from culturesim.streams import draw, field, integer, key, noise, poisson, uniform

@kernel
def fill(seed, day, out):
    k0, k1 = key(seed, 3, day)
    for i in range(out.shape[0]):
        word = draw(k0, k1, i)
        u = uniform(word)
        out[i, 0] = logistic(noise(word))
        out[i, 1] = exp(10.0 * noise(word))
        out[i, 2] = log(u + 1e-9)
        out[i, 3] = power(u, 1.7)
        out[i, 4] = field(word, i & 3) + integer(word, 40) + poisson(u, 12.5)

out = np.zeros((3000, 5))
fill(11, -4, out)
print(hashlib.sha256(out.tobytes()).hexdigest())
"""
# SHA-256 of the numbers above, the same on every platform.
GOLDEN_HASH = "49a56ea23a1037376b045d5281cc673052e55a3406f57c7dfdf25c0bd8eceac9"


def digest(tmp_path: Path, **environment: str) -> str:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        env={**os.environ, "PYTHONPATH": SOURCE, "CULTURESIM_GENERATOR": "", **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_same_bits_with_and_without_compilation(tmp_path: Path) -> None:
    compiled = digest(tmp_path, NUMBA_DISABLE_JIT="0")
    assert compiled == digest(tmp_path, NUMBA_DISABLE_JIT="1") == GOLDEN_HASH


def test_same_bits_with_the_validation_generator(tmp_path: Path) -> None:
    compiled = digest(tmp_path, NUMBA_DISABLE_JIT="0", CULTURESIM_GENERATOR="threefry")
    python = digest(tmp_path, NUMBA_DISABLE_JIT="1", CULTURESIM_GENERATOR="threefry")
    assert compiled == python != GOLDEN_HASH
