#!/bin/sh
# shellcheck disable=SC2016 # awk programs, Markdown's backquotes and late commands are meant
# The rules of the house that a machine can hold.
#
#   house.sh RULE TOP [BUILD]   check the tree TOP (objects and config.h are in BUILD)
#   house.sh --rules            list the rules
#   house.sh --self-test        show that each rule notices a tree that breaks it
#
# A rule prints one line for each thing that breaks it and then fails.  A rule that finds nothing to
# look at fails too.  CC, NM and HOUSE_CPPFLAGS come from the environment.

FILE_LINES=600
FUNCTION_LINES=80
rules='arrows includers libraries headers data file-lines function-lines exit typedef macros'
rules="$rules findings-used findings-documented settings listed"

# Awk: LINE without comments and with empty strings; call it on every line of a file in turn.
strip_awk='
function strip (line,   out, c, two) {
  if (FNR == 1) in_comment = 0
  out = ""
  while (line != "") {
    c = substr (line, 1, 1); two = substr (line, 1, 2)
    if (in_comment) {
      if (two == "*/") { in_comment = 0; line = substr (line, 3) } else line = substr (line, 2)
    } else if (two == "/*") { in_comment = 1; out = out " "; line = substr (line, 3) }
    else if (two == "//") break
    else if (c == "\"" || c == "\047") {
      line = substr (line, 2)
      while (line != "" && substr (line, 1, 1) != c)
        line = substr (line, substr (line, 1, 1) == "\\" ? 3 : 2)
      line = substr (line, 2); out = out c c
    } else { out = out c; line = substr (line, 2) }
  }
  return out
}'

# The C files of the product, one a line; fails when there are none.
sources ()
{
  find src -name '*.[ch]' | LC_ALL=C sort >"$tmp/sources"
  test -s "$tmp/sources" || { echo "no C files below $top/src"; return 1; }
  cat "$tmp/sources"
}

# Run an awk program over all C files.
over_sources ()
{
  files=$(sources) || { echo "$files"; return 1; }
  # File names of the house hold no blanks.
  # shellcheck disable=SC2086
  awk "$@" $files
}

# Which room may include which: itself, the rooms listed, and single files of other rooms.
rule_arrows ()
{
  over_sources '
  BEGIN {
    allow["base"] = " base "
    allow["model"] = " model base "
    allow["expr"] = " expr model base "
    allow["data"] = " data model base "
    allow["harmonise"] = " harmonise expr data model base "
    allow["suggest"] = " suggest harmonise expr data model base "
    allow["stat"] = " stat "
    allow["estimate"] = " estimate stat expr harmonise data model base "
    allow["report"] = " report estimate/rows.h base "
    allow["cmd"] = " cmd report estimate suggest expr harmonise data model base "
    allow["main"] = " cmd base "
  }
  FNR == 1 {
    room = FILENAME
    sub (/^src\//, "", room)
    if (!sub (/\/.*/, "", room)) room = "main"
    if (!(room in allow)) { print FILENAME ": the house has no room " room; bad = 1; allow[room] = "" }
  }
  /^[ \t]*#[ \t]*include[ \t]*"/ {
    target = $0
    sub (/^[^"]*"/, "", target)
    sub (/".*/, "", target)
    to = target
    if (!sub (/\/.*/, "", to)) {
      print FILENAME ":" FNR ": write the room: #include \"room/" target "\""
      bad = 1
    } else if (!index (allow[room], " " to " ") && !index (allow[room], " " target " ")) {
      print FILENAME ":" FNR ": " room " may not include " target
      bad = 1
    }
  }
  END { exit bad }'
}

# One includer a library.
rule_includers ()
{
  over_sources '
  BEGIN {
    only["csv.h"] = "src/data/csvin.c"
    only["readstat.h"] = "src/data/spss.c"
    only["yaml.h"] = "src/base/yaml.c"
    only["pcre2.h"] = "src/base/regex.c"
    only["zlib.h"] = "src/data/bytesin.c"
    only["xlsxwriter.h"] = "src/report/xlsx.c"
  }
  /^[ \t]*#[ \t]*include[ \t]*</ {
    target = $0
    sub (/^[^<]*</, "", target)
    sub (/>.*/, "", target)
    if (target in only && FILENAME != only[target]) {
      print FILENAME ":" FNR ": only " only[target] " includes <" target ">"
      bad = 1
    }
    if (target ~ /^gsl\// && FILENAME !~ /^src\/stat\//) {
      print FILENAME ":" FNR ": only src/stat includes <gsl/...>"
      bad = 1
    }
  }
  END { exit bad }'
}

# Room stat stands on GSL, GLib and the C library alone.
rule_libraries ()
{
  over_sources '
  BEGIN {
    n = split ("assert errno float limits math stdarg stdbool stddef stdint stdio stdlib string", c, " ")
    for (i = 1; i <= n; i++) known[c[i] ".h"] = 1
    known["glib.h"] = known["config.h"] = 1
  }
  FILENAME ~ /^src\/stat\// && /^[ \t]*#[ \t]*include[ \t]*</ {
    target = $0
    sub (/^[^<]*</, "", target)
    sub (/>.*/, "", target)
    if (target !~ /^gsl\// && !(target in known)) {
      print FILENAME ":" FNR ": stat stands on GSL and GLib, not on <" target ">"
      bad = 1
    }
  }
  END { exit bad }'
}

