# Everything that is done with this repository from a command line. `make help`
# lists the targets. A fresh machine needs Go, a C compiler (for SQLite) and
# Node with npm (for the design system); the rest is fetched.

BIN   := .bin/startklar
STORE := .data/startklar.db

# The address of `make run`.
LISTEN ?= $(or $(STARTKLAR_SERVER_LISTEN),127.0.0.1:8080)
# How long `make fuzz` spends on each fuzz test.
FUZZTIME ?= 30s
# How often `make storm` kills the service, and how far `make soak` walks.
STORM_CYCLES ?= 1000
SOAK_STEPS   ?= 1000000
# How many made-up worlds `make signals` judges for each line of its table.
SIGNAL_ROUNDS ?= 60

# The linters have a module file of their own; their graph stays out of ours.
TOOL    := go tool -modfile=.tools/go.mod
SOURCES := cmd domain workflow store templates

# SQLite is C code.
export CGO_ENABLED := 1

# Stamps: npm and the copy are done again only when their inputs change.
NPM    := templates/node_modules/.stamp
VENDOR := templates/assets/vendor/.stamp

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run build assets generate fmt test check format-check vet lint deadcode \
	generate-check bench fuzz storm soak walks screenshots signals

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

## Running

run: build $(STORE) ## serve the demo (fills .data/startklar.db when it is absent)
	@echo "Startklar: http://$(LISTEN)  (Ctrl-C stops it)"
	@$(BIN) serve --demo --listen $(LISTEN) --db sqlite:$(STORE)

# An existing store is never touched. One that was only half filled goes away
# again, on an error and on Ctrl-C: make removes the target of a failed rule.
$(STORE): | build
	@mkdir -p $(@D)
	$(BIN) demo --db sqlite:$(STORE)

build: assets ## build .bin/startklar
	go build -o $(BIN) ./cmd/startklar

assets: $(VENDOR) ## fetch the third-party files of the pages

$(NPM): templates/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js with npm" >&2; exit 1; }
	cd templates && npm ci --include=dev --ignore-scripts --no-audit --no-fund
	@touch $@

$(VENDOR): $(NPM) templates/copy-vendor.mjs
	node templates/copy-vendor.mjs
	@touch $@

## Changing

generate: ## write the generated files again
	go tool templ generate -path templates

fmt: ## format the sources
	go tool templ fmt templates
	$(GO_FILES) | xargs -0 $(TOOL) gofumpt -w

## Testing

test: assets ## run every test, those of the core with the race detector too
	go test -timeout 25m ./...
	go test -timeout 10m -race ./domain/... ./workflow/...

check: format-check generate-check vet lint deadcode test ## everything that must hold before a commit

GO_FILES = find $(SOURCES) -name node_modules -prune -o -name '*.go' ! -name '*_templ.go' -print0

format-check:
	@found="$$($(GO_FILES) | xargs -0 $(TOOL) gofumpt -l)"; \
	test -z "$$found" || { echo "not formatted (make fmt):"; echo "$$found"; exit 1; }

# Generates anew and compares, so that stale files are found and mended at once.
HASHES = find templates -name node_modules -prune -o -name '*_templ.go' -print0 | sort -z | xargs -0r sha256sum
generate-check:
	@before="$$($(HASHES))"; \
	$(MAKE) --no-print-directory generate || exit 1; \
	test "$$before" = "$$($(HASHES))" || { echo "generated files were stale and are new now: look at them and commit"; exit 1; }

vet:
	go vet ./...

lint: ## run the linters
	$(TOOL) golangci-lint run

deadcode:
	@found="$$($(TOOL) deadcode -test ./...)" || exit 1; \
	test -z "$$found" || { echo "$$found"; exit 1; }

bench: ## measure the engine beside a floor and print one table
	go test -run '^$$' -bench '^BenchmarkTable$$' -benchtime 1x -timeout 30m ./cmd/startklar/internal/bench

# Only one fuzz test runs at a time: `go test -fuzz` takes one of one package.
fuzz: ## fuzz each fuzz test for FUZZTIME (30s)
	@grep -rHoE --include='*_test.go' --exclude-dir=node_modules '^func Fuzz[A-Za-z0-9_]*' $(SOURCES) | \
	while IFS=: read -r file name; do \
		name="$${name#func }"; \
		echo "$$(dirname "$$file") $$name"; \
		go test "./$$(dirname "$$file")" -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) </dev/null || exit 1; \
	done

storm: ## kill the service STORM_CYCLES (1000) times under load and verify each time
	STARTKLAR_TEST_STORM_CYCLES=$(STORM_CYCLES) go test -count=1 -timeout 0 -v -run Storm ./...

soak: ## walk SOAK_STEPS (1000000) random steps through the engine
	STARTKLAR_TEST_SOAK_STEPS=$(SOAK_STEPS) go test -count=1 -timeout 0 -v -run Soak ./...

signals: ## measure what the rules of signals say where the truth is known, and print the table
	STARTKLAR_TEST_SIGNAL_ROUNDS=$(SIGNAL_ROUNDS) go test -count=1 -timeout 20m -v -run Study ./domain/monitoring/signal

walks: assets ## walk every page at every width, in both languages, by keyboard and with hostile texts
	STARTKLAR_TEST_WALKS=all go test -count=1 -timeout 40m -v -run 'Axe|Letters|HostileTextsFit|Keyboard' ./cmd/startklar/internal/e2e

screenshots: assets ## picture every page, wide and narrow, in .screenshots
	STARTKLAR_TEST_SCREENSHOTS=$(CURDIR)/.screenshots go test -count=1 -timeout 20m -v -run PicturesOfEveryPage ./cmd/startklar/internal/e2e
