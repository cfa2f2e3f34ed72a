#!/bin/sh
# Makes the corpus of the fuzz target spss: small files of each kind, whole and damaged.
#
#   spss-corpus.sh SPSS-MAKE FOLDER
#
# The first byte of each file says how it is read (see spss-fuzz.c): `0` .sav, `1` .dta, `3` .dta in
# windows-1252.

make=$1 folder=$2
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$folder" || exit 1

# put BYTE FILE NAME
put ()
{
  { printf '%s' "$1"; cat "$2"; } >"$folder/$3"
}

for kind in children latin1 bytes empty; do
  for ending in sav zsav dta; do
    "$make" $kind "$tmp/$kind.$ending" || exit 1
  done
  put 0 "$tmp/$kind.sav" $kind-sav
  put 1 "$tmp/$kind.dta" $kind-dta
done
put 0 "$tmp/children.zsav" children-zsav
put 3 "$tmp/latin1.dta" latin1-dta-declared

# A byte of each eighth is another one: lengths, counts and offsets that are not true.
for ending in sav dta; do
  byte=0
  test $ending = sav || byte=1
  size=$(wc -c <"$tmp/children.$ending")
  for eighth in 1 2 3 4 5 6 7; do
    at=$((size * eighth / 8))
    { printf '%s' $byte
      head -c $at "$tmp/children.$ending"
      printf '\377\377\377\177'
      tail -c +$((at + 5)) "$tmp/children.$ending"; } >"$folder/children-$ending-$eighth"
  done
done
