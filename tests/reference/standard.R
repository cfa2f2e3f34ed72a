# Makes standard.csv and standard-toy.csv, directly standardised figures, with R and its package survey:
#
#   gko run -o out STUDY.yaml     the study of "standard: five designs" in tests/standard.at
#   Rscript standard.R out        in this folder
#
# Made with survey 4.1.1.  Each figure is svymean of svystandardize of the subset of its group, the
# shares of the standard being those that its `by` has within the group; excluding.missing leaves out
# who did not answer.  Degrees of freedom are degf of that subset, limits of shares
# svyciprop (method = "xlogit") with them, of means t.  In toy.csv the groups stand under `over`.
suppressMessages (library (survey))
options (warn = -1, survey.adjust.domain.lonely = FALSE)
number <- function (x) if (is.na (x)) "" else sprintf ("%.15g", x)

# ---- The sample study: five designs -------------------------------------------------------------
folder <- file.path (commandArgs (TRUE)[1], "harmonised")
surveys <- c ("BRA-2018", "CHL-2022", "MNE-2016", "PHL-2017", "PRT-2018")
lonely <- c ("BRA-2018" = "certainty", "MNE-2016" = "adjust")
levels <- list (sex = c (boy = 1, girl = 2, other = 3),
                age_group = c ("9-11" = 1, "12-14" = 2, "15-17" = 3),
                ses = c (low = 1, middle = 2, high = 3))
shares <- rbind (boy = c (0.15, 0.18, 0.17), girl = c (0.14, 0.19, 0.17))
colnames (shares) <- names (levels$age_group)
standards <- list (
  both = function (h) ifelse (h$sex %in% 1:2 & h$age_group > 0,
                              shares[cbind (pmin (h$sex, 2), pmax (h$age_group, 1))], NA),
  age = function (h) ifelse (h$age_group > 0, c (1, 1, 1)[pmax (h$age_group, 1)], NA))
cells <- list (both = function (h) interaction (h$sex, h$age_group), age = function (h) factor (h$age_group))
yes <- function (x, at_least) ifelse (x >= 0, as.numeric (x >= at_least), NA)
valid <- function (x) ifelse (x >= 0, x, NA)
user <- function (h, y) ifelse (h$internet_use == 1, y, NA)
indicators <- list (
  internet_use = list ("share", "both", function (h) yes (h$internet_use, 1)),
  first_use = list ("mean", "both", function (h) user (h, valid (h$first_use_age))),
  own_phone = list ("share", "age", function (h) user (h, yes (h$own_phone, 1))))
frequencies <- c ("never", "rarely", "monthly", "weekly", "daily", "several_daily", "almost_all_the_time")
for (f in seq_along (frequencies))      # a distribution: each category by itself
  indicators[[paste0 ("frequency/", frequencies[f])]] <-
    list ("share", "both", local ({ code <- f
      function (h) user (h, as.numeric (valid (h$use_frequency) == code)) }))

design_of <- function (h) {
  psu <- if ("psu" %in% names (h)) ~psu else ~1
  fpc <- if ("fpc" %in% names (h)) ~fpc else NULL
  svydesign (ids = psu, strata = ~stratum, weights = ~weight, fpc = fpc, data = h, nest = TRUE)
}
limits <- function (kind, theta, se, df) {
  t <- qt (0.975, df)
  if (kind == "mean") theta + c (-1, 1) * t * se else
    plogis (qlogis (theta) + c (-1, 1) * t * se / (theta * (1 - theta)))
}

figure <- function (h, design, i, here) {
  h$p <- standards[[i[[2]]]] (h)
  here <- here & !is.na (h$y) & !is.na (h$p) & h$weight > 0
  if (sum (here) < 2)
    return (NULL)
  design$variables <- h
  part <- design[here, ]
  part$variables$cell <- droplevels (cells[[i[[2]]]] (part$variables))
  population <- tapply (part$variables$p, part$variables$cell, function (p) p[1])
  s <- svystandardize (part, by = ~cell, over = ~1, population = as.vector (population),
                       excluding.missing = ~y)
  m <- try (svymean (~y, s, deff = "replace"), silent = TRUE)
  if (inherits (m, "try-error"))
    return (NULL)
  theta <- as.numeric (coef (m)); se <- as.numeric (SE (m)); df <- degf (part)
  edge <- i[[1]] == "share" && (theta <= 0 || theta >= 1) || se < 1e-12     # all in a cell are alike
  ci <- if (edge || df < 1) c (NA, NA) else limits (i[[1]], theta, se, df)
  deff <- if (edge || length (unique (part$variables$y)) < 2) NA else as.numeric (deff (m))
  c (sum (here), theta, if (edge) NA else se, if (df < 1) NA else df, deff, ci)
}

