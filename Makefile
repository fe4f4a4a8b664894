# Everything the project does, from a fresh clone. Needs make and Python 3.11 or newer.
# `make` alone lists the targets. Another interpreter: make PYTHON=python3.12 test
.POSIX:
.SUFFIXES:

PYTHON = python3
RUNS = 8
JOBS = 2
SIZE =
FOUND = build/ensemble
SCREENED = build/sensitivity
PY = .venv/bin/python
PIP = $(PY) -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: help setup demo app browser screenshots test lint types spelling fast uncompiled slow bench baseline docs findings constraints clean what-if \
	ensemble sensitivity assumed

help:
	@echo 'make setup        install everything, at the pinned versions, into .venv'
	@echo 'make demo         run the flagship scenario and write a report (RUNS=8)'
	@echo 'make app          serve the web page and open it in a browser'
	@echo 'make test         lint, types, spelling and the fast tests, compiled and not'
	@echo 'make slow         ensemble tests: what the model must show (many minutes)'
	@echo 'make browser      the web page in a real browser, without a network'
	@echo 'make screenshots  take the pictures of the web page anew'
	@echo 'make bench        measure speed; prints JSON and stores it'
	@echo 'make lint         ruff, mypy and codespell only'
	@echo 'make baseline     refresh the stored results after an intended change'
	@echo 'make docs         write the reference pages anew from the code'
	@echo 'make findings     run the shipped experiments and write docs/findings (SIZE=--modest: a tenth of the runs, into build/findings)'
	@echo 'make what-if      ask all thirty what-if questions and write docs/model/what-if.md anew'
	@echo 'make ensemble     go on with the search for plausible parameter sets, and put it into the package'
	@echo 'make sensitivity  screen which guess carries which published pattern (a quarter of an hour)'
	@echo 'make assumed      the same for every assumed number, patterns of one hospital (half an hour)'
	@echo 'make constraints  refresh the pinned versions from a fresh environment'
	@echo 'make clean        remove .venv, caches and what demo and slow wrote'

setup: .venv/.ready

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'culturesim needs Python 3.11 or newer. Name one: make PYTHON=python3.12 setup' >&2; \
	  exit 1; }
	@echo 'Setting up .venv (a few minutes the first time) ...'
	@$(PYTHON) -m venv .venv || { \
	  echo 'This Python cannot make environments; install its venv package.' >&2; exit 1; }
	@$(PIP) hatchling editables
	@$(PIP) --no-build-isolation --editable '.[dev,explore]'
	@touch .venv/.ready

demo: .venv/.ready
	@.venv/bin/culturesim run midshire --runs $(RUNS) --uncertainty both --out demo --force
	@echo
	@echo 'The report is demo/report.html: open it in a browser.'

app: .venv/.ready
	@.venv/bin/culturesim app --open

test: lint fast uncompiled

lint: .venv/.ready
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -m codespell_lib

fast: .venv/.ready
	@$(PY) -m pytest -q -n $(JOBS)

# The rules must give the same answers as plain Python, which is also how they are debugged.
uncompiled: .venv/.ready
	@NUMBA_DISABLE_JIT=1 $(PY) -m pytest -q -n $(JOBS) src/culturesim/rules tests/rules

slow: .venv/.ready
	@mkdir -p build
	@$(PY) -m pytest -n $(JOBS) -m slow --junitxml build/slow.xml
	@$(PY) tests/ensembles.py build/slow.xml

# Needs a headless Chromium; says so and skips where there is none.
browser: .venv/.ready
	@$(PY) -m pytest -q -m browser tests/browser

screenshots: .venv/.ready
	@$(PY) docs/screenshots.py

bench: .venv/.ready
	@$(PY) benchmarks/engine.py
	@$(PY) benchmarks/full.py

baseline: .venv/.ready
	@$(PY) tests/baseline/refresh.py

docs: .venv/.ready
	@$(PY) docs/generate.py

what-if: .venv/.ready
	@$(PY) -m culturesim.cli what-if all --out build/what-if --force
	@$(PY) docs/what_if_page.py build/what-if/findings.csv

# The search can be stopped and goes on. A finished one elsewhere: make ensemble FOUND=FOLDER
ensemble: .venv/.ready
	@$(PY) -m culturesim.cli calibrate calibration/defaults.toml --out $(FOUND)
	@$(PY) docs/plausible_page.py ensemble $(FOUND)

sensitivity: .venv/.ready
	@$(PY) -m culturesim.cli calibrate calibration/defaults.toml --sensitivity --every-pattern \
	  --out $(SCREENED)
	@$(PY) docs/plausible_page.py sensitivity $(SCREENED)

assumed: .venv/.ready
	@$(PY) -m culturesim.cli calibrate calibration/defaults.toml --sensitivity --assumed \
	  --out $(SCREENED)-assumed
	@$(PY) docs/plausible_page.py assumed $(SCREENED)-assumed

findings: .venv/.ready
	@$(PY) docs/findings.py $(SIZE)

constraints:
	@rm -rf .venv-constraints
	@$(PYTHON) -m venv .venv-constraints
	@.venv-constraints/bin/python -m pip --disable-pip-version-check install --quiet --editable '.[dev,explore]'
	@.venv-constraints/bin/python -m pip freeze --exclude culturesim > .venv-constraints/all.txt
	@LC_ALL=C grep -E '^[A-Za-z0-9._-]+==[^ @]+$$' .venv-constraints/all.txt > constraints.txt
	@rm -rf .venv-constraints
	@echo "constraints.txt now pins $$(wc -l < constraints.txt) packages"

clean:
	@rm -rf .venv .venv-constraints build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
