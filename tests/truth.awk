# Compare a harmonised file with what make-samples.py says the children answered.
#
#   awk -f truth.awk TRUTH.csv HARMONISED.csv
#
# TRUTH.csv has the columns `id` and one for each variable that the crosswalk maps.  A line is
# written for each variable with differences, then how much was compared.  Exit status 1 if
# anything differs, a record or a variable is missing, or nothing was compared.
BEGIN { FS = "," }
FNR == 1 {
  file++
  for (i = 1; i <= NF; i++)
    if (file == 1)
      truth_name[i] = $i
    else
      column[$i] = i
  n_truth = file == 1 ? NF : n_truth
  next
}
file == 1 {
  if ($1 in truth)
    faults++
  truth[$1] = $0
  n_wanted++
}
file == 2 {
  id = $column["id"]
  if (!(id in truth)) {
    faults++
    next
  }
  n_records++
  split (truth[id], want, ",")
  for (i = 2; i <= n_truth; i++) {
    have = truth_name[i] in column ? $column[truth_name[i]] : ""
    cells++
    if (have == "" || have + 0 != want[i] + 0) {
      if (wrong[i]++ == 0)
        first[i] = id ": expected " want[i] ", got " have
      faults++
    }
  }
}
END {
  for (i = 2; i <= n_truth; i++)
    if (wrong[i])
      printf "%s: %d differ, first %s\n", truth_name[i], wrong[i], first[i]
  if (n_records != n_wanted)
    faults++
  if (!cells)
    faults++
  printf "%d of %d records, %d cells compared, %d faults\n", n_records, n_wanted, cells, faults
  exit faults > 0
}
