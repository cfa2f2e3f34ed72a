# Reference values for calibrated weights (tests/unit/stat-test.c), made by R's survey package (4.1 or later):
#   Rscript calibrate.R   (in this folder; writes calibrate.csv; reads toy.csv, wide.csv and two-stage.csv)
# The tests read the file and do not need R.  The column `calibrate` says method, bounds and margins; `call` is the call
# that made the row's values, of D <- calibrate (the design of the row, ~margins, their totals, calfun, bounds) and its
# subset S.
#
# Weights are first taken times one number so that they add up to the population, which changes nothing without bounds
# and is what gko's bounds are about.
suppressMessages(library(survey))

toy <- read.csv("toy.csv", stringsAsFactors = FALSE)
toy$fpcr <- 60
toy1 <- toy[toy$psu != 302, ]                  # stratum 3 has one PSU left
# Records with a weight alone: R divides by the others' weights.
wide1 <- subset(read.csv("wide.csv", stringsAsFactors = FALSE), w > 0)
two1 <- subset(read.csv("two-stage.csv", stringsAsFactors = FALSE), w > 0)
rows <- list()
num <- function(v) if (length(v) == 0 || !is.finite(v)) "" else sprintf("%.17g", as.numeric(v))

design_of <- function(name, design, data) {
  has <- function(k) grepl(k, design)
  second <- has("2") || has("r")
  ids <- if (!has("p")) ~1 else if (has("2")) ~psu + ssu else if (has("r")) ~psu + seq_len(nrow(data)) else ~psu
  fpc <- if (!has("f")) NULL else if (has("2")) ~fpc + fpc2 else if (has("r")) ~fpc + fpcr
         else if (has("p")) ~fpc else ~I(stratum / 10)
  svydesign(ids = ids, strata = if (has("s")) ~stratum, nest = has("p") && has("s"), weights = ~w, data = data, fpc = fpc)
}

# What calibrate () wants of `g:B=260,G=300|age:9-11=180,...`: totals of the columns of ~ g + age.
totals_of <- function(margins, data) {
  parts <- strsplit(strsplit(margins, "|", fixed = TRUE)[[1]], ":")
  frames <- lapply(parts, function(p) {
    cells <- strsplit(strsplit(p[2], ",")[[1]], "=")
    f <- data.frame(sapply(cells, `[`, 1), as.numeric(sapply(cells, `[`, 2)))
    names(f) <- c(p[1], "Freq"); f })
  list(formulas = lapply(frames, function(f) reformulate(names(f)[1])), frames = frames, size = sum(frames[[1]]$Freq))
}

one <- function(name, design, lonely, calibrate, measure, y, x = "", domain = "TRUE") {
  data <- get(name)
  options(survey.lonely.psu = lonely)
  what <- strsplit(calibrate, " ")[[1]]        # method lo hi margins
  bounds <- as.numeric(what[2:3]); if (bounds[1] == 0 && what[1] != "logit") bounds[1] <- -Inf
  t <- totals_of(what[4], data)
  data$w <- data$w * t$size / sum(data$w)
  for (v in sapply(t$formulas, all.vars)) data[[v]] <- factor(data[[v]])
  D0 <- design_of(name, design, data)
  D <- calibrate(D0, t$formulas, t$frames, calfun = what[1], bounds = bounds, epsilon = 1e-12, maxit = 200)
  need <- paste(c(domain, sprintf("!is.na(%s)", c(y, if (nchar(x)) x))), collapse = " & ")
  S <- eval(parse(text = sprintf("subset(D, %s)", need)))
  for (v in c(y, x)) if (v %in% names(data)) S$variables[[v]][is.na(S$variables[[v]])] <- 0   # outside of S
  call <- switch(measure,
    proportion = sprintf("svymean(~I(1*(%s)), S, deff='replace')", y),
    count = sprintf("svytotal(~I(1*(%s)), S, deff='replace')", y),
    mean = sprintf("svymean(~%s, S, deff='replace')", y),
    total = sprintf("svytotal(~%s, S, deff='replace')", y),
    ratio = sprintf("svyratio(~%s, ~%s, S, deff='replace')", y, x))
  m <- eval(parse(text = call))
  k <- degf(S)
  ci <- if (measure == "proportion") confint(eval(parse(text = sprintf("svyciprop(~I(1*(%s)), S, method='xlogit')", y))))
        else confint(m, df = k)
  d <- tryCatch(suppressWarnings(as.numeric(deff(m))), error = function(e) NA)
  ratio <- inherits(m, "svyratio")
  rows[[length(rows) + 1]] <<- data.frame(data = name, design, lonely, calibrate, measure, y, x, domain,
    n = sum(weights(S) != 0), estimate = num(if (ratio) m$ratio else coef(m)), se = num(if (ratio) sqrt(m$var) else SE(m)),
    df = k, deff = num(d), lo = num(ci[1]), hi = num(ci[2]), call = paste0("S <- subset(D, ", need, "); ", call))
}

