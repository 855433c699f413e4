# make build   set everything up and build the dataset
# make test    set everything up and run the tests
VENV := .venv
PY := $(VENV)/bin/python
# Libraries are compiled when they are first imported, which is quicker than all of them at installation.
export PYTHONDONTWRITEBYTECODE :=

build: $(VENV)/.ready
	$(VENV)/bin/sco build

validate: $(VENV)/.ready
	$(VENV)/bin/sco validate

test: $(VENV)/.ready
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	mkdir -p .build-tmp/typing/sco_declarations
	ln -sfn $(CURDIR)/build $(CURDIR)/cli .build-tmp/typing/sco_declarations/
	MYPYPATH=.build-tmp/typing $(PY) -m mypy -p sco_declarations.build -p sco_declarations.cli
	$(PY) -m pytest

$(VENV)/.ready: requirements.lock pyproject.toml
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# The lock holds versions and hashes and no address, so that it serves behind any mirror.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra test --output-file requirements.lock pyproject.toml requirements.in

clean:
	rm -rf $(VENV) .build-tmp .mypy_cache .pytest_cache .ruff_cache

.PHONY: build validate test lock clean
