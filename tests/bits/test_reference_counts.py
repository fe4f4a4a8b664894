"""The loops are compiled without numba's reference counts; see docs/decisions/0013."""

import gc

import numba
import numpy as np
import pytest

from culturesim.engine.kernel import OPTIONS, compiling, kernel

compiled = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")


def allocate(values):
    more = np.zeros(values.size)
    for i in range(values.size):
        values[i] += more[i]


def count_up(values):
    for i in range(values.size):
        values[i] += 1.0


@compiled
def test_the_option_is_still_understood():
    assert OPTIONS["_nrt"] is False
    refusal = r"NRT required|Only accept returning of array"
    with pytest.raises(numba.core.errors.NumbaError, match=refusal):
        kernel(allocate)(np.zeros(3))


@compiled
def test_a_loop_in_place_needs_no_counts():
    values = np.zeros(3)
    kernel(count_up)(values)
    assert values.tolist() == [1.0, 1.0, 1.0]
    text = next(iter(kernel(count_up).inspect_llvm().values()), "")
    assert "NRT_incref" not in text


def test_compiling_puts_everything_back():
    before = numba.config.LLVM_REFPRUNE_PASS, gc.isenabled()
    with compiling():
        assert numba.config.LLVM_REFPRUNE_PASS == 0
        assert not gc.isenabled()
    assert (numba.config.LLVM_REFPRUNE_PASS, gc.isenabled()) == before


def test_compiling_puts_everything_back_after_an_error():
    before = numba.config.LLVM_REFPRUNE_PASS, gc.isenabled()

    def fail():
        with compiling():
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert (numba.config.LLVM_REFPRUNE_PASS, gc.isenabled()) == before
