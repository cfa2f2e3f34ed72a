# Makes compare.csv, averages and comparisons of the sample study, with R and its package survey:
#
#   gko run -o out STUDY.yaml     the study of "samples: averages and comparisons" in tests/compare.at
#   Rscript tests/reference/compare.R out >tests/reference/compare.csv
#
# Made with survey 4.1.1.  Estimates are those of svymean and svyratio in the domain, by survey.
# An average is sum a theta with fixed a and variance sum a^2 V; two surveys are independent;
# degrees of freedom of a sum of variances are Satterthwaite's.  Groups of one survey: svycontrast
# of svyby (covmat = TRUE), with degf of both groups; svychisq of those groups.  Figures on fewer than 25
# children take no part.  Families: p.adjust (method = "holm").
suppressMessages (library (survey))
folder <- file.path (commandArgs (TRUE)[1], "harmonised")
surveys <- c ("BRA-2018", "CHL-2022", "MNE-2016", "PHL-2017", "PRT-2018")
declared <- c (26500000, 455707, 74900, 16158000, 941000)
lonely <- c ("BRA-2018" = "certainty", "MNE-2016" = "adjust")
groups <- list (sex = c (boy = 1, girl = 2, other = 3),
                age_group = c ("9-11" = 1, "12-14" = 2, "15-17" = 3))
least <- 25

yes <- function (x, at_least) ifelse (x >= 0, as.numeric (x >= at_least), NA)
valid <- function (x) ifelse (x >= 0, x, NA)
user <- function (h, y) ifelse (h$internet_use == 1, y, NA)
indicators <- list (
  internet_use = list ("share", function (h) yes (h$internet_use, 1)),
  first_use = list ("mean", function (h) user (h, valid (h$first_use_age))),
  own_phone = list ("share", function (h) user (h, yes (h$own_phone, 1))),
  contact = list ("share", function (h) user (h, yes (h$contact_unknown, 1))),
  weekend = list ("ratio", function (h) user (h, valid (h$hours_weekend)),
                  function (h) user (h, valid (h$hours_weekday))))

data <- lapply (surveys, function (s)
  read.csv (file.path (folder, paste0 (s, ".csv")), colClasses = c (stratum = "character")))
names (data) <- surveys
rule <- function (survey)
  options (survey.lonely.psu = if (survey %in% names (lonely)) lonely[[survey]] else "fail",
           survey.adjust.domain.lonely = FALSE)
design_of <- function (h) {
  psu <- if ("psu" %in% names (h)) ~psu else ~1
  fpc <- if ("fpc" %in% names (h)) ~fpc else NULL
  svydesign (ids = psu, strata = ~stratum, weights = ~weight, fpc = fpc, data = h, nest = TRUE)
}
inside <- function (h) !is.na (h$y) & !is.na (h$x)
statistic <- function (design, kind)
  if (kind == "ratio") svyratio (~y, ~x, design) else svymean (~y, design)
satterthwaite <- function (v, df) {
  df <- df[v > 0]
  v <- v[v > 0]
  sum (v)^2 / sum (v^2 / df)
}
number <- function (x) if (is.na (x)) "" else sprintf ("%.15g", x)
put <- function (...) cat (paste (c (...), collapse = ","), "\n", sep = "")

# One family of tests: a, b, difference, variance, df.
family <- function (id, survey, sex, age, kind, tests) {
  if (length (tests) == 0)
    return ()
  d <- sapply (tests, function (t) t[[3]])
  se <- sqrt (sapply (tests, function (t) t[[4]]))
  df <- sapply (tests, function (t) t[[5]])
  p <- 2 * pt (-abs (d / se), df)
  adjusted <- p.adjust (p, "holm")
  for (i in seq_along (tests))
    put (id, survey, sex, age, kind, tests[[i]][[1]], tests[[i]][[2]], number (d[i]), number (se[i]),
         number (df[i]), number (d[i] / se[i]), number (p[i]), number (adjusted[i]))
}

