# One Makefile: it builds everything and is the list of commands. `./do` in front of it installs what is missing.
#   make             build/qingshan, optimised           make MODE=debug    build/debug/qingshan, under ASan and UBSan
#   make test        every test, under ASan and UBSan    make test-NAME     the test programs whose path holds NAME
#   make lint        all that a machine can object to    make format        lays the code out
#   make coverage    line coverage of gep and land       make mutate        do the tests notice a changed operator?
#   make fuzz        every fuzz target for a while       make fuzz-NAME     one; make fuzz-replay: the kept inputs
#   make bench       every bench/*.sh                    make install       PREFIX=/usr/local DESTDIR=
# BUILD=dir puts everything elsewhere, so that two builds do not meet.
# V=1 shows the commands.
Q := $(if $(V),,@)
MODE ?= release
BUILD ?= build
ifeq ($(origin CC),default)
CC := $(if $(filter fuzz,$(MODE)),clang-14,gcc)
endif
PKGS := gdal proj libcyaml yaml-0.1 jansson xlsxwriter libcrypto cairo cairo-pdf cairo-png cairo-ft pangocairo pangoft2 fontconfig
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKGS) 2>/dev/null))
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lgeos_c -lsleef -lm -lpthread

WARN := -Wall -Wextra -Werror -Wshadow -Wconversion -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
        -Wcast-qual -Wwrite-strings -Wundef -Wno-missing-field-initializers # rows of tables leave out what is zero
VERSION := $(shell cat VERSION)
CFLAGS_BASE := -std=c17 -DQINGSHAN_VERSION=\"$(VERSION)\" -D_GNU_SOURCE -Isrc $(PKG_CFLAGS) $(WARN) -ffp-contract=off -fno-math-errno -fvisibility=hidden -g -MMD -MP
CFLAGS_release := -O3
# gcc's maybe-uninitialized is a false alarm too often under sanitizers; the release build has it.
CFLAGS_debug := -O1 -Wno-maybe-uninitialized -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_coverage := -O0 --coverage -fprofile-update=atomic
CFLAGS_mutate := -O1 -Wno-maybe-uninitialized -g0 -fPIC -fvisibility=default -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_fuzz := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS_mutate := -fsanitize=address,undefined
LDFLAGS_fuzz := -fsanitize=fuzzer,address,undefined
LDFLAGS_debug := -fsanitize=address,undefined
LDFLAGS_coverage := --coverage
ALL_CFLAGS := $(CFLAGS_BASE) $(CFLAGS_$(MODE)) $(CFLAGS)
ALL_LDFLAGS := $(LDFLAGS_$(MODE)) $(LDFLAGS)

