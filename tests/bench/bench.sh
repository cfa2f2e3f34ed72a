#!/bin/sh
# bench.sh BUILD [WORK]: how fast is gko, in units of what libcsv alone takes to parse the same bytes?
# BUILD: the folder with tests/bench/* as built; gko is ${GKO-BUILD/src/gko}.  WORK: a folder for the
# made-up study of 113 MB and what is written (kept when named, else made and removed).
# Each command runs ${ROUNDS-5} times, in turn with the others; the median counts, in seconds of
# processor time.  Exit status 1 when a limit is passed, unless LIMITS=no.
set -eu
LC_ALL=C
export LC_ALL

[ $# -ge 1 ] || { echo 'usage: bench.sh BUILD [WORK]' >&2; exit 2; }
build=$1
programs=$build/tests/bench
for gko in "${GKO-}" "$build/gko" "$build/src/gko"; do
  [ -n "$gko" ] && [ -x "$gko" ] && break
done
[ -x "$gko" ] || { echo "bench.sh: no gko in $build" >&2; exit 2; }
if [ $# -ge 2 ]; then
  work=$2
else
  work=$(mktemp -d "${TMPDIR-/tmp}/gko-bench-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM
fi
rounds=${ROUNDS-5}

[ -f "$work/study.yaml" ] || "$programs/make-bench" "$work"
rm -rf "$work/out" "$work/times"
mkdir "$work/times"
sed '/^estimate:/d; /^compare:/d' "$work/study.yaml" >"$work/compare.yaml"
echo 'estimate: {averages: [equal, population]}
compare: {pairs: surveys, average: yes, groups: [sex, age_group]}' >>"$work/compare.yaml"
# The same surveys, their weights calibrated to two margins when figures are made.
rm -rf "$work/calibrated"
mkdir "$work/calibrated"
for survey in "$work"/surveys/*.yaml; do
  sed 's/^  lonely_psu:.*/&\
  calibrate:\
    margins:\
      - {by: sex, shares: {boy: 52, girl: 48}, rest: free}\
      - {by: age_group, shares: {9-11: 33, 12-14: 34, 15-17: 33}, rest: free}/' "$survey" >"$work/calibrated/${survey##*/}"
done
sed 's|surveys/\*\.yaml|calibrated/*.yaml|' "$work/study.yaml" >"$work/calibrated.yaml"
set -- "$work"/data/*.csv
bytes=$(cat "$@" | wc -c)

# time NAME COMMAND...: findings of severity warning may be there, errors not.
time_one () {
  name=$1
  shift
  "$programs/timer" "$work/times/$name" "$@" 2>"$work/times/$name.err" || {
    echo "bench.sh: $name failed:" >&2
    cat "$work/times/$name.err" >&2
    exit 3
  }
}

round=0
while [ $round -lt "$rounds" ]; do
  round=$((round + 1))
  time_one bare "$programs/libcsv-bare" "$work"/data/*.csv
  time_one reader "$programs/ingest-bench" 254 "$work"/data/*.csv
  time_one ingest "$gko" ingest -q -j 1 -o "$work/out" "$work"/surveys/*.yaml
  time_one run "$gko" run -q -j 1 -o "$work/out" "$work/study.yaml"
  time_one copy "$gko" ingest -q -j 1 -o "$work/out" "$work/rules/copy.yaml"
  time_one crosswalk "$gko" ingest -q -j 1 -o "$work/out" "$work/rules/crosswalk.yaml"
  time_one wide "$programs/libcsv-bare" "$work/replicates/data.csv"
  for k in with without; do
    time_one $k "$gko" ingest -q -j 1 -o "$work/$k" "$work/replicates/$k.yaml"
  done
  if [ -x "$programs/tables-bench" ]; then
    "$programs/tables-bench" "$work/study.yaml" "$work/out" 3 >>"$work/times/tables"
    for k in with without; do
      "$programs/tables-bench" "$work/$k.yaml" "$work/$k" 3 >>"$work/times/tables-$k"
    done
    "$programs/tables-bench" "$work/compare.yaml" "$work/out" 3 >>"$work/times/compared"
    "$programs/tables-bench" "$work/calibrated.yaml" "$work/out" 3 >>"$work/times/calibrated"
  fi
done

# median FILE COLUMN
median () {
  awk -v c="$2" '{ print $c }' "$work/times/$1" | sort -n |
    awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

bare=$(median bare 1)
echo "$bytes bytes in $# files; $rounds rounds; processor time, clock, peak memory"
failed=0
# line NAME WHAT LIMIT: seconds, times libcsv, limit.
line () {
  awk -v s="$(median "$1" 1)" -v w="$(median "$1" 2)" -v m="$(median "$1" 3)" -v b="$bare" \
    -v what="$2" -v limit="$3" 'BEGIN {
      printf "%-44s %7.3f s %7.3f s %6.1f MB %6.2f times", what, s, w, m * 1024 / 1e6, s / b
      if (limit == "") { print ""; exit 0 }
      printf " (limit %s)%s\n", limit, (s / b > limit + 0 ? " TOO SLOW" : "")
      exit (s / b > limit + 0)
    }' || failed=1
}
line bare 'libcsv alone' ''
line reader 'reader and dictionaries, 254 columns' ''
line ingest 'gko ingest: read, harmonise, write' 3
line run 'gko run: everything' 4
if [ -f "$work/times/tables" ]; then
  awk -v s="$(median tables 3)" -v b="$bare" 'BEGIN {
      printf "%-44s %7.3f s %28.3f times (limit 0.15)%s\n", "20 proportions by all, sex and age group", s, s / b,
        (s / b > 0.15 ? " TOO SLOW" : "")
      exit (s / b > 0.15)
    }' || failed=1
fi
if [ -f "$work/times/compared" ]; then
  awk -v s="$(median compared 3)" -v n="$(median compared 5)" -v b="$bare" 'BEGIN {
      printf "%-44s %7.3f s %28.3f times (limit 0.3)%s\n", "the same with averages and " n " comparisons", s, s / b,
        (s / b > 0.3 ? " TOO SLOW" : "")
      exit (s / b > 0.3)
    }' || failed=1
fi
if [ -f "$work/times/calibrated" ]; then
  awk -v s="$(median calibrated 3)" -v a="$(median tables 3)" -v b="$bare" 'BEGIN {
      printf "%-44s %7.3f s %28.3f times, %.2f times the weights as they are\n", "the 20 proportions, weights calibrated", s, s / b, s / a
    }'
fi
# Other files: ratios of their own.
awk -v a="$(median with 1)" -v b="$(median without 1)" -v c="$(median wide 1)" 'BEGIN {
    printf "%-44s %7.3f s %28.2f times (limit 2)%s\n", "200 replicate weights read and written", a - b, (a - b) / c,
      ((a - b) / c > 2 ? " TOO SLOW" : "")
    exit ((a - b) / c > 2)
  }' || failed=1
if [ -f "$work/times/tables-with" ]; then
  awk -v a="$(median tables-with 3)" -v b="$(median tables-without 3)" -v c="$(median wide 1)" 'BEGIN {
      printf "%-44s %7.3f s %25.2f %% each (limit 2)%s\n", "20 proportions with 200 replicates", a,
        (a - b) / 200 / c * 100, ((a - b) / 200 / c * 100 > 2 ? " TOO SLOW" : "")
      exit ((a - b) / 200 / c * 100 > 2)
    }' || failed=1
fi
awk -v a="$(median crosswalk 1)" -v b="$(median copy 1)" 'BEGIN {
    printf "%-44s %7.3f s, copied %.3f s %18.2f times (limit 1.2)%s\n", "a crosswalk of 400 rules", a, b, a / b,
      (a / b > 1.2 ? " TOO SLOW" : "")
    exit (a / b > 1.2)
  }' || failed=1
awk -v m="$(median run 3)" -v bytes="$bytes" 'BEGIN {
    r = m * 1024 / bytes
    printf "peak memory of gko run: %.2f times the bytes read (limit 1.5)%s\n", r, (r > 1.5 ? " TOO MUCH" : "")
    exit (r > 1.5)
  }' || failed=1

# --- Peers: the same tables of one survey, from its harmonised file, by others who are there ---

grep -o 'q[0-9]* ==' "$work/indicators.yaml" | sed 's/ ==//' >"$work/items"
sed 's|surveys/\*.yaml|surveys/ben-01.yaml|; s|study: bench|study: one|' "$work/study.yaml" >"$work/one.yaml"
harmonised=$work/out/harmonised/BEN-01.csv
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$work/one"
cp -R "$work/out/harmonised" "$work/one/"

# Figures of a peer (item, by, level, p, se) that differ from gko's by more than 1e-8 of themselves.
differ () {
  awk -F, '
  function off (a, b) { return (a > b ? a - b : b - a) > 1e-8 * b }
  BEGIN { split ("boy girl", sex, " "); split ("9-11 12-14 15-17", age, " ") }
  { gsub (/"/, "") }
  NR == FNR { p[++n] = $0; next }
  FNR > 1 { key = $8 "," $9; at[$1 "," key] = $11; se[$1 "," key] = $12; if (!($1 in seen)) { seen[$1] = 1; id[++m] = $1 } }
  END {
    for (i = 2; i <= n; i++) {
      split (p[i], c, ","); if (c[1] != last) { k++; last = c[1] }
      key = id[k] "," (c[2] == "sex" ? sex[c[3]] : "_T") "," (c[2] == "age_group" ? age[c[3]] : "_T")
      if (!(key in at) || off (c[4], at[key]) || off (c[5], se[key])) bad++
    }
    print bad + 0 " of " n - 1
  }' "$1" "$work/one/estimates.csv"
}

# peer NAME WORDS: the seconds it took against those of gko.
peer () {
  awk -v s="$(median "$1" 1)" -v w="$(median "$1" 2)" -v o="$(median one 1)" -v what="$2" -v d="$(differ "$work/$1.csv")" 'BEGIN {
    printf "%-44s %7.3f s %7.3f s %16.1f times (%s figures differ)\n", what, s, w, s / o, d }'
}

node_modules=${NODE_PATH-$work/npm/node_modules}
if command -v npm >/dev/null 2>&1 && [ ! -d "$node_modules/@duckdb/node-api" ]; then
  npm install --silent --no-audit --no-fund --prefix "$work/npm" @duckdb/node-api >/dev/null 2>&1 || :
fi
echo "20 proportions by all, sex and age group of one survey, from its harmonised file:"
for round in 1 2 3; do
  time_one one "$gko" estimate -q -j 1 -o "$work/one" "$work/one.yaml"
  if [ -d "$node_modules/@duckdb/node-api" ]; then
    time_one duckdb env NODE_PATH="$node_modules" node "$here/peers.mjs" "$harmonised" "$work/duckdb.csv" "$work/items"
  fi
done
if Rscript -e 'library(survey)' >/dev/null 2>&1; then
  time_one survey Rscript "$here/peers.R" "$harmonised" "$work/survey.csv" "$work/items"
fi
awk -v s="$(median one 1)" -v w="$(median one 2)" 'BEGIN { printf "%-44s %7.3f s %7.3f s\n", "gko estimate", s, w }'
if [ -f "$work/times/duckdb" ]; then peer duckdb 'DuckDB, in SQL'; else echo 'DuckDB is not there (npm install @duckdb/node-api)'; fi
if [ -f "$work/times/survey" ]; then peer survey "R's survey package"; else echo "R's survey package is not there (r-cran-survey)"; fi
[ "${LIMITS-yes}" = no ] || exit $failed
