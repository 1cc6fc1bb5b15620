# make demo   the whole site on this machine: make demo PORT=8000 DATA=var
# make test   all tests
# make lint   all checks of style, types, layers and settings
# Each sets up what it needs; only Python 3.11 or newer and make must be there.

PORT ?= 8000
DATA ?= var
WORKERS ?= logical
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes

# Settings of a site that is run for real, for the checks that need settings but no services.
FOR_REAL := SECRET_KEY=lint-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ \
	SITE_URL=https://mitmachen.example.de DEMO=0 DATABASE_URL=postgres://nobody@localhost:1/none \
	TRUSTED_PROXIES=1 DATA=var LINEAR_MIGRATIONS=1

# Renews the locks after a change of pyproject.toml; needs uv.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

.PHONY: demo test lint format assets lock clean

demo: .venv/.installed assets
	@exec $(BIN)/python -m myk10.demo --port '$(PORT)' --data '$(DATA)'

test: .venv/.installed-dev .venv/.browser assets
	@$(BIN)/python -m pytest -n $(WORKERS)

lint: .venv/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/lint-imports
	@$(FOR_REAL) $(BIN)/mypy
	@$(FOR_REAL) $(BIN)/python -W ignore manage.py makemigrations --check --dry-run
	@$(FOR_REAL) $(BIN)/python -W ignore manage.py check --deploy --fail-level WARNING

format: .venv/.installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

assets: .venv/.installed
	@$(BIN)/python deploy/build_assets.py

lock:
	$(LOCK) --extra demo pyproject.toml -o requirements.lock
	$(LOCK) --extra demo --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv node_modules static/build .mypy_cache .ruff_cache .pytest_cache

.venv/.installed: requirements.lock requirements-redis.lock
	@for python in '$(PYTHON)' python3 python3.13 python3.12 python3.11 python3.14; do \
		"$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
			2>/dev/null && break; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'MYK10 braucht Python 3.11 oder neuer mit dem Modul venv.' >&2; \
		echo 'Unter Debian und Ubuntu: apt-get install python3-venv' >&2; \
		exit 1; \
	fi; \
	echo "  Python-Umgebung anlegen ($$("$$python" --version)) …"; \
	"$$python" -m venv --clear .venv
	@echo '  Python-Pakete installieren (einmalig, etwa eine Minute) …'
	@$(INSTALL) -r requirements.lock
	@$(INSTALL) --no-deps --only-binary :all: --python-version 3.12 \
		--target "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" \
		-r requirements-redis.lock
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@echo '  Werkzeuge für Tests und Prüfungen installieren …'
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

.venv/.browser: .venv/.installed-dev
	@echo '  Browser für die Tests suchen …'
	@$(BIN)/python -m myk10.demo.browser
	@touch $@