# Each header compiles alone (after config.h, as every .c file begins).
rule_headers ()
{
  bad=0
  headers=$(sources | grep '\.h$') || { echo 'no headers below src'; return 1; }
  for header in $headers; do
    # CC and HOUSE_CPPFLAGS are lists of words.
    # shellcheck disable=SC2086
    if ! echo "#include \"${header#src/}\"" |
      ${CC-cc} -std=c11 $HOUSE_CPPFLAGS -I"$build" -Isrc -include config.h -Wall -Werror \
        -x c -fsyntax-only - 2>"$tmp/err"; then
      echo "$header: does not compile alone"
      cat "$tmp/err"
      bad=1
    fi
  done
  return $bad
}

# No object of the program has writable data of file scope (or static in a function).  Constant
# tables of addresses are written once by the loader (.data.rel.ro) and then read-only.
rule_data ()
{
  for object in "$build/src/libgko.a" "$build/src/main.o"; do
    test -f "$object" || { echo "no $object: build first"; return 1; }
    ${NM-nm} -f sysv "$object" >>"$tmp/symbols" || return 1
  done
  awk -F '|' '
  function trim (s) { gsub (/^[ \t]+|[ \t]+$/, "", s); return s }
  /^Symbols from / { object = $0; sub (/^Symbols from /, "", object); sub (/:$/, "", object) }
  NF >= 7 { n++ }
  NF >= 7 && trim ($3) ~ /^[bBdDcCsSgG]$/ && trim ($7) !~ /^\.data\.rel\.ro/ {
    print object ": writable data: " trim ($1) " in " trim ($7)
    bad = 1
  }
  END { if (!n) print "no symbols found"; exit bad || !n }' "$tmp/symbols"
}

rule_file_lines ()
{
  over_sources -v max=$FILE_LINES '
  FNR == max + 1 { print FILENAME ": more than " max " lines"; bad = 1 }
  END { exit bad }'
}

# clang-format puts the braces of a function, and no others, into the first column.
rule_function_lines ()
{
  over_sources -v max=$FUNCTION_LINES '
  /^\{/ { start = FNR }
  /^\}/ && start {
    if (FNR - start + 1 > max) {
      print FILENAME ":" start ": a function of " (FNR - start + 1) " lines, " max " are allowed"
      bad = 1
    }
    start = 0
  }
  /^[A-Za-z_].*\)[ \t]*\{[ \t]*$/ {
    print FILENAME ":" FNR ": the brace of a function stands on a line of its own"
    bad = 1
  }
  END { exit bad }'
}

