# Functions for the groups of laws.at, which source this where the files of LAWS_STUDY are.
# shellcheck shell=sh disable=SC2034,SC2154

# It may be a relative path, and there are folders to go into.
top_srcdir=$(cd "$top_srcdir" && pwd)

# The numbers of a row, and what says which row it is.
columns='estimate se ci_low ci_high df population coverage'
keys='indicator category one sex band'

# make SEED WHAT FOLDER [LINE]: the survey of a seed as laws.awk makes it, in a folder of its own,
# with a further line of its design, and its results.
make () (
  mkdir "$3"
  cd "$3" || exit 1
  cp ../codebook.yaml ../plan.yaml ../study.yaml .
  awk -f "$abs_top_srcdir"/tests/laws.awk -v seed="$1" -v what="$2" >data.csv
  { cat ../survey.yaml
    echo design:
    awk -f "$abs_top_srcdir"/tests/laws.awk -v seed="$1" -v what=design
    echo "$4"
  } >survey.yaml
  $PREFIX_CMD gko run -q study.yaml >run.log 2>&1 || { echo "$3: status $?"; cat run.log; }
)

# same TEXT A B OPTION...: what differs between two tables, by same.awk.
same () {
  text=$1 a=$2 b=$3
  shift 3
  awk -f "$abs_top_srcdir"/tests/same.awk "$@" "$a" "$b" >said && return
  echo "$text: $a and $b differ"
  cat said
}

# has SEED LINE: is the line in the survey's design?
has () { awk -f "$abs_top_srcdir"/tests/laws.awk -v seed="$1" -v what=design | grep -q "$2"; }