all_measures <- function(name, design, lonely, calibrate, domains, y = "y", mean = "x", of = c("y", "x"))
  for (domain in domains) {
    one(name, design, lonely, calibrate, "proportion", y, domain = domain)
    one(name, design, lonely, calibrate, "count", y, domain = domain)
    one(name, design, lonely, calibrate, "mean", mean, domain = domain)
    one(name, design, lonely, calibrate, "total", mean, domain = domain)
    one(name, design, lonely, calibrate, "ratio", of[1], of[2], domain = domain)
  }

small <- "g:B=260,G=300|age:12-14=190,15-17=190,9-11=180"
post <- "g:B=260,G=300"
for (design in c("sp", "spf", "p", "s", "sf", "", "spfr"))
  for (how in c(paste("linear 0 Inf", small), paste("raking 0 Inf", small)))
    all_measures("toy", design, "fail", how, c("TRUE", "g == 'G'", "age == '12-14'", "stratum != 3"))
for (how in c(paste("logit 0.7 1.6", small), paste("raking 0.88 1.15", small), paste("linear 0.88 1.15", small),
              paste("raking 0 Inf", post)))
  all_measures("toy", "sp", "fail", how, c("TRUE", "g == 'G'"))
for (lonely in c("certainty", "average"))
  all_measures("toy1", "sp", lonely, paste("raking 0 Inf", small), c("TRUE", "g == 'G'", "stratum != 3", "stratum == 1"))
wild <- "g:B=40000,G=50000|age:12-14=30000,15-17=40000,9-11=20000"
for (design in c("sp", "spf", "s", "sf", ""))
  for (lonely in c("certainty", "average"))
    all_measures("wide1", design, lonely, paste("raking 0 Inf", wild), c("TRUE", "g == 'G'", "age == '9-11'"), of = c("v", "x"))
for (design in c("spf2", "spfr"))
  all_measures("two1", design, "certainty", paste("raking 0 Inf", wild), c("TRUE", "g == 'G'", "age == '9-11'"), of = c("v", "x"))

table <- do.call(rbind, rows)
write.table(table, "calibrate.csv", sep = "\t", row.names = FALSE, quote = FALSE)
cat(nrow(table), "rows, survey", as.character(packageVersion("survey")), "\n")

# ---- whole studies (tests/calibrate.at): calibrate-study.csv --------------------------------------------------------
# NAME: the survey file's design; five measures for all, by sex and by age.  calibrate-others.csv: what else there is.
cells <- list(c("total", "total"), c("g", "B"), c("g", "G"), c("age", "9-11"), c("age", "12-14"), c("age", "15-17"))
study <- list(); others <- list()
rep_of <- function(D) inherits(D, "svyrep.design")
set_zero <- function(S, v) { S$variables[[v]][is.na(S$variables[[v]])] <- 0; S }
put_study <- function(name, D) for (cell in cells) {
  domain <- if (cell[1] == "total") rep(TRUE, nrow(D$variables)) else D$variables[[cell[1]]] %in% cell[2]
  for (measure in c("proportion", "count", "mean", "total", "ratio")) {
    S <- subset(D, domain & (measure %in% c("proportion", "count") | !is.na(D$variables$x)))
    if (measure != "proportion" && measure != "count") S <- set_zero(S, "x")
    m <- switch(measure, proportion = svymean(~y, S, deff = "replace"), count = svytotal(~y, S, deff = "replace"),
      mean = svymean(~x, S, deff = "replace"), total = svytotal(~x, S, deff = "replace"),
      ratio = if (rep_of(D)) svyratio(~y, ~x, S) else svyratio(~y, ~x, S, deff = "replace"))
    ratio <- measure == "ratio"
    k <- if (rep_of(D)) qr(weights(subset(attr(D, "drawn"), rownames(D$variables) %in% rownames(S$variables)), "analysis"), tol = 1e-5)$rank - 1
         else degf(S)
    est <- if (ratio) m$ratio else coef(m); se <- if (ratio) sqrt(m$var) else SE(m); t <- qt(.975, k)
    ci <- if (measure == "proportion") plogis(qlogis(est) + c(-1, 1) * t * se / (est * (1 - est))) else est + c(-1, 1) * t * se
    d <- if (ratio || rep_of(D)) NA else as.numeric(deff(m))
    if (ratio && !rep_of(D)) d <- as.numeric(deff(m))
    study[[length(study) + 1]] <<- data.frame(name, measure, group = cell[1], level = cell[2], n = sum(weights(S, "sampling") != 0),
      estimate = num(est), se = num(se), df = k, deff = num(d), lo = num(ci[1]), hi = num(ci[2]))
  }
}
put_other <- function(name, what, value) others[[length(others) + 1]] <<- data.frame(name, what, value = num(value))

