# Makes edges.csv, an invented survey in which everything is at an edge, and edges-r.csv, what R's package survey
# says of it under several designs:  Rscript edges.R  (in this folder).  Read by tests/edges.at.
#
# Groups: "one" is in one PSU, "single" is one record, "lonely" in a stratum of one PSU, "never" has no
# weight, "all" says yes throughout, and "rest" is missing in stratum 5.  Stratum 2 has a PSU without
# weight.  t is a time in seconds, of which R is given the distance to BASE: it takes means from numbers of
# that size with five digits less than gko.  k is the same in all records.  Of the table of g and d some
# cells are empty.
#
# Made with survey 4.1.1.  Its "adjust" centres a total at 0, and svyvar counts records without
# weight; of the first there are no rows, and the second is given records with a weight.  Records without
# weight are no part of a domain for gko, so that a stratum of which the domain has no others does not count.
suppressMessages (library (survey))
options (survey.adjust.domain.lonely = FALSE, warn = -1)
BASE <- 1600000000

make <- function () {
  set.seed (20261201)
  psus <- c (2, 3, 1, 4, 2, 2)
  frame <- c (9, 3, 4, 40, 2, 5)
  d <- do.call (rbind, lapply (seq_along (psus), function (h)
    do.call (rbind, lapply (seq_len (psus[h]), function (p) {
      n <- c (3, 9, 12)[1 + (h + p) %% 3]
      data.frame (h = h, p = p, u = 1 + seq_len (n) %% 3, f = frame[h], f2 = 4 + (h + p) %% 2)
    }))))
  n <- nrow (d)
  d$id <- seq_len (n)
  d$w <- round (exp (rnorm (n, 3, 1.2)), 2)
  d$w[sample (n, 7)] <- 0
  d$w[d$h == 2 & d$p == 3] <- 0
  d$g <- sample (c ("all", "rest"), n, TRUE)
  d$g[d$h == 5] <- "all"
  d$g[d$h == 4 & d$p == 2] <- "one"
  d$g[d$h == 3] <- "lonely"
  d$g[d$h == 2 & d$p == 3] <- "never"
  d$g[which (d$h == 1 & d$w > 0)[2]] <- "single"
  d$y <- ifelse (d$g == "all", "yes", sample (c ("no", "yes"), n, TRUE, c (.6, .4)))
  d$y[sample (n, 6)] <- c ("dk", "")
  d$x <- round (rnorm (n, -2, 4), 2)
  d$x[sample (n, 5)] <- NA
  d$t <- round (rnorm (n, 0, 30))
  d$k <- 7.3
  d$d <- sample (c ("a", "b", "c"), n, TRUE)
  d$d[d$g %in% c ("one", "lonely")] <- "a"
  d$d[d$g == "all" & d$d == "c"] <- "b"
  half <- sapply (1:8, function (r) rbinom (17, 1, .5))     # by stratum and its halves
  for (r in 1:8)
    d[[paste0 ("rep", r)]] <- round (d$w * ifelse (d$p %% 2 == half[d$h, r], 1.7, .3), 4)
  d
}
d <- make ()
out <- d
out$t <- sprintf ("%.0f", d$t + BASE)
write.csv (out, "edges.csv", row.names = FALSE, quote = FALSE, na = "")

designs <- list (
  psu = function () svydesign (~p, strata = ~h, weights = ~w, data = d, nest = TRUE),
  fpc = function () svydesign (~p, strata = ~h, weights = ~w, fpc = ~f, data = d, nest = TRUE),
  records = function () svydesign (~1, strata = ~h, weights = ~w, data = d),
  two = function () svydesign (~p + u, strata = ~h, weights = ~w, fpc = ~f + f2, data = d, nest = TRUE),
  plain = function () svydesign (~1, weights = ~w, data = d),
  fay = function () svrepdesign (data = d, weights = ~w, repweights = d[paste0 ("rep", 1:8)], type = "Fay",
                                 rho = .3, mse = TRUE),
  jkn = function () as.svrepdesign (svydesign (~p, strata = ~h, weights = ~w, data = d, nest = TRUE),
                                    type = "JKn"))
rules <- c (psu = "average", fpc = "adjust", records = "fail", two = "certainty", plain = "fail",
            fay = "fail", jkn = "certainty")
yes <- c (no = 0, yes = 1)[d$y]
values <- list (share = yes, number = yes, x = d$x, time = d$t, same = d$k, sum = d$x, ratio = d$x,
                spread = d$t, together = d$x, middle = d$t, half = d$x)

number <- function (v) if (length (v) == 1 && is.finite (v)) sprintf ("%.13g", v) else ""
lines <- "design,indicator,category,g,n,estimate,se,df,lo,hi"
put <- function (...) lines <<- c (lines, paste (c (...), collapse = ","))

