# What there is to do here. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test unit browser bench simulate format lint packages browser-packages

DATA ?= ./data
PACKAGES := g++ pkg-config tzdata libsqlite3-dev libxapian-dev libqrencode-dev wbritish
BROWSER_PACKAGES := chromium chromium-driver fonts-liberation python3-venv
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PROGRAM := .build/release/fingerpost

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

run: packages ## Install what is missing, build, load the demo place and serve it on http://127.0.0.1:8080
	swift build -c release --product fingerpost
	$(PROGRAM) demo --data $(DATA)
	exec $(PROGRAM) serve --data $(DATA)

test: unit browser ## Install what is missing and run every test

# All at once, the tests hold more than a thousand files open, and Foundation's Process reads past its list of them.
unit: packages ## Run the Swift tests, sixteen at a time
	swift build --build-tests
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=16 swift test --skip-build

browser: packages browser-packages ## Run the browser tests (pytest, Selenium, axe)
	swift build --product fingerpost
	.venv/bin/pytest -q Tests/Browser

SIZES ?= 1000,10000,100000
REFERRALS ?= 10000,100000

bench: packages ## Measure searching, importing, upkeep and referrals; SIZES= and REFERRALS=1000000 for more
	swift build -c release --product fingerpost
	swift build -c release --product bench
	.build/release/bench --sizes $(SIZES)
	.build/release/bench upkeep
	.build/release/bench referrals --sizes $(REFERRALS)

simulate: packages ## Live simulated years: a directory kept in three ways, and a borough's referrals
	swift build -c release --product bench
	.build/release/bench simulate
	.build/release/bench borough

format: ## Put the sources into the house's form
	swift format --in-place --recursive --parallel Package.swift Sources Tests

lint: ## Check the form of the sources
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

packages:
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q "install ok" || echo $$p; done); \
	if [ -n "$$missing" ]; then echo "Installing $$missing"; $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends $$missing; fi

browser-packages:
	@missing=$$(for p in $(BROWSER_PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q "install ok" || echo $$p; done); \
	if [ -n "$$missing" ]; then echo "Installing $$missing"; $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends $$missing; fi
	@cmp -s Tests/Browser/requirements.txt .venv/requirements.txt || { python3 -m venv .venv && .venv/bin/pip install -q -r Tests/Browser/requirements.txt && cp Tests/Browser/requirements.txt .venv/; }