small_of <- function(D, calfun = "raking", ...) calibrate(D, list(~g, ~age), list(data.frame(g = c("B", "G"), Freq = c(260, 300)),
  data.frame(age = c("12-14", "15-17", "9-11"), Freq = c(190, 190, 180))), calfun = calfun, epsilon = 1e-12, maxit = 200, ...)
size <- 560
toy$w <- toy$w * size / sum(toy$w)
D0 <- svydesign(~psu, strata = ~stratum, weights = ~w, data = toy)
K <- small_of(D0)
put_study("raking", K)
put_study("linear", small_of(D0, "linear"))
put_study("logit", small_of(D0, "logit", bounds = c(.7, 1.6)))
put_study("records", small_of(svydesign(~1, strata = ~stratum, weights = ~w, data = toy)))
cross <- data.frame(g = c("B", "B", "B", "G", "G", "G"), age = c("12-14", "15-17", "9-11"), Freq = c(90, 85, 85, 100, 105, 95))
put_study("cross", postStratify(D0, ~g + age, cross))
# Of sex only the shares of those who say it are known; every ninth record does not.
gone <- toy; gone$g[gone$id %% 9 == 0] <- NA
gone$known <- ifelse(is.na(gone$g), 0, ifelse(gone$g == "B", 1, 0) - 260 / 560)
R0 <- svydesign(~psu, strata = ~stratum, weights = ~w, data = gone)
put_study("rest", calibrate(R0, ~known + age, c(`(Intercept)` = 560, known = 0, `age15-17` = 190, `age9-11` = 180),
  calfun = "raking", epsilon = 1e-12, maxit = 200))
# Replicates, each calibrated; df are those of the weights before.
for (mse in c(FALSE, TRUE)) {
  J0 <- as.svrepdesign(D0, type = "JKn", mse = mse)
  J <- small_of(J0); attr(J, "drawn") <- J0
  put_study(if (mse) "jkn-mse" else "jkn", J)
}
# The same as columns of a file, with six decimals.
given <- read.csv("toy-replicates.csv", stringsAsFactors = FALSE)
columns <- c("w", grep("jkn", names(given), value = TRUE))
given[columns] <- given[columns] * size / sum(given$w)
n_of <- c(3, 4, 2, 3)
for (mse in c(FALSE, TRUE)) {
  S0 <- svrepdesign(weights = ~w, repweights = "jkn[0-9]+", data = given, type = "JKn", scale = 1,
    rscales = rep((n_of - 1) / n_of, n_of), combined.weights = TRUE, mse = mse)
  S1 <- small_of(S0, compress = FALSE); attr(S1, "drawn") <- S0
  put_study(if (mse) "given-mse" else "given", S1)
}
write.table(do.call(rbind, study), "calibrate-study.csv", sep = ",", row.names = FALSE, quote = FALSE)

q <- svyquantile(~x, set_zero(subset(K, !is.na(x)), "x"), c(.25, .5), qrule = "math", interval.type = "mean")
KX <- set_zero(subset(K, !is.na(x)), "x")
dif <- svyglm(y ~ g, K)                         # svyby (covmat = TRUE) knows no calibrated designs
rs <- svychisq(~y + g, K)
v <- svyvar(~x, KX)
for (i in 1:2) { put_other("raking", paste0("quantile", i, ".estimate"), q$x[i, 1]); put_other("raking", paste0("quantile", i, ".se"), q$x[i, 4]) }
put_other("raking", "variance.estimate", coef(v)); put_other("raking", "variance.se", sqrt(diag(vcov(v))))
put_other("raking", "difference", coef(dif)[2]); put_other("raking", "difference.se", SE(dif)[2])
put_other("raking", "f", rs$statistic); put_other("raking", "df1", rs$parameter[1]); put_other("raking", "df2", rs$parameter[2]); put_other("raking", "p", rs$p.value)
write.table(do.call(rbind, others), "calibrate-others.csv", sep = ",", row.names = FALSE, quote = FALSE)
