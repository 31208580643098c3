# Two commands do everything: `make chat` and `make test`. Each sets up what is missing.
export RASA_TELEMETRY_ENABLED = false
export PYTHONUNBUFFERED = 1

BACKTALK = .venv/bin/backtalk
PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup train chat test lint types format bench evaluate

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## build .venv from uv.lock (done once)
	@scripts/setup.sh

train: setup ## train a model, if there is no current one
	@$(BACKTALK) train

chat: setup ## talk with the bot in this terminal
	@$(BACKTALK) train --quiet
	@$(BACKTALK) chat

test: setup lint types ## everything that CI runs
	@$(BACKTALK) train --quiet
	@$(PYTHON) -m pytest

lint: setup ## style of the Python code
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types: setup ## types; strict in the pure parts
	@.venv/bin/mypy

format: setup ## mend the style
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

evaluate: setup ## accuracy on the project's own sets, by intent
	@$(BACKTALK) train --quiet
	@$(PYTHON) -m bench.intents
	@$(PYTHON) -m bench.signs
	@$(PYTHON) -m bench.frames

bench: setup ## speed, memory, accuracy
	@$(BACKTALK) train --quiet
	@$(PYTHON) -m bench.intents
	@$(PYTHON) -m bench.speed
