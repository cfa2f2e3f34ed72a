# Do two tables that gko wrote hold the same numbers?
#
#   awk -f same.awk -v keys='COLUMN ...' -v columns='COLUMN ...' A.csv B.csv
#
# A row of A belongs to the one of B with the same KEYS.
#
#   tolerance  largest difference, as a share of the larger of the number and SMALLEST; 1e-12
#   smallest   1e-3: numbers that are rounding errors of larger ones are no numbers to compare
#   where      "COLUMN=VALUE ...": only rows with these values in A; a value with | has several
#   times      "COLUMN=FACTOR ...", for rows whose measure is one of AMOUNTS: B holds FACTOR times
#   amounts    "count|total"
#
# Says what differs, then how much was compared.  Exit status 1 if a number differs, if a row is
# missing, or if nothing was compared.  Only the last columns, which are not looked at, may hold
# commas.

function fault (text) { if (++faults <= 20) print text }
function absolute (x) { return x < 0 ? -x : x }
function within (value, list) { return index ("|" list "|", "|" value "|") > 0 }

BEGIN {
  FS = ","
  if (tolerance == "") tolerance = 1e-12
  if (smallest == "") smallest = 1e-3
  n_keys = split (keys, key_column, " ")
  n_columns = split (columns, column, " ")
  n_where = split (where, condition, " ")
  n_times = split (times, t, " ")
  for (i = 1; i <= n_times; i++) {
    split (t[i], side, "=")
    factor[side[1]] = side[2]
  }
}

FNR == 1 {
  file++
  split ("", at)
  for (i = 1; i <= NF; i++) at[$i] = i
  for (i = 1; i <= n_columns; i++)
    if (!(column[i] in at)) fault("there is no column " column[i])
  next
}

{
  key = ""
  for (i = 1; i <= n_keys; i++) key = key "/" $at[key_column[i]]
}

file == 1 {
  for (i = 1; i <= n_where; i++) {
    split (condition[i], side, "=")
    if (!within($at[side[1]], side[2])) next
  }
  row[key]
  for (i = 1; i <= n_columns; i++)
    wanted[key, i] = $at[column[i]]
  next
}

key in row {
  seen[key]
  for (i = 1; i <= n_columns; i++) {
    have = $at[column[i]]
    want = wanted[key, i]
    if ((have == "") != (want == "")) {
      fault(key ": " column[i] " is " have ", not " want)
      continue
    }
    if (want == "") continue
    if (column[i] in factor && within($at["measure"], amounts == "" ? $at["measure"] : amounts))
      want *= factor[column[i]]
    size = absolute (want) > smallest ? absolute (want) : smallest
    if (absolute (have - want) > tolerance * size)
      fault(key ": " column[i] " is " have ", not " want)
    compared++
  }
}

END {
  for (key in row)
    if (!(key in seen)) fault(key ": has no row")
  if (!compared) fault("nothing was compared")
  printf "%d numbers compared, %d faults\n", compared, faults
  exit faults > 0
}