OUT := $(BUILD)/$(MODE)
OBJ := $(OUT)/obj
SRC := $(sort $(filter-out %_test.c %_fuzz.c,$(shell find src -name '*.c')))
LIB_SRC := $(filter-out src/cli/main.c,$(SRC))
TESTS := $(sort $(shell find src tests -name '*_test.c'))
FUZZERS := $(sort $(shell find src tests -name '*_fuzz.c'))
HEADERS := $(sort $(shell find src tests -name '*.h'))
TOOLS := tests/fuzz_replay.c tests/mutate.c
ALL_C := $(SRC) $(TESTS) $(FUZZERS) $(wildcard $(TOOLS) bench/*.c)
SHELL_FILES := do .ci/run packaging/qingshan.bash $(sort $(shell find src tests locale bench -name '*.sh' 2>/dev/null))
LIB_OBJ := $(LIB_SRC:%.c=$(OBJ)/%.o) $(OBJ)/collected.o $(OBJ)/collected_golden.o
LIB := $(OUT)/libqingshan.$(if $(filter mutate,$(MODE)),so,a)
PROGRAM := $(if $(wildcard src/cli/main.c),$(OUT)/qingshan)
TEST_BINS := $(TESTS:%.c=$(OUT)/bin/%)
FUZZ_BINS := $(FUZZERS:%.c=$(OUT)/bin/%)
PO := $(sort $(wildcard locale/zh_CN/*.po))
MO := $(if $(PO),$(BUILD)/locale/zh_CN/LC_MESSAGES/qingshan.mo)

.PHONY: all build lib program messages tests test run-tests clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:
all build: $(if $(filter release,$(MODE)),$(BUILD)/qingshan,program) messages
lib: $(LIB)
program: $(PROGRAM)
messages: $(MO)
tests: $(TEST_BINS) $(FUZZ_BINS)

$(BUILD)/qingshan: $(PROGRAM) FORCE
	@cmp -s $< $@ || cp -f $< $@
$(OUT)/qingshan: $(OBJ)/src/cli/main.o $(LIB)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(OUT)/libqingshan.a: $(LIB_OBJ) $(OUT)/sources
	$(Q)rm -f $@ && ar rcs $@ $(LIB_OBJ)
# Under MODE=mutate the tests load the library, so that a changed object needs one link for all of them.
$(OUT)/libqingshan.so: $(LIB_OBJ) $(OUT)/sources
	$(Q)$(CC) -shared -Wl,-soname,libqingshan.so $(ALL_LDFLAGS) -o $@ $(LIB_OBJ) $(PKG_LIBS)
# Changes when a source file comes or goes, so that no object of a file that is gone stays in the library.
$(shell mkdir -p $(OUT); printf '%s\n' $(LIB_SRC) | cmp -s - $(OUT)/sources || printf '%s\n' $(LIB_SRC) >$(OUT)/sources)
# The tables of all services, fields and InVEST models: a new one is a new file, and no list to add it to.
COLLECTED := $(filter-out %_test.c %_fuzz.c,$(sort $(wildcard src/gep/services/*.c src/gep/fields/*.c src/gep/invest/models/*.c)))
$(OBJ)/collected.c: src/gep/collect.awk $(COLLECTED) $(OUT)/sources
	@mkdir -p $(@D)
	$(Q)awk -f $< $(COLLECTED) </dev/null >$@
# Likewise the tables of functions that golden files may name.
COLLECTED_GOLDEN := $(sort $(filter-out %_test.c %_fuzz.c,$(wildcard src/gep/formulas/golden_*.c)))
$(OBJ)/collected_golden.c: src/gep/formulas/golden.awk $(COLLECTED_GOLDEN) $(OUT)/sources
	@mkdir -p $(@D)
	$(Q)awk -f $< $(COLLECTED_GOLDEN) </dev/null >$@
$(OBJ)/collected.o $(OBJ)/collected_golden.o: %.o: %.c
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<
$(OBJ)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<
$(OUT)/bin/%_test: $(OBJ)/%_test.o $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(PKG_LIBS)
# Under MODE=fuzz a target is a fuzzer; in every other mode it replays the files and folders that it is given.
$(OUT)/bin/%_fuzz: $(OBJ)/%_fuzz.o $(if $(filter fuzz,$(MODE)),,$(OBJ)/tests/fuzz_replay.o) $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(OUT)/bin/bench/%: $(OBJ)/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(OUT)/bin/mutate: $(OBJ)/tests/mutate.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^
$(BUILD)/locale/zh_CN/LC_MESSAGES/qingshan.mo: $(PO)
	@mkdir -p $(@D)
	$(Q)msgcat --use-first $(PO) | msgfmt -o $@ -

# make test-NAME builds and runs the test programs whose path holds NAME, and shows what they print.
export LSAN_OPTIONS := suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
test-%:
	@$(MAKE) --no-print-directory MODE=debug run-tests ONLY=$*
RUN := $(if $(ONLY),$(foreach t,$(TEST_BINS),$(if $(findstring $(ONLY),$(t)),$(t))),$(TEST_BINS))
run-tests: $(RUN) $(MO)
	@for t in $(RUN); do $$t || exit 1; done
test:
	@MODE=debug tests/run.sh

# Fuzzing: settings in tests/fuzz.sh.
.PHONY: fuzz fuzz-replay
fuzz:
	@tests/fuzz.sh
fuzz-replay:
	@MODE=debug tests/run.sh _fuzz
fuzz-%:
	@tests/fuzz.sh $*

# make print-NAME: the value of a variable, for scripts.
print-%:
	@echo '$($*)'

.PHONY: coverage mutate bench
coverage:
	@tests/coverage.sh
mutate:
	@tests/mutate.sh
bench: build
	@set -e; for b in $(sort $(wildcard bench/*.sh)); do echo "== $$b"; bash $$b; done

# Lint: each check leaves a stamp a file, so that a second run looks only at what changed.
LINT := $(BUILD)/lint
CHECK_FLAGS := $(filter-out -MMD -MP -g,$(CFLAGS_BASE))
.PHONY: lint lint-house lint-format lint-gcc lint-clang lint-tidy lint-cppcheck lint-shell format
lint: lint-house lint-format lint-shell lint-gcc lint-clang lint-tidy lint-cppcheck
	@echo "lint: nothing to object to"
lint-house:
	@for t in src/layers_test.sh src/tidy_test.sh locale/catalogue_test.sh; do bash $$t || exit 1; done
lint-format:
	@bad=$$(clang-format-14 --dry-run $(ALL_C) $(HEADERS) 2>&1 | sed -nE 's/^([^:]+:[0-9]+):.*warning:.*/\1/p' | uniq); \
	    [ -z "$$bad" ] || { echo "$$bad" | sed 's/$$/: not as clang-format has it: make format/'; exit 1; }
lint-shell:
	@shellcheck -x $(SHELL_FILES)
lint-gcc: $(ALL_C:%.c=$(LINT)/%.gcc)
lint-clang: $(ALL_C:%.c=$(LINT)/%.clang)
lint-tidy: $(ALL_C:%.c=$(LINT)/%.tidy)
lint-cppcheck: $(ALL_C:%.c=$(LINT)/%.cppcheck)
$(LINT)/%.gcc: %.c
	@mkdir -p $(@D) && echo "gcc $<"
	@gcc $(CHECK_FLAGS) $(CFLAGS_release) -MMD -MP -MF $@.d -MT $@ -c -o /dev/null $< && touch $@
$(LINT)/%.clang: %.c
	@mkdir -p $(@D) && echo "clang $<"
	@clang-14 $(CHECK_FLAGS) -fsyntax-only -MMD -MP -MF $@.d -MT $@ $< && touch $@
$(LINT)/%.tidy: $(LINT)/%.clang .clang-tidy
	@echo "clang-tidy $*.c"
	@clang-tidy-14 --quiet $*.c -- $(CHECK_FLAGS) 2>$@.log || { cat $@.log; exit 1; }
	@touch $@
$(LINT)/%.cppcheck: $(LINT)/%.clang
	@echo "cppcheck $*.c"
	@cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr \
	    --suppress=missingIncludeSystem --suppress=pointerSize --error-exitcode=1 -Isrc -D_GNU_SOURCE $*.c && touch $@
format:
	@clang-format-14 -i $(ALL_C) $(HEADERS)

# Install: the program finds its data in ../share/qingshan beside itself.
PREFIX ?= /usr/local
SHARE := $(DESTDIR)$(PREFIX)/share
.PHONY: install
install: program messages
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/qingshan
	find methods districts -type f -exec install -D -m 644 '{}' '$(SHARE)/qingshan/{}' \;
	install -D -m 644 $(BUILD)/locale/zh_CN/LC_MESSAGES/qingshan.mo \
	    $(SHARE)/qingshan/locale/zh_CN/LC_MESSAGES/qingshan.mo
	install -D -m 644 packaging/qingshan.1 $(SHARE)/man/man1/qingshan.1
	install -D -m 644 packaging/qingshan.zh_CN.1 $(SHARE)/man/zh_CN/man1/qingshan.1
	install -D -m 644 packaging/qingshan.bash $(SHARE)/bash-completion/completions/qingshan
	install -D -m 644 packaging/_qingshan $(SHARE)/zsh/site-functions/_qingshan
	install -D -m 644 packaging/qingshan.fish $(SHARE)/fish/vendor_completions.d/qingshan.fish
	install -D -m 644 LICENSE $(SHARE)/doc/qingshan/LICENSE
	install -D -m 644 NOTICE $(SHARE)/doc/qingshan/NOTICE

clean:
	rm -rf $(BUILD)

-include $(shell find $(OBJ) $(LINT) -name '*.d' 2>/dev/null)
