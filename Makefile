PYTHON ?= python3
FNUG = $(PYTHON) scripts
VENV = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test setup run stop reset check fix bench proof rules lock

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##/  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo:  ## everything on a bare machine: set-up, fictional centre, web, worker and beat; Ctrl-C ends it
	@exec $(FNUG) demo

test:  ## everything on a bare machine: set-up with test tools and Chromium, then all tests
	@exec $(FNUG) test $(ARGS)

setup:  ## environment, services running (addresses in .run/env), database migrated, nothing seeded
	@$(FNUG) setup

run:  ## as demo, without seeding
	@exec $(FNUG) run

stop:  ## stops the embedded PostgreSQL and Redis; the data stays
	@$(FNUG) stop

reset:  ## forgets the local database, files and mails (asks first)
	@$(FNUG) reset

check:  ## style, types, layers, migrations, translations, diagrams, settings of production
	@$(FNUG) tools
	@$(FNUG) check

fix:  ## formats the code
	@$(FNUG) tools
	$(VENV) -m ruff check --fix .
	$(VENV) -m ruff format .

bench:  ## measures the pages and prints their ratios to the floor
	@$(FNUG) tools
	@$(VENV) manage.py bench

proof:  ## the long forms of the fault, load and attack tests
	@$(FNUG) test -m proof

rules:  ## which rules of docs/rules.md are proven by which tests
	@$(FNUG) tools
	@$(VENV) manage.py rules $(ARGS)

lock:  ## renews the lock files within the ranges of pyproject.toml and package.json (needs uv)
	@$(FNUG) lock
