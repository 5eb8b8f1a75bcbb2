# make demo  — set up and serve the demonstration city (SERVE=0: only set up; SIZE=city: as many people as a real one)
# make test  — set up and run the tests
# make bench — set up and measure against the usual ways (BENCH_ARGS="--json FILE")
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
SIZE ?= small
PYTEST_ARGS ?=
BENCH_ARGS ?=

.PHONY: demo test check bench lock clean setup-demo setup-test setup-bench

# With uv where it is found, else with pip; either way the exact versions and hashes of the lock.
define install
	@if [ ! -x $(BIN)/python ]; then $(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更高版本，当前为 " + sys.version.split()[0])' && $(PY) -m venv $(VENV); fi
	@if cmp -s $(1) $(VENV)/$(1).installed; then :; \
	elif command -v uv >/dev/null 2>&1; then uv pip install --python $(BIN)/python --require-hashes -q -r $(1) && cp $(1) $(VENV)/$(1).installed; \
	else $(BIN)/python -m pip install --disable-pip-version-check --require-hashes -q -r $(1) && cp $(1) $(VENV)/$(1).installed; fi
endef


setup-demo:
	$(call install,requirements.txt)

setup-test:
	$(call install,requirements-dev.txt)

setup-bench:
	$(call install,requirements-bench.txt)

demo: setup-demo
	$(BIN)/python manage.py quickstart --size $(SIZE) $(if $(filter 0,$(SERVE)),--no-serve)

test: setup-test
	$(BIN)/python -m pytest -n auto --dist loadgroup --no-loadscope-reorder $(PYTEST_ARGS)

check: setup-test
	$(BIN)/python -m config.lock --check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m config.catalogue --check

bench: setup-bench
	$(BIN)/python -m benchmarks $(BENCH_ARGS)

lock: setup-test
	$(BIN)/python -m config.lock

clean:
	rm -rf $(VENV) var
