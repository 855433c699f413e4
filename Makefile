# make build   set everything up and build the dataset
# make test    set everything up and run the tests
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --ignore-installed
# Libraries are compiled when they are first imported, which is quicker than all of them at installation.
export PYTHONDONTWRITEBYTECODE :=

build: $(VENV)/.ready
	$(VENV)/bin/sco build

validate: $(VENV)/.ready
	$(VENV)/bin/sco validate

# Ruff and mypy are run by tests/test_style.py, beside the other tests.
test: $(VENV)/.ready
	$(PY) -m pytest

# Every second package of the lock by one pip, the others by another at the same time: pip keeps to one core. The lock
# names everything that is needed, so that neither has to look for more.
$(VENV)/.ready: requirements.lock pyproject.toml
	rm -rf $(VENV)
	python3 -m venv $(VENV)
	mkdir -p .build-tmp
	awk '/^[a-z]/ {n++} {print > (".build-tmp/lock-" n % 2 ".txt")}' requirements.lock
	$(PIP) --no-deps --no-compile --require-hashes -r .build-tmp/lock-0.txt & other=$$!; \
	  $(PIP) --no-deps --no-compile --require-hashes -r .build-tmp/lock-1.txt && wait $$other
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

# The lock holds versions and hashes and no address, so that it serves behind any mirror.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra test --output-file requirements.lock pyproject.toml requirements.in

clean:
	rm -rf $(VENV) .build-tmp .mypy_cache .pytest_cache .ruff_cache

.PHONY: build validate test lock clean
