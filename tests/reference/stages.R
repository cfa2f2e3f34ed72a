# Reference values for designs of two stages (tests/unit/stat-test.c), made by R's survey package:
#   Rscript stages.R      (in this folder; writes stages.csv, stages-groups.csv and two-stage.csv; reads api.csv
#                          and toy.csv)
# The tests read the files and do not need R.  The column `call` of stages.csv is the call that made
# the row's values; D is the design of the row, S its subset to the row's domain.  api.csv holds some columns
# of apiclus2 of that package: districts, and schools in them.
suppressMessages(library(survey))
source("shared.R")

# ---- a made-up survey with everything awkward at once --------------------------------------------
set.seed(20261130)
psus <- c(4, 3, 5, 1, 1, 2, 6)                 # of each stratum in the sample
frame <- c(12, 3, 40, 7, 1, 30, 9)             # of each stratum in the population; 2 and 5 are taken whole
two <- do.call(rbind, lapply(seq_along(psus), function(h) {
  do.call(rbind, lapply(seq_len(psus[h]), function(i) {
    n <- sample(1:6, 1)                        # second-stage units
    N <- sample(c(n, 2 * n, n + 3, 40), 1)
    u <- rnorm(1, 0, .5)
    do.call(rbind, lapply(seq_len(n), function(j) {
      m <- sample(1:5, 1); e <- rnorm(1, 0, .6)
      data.frame(stratum = h, psu = 100 * h + i, ssu = j, fpc = frame[h], fpc2 = N,
        w = signif(10^runif(m, 0, 2), 6), y = rbinom(m, 1, plogis(u + e)),
        x = round(1990 + 4 * (u + e) + rnorm(m, 0, 3), 1), v = round(exp(rnorm(m, 2 + u, 1)), 2),
        g = sample(c("B", "G"), m, TRUE), age = sample(c("9-11", "12-14", "15-17"), m, TRUE))
    }))
  }))
}))
set_unit <- function(psu, n, N) {              # the PSU has N units in the population, and the first n in the file
  here <- two$psu == psu
  two <<- two[!here | two$ssu <= n, ]
  two$fpc2[two$psu == psu] <<- N
}
set_unit(102, 1, 5)                            # one unit of five
set_unit(303, 1, 1)                            # one unit, which is all
set_unit(701, 1, 9)
two$w[sample(nrow(two), 5)] <- 0
two$w[two$psu == 304 & two$ssu == 1] <- 0      # a unit without weight
two$g[two$psu == 101 & two$ssu != 2] <- "B"    # a PSU with girls in one unit alone
two$g[two$psu == 201] <- "B"                   # a PSU without girls
two$g[two$stratum == 6] <- "B"                 # a stratum without girls
two$x[sample(nrow(two), 9)] <- NA
children <- ave(two$w, two$psu, FUN = length)
two$fpcr <- children + c(0, 3, 30)[1 + two$psu %% 3]   # children in the PSU
found <- ave(two$ssu, two$psu, FUN = max)
two$alone <- as.numeric(two$stratum == 4 | (found == 1 & two$fpc2 > 1) | (children == 1 & two$fpcr > 1))
two$single <- as.numeric(found == 1 & two$fpc2 > 1)
two$id <- seq_len(nrow(two))
write.csv(two, "two-stage.csv", row.names = FALSE, quote = FALSE, na = "")

# ---- variance as survey 4.5 has it ----------------------------------------------------------------
# 4.1 centres a stratum with one unit at 0 under `adjust`, 4.5 at the mean of all units of the stage (within the
# PSU at the second one).  This is 4.5's rule written anew; with the other rules it is compared with 4.1 below.
units <- function(z, stratum, unit, n, N, lonely) {
  centre <- sum(z) / sum(tapply(n, as.character(stratum), head, 1))
  one <- sapply(split(seq_along(z), as.character(stratum)), function(i) {
    f <- 1 - n[i][1] / N[i][1]
    t <- tapply(z[i], as.character(unit[i]), sum)
    t <- c(t, rep(0, n[i][1] - length(t)))
    if (f < 1e-7) 0
    else if (length(t) > 1) f * length(t) / (length(t) - 1) * sum((t - mean(t))^2)
    else switch(lonely, certainty = 0, adjust = f * (t - centre)^2, average = NA)
  })
  if (all(is.na(one))) NaN else sum(one, na.rm = TRUE) * length(one) / sum(!is.na(one))
}
variance45 <- function(z, S, lonely) {
  s <- S$strata[, 1]; p <- S$cluster[, 1]; q <- S$cluster[, 2]
  n <- S$fpc$sampsize; N <- S$fpc$popsize
  v <- units(z, s, p, n[, 1], N[, 1], lonely)
  for (i in split(seq_along(z), as.character(p)))
    v <- v + n[i, 1][1] / N[i, 1][1] * units(z[i], rep(1, length(i)), q[i], n[i, 2], N[i, 2], lonely)
  v
}

