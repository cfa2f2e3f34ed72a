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
