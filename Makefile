# gripe - which few issues cause most of the pain?
#
#   make                  build/gripe
#   make check            installs what is missing, builds, runs every test; closes with "N passed, N failed"
#   make check FLAVOUR=asan   the same under address and undefined-behaviour sanitizers (build-asan/)
#   make demo             installs what is missing, builds, runs the main job on samples/ and prints the page
#   make quality          theme quality, cleaning, parsers and numbers against ../shared (minutes; needs python3 with numpy, scikit-learn)
#   make bench            speed and memory as ratios within one run
#   make fuzz SECONDS=60  every fuzz target (or TARGETS="csv mail") with clang's libFuzzer, so many seconds of processor time each
#   make faults           one open, read, write, close, fsync, rename, unlink, mmap or allocation fails: at every place that makes one
#   make nights NIGHTS=1000   so many nights of one job, of which every tenth is killed at a random moment
#   make check-browser    the HTML page in Chromium: console, requests, marks, keyboard, axe-core, widths, hostile text (tests/browser/run.sh; needs chromium, nodejs, npm)
#   make kills KILLS=300     a store whose programs are killed at random moments
#   make analyze          gcc -fanalyzer, cppcheck and clang-tidy: nothing but what tests/analyze/reasons.tsv gives a reason for
#   make cover            line coverage of stages/ and pipeline/ by all tests, as a table
#   make reproducible     two builds in two folders, equal bytes
#   make install DESTDIR= PREFIX=/usr/local   program, word lists, manual pages, completions, plans, schema, units for systemd and a line for cron
#   make uninstall DESTDIR= PREFIX=/usr/local
#   make deb              a package for this Debian or Ubuntu
#   make format | lint | clean
#   make deps             installs the libraries through the system's package manager
#
# Adding a folder stages/NN-name adds its sources; adding tests/unit/test_x.c or tests/<kind>/x.sh adds the test.
# WERROR=1 makes warnings errors (CI does). CC and CFLAGS may be given.

comma := ,
FLAVOUR ?=
PREFIX ?= /usr/local
SECONDS ?= 60
CLANG_FORMAT ?= clang-format-16
CC ?= cc
BUILD := build$(if $(FLAVOUR),-$(FLAVOUR))

PACKAGES := json-c gmime-3.0 glib-2.0 libxml-2.0 icu-i18n icu-uc zlib libzstd libarchive sqlite3
# libseccomp is taken where it is: `gripe run` gives up the net and other programs with it.
SECCOMP := $(shell pkg-config --exists libseccomp 2>/dev/null && echo libseccomp)
# libxlsxwriter is taken where it is: `gripe tables --format xlsx`.
XLSX := $(shell pkg-config --exists xlsxwriter 2>/dev/null && echo xlsxwriter)
PACKAGES_HERE = $(shell pkg-config --exists $(PACKAGES) && echo yes)

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla $(if $(WERROR),-Werror)
# No -ffast-math and no fused multiply-add: the same sums on every machine are a promise.
OPTIMISE := -O2 -g -ffp-contract=off
FLAVOUR_FLAGS :=
# What makes a fault in memory harder to use: checked calls, guarded stacks, addresses that are not known beforehand, tables that cannot be written. Names of
# folders stay out of the program, so that two builds in two folders are the same bytes (make reproducible).
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE -ffile-prefix-map=$(CURDIR)=.
HARDENING_LINK := -pie $(if $(filter Linux,$(shell uname -s)),-Wl$(comma)-z$(comma)relro -Wl$(comma)-z$(comma)now -Wl$(comma)-z$(comma)noexecstack)
ifneq ($(FLAVOUR),)
HARDENING :=
HARDENING_LINK :=
endif
ifeq ($(FLAVOUR),asan)
OPTIMISE := -O1 -g -ffp-contract=off -fno-omit-frame-pointer
FLAVOUR_FLAGS := -fsanitize=address,undefined -fno-sanitize-recover=undefined
SECCOMP := # the search for leaks traces the process, which the sandbox refuses
endif
ifeq ($(FLAVOUR),cover)
OPTIMISE := -O0 -g -ffp-contract=off
FLAVOUR_FLAGS := --coverage -fprofile-update=atomic -DGRIPE_NO_LANDLOCK
endif
ifeq ($(FLAVOUR),fuzz)
CC := clang
OPTIMISE := -O1 -g -ffp-contract=off -fno-omit-frame-pointer
FLAVOUR_FLAGS := -fsanitize=address,undefined,fuzzer-no-link
endif

