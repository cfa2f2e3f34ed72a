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
  if [ -x "$programs/tables-bench" ]; then
    "$programs/tables-bench" "$work/study.yaml" "$work/out" 3 >>"$work/times/tables"
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
# Another file: a ratio of its own.
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
[ "${LIMITS-yes}" = no ] || exit $failed
