# Makes combine.csv, figures made of two indicators, nets and sets, with R and its package survey:
#
#   Rscript combine.R >combine.csv      (in this folder)
#
# Made with survey 4.1.1.  The indicators are those of COMBINE_PLAN in tests/combine.at, the records
# those of toy.csv and the replicates of toy-replicates.csv.  A difference or quotient is svycontrast
# of svytotal of its four sums, in which a record outside a denominator or group counts with 0; with
# replicates it is made anew in each (withReplicates).  Nets and items of sets are svymean in the
# domain.  Degrees of freedom are degf of the records in either denominator.
suppressMessages (library (survey))
options (survey.lonely.psu = "fail", warn = -1)
toy <- read.csv ("toy-replicates.csv", stringsAsFactors = FALSE)
toy$y[toy$id %in% c (7, 19, 33, 58)] <- NA       # as the test does
toy$children <- 60                               # in each PSU, of whom its records were drawn
replicate <- function (name) as.matrix (toy[grep (paste0 ("^", name, "[0-9]+$"), names (toy))])
designs <- list (
  sp = svydesign (~psu, strata = ~stratum, weights = ~w, data = toy, nest = TRUE),
  spf = svydesign (~psu, strata = ~stratum, weights = ~w, fpc = ~fpc, data = toy, nest = TRUE),
  two = svydesign (~psu + id, strata = ~stratum, weights = ~w, fpc = ~fpc + children, data = toy,
                   nest = TRUE),
  s = svydesign (~1, strata = ~stratum, weights = ~w, data = toy),
  none = svydesign (~1, weights = ~w, data = toy),
  brr = svrepdesign (data = toy, weights = ~w, repweights = replicate ("brr"), type = "BRR",
                     combined.weights = FALSE),
  bootstrap = svrepdesign (data = toy, weights = ~w, repweights = replicate ("boot"),
                           type = "bootstrap", combined.weights = FALSE, mse = TRUE),
  "made-records" = as.svrepdesign (svydesign (~1, strata = ~stratum, weights = ~w, data = toy),
                                   type = "JKn"))

# Numerator, denominator and who is in it, of each indicator that others are made of.
zero <- function (v) ifelse (is.na (v), 0, as.numeric (v))
side <- function (num, den, inside) {
  inside <- inside & !is.na (num) & !is.na (den)
  list (num = zero (num) * inside, den = zero (den) * inside, inside = inside)
}
all <- rep (TRUE, nrow (toy))
high <- toy$x > 9
sides <- list (
  yes = side (toy$y == 1, all, all),
  high = side (high, all, all),
  girls_yes = side (toy$y == 1, all, toy$g == "G"),
  x = side (toy$x, all, all),
  y_in_x = side (toy$y, toy$x, all))
pairs <- list (
  yes_high = list ("yes", "high", "-"), x_yes = list ("x", "yes", "-"),
  yes_girls = list ("yes", "girls_yes", "-"), ratio_yes = list ("y_in_x", "yes", "-"),
  yes_by_high = list ("yes", "high", "/"), x_by_girls = list ("x", "girls_yes", "/"),
  ratio_by_x = list ("y_in_x", "x", "/"))

number <- function (x) if (is.na (x)) "" else sprintf ("%.15g", x)
put <- function (...) cat (paste (c (...), collapse = ","), "\n", sep = "")
cells <- c (list (list ("_T", "_T", all)),
            lapply (c ("B", "G"), function (g) list (g, "_T", toy$g == g)),
            lapply (c ("9-11", "12-14", "15-17"), function (a) list ("_T", a, toy$age == a)))

