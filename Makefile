# `make run`, `make chat` and `make test` do everything. Each sets up what is missing.
export RASA_TELEMETRY_ENABLED = false
export PYTHONUNBUFFERED = 1

BACKTALK = .venv/bin/backtalk
PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup train run chat widget tools screens test fuzz audit manifests lint types format bench evaluate

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## build .venv from uv.lock (done once)
	@scripts/setup.sh

train: setup ## train a model, if there is no current one
	@$(BACKTALK) train

run: setup ## serve the web chat, and print where it is
	@$(BACKTALK) train --quiet
	@$(BACKTALK) serve

chat: setup ## talk with the bot in this terminal
	@$(BACKTALK) train --quiet
	@$(BACKTALK) chat

tools: setup ## what the tests of the web face need
	@scripts/test-tools.sh

widget: tools ## build widget/dist/widget.js
	@npm run --prefix widget --silent build

test: setup tools lint types ## everything that CI runs
	@$(BACKTALK) train --quiet
	@$(PYTHON) -m pytest

fuzz: setup ## throw 20,000 inputs at each entrance; takes a while
	@$(BACKTALK) train --quiet
	@BACKTALK_FUZZ=20000 $(PYTHON) -m pytest --timeout=7200 tests/channels/test_fuzz.py tests/content/test_fuzz.py tests/runtime/test_any_words.py

audit: setup ## known holes in the packages; needs the network
	@$(PYTHON) scripts/audit.py "$$(command -v uv || echo .tools/bin/uv)" $(if $(ADVISORIES),--advisories "$(ADVISORIES)")
	@npm audit --prefix widget --omit=dev

manifests: setup ## deploy/kubernetes.yaml against the schemas of Kubernetes; needs the network
	@"$$(command -v uv || echo .tools/bin/uv)" tool run --python $(PYTHON) kubernetes-validate --strict deploy/kubernetes.yaml

lint: setup ## style of the Python code
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types: setup ## types; strict in the pure parts
	@.venv/bin/mypy

screens: setup tools ## take the pictures of docs/screens anew
	@$(BACKTALK) train --quiet
	@BACKTALK_SCREENS=1 $(PYTHON) -m pytest tests/widget/test_states.py

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
