# One Makefile: it builds everything and is the list of commands. `./do` in front of it installs what is missing.
#   make            build/qingshan, optimised          make MODE=debug    the same under ASan and UBSan
#   make test       every test, under ASan and UBSan   make test-NAME     the tests whose file name holds NAME
# BUILD=dir puts everything elsewhere, so that two builds do not meet.
MODE ?= release
BUILD ?= build
CC ?= gcc
PKGS := gdal proj geos libcyaml yaml-0.1 jansson xlsxwriter libcrypto cairo cairo-pdf cairo-png cairo-ft pangocairo pangoft2 fontconfig
PKG_CFLAGS := $(shell pkg-config --cflags gdal proj libcyaml yaml-0.1 jansson xlsxwriter libcrypto cairo cairo-pdf cairo-ft pangocairo pangoft2 fontconfig 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs gdal proj libcyaml yaml-0.1 jansson xlsxwriter libcrypto cairo cairo-pdf cairo-ft pangocairo pangoft2 fontconfig 2>/dev/null) -lgeos_c -lsleef -lm -lpthread

WARN := -Wall -Wextra -Werror -Wshadow -Wconversion -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
        -Wcast-qual -Wwrite-strings -Wundef
CFLAGS_BASE := -std=c17 -D_GNU_SOURCE -Isrc $(PKG_CFLAGS) $(WARN) -ffp-contract=off -fno-math-errno -fvisibility=hidden -g -MMD -MP
CFLAGS_release := -O3
CFLAGS_debug := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_coverage := -O0 --coverage
LDFLAGS_debug := -fsanitize=address,undefined
LDFLAGS_coverage := --coverage
ALL_CFLAGS := $(CFLAGS_BASE) $(CFLAGS_$(MODE)) $(CFLAGS)
ALL_LDFLAGS := $(LDFLAGS_$(MODE)) $(LDFLAGS)

OBJ := $(BUILD)/$(MODE)/obj
SRC := $(filter-out %_test.c %_fuzz.c,$(shell find src -name '*.c'))
LIB_SRC := $(filter-out src/cli/main.c,$(SRC))
TESTS := $(shell find src tests -name '*_test.c')
LIB := $(BUILD)/$(MODE)/libqingshan.a
TEST_BINS := $(TESTS:%.c=$(BUILD)/$(MODE)/bin/%)
MO := $(BUILD)/locale/zh_CN/LC_MESSAGES/qingshan.mo

.PHONY: all build lib tests test clean
.SECONDARY:
all build: $(BUILD)/qingshan $(MO)
lib: $(LIB)
tests: $(TEST_BINS)

$(BUILD)/qingshan: $(BUILD)/$(MODE)/qingshan
	cp -f $< $@
$(BUILD)/$(MODE)/qingshan: $(OBJ)/src/cli/main.o $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(LIB): $(LIB_SRC:%.c=$(OBJ)/%.o)
	rm -f $@ && ar rcs $@ $^
$(OBJ)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<
$(BUILD)/$(MODE)/bin/%_test: $(OBJ)/%_test.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(PKG_LIBS)
$(MO): $(wildcard locale/zh_CN/*.po)
	@mkdir -p $(@D)
	msgcat --use-first locale/zh_CN/*.po | msgfmt -o $@ -

# make test-NAME builds and runs the test programs whose path holds NAME, under the sanitizers.
test-%:
	@$(MAKE) --no-print-directory MODE=debug run-tests ONLY=$*
RUN := $(if $(ONLY),$(foreach t,$(TEST_BINS),$(if $(findstring $(ONLY),$(t)),$(t))),$(TEST_BINS))
.PHONY: run-tests
run-tests: $(RUN) $(MO)
	@for t in $(RUN); do $$t || exit 1; done
test:
	@$(MAKE) --no-print-directory MODE=debug run-tests
clean:
	rm -rf build

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)
