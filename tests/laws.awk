# A made-up survey and others that must say the same of it.
#
#   awk -f laws.awk -v seed=SEED -v what=WHAT
#
#   design     what stands under `design:` in the survey file
#   data       its data as CSV
#   shuffled   the same records in another order
#   split      the same, every third record in two lines that share its weight
#   renamed    the same with other names of the PSUs, in another order
#   scaled     the same with weights times 8, in which nothing is rounded
#   scaled3    the same with weights times 3.7
#
# Which kind of design it is follows from the seed, so that twelve seeds in a row have met them all:
# with and without strata, PSUs, weights and FPC, two stages, PSUs of one record, strata of one PSU
# under each of the rules.  The generator is Park and Miller's (1988), so that every awk makes the same children.

function draw (below) { state = state * 16807 % 2147483647; return state % below }

BEGIN {
  state = seed * 7919 + 11
  for (i = 0; i < 10; i++) draw(2)
  strata = seed % 4 == 0 ? 1 : 2 + draw(6)
  has_psu = seed % 3 != 0
  has_fpc = seed % 2 == 1
  has_weight = seed % 5 != 0
  split ("certainty adjust average", rule, " ")
  two_stages = has_psu && has_fpc && seed % 4 == 3
  has_ssu = two_stages && seed % 8 == 3
  lonely = rule[1 + int (seed / 2) % 3]

  if (has_ssu) lonely = "adjust" # "average" has no standard error where a PSU has one unit

  if (what == "design") {
    print "  id: id"
    print has_weight ? "  weight: w" : "  weight: none"
    if (strata > 1) print "  strata: h"
    if (has_psu) print "  psu: p"
    if (has_ssu) print "  ssu: u"
    if (has_fpc) print two_stages ? "  fpc: [fpc, fpc2]" : "  fpc: fpc"
    print "  lonely_psu: " lonely
    exit
  }
  for (h = 1; h <= strata; h++) {
    psus[h] = h == 2 && has_psu ? 1 : 2 + draw(5)
    for (p = 1; p <= psus[h]; p++) {
      size = draw(5) ? 6 + draw(20) : 1
      for (k = 1; k <= size; k++) {
        n++
        stratum[n] = h
        household[n] = int ((k + 1) / 2)
        households[n] = int ((size + 1) / 2)
        psu[n] = p
        in_stratum[h]++
        weight[n] = draw(20) ? (1 + draw(4000)) / 64 : 0
        sex[n] = 1 + draw(2)
        age[n] = 9 + draw(9)
        uses[n] = draw(8) ? draw(3) > 0 : "dk"
        device[n] = draw(9) ? 1 + draw(3) : "dk"
        hours[n] = draw(7) ? draw(97) / 4 : "dk"
        sites[n] = draw(11) ? 1 + draw(30) : "dk"
      }
    }
  }
  for (i = 1; i <= n; i++) order[i] = i
  if (what == "shuffled")
    for (i = n; i > 1; i--) {
      j = 1 + draw(i)
      t = order[i]; order[i] = order[j]; order[j] = t
    }
  print "id,h,p,u,fpc,fpc2,w,one,sex,age,uses,device,hours,sites"
  for (i = 1; i <= n; i++) {
    r = order[i]
    h = stratum[r]
    name = what == "renamed" ? "unit " (977 * psu[r]) % 101 : psu[r]
    whole = has_psu ? psus[h] : in_stratum[h]
    fpc = h == 3 ? whole : whole + 1 + 3 * h
    w = weight[r]
    if (what == "scaled") w *= 8
    if (what == "scaled3") w *= 3.7
    inside = sprintf ("%d,%d,%d", household[r], fpc, has_ssu ? households[r] + psu[r] : 90)
    rest = sprintf ("1,%s,%s,%s,%s,%s,%s", sex[r], age[r], uses[r], device[r], hours[r], sites[r])
    if (what == "split" && r % 3 == 0) {
      printf "%da,%d,%s,%s,%.10g,%s\n", r, h, name, inside, w / 4, rest
      printf "%db,%d,%s,%s,%.10g,%s\n", r, h, name, inside, w * 3 / 4, rest
    } else
      printf "%d,%d,%s,%s,%.10g,%s\n", r, h, name, inside, w, rest
  }
}