STAGE_DIRS := $(sort $(wildcard stages/[0-9]*))
# Rooms are folders; tests/lint/rooms.tsv says which room may include which. The compiler is shown what a room may see at the most: common rooms see common
# rooms, a stage sees these and its own, pipeline and tests see all.
rooms_of = $(patsubst %/,%,$(sort $(wildcard $(1)/ $(1)/*/)))
COMMON_INCLUDES := $(addprefix -I,$(call rooms_of,stages/common))
ALL_INCLUDES := $(addprefix -I,$(foreach d,$(STAGE_DIRS) stages/common pipeline,$(filter-out pipeline/plans pipeline/nightly pipeline/reader pipeline/labels,$(call rooms_of,$(d)))))
PACKAGE_CFLAGS := $(if $(SECCOMP),-DGRIPE_SECCOMP) $(if $(XLSX),-DGRIPE_XLSX) $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) $(XLSX) 2>/dev/null))
PACKAGE_LIBS := $(shell pkg-config --libs $(PACKAGES) $(SECCOMP) $(XLSX) 2>/dev/null) -lstemmer -lcsv -lm -lpthread
BASE_FLAGS = -std=c11 -D_XOPEN_SOURCE=700 $(OPTIMISE) $(HARDENING) $(FLAVOUR_FLAGS) $(WARNINGS) $(PACKAGE_CFLAGS) -MMD -MP $(CFLAGS)

STAGE_SOURCES := $(sort $(wildcard stages/*/*.c stages/*/*/*.c))
# The page's style and script, as constants.
ASSETS := $(BUILD)/obj/page_assets.c
PIPELINE_SOURCES := $(sort $(wildcard pipeline/*.c pipeline/*/*.c))
OBJECTS := $(patsubst %.c,$(BUILD)/obj/%.o,$(STAGE_SOURCES) $(filter-out pipeline/main.c,$(PIPELINE_SOURCES))) $(ASSETS:.c=.o)
MAIN_OBJECT := $(BUILD)/obj/pipeline/main.o
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_REPLAYS := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/replay_%,$(FUZZ_SOURCES))

.PHONY: all deps check check-browser demo demo-says quality bench fuzz faults nights kills analyze cover reproducible install uninstall deb format lint clean tests
all: $(BUILD)/gripe

# One archive: a test links what it uses, not the whole program.
$(BUILD)/libgripe.a: $(OBJECTS)
	@rm -f $@
	$(AR) rcsD $@ $^

$(BUILD)/gripe: $(MAIN_OBJECT) $(BUILD)/libgripe.a
	$(CC) $(OPTIMISE) $(HARDENING) $(FLAVOUR_FLAGS) $(HARDENING_LINK) -o $@ $^ $(PACKAGE_LIBS) $(LDFLAGS)

# stages/20-clean/reply/reply.c: the stage's folder is stages/20-clean
stage_of = $(firstword $(subst /, ,$(patsubst stages/%,%,$(1))))
$(BUILD)/obj/stages/%.o: stages/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(COMMON_INCLUDES) $(addprefix -I,$(filter-out stages/common,$(call rooms_of,stages/$(call stage_of,$<)))) -c -o $@ $<

