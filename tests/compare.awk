# Compare the estimates of one survey with reference numbers.
#
#   awk -f compare.awk [-v NAME=VALUE]... REFERENCE.csv estimates.csv
#
# REFERENCE.csv has a row a table cell, with the columns `indicator` (capitals do not matter),
# `group` (a breakdown variable, or "total") and `level` (a category's name).  estimates.csv is what
# the program wrote.  With a column `survey` in the reference each of its rows is of that survey.
# An empty cell of the reference is not compared.
#
#   survey     the survey whose rows are compared; all if not given
#   numbers    which columns to compare: "REFERENCE=ESTIMATE REFERENCE=ESTIMATE*FACTOR ..."
#   tolerance  largest relative difference; 1e-8 if not given
#   decimals   compare instead after rounding the estimate half up to so many decimals
#   known      printed numbers that are known to be wrong, with the number to expect in their
#              place: "INDICATOR/GROUP/LEVEL/COLUMN=NUMBER ...", blanks in names written as `_`
#
# Says what differs, a line each, then how much was compared.  Exit status 1 if a number differs
# or is missing, if a row is missing or stands twice, or if nothing was compared.

# Cells of a CSV record into CELL; returns how many.
function split_csv(record, cell,    n, c, text)
{
  n = 0
  record = record ","
  while (record != "") {
    if (substr (record, 1, 1) == "\"") {
      text = ""
      record = substr (record, 2)
      while ((c = index (record, "\"")) > 0) {
        text = text substr (record, 1, c - 1)
        record = substr (record, c + 1)
        if (substr (record, 1, 1) != "\"")
          break
        text = text "\""
        record = substr (record, 2)
      }
      record = substr (record, 2)
    } else {
      c = index (record, ",")
      text = substr (record, 1, c - 1)
      record = substr (record, c + 1)
    }
    cell[++n] = text
  }
  return n
}

function fault(text)
{
  print text
  faults++
}

function is_number(text)
{
  return text ~ /^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$/
}

function absolute(x)
{
  return x < 0 ? -x : x
}

# Half up at DECIMALS places.  A number within 1e-9 of the half counts as the half.
function rounded(x,    scale, whole)
{
  scale = 10 ^ decimals
  whole = int (absolute(x) * scale + 0.5 + 1e-9)
  return (x < 0 ? -whole : whole) / scale
}

function agree(want, have)
{
  if (decimals != "")
    return absolute(want - rounded(have)) < 1e-9
  if (want == 0)
    return absolute(have) <= tolerance
  return absolute(want - have) <= tolerance * absolute(want)
}

BEGIN {
  if (tolerance == "")
    tolerance = 1e-8
  n_pairs = split (numbers, pair, " ")
  for (i = 1; i <= n_pairs; i++) {
    split (pair[i], side, "=")
    reference_column[i] = side[1]
    factor[i] = split (side[2], product, "*") == 2 ? product[2] + 0 : 1
    estimate_column[i] = product[1]
  }
  n_known = split (known, entry, " ")
  for (i = 1; i <= n_known; i++) {
    # The last "=" divides: a level may hold one.
    match (entry[i], /=[^=]*$/)
    instead[substr (entry[i], 1, RSTART - 1)] = substr (entry[i], RSTART + 1)
  }
}

FNR == 1 {
  file++
  split ("", column)
  n_columns = split_csv($0, cell)
  for (i = 1; i <= n_columns; i++)
    column[cell[i]] = i
  if (file == 1) {
    for (i = 1; i <= n_pairs; i++)
      if (!(reference_column[i] in column))
        fault("the reference has no column " reference_column[i])
  } else {
    for (i = 1; i <= n_pairs; i++)
      if (!(estimate_column[i] in column))
        fault("the estimates have no column " estimate_column[i])
    # The breakdown variables stand between `year` and `n`.
    first_breakdown = column["year"] + 1
    last_breakdown = column["n"] - 1
    for (i = first_breakdown; i <= last_breakdown; i++)
      breakdown[i] = cell[i]
  }
  next
}

file == 1 {
  split_csv($0, cell)
  by_survey = "survey" in column
  name = (by_survey ? cell[column["survey"]] "/" : "") tolower (cell[column["indicator"]])
  key = name "/" cell[column["group"]] "/" cell[column["level"]]
  if (cell[column["group"]] == "total")
    key = name "/total/total"
  if (key in wanted)
    fault(key ": twice in the reference")
  wanted[key] = ++n_wanted
  key_of[n_wanted] = key
  for (i = 1; i <= n_pairs; i++)
    reference[n_wanted, i] = cell[column[reference_column[i]]]
  next
}

file == 2 {
  split_csv($0, cell)
  if (survey != "" && cell[column["survey"]] != survey)
    next
  name = (by_survey ? cell[column["survey"]] "/" : "") tolower (cell[column["indicator"]])
  key = name "/total/total"
  crossed = 0
  for (i = first_breakdown; i <= last_breakdown; i++)
    if (cell[i] != "_T") {
      crossed++
      key = name "/" breakdown[i] "/" cell[i]
    }
  if (crossed > 1 || !(key in wanted))
    next
  if (seen[key]++)
    fault(key ": twice in the estimates")
  for (i = 1; i <= n_pairs; i++) {
    want = reference[wanted[key], i]
    if (want == "")
      continue
    have = cell[column[estimate_column[i]]]
    place = key "/" reference_column[i]
    gsub (/ /, "_", place)
    if (place in instead) {
      want = instead[place]
      used[place] = 1
    }
    if (!is_number(want) || !is_number(have))
      fault(place ": expected " want ", got " (have == "" ? "nothing" : have))
    else if (!agree(want + 0, have * factor[i]))
      fault(sprintf ("%s: expected %s, got %.17g", place, want, have * factor[i]))
    else
      compared++
  }
}

END {
  for (i = 1; i <= n_wanted; i++)
    if (!(key_of[i] in seen))
      fault(key_of[i] ": not in the estimates")
  for (place in instead)
    if (!(place in used))
      fault(place ": known, but not in the reference")
  if (!compared)
    fault("nothing was compared")
  printf "%d rows, %d numbers compared, %d faults\n", n_wanted, compared, faults
  exit faults > 0
}
