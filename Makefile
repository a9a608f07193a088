# Segment Studio. Every target is one command of Python's, which works without make too:
# make only passes it your variables, as in `make run PORT=9000`.

PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run weights test bench fuzz interop load soak screenshots batch batch-test text \
	text-test lint lock audit bundle setup clean

help: ## List the targets
	@$(PYTHON) -m bootstrap help

run: ## Set up what is missing, then serve the product (PORT, HOST, MODEL, CHECKPOINT, DEVICE, TEXT)
	@$(PYTHON) -m bootstrap run

weights: ## Download published weights, MODEL=vit_b for example (ARGS="--from URL|FILE"), or list them
	@$(PYTHON) -m bootstrap weights $(ARGS)

test: ## Set up what is missing, then run every check and suite (ARGS goes to pytest)
	@$(PYTHON) -m bootstrap test $(ARGS)

bench: ## Measure decoder, encoder, page and accuracy, beside their baselines (ARGS names one)
	@$(PYTHON) -m bootstrap bench $(ARGS)

fuzz: ## Send hostile files and requests, and hunt for more (ARGS, as in ARGS="--seed 7")
	@$(PYTHON) -m bootstrap fuzz $(ARGS)

interop: ## Compare with the published package, and have others read our data sets (ARGS go to it)
	@$(PYTHON) -m bootstrap interop $(ARGS)

load: ## Hold a crowd of clients against the server, for three minutes (ARGS goes to it)
	@$(PYTHON) -m bootstrap load $(ARGS)

soak: ## Use server and page for long, and see that nothing grows (ARGS goes to it)
	@$(PYTHON) -m bootstrap soak $(ARGS)

screenshots: ## Take the pictures of the page in docs/img anew (ARGS names some)
	@$(PYTHON) -m bootstrap screenshots $(ARGS)

batch: ## Set up what batches on several processors or a cluster need: Ray, Parquet, S3
	@$(PYTHON) -m bootstrap batch

batch-test: ## That, and then test them: workers, machines and drivers are killed (ARGS goes to pytest)
	@$(PYTHON) -m bootstrap batch-test $(ARGS)

text: ## Set up what words as prompts need: transformers, and what fetches text models
	@$(PYTHON) -m bootstrap text

text-test: ## That, and then test it, with full-size models made at random too (ARGS goes to pytest)
	@$(PYTHON) -m bootstrap text-test $(ARGS)

lint: ## Check format, lint and types of both languages
	@$(PYTHON) -m bootstrap lint

lock: ## Write requirements*.lock anew from requirements*.txt (ARGS go to uv, as in --upgrade)
	@$(PYTHON) -m bootstrap lock $(ARGS)

audit: ## Ask which of the locked packages have known weaknesses
	@$(PYTHON) -m bootstrap audit

bundle: ## Write an archive that sets itself up without a network (ARGS=--check tries it)
	@$(PYTHON) -m bootstrap bundle $(ARGS)

setup: ## Set up all that run needs, without serving (MODEL, CHECKPOINT)
	@$(PYTHON) -m bootstrap setup

clean: ## Remove what make made; never a checkpoint that you brought
	@$(PYTHON) -m bootstrap clean
