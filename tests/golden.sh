# Functions for the group of golden.at, which sources this where TOY_STUDY is.
# shellcheck shell=sh disable=SC2154

# with_design LINE...: survey.yaml with these lines of its design.
with_design () {
  {
    sed '/^  id: id/q' survey.old
    printf '  %s\n' "$@"
    sed -n '/^crosswalk:/,$p' survey.old
  } >survey.yaml
}

# with_study LINE...: study.yaml with these lines more.
with_study () {
  { grep -v '^estimate:' study.old; printf '%s\n' "$@"; } >study.yaml
}

run () {
  $PREFIX_CMD gko run -q study.yaml >run.log 2>&1 || { echo "status $?"; cat run.log; }
}

# got KEY TABLE COLUMN "COLUMN=VALUE ...": the number of that column in the one row that has these
# values, as the value of golden.csv's KEY.
got () {
  awk -F, -v key="$1" -v column="$3" -v where="$4" '
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split (where, part, " "); next }
  {
    for (i = 1; i <= n; i++) {
      split (part[i], side, "=")
      if (!(side[1] in at)) { print key ": no column " side[1] >"/dev/stderr"; exit }
      if ($at[side[1]] != side[2]) next
    }
    rows++
    value = $at[column]
  }
  END {
    if (rows != 1 || value == "") print key ": " rows + 0 " rows, \"" value "\"" >"/dev/stderr"
    printf "%s\t%s\n", key, value
  }' "out/$2.csv" >>found
}

# row KEY "COLUMN=VALUE ..." [KEY COLUMN]...: several columns of one row of estimates.csv.
estimates () {
  where=$1
  shift
  while [ $# -gt 0 ]; do
    got "$1" estimates "$2" "$where"
    shift 2
  done
}

# compare GOLDEN: each value that was found with the golden one, to the ten digits that it has (of
# the likelihood interval five, which is what R's interpolation of its profile is good for); then the
# keys of golden.csv that were not found, and how many there are of each.
compare () {
  awk '
  function absolute (x) { return x < 0 ? -x : x }
  FILENAME == "found" { split ($0, pair, "\t"); value[pair[1]] = pair[2]; next }
  FNR == 1 { next }
  {
    split ($0, cell, "\"")
    key = cell[2]
    if (!(key in value)) { left = left (left == "" ? "" : " ") key; n_left++; next }
    n++
    digits = key ~ /^ci\.likelihood/ ? 1e-5 : 6e-10
    if (absolute(value[key] - cell[4]) > digits * absolute(cell[4]))
      print key ": " value[key] " is not " cell[4]
    delete value[key]
  }
  END {
    for (key in value) print "golden.csv has no " key
    print n " values compared"
    print n_left + 0 " not: " left
  }' found "$1"
}