asset = { echo "const unsigned char $(1)[] = {" && od -An -v -tx1 $(2) | sed 's/ \(..\)/0x\1,/g' && echo "0}; const unsigned long $(1)_len = sizeof $(1) - 1;"; }
$(ASSETS): stages/90-report/html/page.css stages/90-report/html/page.js Makefile
	@mkdir -p $(@D)
	{ echo '#include "page_assets.h"' && $(call asset,page_css,$(word 1,$^)) && $(call asset,page_js,$(word 2,$^)); } >$@
$(ASSETS:.c=.o): $(ASSETS)
	$(CC) $(BASE_FLAGS) -Istages/90-report/html -c -o $@ $<

$(BUILD)/obj/pipeline/%.o: pipeline/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(ALL_INCLUDES) -c -o $@ $<

$(BUILD)/obj/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(ALL_INCLUDES) -Itests/unit -Wno-missing-prototypes -c -o $@ $<

$(BUILD)/tests/test_%: $(BUILD)/obj/tests/unit/test_%.o $(BUILD)/libgripe.a
	@mkdir -p $(@D)
	$(CC) $(OPTIMISE) $(FLAVOUR_FLAGS) -o $@ $^ $(PACKAGE_LIBS) -lcmocka $(LDFLAGS)

$(BUILD)/tests/replay_%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/obj/tests/fuzz/replay.o $(BUILD)/libgripe.a
	@mkdir -p $(@D)
	$(CC) $(OPTIMISE) $(FLAVOUR_FLAGS) -o $@ $^ $(PACKAGE_LIBS) $(LDFLAGS)

# Programs of tests/quality and tests/bench that measure through the library: make build/tools/rank_worlds
$(BUILD)/tools/%: $(BUILD)/obj/tests/quality/%.o $(BUILD)/libgripe.a
	@mkdir -p $(@D)
	$(CC) $(OPTIMISE) $(FLAVOUR_FLAGS) -o $@ $^ $(PACKAGE_LIBS) $(LDFLAGS)

.SECONDARY:
tests: $(UNIT_TESTS) $(FUZZ_REPLAYS)

# The libraries are looked for first: a second make is needed after an install, because pkg-config is asked when make reads this file.
deps:
	@sh pipeline/install-deps.sh $(if $(filter demo,$(MAKECMDGOALS)),build,check)

check: deps
	@$(MAKE) --no-print-directory $(BUILD)/gripe tests
	@GRIPE_BUILD=$(CURDIR)/$(BUILD) bash tests/run.sh

check-browser: all
	@GRIPE_BUILD=$(CURDIR)/$(BUILD) bash tests/browser/run.sh

# Said before anything else, because the rest is silent for long.
demo-says:
	@echo "make demo: installs libraries that are missing, builds gripe (one to three minutes the first time), runs it on samples/ (seconds) and prints the page" >&2
demo: demo-says deps
	@echo "make demo: building $(BUILD)/gripe" >&2
	@$(MAKE) --no-print-directory -s $(BUILD)/gripe
	@echo "make demo: gripe run samples/inbox" >&2
	@sh samples/demo.sh $(BUILD)/gripe

quality: all
	@GRIPE_BUILD=$(CURDIR)/$(BUILD) bash tests/quality/run.sh
bench: all
	@GRIPE_BUILD=$(CURDIR)/$(BUILD) bash tests/bench/run.sh
faults: all
	@GRIPE_BUILD=$(CURDIR)/$(BUILD) bash tests/faults/run.sh
nights: all
	@python3 tests/faults/nights.py $(CURDIR)/$(BUILD)/gripe $(or $(NIGHTS),1000)
kills: all
	@python3 tests/faults/store_kills.py $(CURDIR)/$(BUILD)/gripe $(or $(KILLS),300)
# Counts are written when a program ends: the sandbox, which refuses that, is left out of this flavour.
cover: deps
	@$(MAKE) --no-print-directory FLAVOUR=cover build-cover/gripe tests
	@bash tests/cover/cover.sh build-cover
analyze:
	@bash tests/analyze/analyze.sh "$(PACKAGE_CFLAGS)" "$(ALL_INCLUDES)"
reproducible:
	@bash tests/faults/reproducible.sh