# (g_error is for memory that has run out inside a library, as GLib itself does.  The process in which
# src/data/spss.c reads a file ends with _exit.)
rule_exit ()
{
  over_sources "$strip_awk"'
  { code = strip ($0) }
  FILENAME == "src/data/spss.c" { sub (/_exit[ \t]*\(/, "", code) }
  FILENAME != "src/main.c" && code ~ /(^|[^A-Za-z0-9_])(exit|_exit|_Exit|quick_exit|abort)[ \t]*\(/ {
    print FILENAME ":" FNR ": only src/main.c ends the program"
    bad = 1
  }
  END { exit bad }'
}

rule_typedef ()
{
  over_sources "$strip_awk"'
  { code = strip ($0) }
  code ~ /(^|[^A-Za-z0-9_])typedef[ \t]+(struct|union|enum)([^A-Za-z0-9_]|$)/ {
    print FILENAME ":" FNR ": a struct, union or enum is called by its own name, not by a typedef"
    bad = 1
  }
  END { exit bad }'
}

# A macro does not jump: what a line does must be seen on the line.
rule_macros ()
{
  over_sources "$strip_awk"'
  { code = strip ($0) }
  code ~ /^[ \t]*#[ \t]*define/ { macro = 1 }
  macro && code ~ /(^|[^A-Za-z0-9_])(return|goto|break|continue|if|else|for|while|do|switch)([^A-Za-z0-9_]|$)/ {
    print FILENAME ":" FNR ": a macro with control flow"
    bad = 1
  }
  macro && code !~ /\\[ \t]*$/ { macro = 0 }
  END { exit bad }'
}

# The rows of findings.def as "NAME id".
findings ()
{
  sed -n 's/^FINDING (\([A-Z0-9_]*\), *"\([^"]*\)".*/\1 \2/p' src/base/findings.def >"$tmp/findings"
  test -s "$tmp/findings" || { echo "no rows in src/base/findings.def"; return 1; }
}

rule_findings_used ()
{
  findings || return 1
  sources >"$tmp/names" || return 1
  xargs cat <"$tmp/names" | grep -oE 'FIND_[A-Z0-9_]+' | sort -u >"$tmp/used"
  bad=0
  while read -r name id; do
    grep -qx "FIND_$name" "$tmp/used" || { echo "findings.def: $id: nothing reports it"; bad=1; }
  done <"$tmp/findings"
  return $bad
}

# doc/findings.md has each id in backquotes, and no heading or row about an id that is not there.
rule_findings_documented ()
{
  findings || return 1
  bad=0
  test -f doc/findings.md || { echo 'there is no doc/findings.md'; return 1; }
  while read -r name id; do
    grep -qF "\`$id\`" doc/findings.md || { echo "doc/findings.md: says nothing of \`$id\`"; bad=1; }
  done <"$tmp/findings"
  sed -n 's/^\(#\{1,\}\|[|*-]\) *`\([a-z-]*\)`.*/\2/p' doc/findings.md >"$tmp/pages"
  while read -r id; do
    grep -q " $id\$" "$tmp/findings" || { echo "doc/findings.md: there is no finding \`$id\`"; bad=1; }
  done <"$tmp/pages"
  return $bad
}

# What a study or an indicator can say decides figures, and is written beside them, unless it is named
# here; else a report would speak of settings that the figures were not made with.
rule_settings ()
{
  bad=0
  {
    sed -n '/ estimate_keys\[\] = {/,/}/p' src/model/study.c
    sed -n '/ keys\[\] = {/,/}/p' src/model/comparespec.c
    sed -n '/ indicator_keys\[\] = {/,/}/p' src/model/plan.c
  } 2>/dev/null | tr -d '\n' | grep -o '"[a-z_]*"' >"$tmp/keys"
  test -s "$tmp/keys" || { echo 'no keys of studies and indicators'; return 1; }
  while read -r key; do
    case $key in
    '"compare_standards"') continue ;; # for quality.csv, of which no report is made
    '"title"' | '"topic"' | '"note"') continue ;; # wording
    '"version"') continue ;; # stands in estimates.csv
    '"answer"') continue ;; # is part of a set's conditions
    esac
    grep -qF "$key" src/estimate/settings.c ||
      { echo "src/estimate/settings.c: says nothing of the key $key"; bad=1; }
  done <"$tmp/keys"
  return $bad
}