pair_of <- function (D, a, b, how, group) {
  A <- sides[[a]]; B <- sides[[b]]
  D <- update (D, a1 = A$num * group, a2 = A$den * group, b1 = B$num * group, b2 = B$den * group)
  if (inherits (D, "svyrep.design")) {
    theta <- function (w, d) {
      a <- sum (w * d$a1) / sum (w * d$a2); b <- sum (w * d$b1) / sum (w * d$b2)
      if (how == "-") a - b else a / b
    }
    s <- withReplicates (D, theta)
    c (as.numeric (s), as.numeric (SE (s)))
  } else {
    t <- svytotal (~a1 + a2 + b1 + b2, D)
    s <- svycontrast (t, if (how == "-") quote (a1 / a2 - b1 / b2) else quote ((a1 / a2) / (b1 / b2)))
    c (as.numeric (coef (s)), as.numeric (SE (s)))
  }
}

shares <- list (
  ages = list (
    young = list (toy$age %in% c ("9-11", "12-14"), all),
    ends = list (toy$age %in% c ("9-11", "15-17"), all)),
  any_base = list (
    said = list (zero (toy$y == 1), !is.na (toy$y) | !is.na (high)),
    high = list (zero (high), !is.na (toy$y) | !is.na (high)),
    any_of = list (zero (toy$y == 1) | zero (high), !is.na (toy$y) | !is.na (high)),
    none_of = list (!zero (toy$y == 1) & !zero (high), !is.na (toy$y) | !is.na (high))),
  all_base = list (
    said = list (toy$y == 1, !is.na (toy$y) & !is.na (high)),
    high = list (high, !is.na (toy$y) & !is.na (high))))

cat ("design,indicator,category,g,age,n,estimate,se,df,ci_low,ci_high\n")
for (d in names (designs))
  for (cell in cells) {
    D <- designs[[d]]
    for (id in names (pairs)) {
      p <- pairs[[id]]
      inside <- (sides[[p[[1]]]]$inside | sides[[p[[2]]]]$inside) & cell[[3]]
      if (sum (sides[[p[[2]]]]$inside & cell[[3]]) == 0)
        next
      s <- pair_of (D, p[[1]], p[[2]], p[[3]], cell[[3]])
      df <- degf (D[inside, ])
      t <- qt (0.975, df)
      put (d, id, "", cell[[1]], cell[[2]], sum (inside), number (s[1]), number (s[2]), df,
           number (s[1] - t * s[2]), number (s[1] + t * s[2]))
    }
    for (id in names (shares))
      for (category in names (shares[[id]])) {
        has <- shares[[id]][[category]][[1]]; inside <- shares[[id]][[category]][[2]] & cell[[3]]
        S <- update (D, has = as.numeric (has))[inside, ]
        m <- svymean (~has, S)
        p <- as.numeric (coef (m)); se <- as.numeric (SE (m)); df <- degf (S)
        limits <- plogis (qlogis (p) + c (-1, 1) * qt (0.975, df) * se / (p * (1 - p)))
        edge <- p < 1e-12 || p > 1 - 1e-12
        put (d, id, category, cell[[1]], cell[[2]], sum (inside), number (p),
             if (edge) "" else number (se), df, if (edge) "" else number (limits[1]),
             if (edge) "" else number (limits[2]))
      }
  }
# Boys less girls, in two figures that are made of two: what shared PSUs and records do to them.
for (d in c ("sp", "two", "s", "none"))
  for (id in c ("yes_high", "yes_by_high")) {
    p <- pairs[[id]]
    A <- sides[[p[[1]]]]; B <- sides[[p[[2]]]]; boy <- toy$g == "B"
    D <- update (designs[[d]], a1 = A$num * boy, a2 = A$den * boy, b1 = B$num * boy, b2 = B$den * boy,
                 c1 = A$num * !boy, c2 = A$den * !boy, e1 = B$num * !boy, e2 = B$den * !boy)
    t <- svytotal (~a1 + a2 + b1 + b2 + c1 + c2 + e1 + e2, D)
    s <- svycontrast (t, if (p[[3]] == "-") quote ((a1 / a2 - b1 / b2) - (c1 / c2 - e1 / e2)) else
                         quote ((a1 / a2) / (b1 / b2) - (c1 / c2) / (e1 / e2)))
    put (d, id, "", "*", "_T", "", number (as.numeric (coef (s))), number (as.numeric (SE (s))),
         degf (D[A$inside | B$inside, ]), "", "")
  }
