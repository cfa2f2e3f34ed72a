# Lay the numbers of a table beside reference numbers.
#
#   awk -f numbers.awk -v keys='COLUMN ...' -v numbers='REFERENCE=COLUMN ...' REFERENCE.csv TABLE.csv
#
# Rows with the same KEYS belong together; an empty cell of the reference is not compared.
# Columns behind those that are looked at may hold anything.
#
#   where      "COLUMN=VALUE ...": only rows of the reference with these values are compared
#   tolerance  largest relative difference; 1e-8 if not given
#
# Says what differs, then how much was compared.  Exit status 1 if a number differs or is missing,
# if a row is missing or stands twice, or if nothing was compared.

function fault (text) { print text; faults++ }

function absolute (x) { return x < 0 ? -x : x }

BEGIN {
  FS = ","
  if (tolerance == "") tolerance = 1e-8
  n_keys = split (keys, key_column, " ")
  n_pairs = split (numbers, pair, " ")
  n_where = split (where, condition, " ")
  for (i = 1; i <= n_pairs; i++) {
    split (pair[i], side, "=")
    wanted_column[i] = side[1]
    column[i] = side[2]
  }
}

FNR == 1 {
  file++
  split ("", at)
  for (i = 1; i <= NF; i++) at[$i] = i
  for (i = 1; i <= n_keys; i++)
    if (!(key_column[i] in at)) fault("there is no column " key_column[i])
  next
}

{
  key = ""
  for (i = 1; i <= n_keys; i++) key = key (i > 1 ? "/" : "") $at[key_column[i]]
}

file == 1 {
  for (i = 1; i <= n_where; i++) {
    split (condition[i], side, "=")
    if ($at[side[1]] != side[2]) next
  }
  if (key in row) fault(key ": twice in the reference")
  row[key] = ++n_rows
  for (i = 1; i <= n_pairs; i++) wanted[key, i] = $at[wanted_column[i]]
  next
}

key in row {
  if (seen[key]++) fault(key ": twice in the table")
  for (i = 1; i <= n_pairs; i++) {
    if (wanted[key, i] == "") continue
    have = $at[column[i]]
    if (have == "" || absolute(have - wanted[key, i]) > tolerance * absolute(wanted[key, i]))
      fault(key ": " column[i] " is " have ", not " wanted[key, i])
    else
      compared++
  }
}

END {
  for (key in row)
    if (!(key in seen)) fault(key ": not in the table")
  if (!compared) fault("nothing was compared")
  printf "%d rows, %d numbers compared, %d faults\n", n_rows, compared, faults
  exit faults > 0
}