# What is in the folders is in the Makefile, and what tests there are is run.
rule_listed ()
{
  bad=0
  miss () { echo "$1: $2"; bad=1; }
  listed () { grep -qE "(^|[[:space:]])$1([[:space:]]|\$)" Makefile.am tests/local.mk; }
  for file in $(find src -name '*.[ch]' -o -name '*.def'; find codebooks samples doc completion -type f 2>/dev/null); do
    case $file in
    samples/out/* | samples/*/out/* | *~ | */__pycache__/*) continue ;;
    esac
    listed "$file" || miss "$file" 'not listed in Makefile.am'
  done
  for file in tests/*.at; do
    name=${file#tests/}
    test "$name" = testsuite.at || grep -qxF "m4_include([$name])" tests/testsuite.at ||
      miss "$file" 'not included by tests/testsuite.at'
    listed "%D%/$name" || miss "$file" 'not listed in tests/local.mk'
  done
  for file in tests/unit/*-test.c; do
    name=${file#tests/unit/}
    test -f "$file" || { miss tests/unit 'no unit tests'; break; }
    listed "%D%/unit/${name%.c}" || miss "$file" 'not listed in tests/local.mk'
    grep -qE "(/|[^a-z0-9-])${name%.c}([^a-z0-9-]|\$)" tests/*.at || miss "$file" 'no group of the suite runs it'
  done
  for file in tests/bench/*.c; do
    test -f "$file" || continue
    name=${file#tests/}
    listed "%D%/${name%.c}" || miss "$file" 'not listed in tests/local.mk'
  done
  for file in tests/fuzz/*-fuzz.c; do
    test -f "$file" || continue
    name=${file#tests/fuzz/}
    name=${name%-fuzz.c}
    listed "%D%/fuzz/$name-fuzz.c" || miss "$file" 'not listed in tests/local.mk'
    grep -qF "FUZZ_REPLAY([$name])" tests/*.at || miss "$file" 'no group replays its corpus'
    test -n "$(ls "tests/fuzz/corpus/$name" 2>/dev/null)" || miss "$file" "no corpus in tests/fuzz/corpus/$name"
  done
  return $bad
}

# --- Showing that the rules bite. ---

# A small house in which every rule holds.
good_tree ()
{
  mkdir -p "$1/src/base" "$1/src/stat" "$1/src/report" "$1/src/estimate" "$1/src/data" "$1/src/model" \
    "$1/doc" "$1/tests/unit" "$1/tests/fuzz/corpus/csv"
  cd "$1" || exit 2
  : >config.h
  echo 'FINDING (CANNOT_READ, "cannot-read", FATAL, "x")' >src/base/findings.def
  printf '%s\n' '#ifndef BASE_A_H' '#define BASE_A_H' '#include <stddef.h>' \
    'size_t a (size_t);' '#endif' >src/base/a.h
  printf '%s\n' '#include "base/a.h"' '/* exit (1); typedef struct */' \
    'static const char *const table[] = { "return if", "abort (" };' \
    '#define LAST(t) ((t)[sizeof (t) / sizeof *(t) - 1])' 'size_t' 'a (size_t i)' '{' \
    '  return (size_t) LAST (table)[i] + FIND_CANNOT_READ;' '}' >src/base/a.c
  printf '%s\n' '#include <gsl/gsl_math.h>' '#include <math.h>' >src/stat/s.c
  echo '#include "estimate/rows.h"' >src/report/r.c
  echo 'struct row { int n; };' >src/estimate/rows.h
  echo 'static const char *const estimate_keys[] = {"ages", "compare_standards", NULL};' >src/model/study.c
  echo 'const char *said = "ages";' >src/estimate/settings.c
  echo '#include <csv.h>' >src/data/csvin.c
  printf '%s\n' 'int main (void)' '{' '  exit (0);' '}' >src/main.c
  echo '# `cannot-read`' >doc/findings.md
  echo "x" >tests/fuzz/corpus/csv/x
  : >tests/fuzz/csv-fuzz.c
  : >tests/unit/a-test.c
  echo 'm4_include([a.at])' >tests/testsuite.at
  echo 'AT_CHECK([a-test]) FUZZ_REPLAY([csv])' >tests/a.at
  printf '%s\n' src/main.c src/base/a.c src/base/a.h src/base/findings.def src/data/csvin.c \
    src/estimate/rows.h src/estimate/settings.c src/model/study.c src/report/r.c src/stat/s.c doc/findings.md >Makefile.am
  printf '%s\n' '%D%/testsuite.at' '%D%/a.at' '%D%/unit/a-test' '%D%/fuzz/csv-fuzz.c' >tests/local.mk
  # What rule `data` looks at.
  # shellcheck disable=SC2086
  echo 'static const char *const t[] = { "x" }; const char *f (int i) { return t[i]; }' |
    ${CC-cc} -O1 -x c -c -o src/main.o - && cp src/main.o src/libgko.a
}

