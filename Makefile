# Everything here begins with packaging/prepare.py, which sets up what is missing and is done in a blink when nothing is.
# PYTHON names the interpreter that .venv is made with (3.11 or newer).
PYTHON ?= python3
BIN := .venv/bin
PICTURE := screenshots/transcript-reader.png
ARGS ?=
VERSION = $(shell $(BIN)/python -c 'import reader_app; print(reader_app.__version__)')

.DEFAULT_GOAL := help
.PHONY: help run test test-compat lint format bench package package-test pictures lock clean ready

help:  ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ready  ## Set up what is missing and start the app (ARGS="..." are its arguments)
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here, so the window with the sample library is drawn into a picture."; \
		mkdir -p $(dir $(PICTURE)) && QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES=default.warning=false \
		$(BIN)/python -m reader_app --picture $(PICTURE) \
		&& echo "The picture is $(CURDIR)/$(PICTURE)"; \
	else \
		exec $(BIN)/python -m reader_app $(ARGS); \
	fi

test: ready  ## Set up what is missing and run lint, types and all tests, without a screen
	@status=0; $(MAKE) --no-print-directory lint || status=1; $(BIN)/python -m pytest $(ARGS) || status=1; exit $$status

test-compat:  ## Run the search tests on whoosh 2.7.4, in an environment of their own
	@$(PYTHON) packaging/prepare.py compat
	@.venv-compat/bin/python -m pytest -W "ignore:invalid escape sequence" -W "ignore:\"is:SyntaxWarning" tests/core/search tests/core/test_library.py

lint: ready  ## Check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: ready  ## Put the code into the common form
	@$(BIN)/ruff check --fix-only . && $(BIN)/ruff format .

bench: ready  ## Measure import, opening and search, print a table and write bench.json (ONLY="searching")
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/benchmarks $(ONLY)

package: ready  ## Build the .deb and the wheel into dist/
	@$(PYTHON) packaging/build.py deb wheel

package-test: package  ## Check the packages, install, use, upgrade and remove them in a bare Debian
	@$(PYTHON) packaging/workshop.py
	@$(PYTHON) packaging/deb_checks.py dist/*_$(VERSION)_*.deb
	@$(BIN)/python -m pytest -m package
	@$(PYTHON) packaging/package_test.py

pictures: ready  ## Draw the sample library in each theme and size into screenshots/
	@$(BIN)/python packaging/pictures.py screenshots

lock:  ## Resolve pyproject.toml anew into locks/, with hashes
	@$(PYTHON) packaging/prepare.py lock

clean:  ## Remove all that can be made again, the environments too
	@rm -rf .venv .venv-compat .venv-build .venv-lock .venv-bench build dist screenshots bench.json .mypy_cache .ruff_cache .pytest_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@$(PYTHON) packaging/prepare.py dev