# r of the records, about their own means; none of what does not vary.
correlation <- function (w, x, y) {
  x <- x[w > 0]; y <- y[w > 0]; w <- w[w > 0]
  if (length (unique (x)) < 2 || length (unique (y)) < 2)
    return (NaN)
  x <- x - sum (w * x) / sum (w)
  y <- y - sum (w * y) / sum (w)
  sum (w * x * y) / sqrt (sum (w * x^2) * sum (w * y^2))
}
# Its linearised value's total (methods.md).
correlation_se <- function (S) {
  w <- weights (S, "sampling"); x <- S$variables$v; y <- S$variables$other
  u <- x - sum (w * x) / sum (w); v <- y - sum (w * y) / sum (w)
  u <- u / sqrt (sum (w * u^2) / sum (w)); v <- v / sqrt (sum (w * v^2) / sum (w))
  z <- (u * v - sum (w * u * v) / sum (w) * (u^2 + v^2) / 2) / sum (w)
  as.numeric (SE (svytotal (as.matrix (z), S)))
}

figure <- function (S, indicator) {
  replicates <- inherits (S, "svyrep.design")
  v <- as.matrix (S$variables$v)
  s <- switch (indicator,
    share = , x = , time = , same = svymean (v, S),
    number = , sum = svytotal (v, S),
    ratio = svyratio (v, as.matrix (S$variables$k), S),
    spread = if (nrow (v) < 2) return (NULL) else
      if (replicates) withReplicates (S, function (w, data) { n <- nrow (data); m <- sum (w * data$v) / sum (w)
        n / (n - 1) * sum (w * (data$v - m)^2) / sum (w) }) else svyvar (v, S),
    together = if (is.nan (correlation (weights (S, "sampling"), S$variables$v, S$variables$other))) return (NULL) else
      if (replicates) withReplicates (S, function (w, data) correlation (w, data$v, data$other))
      else return (c (correlation (weights (S, "sampling"), S$variables$v, S$variables$other), correlation_se (S))))
  c (as.numeric (coef (s))[1], sqrt (as.numeric (vcov (s))[1]))
}
limits <- function (indicator, b, se, df) {
  t <- if (df > 0) qt (.975, df) else NA
  if (indicator == "share")
    return (if (b > 0 && b < 1) plogis (qlogis (b) + c (-1, 1) * t * se / (b * (1 - b))) else c (NA, NA))
  if (indicator == "together")
    return (if (abs (b) < 1) tanh (atanh (b) + c (-1, 1) * t * se / (1 - b^2)) else c (NA, NA))
  b + c (-1, 1) * t * se
}
for (name in names (designs)) {
  options (survey.lonely.psu = rules[[name]])
  D <- designs[[name]] ()
  for (indicator in names (values)) for (g in c ("total", unique (d$g))) {
    D$variables$v <- values[[indicator]]
    D$variables$other <- d$t
    if (rules[[name]] == "adjust" && indicator %in% c ("number", "sum"))
      next                                            # 4.5 and 4.1 differ
    here <- (g == "total" | d$g == g) & !is.na (values[[indicator]]) & d$w > 0
    if (!any (here))
      next
    S <- D[here, ]
    shift <- if (indicator %in% c ("time", "middle")) BASE else 0
    if (indicator %in% c ("middle", "half")) {
      q <- try (svyquantile (~v, S, .5, ci = TRUE, df = degf (S), qrule = "math")[[1]][1, ], silent = TRUE)
      if (inherits (q, "try-error") || !is.finite (q[4]))
        next
      if (q[2] <= sort (unique (S$variables$v))[2])
        next
      put (name, indicator, "", g, nrow (S$variables), sprintf ("%.13g", q[1] + shift), number (q[4]), degf (S),
           sprintf ("%.13g", q[2:3] + shift))
      next
    }
    f <- try (figure (S, indicator), silent = TRUE)   # "fail": no standard error
    if (is.null (f))
      next
    if (inherits (f, "try-error")) {
      f <- c (if (indicator == "together") NA else sum (S$variables$v * S$variables$w) / sum (S$variables$w), NA)
      if (indicator %in% c ("number", "sum")) f[1] <- f[1] * sum (S$variables$w)
      if (indicator == "ratio") f[1] <- f[1] / 7.3
      if (indicator %in% c ("spread", "together")) next
    }
    if (is.finite (f[2]) && f[2] < 1e-12 * max (1, abs (f[1])))
      f[2] <- 0                                       # what rounding leaves of nothing
    l <- if (is.finite (f[2]) && f[2] > 0) limits (indicator, f[1], f[2], degf (S)) else c (NA, NA)
    put (name, indicator, "", g, nrow (S$variables), number (f[1] + shift), number (f[2]), degf (S),
         number (l[1] + shift), number (l[2] + shift))
  }
}
writeLines (lines, "edges-r.csv")

# ---- Rao and Scott's test of tables with empty cells ---------------------------------------------
lines <- "design,indicator,f,df1,df2,p"
for (name in names (designs)) {
  options (survey.lonely.psu = rules[[name]])
  D <- designs[[name]] ()
  for (indicator in c ("share", "kinds")) {
    D$variables$v <- factor (if (indicator == "share") yes else d$d)
    D$variables$gg <- factor (d$g)
    S <- D[!is.na (D$variables$v) & d$w > 0, ]
    S$variables <- droplevels (S$variables)
    q <- try (svychisq (~gg + v, S), silent = TRUE)
    if (!inherits (q, "try-error"))
      put (name, indicator, sprintf ("%.13g", c (q$statistic, q$parameter, q$p.value)))
    else put (name, indicator, "", "", "", "")
  }
}
writeLines (lines, "edges-tests.csv")