n_bad=0
# bites RULE WORDS COMMAND: the good tree passes; changed by COMMAND it fails and says WORDS.
bites ()
{
  n_tried=$((n_tried + 1))
  tree=$work/$1-$n_tried
  (good_tree "$tree") || exit 2
  if ! sh "$self" "$1" "$tree" "$tree" >"$work/log" 2>&1; then
    echo "$1: complains of a good tree:"; cat "$work/log"; n_bad=$((n_bad + 1)); return
  fi
  (cd "$tree" && eval "$3")
  if sh "$self" "$1" "$tree" "$tree" >"$work/log" 2>&1; then
    echo "$1: does not notice: $3"; n_bad=$((n_bad + 1))
  elif ! grep -qF -e "$2" "$work/log"; then
    echo "$1: fails after '$3' but does not say '$2':"; cat "$work/log"; n_bad=$((n_bad + 1))
  fi
}

self_test ()
{
  n_tried=0
  bites arrows 'src/base/a.c:10: base may not include estimate/rows.h' \
    'echo "#include \"estimate/rows.h\"" >>src/base/a.c'
  bites arrows 'src/report/r.c:2: report may not include stat/s.h' \
    'echo "#include \"stat/s.h\"" >>src/report/r.c'
  bites arrows 'src/report/r.c:2: report may not include estimate/results.h' \
    'echo "#  include \"estimate/results.h\"" >>src/report/r.c'
  bites arrows 'src/stat/s.c:3: stat may not include base/a.h' \
    'echo "#include \"base/a.h\"" >>src/stat/s.c'
  bites arrows 'src/main.c:5: main may not include data/column.h' \
    'echo "#include \"data/column.h\"" >>src/main.c'
  bites arrows 'write the room' 'echo "#include \"a.h\"" >>src/base/a.c'
  bites arrows 'no room attic' 'mkdir src/attic && : >src/attic/x.c && echo "int x;" >src/attic/x.c'
  bites arrows 'no C files' 'rm -r src && mkdir src'
  bites includers 'only src/data/csvin.c includes <csv.h>' 'echo "#include <csv.h>" >>src/base/a.c'
  bites includers 'only src/base/yaml.c includes <yaml.h>' 'echo "# include <yaml.h>" >>src/base/a.c'
  bites includers 'only src/base/regex.c' 'echo "#include <pcre2.h>" >>src/data/csvin.c'
  bites includers 'only src/report/xlsx.c' 'echo "#include <xlsxwriter.h>" >>src/report/r.c'
  bites includers 'only src/data/bytesin.c' 'echo "#include <zlib.h>" >>src/data/csvin.c'
  bites includers 'only src/stat' 'echo "#include <gsl/gsl_cdf.h>" >>src/report/r.c'
  bites libraries 'not on <json.h>' 'echo "#include <json.h>" >>src/stat/s.c'
  bites headers 'src/base/b.h: does not compile alone' 'echo "size_t b (void);" >src/base/b.h'
  bites headers 'no headers' 'rm src/*/*.h'
  bites data 'writable data: counter' \
    'echo "static int counter; int f (void) { return ++counter; }" | ${CC-cc} -x c -c -o src/main.o -'
  bites data 'first' \
    'echo "int f (void) { static int first = 1; return ++first; }" | ${CC-cc} -x c -c -o src/libgko.a -'
  bites data 'writable data: names' \
    'echo "const char *names[] = { \"a\" };" | ${CC-cc} -x c -c -o src/libgko.a -'
  bites data 'writable data: mine' \
    'echo "_Thread_local int mine;" | ${CC-cc} -x c -c -o src/libgko.a -'
  bites data 'no symbols' ': | ${CC-cc} -x c -c -o src/main.o - && cp src/main.o src/libgko.a'
  bites data 'build first' 'rm src/libgko.a'
  bites file-lines 'src/base/long.c: more than 600 lines' \
    'yes "int x;" | head -n 601 >src/base/long.c'
  bites function-lines 'src/base/a.c:10: a function of 81 lines, 80 are allowed' \
    '{ echo "{"; yes "  f ();" | head -n 79; echo "}"; } >>src/base/a.c'
  bites function-lines 'line of its own' 'printf "int f (int i) {\n}\n" >>src/base/a.c'
  bites exit 'src/base/a.c:10: only src/main.c' 'echo "  exit (3);" >>src/base/a.c'
  bites exit 'src/base/a.c:10: only src/main.c' 'echo "/* so */ abort ();" >>src/base/a.c'
  bites typedef 'src/base/a.h:6:' 'echo "typedef struct row row;" >>src/base/a.h'
  bites macros 'src/base/a.c:11: a macro with control flow' \
    'printf "#define TRY(x) \\\\\n  ok = (x); if (!ok) return ok\n" >>src/base/a.c'
  bites findings-used 'lost-id: nothing reports it' \
    'echo "FINDING (LOST_ID, \"lost-id\", ERROR, \"x\")" >>src/base/findings.def'
  bites findings-used 'no rows' ': >src/base/findings.def'
  bites findings-documented 'says nothing of `cannot-read`' ': >doc/findings.md'
  bites findings-documented 'there is no finding `old-id`' 'echo "| \`old-id\` | x |" >>doc/findings.md'
  bites findings-documented 'there is no doc/findings.md' 'rm doc/findings.md'
  bites settings 'says nothing of the key "df"' \
    'printf "static const char *const estimate_keys[] = {\n  \"ages\", \"df\", NULL};\n" >src/model/study.c'
  bites settings 'says nothing of the key "alpha"' \
    'echo "static const char *const keys[] = {\"alpha\", NULL};" >src/model/comparespec.c'
  bites settings 'says nothing of the key "of"' \
    'echo "static const char *const indicator_keys[] = {\"title\", \"of\", NULL};" >src/model/plan.c'
  bites settings 'no keys' ': >src/model/study.c'
  bites listed 'src/base/new.c: not listed' ': >src/base/new.c'
  bites listed 'doc/new.1: not listed' ': >doc/new.1'
  bites listed 'samples/data/a.csv: not listed' 'mkdir -p samples/data && : >samples/data/a.csv'
  bites listed 'tests/new.at: not included' ': >tests/new.at'
  bites listed 'tests/unit/b-test.c: no group' ': >tests/unit/b-test.c'
  bites listed 'tests/unit/b-test.c: not listed' ': >tests/unit/b-test.c'
  bites listed 'tests/bench/b.c: not listed' 'mkdir tests/bench && : >tests/bench/b.c'
  bites listed 'tests/fuzz/yaml-fuzz.c: no corpus' ': >tests/fuzz/yaml-fuzz.c'
  bites listed 'tests/fuzz/yaml-fuzz.c: no group' ': >tests/fuzz/yaml-fuzz.c'
  for rule in $rules; do
    ls -d "$work/$rule"-* >/dev/null 2>&1 || { echo "$rule: nothing shows that it bites"; n_bad=$((n_bad + 1)); }
  done
  echo "$n_tried bad trees tried, $n_bad not noticed as they should be"
  test $n_bad -eq 0
}

tmp=$(mktemp -d "${TMPDIR-/tmp}/house.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
case $1 in
--rules)
  # One a line.
  # shellcheck disable=SC2086
  printf '%s\n' $rules
  exit 0
  ;;
--self-test)
  self=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
  work=$tmp
  self_test
  exit
  ;;
esac
rule=$1 top=$2
case " $rules " in
*" $rule "*) ;;
*) echo "house.sh: no rule $rule" >&2; exit 2 ;;
esac
test -d "$top" || { echo "usage: house.sh RULE TOP [BUILD]" >&2; exit 2; }
build=$(cd "${3-$2}" && pwd) || exit 2
cd "$top" || exit 2
"rule_$(echo "$rule" | tr - _)"