lint: all
	@GRIPE_BUILD=$(CURDIR)/$(BUILD) bash tests/run.sh lint

# One libFuzzer program a target, each for SECONDS of CPU, starting from its committed corpus.
fuzz:
	@$(MAKE) --no-print-directory FLAVOUR=fuzz fuzz-programs
	@bash tests/fuzz/run.sh build-fuzz $(SECONDS) $(TARGETS)
fuzz-programs: $(patsubst tests/fuzz/%.c,$(BUILD)/tests/%,$(FUZZ_SOURCES))
$(BUILD)/tests/fuzz_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(BUILD)/libgripe.a
	@mkdir -p $(@D)
	$(CC) $(OPTIMISE) -fsanitize=address,undefined,fuzzer -o $@ $^ $(PACKAGE_LIBS) $(LDFLAGS)

# Completions are printed by the program that is installed; where that is another machine's, GRIPE_HERE names one that runs here.
GRIPE_HERE ?= $(BUILD)/gripe
COMPLETIONS := bash-completion/completions/gripe zsh/site-functions/_gripe fish/vendor_completions.d/gripe.fish
TO_BIN = $(DESTDIR)$(PREFIX)/bin
TO_SHARE = $(DESTDIR)$(PREFIX)/share
MANUALS := $(wildcard stages/*/*.1 pipeline/*.[157])
install: all
	install -d $(TO_BIN) $(addprefix $(TO_SHARE)/,man/man1 man/man5 man/man7 $(dir $(COMPLETIONS)) gripe/plans gripe/schema gripe/nightly)
	install -m 755 $(BUILD)/gripe $(TO_BIN)/gripe
	for d in $(notdir $(STAGE_DIRS)); do ln -sf gripe $(TO_BIN)/gripe-$${d#*-} || exit 1; done
	rm -rf $(TO_SHARE)/gripe/lexicons # lists that a newer version no longer has would still be read
	cp -R lexicons $(TO_SHARE)/gripe/
	for m in 1 5 7; do install -m 644 $$(ls $(MANUALS) | grep "\.$$m\$$") $(TO_SHARE)/man/man$$m/ || exit 1; done
	install -m 644 $(wildcard pipeline/plans/*.plan) $(TO_SHARE)/gripe/plans/
	install -m 644 pipeline/gripe-record.schema.json $(TO_SHARE)/gripe/schema/
	install -m 644 $(wildcard pipeline/nightly/*) $(TO_SHARE)/gripe/nightly/
	for c in $(COMPLETIONS); do $(GRIPE_HERE) completion -o $(TO_SHARE)/$$c $${c%%[-/]*} && chmod 644 $(TO_SHARE)/$$c || exit 1; done

# What install puts there and nothing else: folders that others use too stay, and so does what somebody else put beside ours.
uninstall:
	rm -f $(TO_BIN)/gripe $(foreach d,$(notdir $(STAGE_DIRS)),$(TO_BIN)/gripe-$(lastword $(subst -, ,$(d)))) $(addprefix $(TO_SHARE)/,$(COMPLETIONS))
	rm -f $(foreach m,$(MANUALS),$(TO_SHARE)/man/man$(patsubst .%,%,$(suffix $(m)))/$(notdir $(m)))
	rm -rf $(addprefix $(TO_SHARE)/gripe/,lexicons plans schema nightly)
	if [ -d $(TO_SHARE)/gripe ]; then rmdir $(TO_SHARE)/gripe; fi

# build/gripe_VERSION_ARCHITECTURE.deb, by dpkg-deb; what it depends on is found by dpkg-shlibdeps (package dpkg-dev).
deb: all
	@sh pipeline/make-deb.sh $(BUILD)

format:
	$(CLANG_FORMAT) -i $(wildcard stages/*/*.[ch] stages/*/*/*.[ch] pipeline/*.[ch] pipeline/*/*.[ch] tests/*/*.[ch])
clean:
	rm -rf build build-asan build-cover build-fuzz

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
