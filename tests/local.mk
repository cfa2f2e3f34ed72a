# The tests.  Lists are alphabetical, one file a line.

# A program that measures is built from tests/bench/NAME.c, a unit test from tests/unit/NAME-test.c;
# a group of the suite runs it.
check_PROGRAMS = \
	%D%/bench/ingest-bench \
	%D%/bench/libcsv-bare \
	%D%/bench/make-bench \
	%D%/bench/tables-bench \
	%D%/bench/timer \
	%D%/unit/attack-test \
	%D%/unit/bytesin-test \
	%D%/unit/calibrate-test \
	%D%/unit/chisq-test \
	%D%/unit/codecell-test \
	%D%/unit/contrast-test \
	%D%/unit/csvin-file-test \
	%D%/unit/csvin-test \
	%D%/unit/dataset-test \
	%D%/unit/diag-test \
	%D%/unit/dict-test \
	%D%/unit/disclose-test \
	%D%/unit/encoding-test \
	%D%/unit/estimate-test \
	%D%/unit/expr-finding-test \
	%D%/unit/expr-property-test \
	%D%/unit/expr-test \
	%D%/unit/letters-test \
	%D%/unit/lost-test \
	%D%/unit/memory-test \
	%D%/unit/model-codebook-test \
	%D%/unit/model-study-test \
	%D%/unit/model-survey-test \
	%D%/unit/model-test \
	%D%/unit/number-test \
	%D%/unit/outfile-test \
	%D%/unit/overlap-test \
	%D%/unit/privacy-test \
	%D%/unit/profile-test \
	%D%/unit/progress-test \
	%D%/unit/quantile-test \
	%D%/unit/quality-test \
	%D%/unit/regex-test \
	%D%/unit/regular-test \
	%D%/unit/replicate-test \
	%D%/unit/report-test \
	%D%/unit/results-test \
	%D%/unit/secret-test \
	%D%/unit/similar-test \
	%D%/unit/source-test \
	%D%/unit/spectrum-test \
	%D%/unit/split-test \
	%D%/unit/spss-make \
	%D%/unit/spss-show \
	%D%/unit/spss-test \
	%D%/unit/stages-test \
	%D%/unit/stat-test \
	%D%/unit/suggest-test \
	%D%/unit/tally-test \
	%D%/unit/texts-test \
	%D%/unit/yaml-test

# A fuzz target NAME has the file NAME-fuzz.c, two programs (NAME-fuzz is driven by libFuzzer,
# NAME-replay gives it the files of corpus/NAME) and four lines here.
FUZZ_TARGETS = \
	%D%/fuzz/csv-fuzz \
	%D%/fuzz/expr-fuzz \
	%D%/fuzz/model-fuzz \
	%D%/fuzz/regular-fuzz \
	%D%/fuzz/spss-fuzz \
	%D%/fuzz/suggest-fuzz \
	%D%/fuzz/yaml-fuzz
EXTRA_PROGRAMS = $(FUZZ_TARGETS)
CLEANFILES += $(EXTRA_PROGRAMS)

check_PROGRAMS += %D%/fuzz/csv-replay
%C%_fuzz_csv_replay_SOURCES = \
	%D%/fuzz/csv-fuzz.c \
	%D%/fuzz/replay.c
%C%_fuzz_csv_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer

check_PROGRAMS += %D%/fuzz/expr-replay
%C%_fuzz_expr_replay_SOURCES = \
	%D%/fuzz/expr-fuzz.c \
	%D%/fuzz/replay.c
%C%_fuzz_expr_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer

check_PROGRAMS += %D%/fuzz/model-replay
%C%_fuzz_model_replay_SOURCES = \
	%D%/fuzz/model-fuzz.c \
	%D%/fuzz/replay.c
%C%_fuzz_model_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer

check_PROGRAMS += %D%/fuzz/regular-replay
%C%_fuzz_regular_replay_SOURCES = \
	%D%/fuzz/regular-fuzz.c \
	%D%/fuzz/replay.c
%C%_fuzz_regular_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer

check_PROGRAMS += %D%/fuzz/spss-replay
%C%_fuzz_spss_replay_SOURCES = \
	%D%/fuzz/replay.c \
	%D%/fuzz/spss-fuzz.c
%C%_fuzz_spss_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
check_PROGRAMS += %D%/fuzz/suggest-replay
%C%_fuzz_suggest_replay_SOURCES = \
	%D%/fuzz/suggest-fuzz.c \
	%D%/fuzz/replay.c
%C%_fuzz_suggest_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer

check_PROGRAMS += %D%/fuzz/yaml-replay
%C%_fuzz_yaml_replay_SOURCES = \
	%D%/fuzz/yaml-fuzz.c \
	%D%/fuzz/replay.c
%C%_fuzz_yaml_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer

# Each target for FUZZ_SECONDS, beginning with its corpus.  What is new goes to tests/fuzz/found;
# a file that ends the program badly is left in the build folder and named.
FUZZ_SECONDS = 60
fuzz: $(FUZZ_TARGETS)
	@for target in $(FUZZ_TARGETS); do \
	  name=`basename $$target -fuzz`; \
	  $(MKDIR_P) $(builddir)/%D%/fuzz/found/$$name && \
	  ./$$target -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 -timeout=20 \
	    -artifact_prefix=fuzz-$$name- -print_final_stats=1 $(builddir)/%D%/fuzz/found/$$name \
	    $(srcdir)/%D%/fuzz/corpus/$$name || exit 1; \
	done
clean-fuzz:
	-rm -rf $(builddir)/%D%/fuzz/found fuzz-*-crash-* fuzz-*-leak-* fuzz-*-timeout-* fuzz-*-oom-*
.PHONY: fuzz clean-fuzz

# How fast, in units of what libcsv alone takes; fails when a limit is passed.  On a quiet machine.
bench: src/gko$(EXEEXT) $(check_PROGRAMS)
	$(SHELL) $(srcdir)/%D%/bench/bench.sh $(builddir)
.PHONY: bench

# --- The suite ---

TESTSUITE_AT = \
	%D%/base.at \
	%D%/calibrate.at \
	%D%/check.at \
	%D%/cli.at \
	%D%/combine.at \
	%D%/compare.at \
	%D%/data.at \
	%D%/diff.at \
	%D%/doc.at \
	%D%/edges.at \
	%D%/estimate.at \
	%D%/evidence.at \
	%D%/expr.at \
	%D%/fuzz.at \
	%D%/golden.at \
	%D%/house.at \
	%D%/ingest.at \
	%D%/laws.at \
	%D%/lessons.at \
	%D%/local.at \
	%D%/preset.at \
	%D%/privacy.at \
	%D%/quantiles.at \
	%D%/replicates.at \
	%D%/report.at \
	%D%/run.at \
	%D%/samples.at \
	%D%/show.at \
	%D%/spss.at \
	%D%/stages.at \
	%D%/standard.at \
	%D%/stat.at \
	%D%/suggest.at \
	%D%/testsuite.at \
	%D%/trace.at
EXTRA_DIST += \
	$(TESTSUITE_AT) \
	%D%/atlocal.in \
	%D%/package.m4 \
	%D%/testsuite \
	%D%/bench/bench.sh \
	%D%/bench/peers.R \
	%D%/bench/peers.mjs \
	%D%/compare.awk \
	%D%/data \
	%D%/doc.sh \
	%D%/fuzz/corpus \
	%D%/fuzz/spss-corpus.sh \
	%D%/golden.sh \
	%D%/house.sh \
	%D%/laws.awk \
	%D%/laws.sh \
	%D%/numbers.awk \
	%D%/reference \
	%D%/same.awk \
	%D%/truth.awk \
	%D%/unit/estimate-fixture.h \
	%D%/unit/expr-fixture.h \
	%D%/unit/expr-naive.h \
	%D%/unit/model-cases.h \
	%D%/unit/lost-file.h \
	%D%/unit/packed.h \
	%D%/unit/random-survey.h \
	%D%/unit/toy.h \
	%D%/unit/unit.h \
	%D%/unit/written.h

$(srcdir)/%D%/package.m4: $(top_srcdir)/configure.ac
	$(AM_V_GEN){ \
	  echo 'm4_define([AT_PACKAGE_NAME], [$(PACKAGE_NAME)])'; \
	  echo 'm4_define([AT_PACKAGE_TARNAME], [$(PACKAGE_TARNAME)])'; \
	  echo 'm4_define([AT_PACKAGE_VERSION], [$(PACKAGE_VERSION)])'; \
	  echo 'm4_define([AT_PACKAGE_STRING], [$(PACKAGE_STRING)])'; \
	  echo 'm4_define([AT_PACKAGE_BUGREPORT], [the maintainers])'; } >$@.tmp && mv $@.tmp $@

TESTSUITE = $(srcdir)/%D%/testsuite
$(TESTSUITE): $(TESTSUITE_AT) $(srcdir)/%D%/package.m4
	$(AM_V_GEN)$(AUTOM4TE) --language=autotest -I $(srcdir)/%D% -o $@.tmp $(srcdir)/%D%/testsuite.at && mv $@.tmp $@

# make check TESTSUITEFLAGS='-j2 -k csv' PREFIX_CMD='valgrind -q'
check-local: %D%/atconfig %D%/atlocal $(TESTSUITE)
	$(SHELL) $(TESTSUITE) -C %D% $(TESTSUITEFLAGS)
# The installed program with the installed samples; what runs neither need not be run again.
INSTALLCHECK_KEYWORDS = !unit,!house,!fuzz,!bench
installcheck-local: %D%/atconfig %D%/atlocal $(TESTSUITE)
	$(SHELL) $(TESTSUITE) -C %D% AUTOTEST_PATH='$(DESTDIR)$(bindir)' \
	  pkgdatadir='$(DESTDIR)$(pkgdatadir)' -k '$(INSTALLCHECK_KEYWORDS)' $(TESTSUITEFLAGS)
clean-local: clean-fuzz
	test ! -f $(TESTSUITE) || $(SHELL) $(TESTSUITE) -C %D% --clean
DISTCLEANFILES += %D%/atconfig
