#!/bin/sh
# shellcheck disable=SC2016 # awk programs and Markdown's backquotes are meant
# The documentation is true.
#
#   doc.sh commands PAGE...   run the commands shown in the pages, compare what they print
#   doc.sh options TOP        verbs and options are the same in --help, manual and completion
#   doc.sh --self-test        show that a false page is noticed
#
# `commands`: a line `$ COMMAND` in a fenced or indented block is run if its first word is gko, or
# one of the plain commands that look at what gko wrote (see RUNNABLE); other commands are for the
# reader's machine.  The lines below it, up to the next `$` or the end of the block, are what it
# prints (standard output and error as a terminal shows them); a line `...` stands for any lines.
# Without such lines the command must exit with status 0; with them it must not crash.  All commands
# of a page are run in order in one fresh folder that holds the samples and the codebooks ($samples
# and $codebooks in the environment); `cd` is followed and `echo $?` gives the last status.

RUNNABLE='gko cat cd chmod cp cut echo grep head ls mkdir rm sed sort tail wc'

# Cut a page into DIR/N.cmd, DIR/N.out (only if output is shown) and DIR/N.at.
extract ()
{
  awk -v dir="$2" '
  function indent (line) { match (line, /^ */); return RLENGTH }
  function finish () {
    if (shown) close (dir "/" n ".out")
    shown = n_blank = open = 0
  }
  /^ *```/ { finish (); fence = !fence; next }
  {
    depth = indent ($0)
    block = fence || depth >= 4
  }
  block && substr ($0, depth + 1, 2) == "$ " {
    finish ()
    at = FILENAME ":" FNR
    command = substr ($0, depth + 3)
    while (command ~ /\\$/ && (getline line) > 0) {
      sub (/^ *(> )?/, "", line)
      command = substr (command, 1, length (command) - 1) line
    }
    printf "%s\n", command >(dir "/" (++n) ".cmd"); close (dir "/" n ".cmd")
    print at >(dir "/" n ".at"); close (dir "/" n ".at")
    base = depth
    open = 1
    next
  }
  # A blank line belongs to the output if more of the block follows.
  open && /^ *$/ { n_blank++; next }
  open && (fence || depth >= base) {
    while (n_blank > 0) { if (shown) print "" >(dir "/" n ".out"); n_blank-- }
    print substr ($0, base + 1) >(dir "/" n ".out")
    shown = 1
    next
  }
  { finish () }
  END { finish () }' "$1"
}

# Does the file $2 look like the file $1, where a line `...` stands for any lines?
matches ()
{
  awk '
  { sub (/[ \t\r]+$/, "") }
  NR == FNR { want[++n] = $0; next }
  { have[++m] = $0 }
  END {
    while (n && want[n] == "") n--
    while (m && have[m] == "") m--
    i = j = 1; star = 0
    while (j <= m) {
      if (i <= n && want[i] == "...") { star = i++; mark = j }
      else if (i <= n && want[i] == have[j]) { i++; j++ }
      else if (star) { i = star + 1; j = ++mark }
      else exit 1
    }
    while (i <= n && want[i] == "...") i++
    exit i <= n
  }' "$1" "$2"
}

# Run one page in the folder $tmp/page-N.
run_page ()
{
  page=$1
  n_pages=$((n_pages + 1))
  steps=$tmp/steps-$n_pages
  place=$tmp/page-$n_pages
  mkdir "$steps" "$place" || exit 2
  # The source tree can be read-only.
  cp -R "$samples" "$place/samples" && cp -R "$codebooks" "$place/codebooks" || exit 2
  chmod -R u+w "$place"
  rm -rf "$place/samples/out"
  extract "$page" "$steps" || exit 2
  step=1
  status=0
  while test -f "$steps/$step.cmd"; do
    command=$(cat "$steps/$step.cmd")
    at=$(cat "$steps/$step.at")
    case " $RUNNABLE " in
    *" ${command%% *} "*) run_step ;;
    esac
    step=$((step + 1))
  done
}

run_step ()
{
  case $command in
  'echo $?') echo $status >"$tmp/printed"; status=0 ;;
  'cd '*)
    place=$(cd "$place" && eval "$command" && pwd) || { echo "$at: cannot $command"; n_bad=$((n_bad + 1)); }
    : >"$tmp/printed"
    status=0
    ;;
  *)
    (cd "$place" && eval "$command") >"$tmp/printed" 2>&1 </dev/null
    status=$?
    ;;
  esac
  n_run=$((n_run + 1))
  if test -f "$steps/$step.out"; then
    if ! matches "$steps/$step.out" "$tmp/printed" || test $status -gt 3; then
      echo "$at: \$ $command"
      echo "prints something else (exit status $status); - is the page, + is so"
      diff -u "$steps/$step.out" "$tmp/printed" | sed 1,2d
      n_bad=$((n_bad + 1))
    fi
  elif test $status -ne 0; then
    echo "$at: \$ $command"
    echo "exit status $status:"
    cat "$tmp/printed"
    n_bad=$((n_bad + 1))
  fi
}

commands ()
{
  n_run=0 n_bad=0 n_pages=0
  for page; do
    test -f "$page" || { echo "no $page"; return 1; }
    run_page "$page"
  done
  echo "$n_run commands run, $n_bad not as shown"
  test $n_bad -eq 0 && test $n_run -gt 0
}

# --- Verbs and options ---

# Options in a help text: the words with dashes in front of each line, one a line.
help_options ()
{
  sed -n 's/^ \{1,8\}\(-.*\)/\1/p' | sed 's/  .*//; s/,/ /g' | tr ' ' '\n' |
    sed -n 's/^\(-[A-Za-z]\)$/\1/p; s/^\(-[A-Z]\)[^a-z-].*/\1/p; s/^\(--[a-z][a-z-]*\).*/\1/p' | sort -u
}

# Options in a manual page: bold words with dashes in front of a tagged paragraph.
man_options ()
{
  awk '
  tag { print; tag = 0 }
  /^\.T[PQ]/ { tag = 1 }' "$1" |
    sed 's/\\-/-/g; s/\\f[A-Z]/ /g; s/^\.[A-Z]* *//; s/[",=[]/ /g' | tr ' ' '\n' |
    grep -E '^(-[A-Za-z]|--[a-z][a-z-]*)$' | sort -u
}

# What bash offers after WORDS.
offers ()
{
  bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gko gko "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
    ((${#COMPREPLY[@]} == 0)) || printf "%s\n" "${COMPREPLY[@]}"' \
    bash "$completion" "$@" | sed 's/[= ]*$//' | sort -u
}

# same WHAT FILE1 NAME1 FILE2 NAME2
same ()
{
  if ! test -s "$2"; then
    echo "$1: none found in $3"; n_bad=$((n_bad + 1))
  elif ! cmp -s "$2" "$4"; then
    comm -23 "$2" "$4" | sed "s|^|$1: in $3 but not in $5: |"
    comm -13 "$2" "$4" | sed "s|^|$1: in $5 but not in $3: |"
    n_bad=$((n_bad + 1))
  fi
}

options ()
{
  LC_ALL=C
  export LC_ALL
  top=$1
  completion=$top/completion/gko.bash
  n_bad=0
  gko --help >"$tmp/help" || { echo "gko --help fails"; return 1; }
  # Verbs stand in the help at the start of a line, in two columns.
  sed -n 's/^  \([a-z]\{1,\}\)  .*/\1/p; s/^  \([a-z]\{1,\}\) [A-Z].*  .*/\1/p' "$tmp/help" | sort -u >"$tmp/verbs"
  sed 's/\\-/-/g' "$top/doc/gko.1" | sed -n 's/^\.BR gko-\([a-z]*\) (1)$/\1/p' | sort -u >"$tmp/man-verbs"
  offers gko '' | grep -v '^-' >"$tmp/bash-verbs"
  same verbs "$tmp/verbs" 'gko --help' "$tmp/man-verbs" doc/gko.1
  same verbs "$tmp/verbs" 'gko --help' "$tmp/bash-verbs" completion/gko.bash
  # The options of gko itself, before any verb.
  help_options <"$tmp/help" >"$tmp/options"
  offers gko - >"$tmp/bash-options"
  same options "$tmp/options" 'gko --help' "$tmp/bash-options" completion/gko.bash
  : >"$tmp/all"
  while read -r verb; do
    gko "$verb" --help >"$tmp/help" || { echo "gko $verb --help fails"; return 1; }
    help_options <"$tmp/help" >"$tmp/options"
    cat "$tmp/options" >>"$tmp/all"
    offers gko "$verb" - >"$tmp/bash-options"
    test -f "$top/doc/gko-$verb.1" || { echo "no doc/gko-$verb.1"; return 1; }
    man_options "$top/doc/gko-$verb.1" >"$tmp/man-options"
    same "options of $verb" "$tmp/options" "gko $verb --help" "$tmp/man-options" "doc/gko-$verb.1"
    same "options of $verb" "$tmp/options" "gko $verb --help" "$tmp/bash-options" completion/gko.bash
  done <"$tmp/verbs"
  # gko.1 has every option of every verb.
  gko --help | help_options | sort -u - "$tmp/all" >"$tmp/options"
  man_options "$top/doc/gko.1" >"$tmp/man-options"
  same options "$tmp/options" 'all --help' "$tmp/man-options" doc/gko.1
  test $n_bad -eq 0
}

# --- Showing that false pages are noticed ---

# tried STATUS WORDS PAGE-TEXT
tried ()
{
  n_tried=$((n_tried + 1))
  printf '%s' "$3" >"$work/page.md"
  # The page is named as a reader would.
  (cd "$work" && PATH="$work/bin:$PATH" sh "$self" commands page.md) >"$work/log" 2>&1
  if test $? -ne "$1" || ! grep -qF -e "$2" "$work/log"; then
    echo "try $n_tried: expected status $1 and '$2', got:"; cat "$work/log"; n_missed=$((n_missed + 1))
  fi
}

# A stand-in for the program whose answers are known.
self_test ()
{
  work=$tmp
  n_tried=0 n_missed=0
  mkdir -p "$work/bin" "$work/s/sub" "$work/c"
  printf '%s\n' '#!/bin/sh' 'echo one' 'test -d samples && echo here' 'echo two >&2' 'exit ${1-0}' >"$work/bin/gko"
  chmod +x "$work/bin/gko"
  samples=$work/s codebooks=$work/c
  export samples codebooks
  tried 0 '1 commands run, 0 not' '```
$ gko 0
one
here
two
```
'
  tried 0 '2 commands run, 0 not' 'Text.

    $ gko 3
    one
    ...

    $ echo $?
    3

More text.
'
  tried 0 '2 commands run, 0 not' '    $ cd samples
    $ gko
    one
    two
'
  tried 0 '1 commands run, 0 not' '    $ sudo make install
    $ gko \
        0
'
  tried 1 'page.md:2: $ gko 0' '```
$ gko 0
one
two
```
'
  tried 1 '+two' '    $ gko
    one
    ...
    three
'
  tried 1 'exit status 2' '    $ gko 2
'
  tried 1 'exit status 139' '    $ gko 139
    ...
'
  tried 1 'page.md:3: $ echo $?' '    $ gko 3
    ...
    $ echo $?
    1
'
  tried 1 '0 commands run' '    $ make
'
  tried 1 'exit status 127' '    $ gko | nosuch
'
  echo "$n_tried pages tried, $n_missed not judged as they should be"
  test $n_missed -eq 0
}

tmp=$(mktemp -d "${TMPDIR-/tmp}/doc.XXXXXX") || exit 2
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
job=$1
test $# -gt 0 && shift
case $job in
commands) commands "$@" ;;
options) options "$1" ;;
--self-test)
  self=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
  self_test
  ;;
*) echo 'usage: doc.sh commands PAGE... | options TOP | --self-test' >&2; exit 2 ;;
esac