# A cell: the figures of all surveys with enough children.
figures <- function (i, select) {
  all <- list ()
  for (s in seq_along (surveys)) {
    rule (surveys[s])
    h <- data[[s]]
    h$y <- i[[2]] (h)
    h$x <- if (i[[1]] == "ratio") i[[3]] (h) else 1
    here <- inside (h) & select (h)
    if (sum (here) < least)
      next
    domain <- design_of (h)[here, ]
    m <- statistic (domain, i[[1]])
    all[[surveys[s]]] <- c (theta = as.numeric (coef (m)), v = as.numeric (SE (m))^2,
                            df = degf (domain), n = sum (here & h$weight > 0),
                            population = sum (h$weight[here]) * declared[s] / sum (h$weight))
  }
  all
}

cell <- function (id, sex, age, i, select) {
  f <- figures (i, select)
  n <- length (f)
  if (n == 0)
    return ()
  get <- function (name) sapply (f, function (x) x[[name]])
  theta <- get ("theta"); v <- get ("v"); df <- get ("df")
  tests <- list ()
  for (a in seq_len (n))
    for (b in seq_len (n))
      if (a < b)
        tests[[length (tests) + 1]] <- list (names (f)[a], names (f)[b], theta[a] - theta[b],
                                             v[a] + v[b], satterthwaite (v[c (a, b)], df[c (a, b)]))
  family (id, "", sex, age, "survey", tests)
  for (which in c ("_EQUAL", "_POPULATION")) {
    weight <- if (which == "_EQUAL") rep (1 / n, n) else get ("population") / sum (get ("population"))
    average <- sum (weight * theta)
    se <- sqrt (sum (weight^2 * v))
    d <- satterthwaite (weight^2 * v, df)
    limits <- if (i[[1]] != "share") average + c (-1, 1) * qt (0.975, d) * se else
      plogis (qlogis (average) + c (-1, 1) * qt (0.975, d) * se / (average * (1 - average)))
    put (id, which, sex, age, "estimate", sum (get ("n")), "", number (average), number (se),
         number (d), number (limits[1]), number (limits[2]), "")
    tests <- list ()
    for (c in seq_len (n))
      if (n > 1) {
        parts <- weight^2 * v
        parts[c] <- (1 - weight[c])^2 * v[c]
        tests[[length (tests) + 1]] <- list (names (f)[c], which, theta[c] - average, sum (parts),
                                             satterthwaite (parts, df))
      }
    family (id, "", sex, age, "average", tests)
  }
}

within <- function (id, survey, group, i) {
  rule (survey)
  h <- data[[survey]]
  h$y <- i[[2]] (h)
  h$x <- if (i[[1]] == "ratio") i[[3]] (h) else 1
  h$g <- h[[group]]
  levels <- Filter (function (l) sum (inside (h) & h$g == l) >= least, groups[[group]])
  if (length (levels) < 2)
    return ()
  star <- function (name) if (name == group) "*" else "_T"
  design <- design_of (h)
  tests <- list ()
  for (a in seq_along (levels))
    for (b in seq_along (levels))
      if (a < b) {
        part <- design[inside (h) & h$g %in% levels[c (a, b)], ]
        by <- if (i[[1]] == "ratio") svyby (~y, by = ~g, denominator = ~x, part, svyratio, covmat = TRUE)
              else svyby (~y, ~g, part, svymean, covmat = TRUE)
        contrast <- svycontrast (by, c (1, -1))
        tests[[length (tests) + 1]] <- list (names (levels)[a], names (levels)[b],
                                             as.numeric (coef (contrast)),
                                             as.numeric (SE (contrast))^2, degf (part))
      }
  family (id, survey, star ("sex"), star ("age_group"), "group", tests)
  if (i[[1]] == "share") {
    part <- design[inside (h) & h$g %in% levels, ]
    q <- svychisq (~g + y, part)
    put (id, survey, star ("sex"), star ("age_group"), "association", "", "", number (q$statistic),
         number (q$parameter[1]), number (q$parameter[2]), number (q$p.value), "", "")
  }
}

cat ("indicator,survey,sex,age_group,kind,a,b,difference,se,df,t,p,p_adjusted\n")
for (id in names (indicators)) {
  i <- indicators[[id]]
  cell (id, "_T", "_T", i, function (h) TRUE)
  for (group in names (groups))
    for (level in names (groups[[group]]))
      cell (id, if (group == "sex") level else "_T", if (group == "sex") "_T" else level, i,
            function (h) h[[group]] == groups[[group]][[level]])
  for (survey in surveys)
    for (group in names (groups))
      within (id, survey, group, i)
}