# ---- the table -----------------------------------------------------------------------------------
two <- read.csv("two-stage.csv", stringsAsFactors = FALSE)
two$inf <- Inf
toy <- read.csv("toy.csv", stringsAsFactors = FALSE)
toy$fpcr <- 60
api <- read.csv("api.csv", stringsAsFactors = FALSE)
rows <- list()

# DESIGN: s strata, p PSUs, f FPC, 2 second-stage units with their FPC, w the same units drawn with
# replacement, r records as second-stage units with FPC.
one <- function(name, design, lonely, measure, y, x = "", domain = "TRUE") {
  data <- get(name)
  has <- function(k) grepl(k, design)
  second <- if (has("r")) c("id", "fpcr") else if (has("w")) c("ssu", "inf") else c("ssu", "fpc2")
  names <- if (name == "api") c("", "dnum", "pw", "fpc1") else c("stratum", "psu", "w", "fpc")
  if (name == "api") second <- c("snum", "fpc2")
  options(survey.lonely.psu = lonely)
  D <- svydesign(ids = reformulate(c(names[2], second[1])), strata = if (has("s")) reformulate(names[1]),
                 nest = has("s"), weights = reformulate(names[3]), fpc = reformulate(c(names[4], second[2])),
                 data = data)
  need <- need_of(domain, y, x)
  S <- eval(parse(text = sprintf("subset(D, %s)", need)))
  call <- call_of(measure, y, x)
  m <- eval(parse(text = call))
  k <- degf(S)
  est <- as.numeric(if (measure == "ratio") m$ratio else coef(m))
  se <- as.numeric(if (measure == "ratio") sqrt(m$var) else SE(m))
  deff <- suppressWarnings(as.numeric(tryCatch(deff(m), error = function(e) NA)))
  if (lonely != "fail") {
    value <- function(text) as.numeric(eval(parse(text = text), S$variables))
    v <- value(y)
    w <- weights(S)
    z <- switch(measure, count = , total = w * v, ratio = {
      d <- value(x); w * (v - est * d) / sum(w * d) },
      w * (v - est) / sum(w))
    own <- sqrt(variance45(z, S, lonely))
    if (lonely != "adjust")
      stopifnot(is.nan(own) == is.nan(se), is.nan(se) || abs(own - se) <= 1e-10 * se + 1e-12 * abs(est))
    else {
      deff <- deff * (own / se)^2
      se <- own
      call <- paste0(call, " with variance45")
    }
  }
  ci <- if (k <= 0 || !is.finite(se)) c(NA, NA) else if (measure == "proportion") {
    if (est <= 0 || est >= 1) c(NA, NA)
    else plogis(qlogis(est) + c(-1, 1) * qt(.975, k) * se / (est * (1 - est)))
  } else est + c(-1, 1) * qt(.975, k) * se
  if (lonely != "adjust" && measure == "proportion" && est > 0 && est < 1 && is.finite(se) && k > 0)
    stopifnot(all.equal(as.numeric(confint(svyciprop(as.formula(sprintf("~I(1*(%s))", y)), S, method = "xlogit"))),
                        ci, tolerance = 1e-10))
  rows[[length(rows) + 1]] <<- data.frame(data = name, design, lonely, measure, y, x, domain,
    n = sum(weights(S) != 0), estimate = num(est), se = num(se), df = k, deff = num(deff),
    lo = num(ci[1]), hi = num(ci[2]), call = paste0("S <- subset(D, ", need, "); ", call))
}