out <- file ("standard.csv", "w")
cat ("indicator,category,survey,sex,age_group,ses,n,estimate,se,df,deff,ci_low,ci_high\n", file = out)
for (id in names (indicators))
  for (survey in surveys) {
    options (survey.lonely.psu = if (survey %in% names (lonely)) lonely[[survey]] else "fail")
    h <- read.csv (file.path (folder, paste0 (survey, ".csv")), colClasses = c (stratum = "character"))
    h$y <- indicators[[id]][[3]] (h)
    design <- design_of (h)
    for (by in list (character (), "sex", "age_group", "ses", c ("sex", "ses"))) {
      groups <- expand.grid (lapply (levels[by], names), stringsAsFactors = FALSE)
      for (g in seq_len (max (nrow (groups), 1))) {
        here <- rep (TRUE, nrow (h))
        name <- c (sex = "_T", age_group = "_T", ses = "_T")
        for (v in by) {
          name[v] <- groups[g, v]
          here <- here & h[[v]] == levels[[v]][[groups[g, v]]]
        }
        f <- figure (h, design, indicators[[id]], here)
        if (!is.null (f))
          cat (paste (c (sub ("/.*", "", id), sub ("^[^/]*/?", "", id), survey, name, sapply (f, number)), collapse = ","),
               "\n", sep = "", file = out)
      }
    }
  }
close (out)

# ---- toy.csv: PSUs, records, FPC, replicate weights -----------------------------------------------
toy <- read.csv ("toy.csv", stringsAsFactors = FALSE)
replicates <- read.csv ("toy-replicates.csv", stringsAsFactors = FALSE)
P <- c (.3, .4, .3)                     # of 12-14, 15-17, 9-11, as R sorts them
options (survey.lonely.psu = "fail")
D <- svydesign (~psu, strata = ~stratum, weights = ~w, data = toy, nest = TRUE)
columns <- function (set) as.matrix (replicates[, grep (paste0 ("^", set, "[0-9]"), names (replicates))])
designs <- list (
  sp = D,
  spf = svydesign (~psu, strata = ~stratum, weights = ~w, fpc = ~fpc, data = toy, nest = TRUE),
  s = svydesign (~1, strata = ~stratum, weights = ~w, data = toy),
  jkn = svrepdesign (data = toy, weights = ~w, repweights = columns ("jkn"), type = "JKn", scale = 1,
                     rscales = as.svrepdesign (D, type = "JKn")$rscales),
  brr = svrepdesign (data = toy, weights = ~w, repweights = columns ("brr"), type = "BRR",
                     combined.weights = FALSE),
  "fay-mse" = svrepdesign (data = toy, weights = ~w, repweights = columns ("fay"), type = "Fay",
                           rho = .3, mse = TRUE))
out <- file ("standard-toy.csv", "w")
cat ("design,indicator,g,age,n,estimate,se,df\n", file = out)
for (name in names (designs))
  for (id in c ("y", "x")) {
    design <- designs[[name]]
    f <- as.formula (paste0 ("~", id))
    here <- !is.na (toy[[id]])
    put <- function (g, n, m, at, df)
      cat (paste (c (name, id, g, "_T", n, number (as.numeric (coef (m))[at]), number (as.numeric (SE (m))[at]),
                     df), collapse = ","), "\n", sep = "", file = out)
    all <- svystandardize (design, by = ~age, over = ~1, population = P, excluding.missing = f)
    put ("_T", sum (here), svymean (f, all), 1, degf (design[here, ]))
    by <- svystandardize (design, by = ~age, over = ~g, population = P, excluding.missing = f)
    m <- svyby (f, ~g, by, svymean)
    for (g in c ("B", "G"))
      put (g, sum (here & toy$g == g), m, which (m$g == g), degf (design[here & toy$g == g, ]))
    by <- update (by, B = as.numeric (g == "B"), G = as.numeric (g == "G"))
    by$variables$yB <- by$variables[[id]] * by$variables$B
    by$variables$yG <- by$variables[[id]] * by$variables$G
    difference <- svycontrast (svytotal (~yB + B + yG + G, by, return.replicates = TRUE),
                                quote (yB / B - yG / G))
    put ("B-G", "", difference, 1, degf (design[here, ]))
  }
close (out)
