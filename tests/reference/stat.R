# Reference values for tests/unit/stat-test.c, made by R's survey package (4.1 or later):
#   Rscript stat.R        (in this folder; writes wide.csv and stat.csv)
# The tests read the files and do not need R.  The column `call` of stat.csv is the call that made
# the row's values; D is the design of the row, S its subset to the row's domain.
suppressMessages(library(survey))
source("shared.R")

# ---- a made-up survey with everything awkward at once --------------------------------------------
set.seed(20260401)
wide <- do.call(rbind, lapply(1:9, function(h) {
  psus <- c(3, 2, 5, 1, 4, 2, 1, 6, 3)[h]
  do.call(rbind, lapply(seq_len(psus), function(i) {
    m <- sample(4:14, 1); u <- rnorm(1, 0, .5)
    data.frame(stratum = h, psu = 100 * h + i, fpc = c(9, 2, 40, 1, 4, 25, 7, 60, 3)[h],
      w = signif(10^runif(m, -2, 3), 6),
      y = rbinom(m, 1, plogis(u - .5)), x = round(1990 + 4 * u + rnorm(m, 0, 3), 1),
      v = round(exp(rnorm(m, 2, 1)), 2),
      g = sample(c("B", "G"), m, TRUE), age = sample(c("9-11", "12-14", "15-17"), m, TRUE))
  }))
}))
wide$w[sample(nrow(wide), 6)] <- 0
wide$w[wide$psu == 305] <- 0                   # a PSU without weight
wide$g[wide$psu == 303] <- "B"                 # a PSU without girls
wide$g[wide$stratum == 2] <- "B"               # a stratum without girls
wide$x[sample(nrow(wide), 9)] <- NA
wide$id <- seq_len(nrow(wide))
write.csv(wide, "wide.csv", row.names = FALSE, quote = FALSE, na = "")

# Sampling fractions for designs whose PSUs are the records.
fraction <- function(stratum) stratum / 10

# ---- the table -----------------------------------------------------------------------------------
toy <- read.csv("toy.csv", stringsAsFactors = FALSE)
toy1 <- toy[toy$psu != 302, ]                  # stratum 3 has one PSU left
wide <- read.csv("wide.csv", stringsAsFactors = FALSE)
fpc <- read.csv("fpc.csv")
hospital <- read.csv("hospital.csv")
rows <- list()

put <- function(data, design, lonely, measure, y, x, domain, call, m, ci, df, n) {
  d <- tryCatch(suppressWarnings(as.numeric(deff(m))), error = function(e) NA)
  se <- if (inherits(m, "svyratio")) sqrt(m$var) else SE(m)
  est <- if (inherits(m, "svyratio")) m$ratio else coef(m)
  rows[[length(rows) + 1]] <<- data.frame(data, design, lonely, measure, y, x, domain, n = n,
    estimate = num(est), se = num(se), df = df, deff = num(d), lo = num(ci[1]), hi = num(ci[2]), call)
}

# DESIGN: which of strata, PSUs (p) and FPC (f) are used: "s", "sp", "spf", "p", "" ...
one <- function(name, design, lonely, measure, y, x = "", domain = "TRUE") {
  data <- get(name)
  has <- function(k) grepl(k, design)
  names <- switch(name, fpc = c("stratid", "psuid", "weight", "Nh"),
                  hospital = c("oblevel", "hospno", "weighta", "tothosp"), c("stratum", "psu", "w", "fpc"))
  args <- list(ids = if (has("p")) reformulate(names[2]) else ~1,
               strata = if (has("s")) reformulate(names[1]), nest = has("p") && has("s"),
               weights = reformulate(names[3]), data = data,
               fpc = if (has("f")) { if (has("p") || names[1] != "stratum") reformulate(names[4]) else ~fraction(stratum) })
  options(survey.lonely.psu = lonely)
  D <- do.call(svydesign, args)
  need <- need_of(domain, y, x)
  S <- eval(parse(text = sprintf("subset(D, %s)", need)))
  call <- call_of(measure, y, x)
  m <- eval(parse(text = call))
  k <- degf(S)
  ci <- if (k <= 0) c(NA, NA) else if (measure == "proportion") {
    p <- coef(m)
    if (p <= 0 || p >= 1) c(NA, NA)
    else confint(eval(parse(text = sprintf("svyciprop(~I(1*(%s)), S, method='xlogit')", y))))
  } else confint(m, df = k)
  put(name, design, lonely, measure, y, x, domain, paste0("S <- subset(D, ", need, "); ", call), m, ci, k,
      sum(weights(S) != 0))
}

for (design in c("sp", "spf", "p", "s", "sf", "")) {
  for (domain in c("TRUE", "g == 'G'", "age == '12-14'", "g == 'B' & age == '9-11'", "psu == 101")) {
    one("toy", design, "fail", "proportion", "y", domain = domain)
    one("toy", design, "fail", "proportion", "age == '15-17'", domain = domain)
    one("toy", design, "fail", "count", "y", domain = domain)
    one("toy", design, "fail", "mean", "x", domain = domain)
    one("toy", design, "fail", "total", "x", domain = domain)
    one("toy", design, "fail", "ratio", "y", "x", domain = domain)
  }
}
for (lonely in c("certainty", "adjust", "average"))
  for (domain in c("TRUE", "g == 'G'", "stratum != 3"))
    for (measure in c("proportion", "mean", "ratio", if (lonely != "adjust") c("count", "total"))) {
      y <- switch(measure, proportion = , count = , ratio = "y", "x")
      one("toy1", "sp", lonely, measure, y, if (measure == "ratio") "x" else "", domain)
    }
one("toy1", "sp", "fail", "proportion", "y", domain = "stratum != 3")
for (design in c("sp", "spf", "s", "sf"))
  for (lonely in c("certainty", "adjust", "average"))
    for (domain in c("TRUE", "g == 'G'", "age == '9-11'"))
      for (measure in c("proportion", "mean", "ratio", if (lonely != "adjust") c("count", "total"))) {
        y <- switch(measure, proportion = , count = "y", mean = "x", "v")
        one("wide", design, lonely, measure, y, if (measure == "ratio") "x" else "", domain)
      }
for (design in c("s", "sf", "sp", "spf", "")) {
  one("fpc", design, "fail", "mean", "x")
  one("fpc", design, "fail", "total", "x")
}
for (design in c("s", "sf", "")) {
  one("hospital", design, "fail", "total", "births")
  one("hospital", design, "fail", "mean", "births", domain = "births > 400")
}
table <- do.call(rbind, rows)
write.table(table, "stat.csv", sep = "\t", row.names = FALSE, quote = FALSE)
cat(nrow(table), "rows, survey", as.character(packageVersion("survey")), "\n")