five <- function(name, design, lonely, domain, y = "y", x = "x", v = "v", no = "") {
  for (measure in setdiff(c("proportion", "count", "mean", "total", "ratio"), no))
    one(name, design, lonely, measure, switch(measure, proportion = , count = y, mean = x, v),
        if (measure == "ratio") x else "", domain)
}
for (domain in c("TRUE", "g == 'G'", "age == '12-14'"))
  five("toy", "spfr", "fail", domain, v = "y")
for (domain in c("TRUE", "stype == 'E'", "stype == 'H' & growth > 20", "dnum == 15"))
  five("api", "pf2", "certainty", domain, "stype == 'E'", "api00", "enroll")
five("api", "pf2", "fail", "fpc2 > 1", "growth > 20", "api99", "enroll")
five("api", "pf2", "adjust", "TRUE", "stype == 'E'", "api00", "enroll")
for (design in c("spf2", "spfr", "spfw")) {
  for (lonely in c("certainty", "adjust"))
    for (domain in c("TRUE", "g == 'G'", "age == '9-11'", "psu == 101"))
      five("two", design, lonely, domain, no = if (lonely == "adjust" && domain != "TRUE") c("count", "total") else "")
  for (lonely in c("fail", "average"))
    for (domain in c("alone == 0", "g == 'G' & alone == 0"))
      five("two", design, if (design == "spfw") "certainty" else lonely, domain)
}
five("two", "spf2", "average", "single == 0")
five("two", "spf2", "average", "TRUE")           # no standard error: 0 / 0
table <- do.call(rbind, rows)
write.table(table, "stages.csv", sep = "\t", row.names = FALSE, quote = FALSE)
cat(nrow(table), "rows, survey", as.character(packageVersion("survey")), "\n")

# ---- groups of one survey against each other, and Rao and Scott's test ----------------------------
# svycontrast of svyby (covmat = TRUE) with degf of both groups; svychisq of the groups with an answer.
options(survey.lonely.psu = "certainty")
two$age <- factor(two$age, c("9-11", "12-14", "15-17"))
lines <- "design,indicator,g,age,kind,a,b,difference,se,df,t,p"
put <- function(...) lines <<- c(lines, paste(c(...), collapse = ","))
for (design in c("spf2", "spfr")) {
  second <- if (design == "spf2") c("ssu", "fpc2") else c("id", "fpcr")
  D <- svydesign(ids = reformulate(c("psu", second[1])), strata = ~stratum, nest = TRUE, weights = ~w,
                 fpc = reformulate(c("fpc", second[2])), data = two)
  for (group in c("g", "age"))
    for (indicator in c("proportion", "count", "mean", "total", "ratio")) {
      need <- if (indicator %in% c("mean", "ratio")) !is.na(two$x) else rep(TRUE, nrow(two))
      levels <- if (group == "g") c("B", "G") else levels(two$age)
      star <- function(name) if (name == group) "*" else "_T"
      for (a in seq_along(levels)) for (b in seq_along(levels)) if (a < b) {
        P <- D[need & two[[group]] %in% levels[c(a, b)], ]
        by <- reformulate(group)
        s <- switch(indicator,
          proportion = svyby(~y, by, P, svymean, covmat = TRUE),
          count = svyby(~y, by, P, svytotal, covmat = TRUE),
          mean = svyby(~x, by, P, svymean, covmat = TRUE),
          total = svyby(~v, by, P, svytotal, covmat = TRUE),
          ratio = svyby(~v, by, denominator = ~x, P, svyratio, covmat = TRUE))
        k <- svycontrast(s, c(1, -1))
        d <- as.numeric(coef(k)); se <- as.numeric(SE(k)); df <- degf(P)
        put(design, indicator, star("g"), star("age"), "group", levels[a], levels[b],
            sprintf("%.15g", c(d, se)), df, sprintf("%.15g", c(d / se, 2 * pt(-abs(d / se), df))))
      }
      if (indicator == "proportion") {
        q <- svychisq(as.formula(sprintf("~%s + y", group)), D)
        put(design, indicator, star("g"), star("age"), "association", "", "",
            sprintf("%.15g", c(q$statistic, q$parameter[1], q$parameter[2], 0, q$p.value)))
      }
    }
}
writeLines(lines, "stages-groups.csv")
