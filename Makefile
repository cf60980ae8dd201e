# The commands of README.md and nothing clever; what they do in detail is in infra/.
# Builds and downloads are kept outside the tree, so that several checkouts share them.

AIMS_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/openaims
CARGO_TARGET_DIR ?= $(AIMS_CACHE)/target
npm_config_cache ?= $(AIMS_CACHE)/npm
export AIMS_CACHE CARGO_TARGET_DIR npm_config_cache

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run demo test check web isolation contract mutants fuzz simulation chaos flood upgrade bench lighthouse screens fmt

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1:/p' Makefile | while IFS=: read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

run: web ## build and start everything on http://localhost:8080, data and keys in ./var
	@echo "Building the program. The first time takes a few minutes, afterwards seconds."
	@AIMS_REQUIRE_WEB=1 cargo run -p aims -- up

demo: web ## two years of an invented organisation, replayed and served on http://localhost:8080, data in ./var/demo
	@echo "Building the program. The first time takes a few minutes, afterwards seconds."
	@AIMS_REQUIRE_WEB=1 AIMS__DATA_DIR=var/demo cargo run -p aims -- demo

test: ## every test on SQLite and on PostgreSQL with Redis, and the browser tests
	@node infra/test.mjs

check: ## what continuous integration runs: format, lints, directions, licences, freshness, then the tests
	@node infra/check.mjs

web: web/node_modules/.package-lock.json ## build the web app into web/dist
	@cd web && npm run build

isolation: ## what of another organisation was asked for, as whom, and what leaked, on both databases
	@AIMS_SHOW=1 AIMS_SUITE=isolation:: node infra/test.mjs --only sqlite-suite --only postgres-suite

contract: ## the program driven by Schemathesis from its own API document, every check on
	@node infra/contract.mjs

mutants: ## plant the faults of tests/mutants one at a time, each must turn its test red
	@node infra/mutants.mjs

fuzz: ## everything that parses foreign bytes, FUZZ_MINUTES (20) each; ends with a table, and red with a crash
	@node infra/fuzz.mjs

simulation: ## years of reminders against an oracle, on both databases; RUNS, DAYS, SEED and PAUSE say how many, how long, which and how calm
	@AIMS_SIMULATION_RUNS=$(or $(RUNS),10) AIMS_SIMULATION_DAYS=$(or $(DAYS),500) AIMS_SIMULATION_SEED=$(or $(SEED),1) AIMS_SIMULATION_PAUSE=$(or $(PAUSE),2) \
		AIMS_SHOW=1 AIMS_SUITE=simulation:: node infra/test.mjs --only sqlite-suite --only postgres-suite

chaos: ## processes killed, wires cut, servers ended, every channel failing, on both databases; KILLS, TASKS and SEED say how much and which
	@AIMS_CHAOS_KILLS=$(or $(KILLS),200) AIMS_CHAOS_TASKS=$(or $(TASKS),160) AIMS_CHAOS_SEED=$(or $(SEED),1) AIMS_SHOW=1 AIMS_SUITE=chaos:: \
		node infra/test.mjs --only sqlite-suite --only postgres-suite

flood: ## thousands of connections that say nothing or little, and of requests, on both databases; FLOOD says how many
	@AIMS_FLOOD=$(or $(FLOOD),4000) AIMS_SHOW=1 AIMS_SUITE=floods:: node infra/test.mjs --only sqlite-suite --only postgres-suite

upgrade: ## the program before the newest migration and this one side by side, while an organisation works
	@node infra/upgrade.mjs

bench: ## requests, jobs and mails a second beside pgbench and the bare server, what 10,000 organisations and a million obligations cost, files, 10,000 tasks
	@node infra/bench/requests.mjs
	@node infra/bench/jobs.mjs
	@node infra/bench/mails.mjs
	@node infra/bench/organisations.mjs
	@node infra/bench/sweep.mjs
	@node infra/bench/files.mjs
	@node infra/bench/tasks.mjs
	@node infra/bench/training.mjs

lighthouse: ## how the sign-in, home and controls pages fare with Lighthouse
	@node infra/lighthouse.mjs

screens: web/node_modules/.package-lock.json ## a picture of every screen, into docs/screens
	@node infra/screens.mjs

fmt: web/node_modules/.package-lock.json ## format Rust and TypeScript
	@cargo fmt --all
	@cd web && npx --no-install biome check --write .

# npm writes this file at the end of an installation: it is as new as the packages are.
web/node_modules/.package-lock.json: web/package-lock.json
	@echo "Installing the web app's packages."
	@cd web && npm ci --no-audit --no-fund
	@touch $@
