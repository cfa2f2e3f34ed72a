# Reference values for designs with replicate weights, made by R's survey package (4.1 or later):
#   Rscript replicates.R      (in this folder; writes toy-replicates.csv and replicates.csv)
# The tests read the files and do not need R.  The column `call` of replicates.csv is the call that
# made the row's values; R is the design of the row, S its subset to the row's domain.
suppressMessages(library(survey))
options(warn = -1, survey.lonely.psu = "fail")
set.seed(20260402)
toy <- read.csv("toy.csv", stringsAsFactors = FALSE)

# ---- columns of replicate weights ------------------------------------------------------------------
D <- svydesign(~psu, strata = ~stratum, weights = ~w, data = toy, nest = TRUE)
P <- svydesign(~psu, weights = ~w, data = toy)
short <- function(m) { m <- as.matrix(m); m[] <- signif(m, 7); m }
jkn <- as.svrepdesign(D, type = "JKn")
scales <- jkn$rscales
psus <- unique(toy$psu)
a <- ceiling(length(psus) / 2)
sdr <- function(n, order) {                     # records in file order, rows of a Hadamard matrix
  H <- 2 * survey:::hadamard(order - 1) - 1
  i <- rep_len(2:nrow(H), n); j <- rep_len(c(3:nrow(H), 2), n)
  1 + 2^-1.5 * (H[i, ] - H[j, ])
}
pair <- match(toy$psu, psus)
jk2 <- sapply(seq_len(a), function(z) { out <- 2 * z - rbinom(1, 1, .5)
  ifelse(ceiling(pair / 2) != z, 1, ifelse(pair == out, 0, 2)) })
sets <- list(
  jkn = short(weights(jkn, "analysis")),
  jk1 = short(weights(as.svrepdesign(P, type = "JK1"), "replication")),
  jk2 = short(jk2 * toy$w),
  brr = short(weights(as.svrepdesign(D, type = "BRR", large = "merge"), "replication")),
  fay = short(weights(as.svrepdesign(D, type = "Fay", fay.rho = .3, large = "merge"), "analysis")),
  boot = short(weights(as.svrepdesign(D, type = "bootstrap", replicates = 20), "replication")),
  sdr = short(sdr(nrow(toy), 16) * toy$w * exp(rnorm(nrow(toy) * 16, 0, .02))))
for (s in names(sets)) colnames(sets[[s]]) <- sprintf("%s%02d", s, seq_len(ncol(sets[[s]])))
write.csv(cbind(toy, do.call(cbind, unname(sets))), "toy-replicates.csv", row.names = FALSE,
          quote = FALSE, na = "")

# ---- the designs -----------------------------------------------------------------------------------
some <- round(seq(.5, 1.5, length.out = 20), 2)
design <- function(name, mse) {
  rep <- function(set, type, ...) svrepdesign(data = toy, weights = ~w, repweights = sets[[set]],
                                              type = type, mse = mse, ...)
  switch(name,
    jkn = rep("jkn", "JKn", scale = 1, rscales = scales),
    jk1 = rep("jk1", "JK1", combined.weights = FALSE, scale = (ncol(sets$jk1) - 1) / ncol(sets$jk1)),
    jk2 = rep("jk2", "JK2"),
    brr = rep("brr", "BRR", combined.weights = FALSE),
    fay = rep("fay", "Fay", rho = .3),
    bootstrap = rep("boot", "bootstrap", combined.weights = FALSE),
    sdr = rep("sdr", "successive-difference"),
    other = rep("boot", "other", combined.weights = FALSE, scale = .04, rscales = some),
    "made-jkn" = as.svrepdesign(D, type = "JKn", mse = mse),
    "made-jkn-fpc" = as.svrepdesign(svydesign(~psu, strata = ~stratum, weights = ~w, fpc = ~fpc,
                                              data = toy, nest = TRUE), type = "JKn", mse = mse),
    "made-jk1" = as.svrepdesign(P, type = "JK1", mse = mse),
    "made-records" = as.svrepdesign(svydesign(~1, strata = ~stratum, weights = ~w, data = toy),
                                    type = "JKn", mse = mse),
    {                                           # lonely-RULE: stratum 3 has one PSU left
      rule <- sub("lonely-", "", name)
      options(survey.lonely.psu = rule)
      on.exit(options(survey.lonely.psu = "fail"))
      as.svrepdesign(svydesign(~psu, strata = ~stratum, weights = ~w, data = toy[toy$psu != 302, ],
                               nest = TRUE), type = "JKn", mse = mse)
    })
}

rows <- list()
num <- function(v) if (is.finite(v)) sprintf("%.17g", v) else ""
one <- function(name, mse, measure, domain) {
  R <- design(name, mse)
  y <- switch(measure, proportion =, count = "y", mean =, total = "x", ratio = c("y", "x"))
  need <- paste(c(domain, sprintf("!is.na(%s)", y)), collapse = " & ")
  call <- switch(measure, proportion = "svymean(~y, S)", count = "svytotal(~y, S)",
                 mean = "svymean(~x, S)", total = "svytotal(~x, S)", ratio = "svyratio(~y, ~x, S)")
  S <- eval(parse(text = sprintf("subset(R, %s)", need)))
  m <- eval(parse(text = call))
  est <- if (measure == "ratio") m$ratio[1] else coef(m)[[1]]
  se <- if (measure == "ratio") sqrt(as.matrix(m$var)[1]) else SE(m)[[1]]
  df <- degf(S)
  t <- qt(.975, df)
  ci <- if (measure == "proportion") plogis(qlogis(est) + c(-1, 1) * t * se / est / (1 - est))
        else est + c(-1, 1) * t * se
  part <- strsplit(domain, " == ")[[1]]
  rows[[length(rows) + 1]] <<- data.frame(design = name, mse = if (mse) "yes" else "no",
    indicator = measure, group = if (domain == "TRUE") "total" else part[1],
    level = if (domain == "TRUE") "total" else gsub("'", "", part[2]),
    n = nrow(S$variables), estimate = num(est), se = num(se), df = df, lo = num(ci[1]), hi = num(ci[2]),
    call = paste0("S <- subset(R, ", need, "); ", call))
}
for (name in c("jkn", "jk1", "jk2", "brr", "fay", "bootstrap", "sdr", "other", "made-jkn",
               "made-jkn-fpc", "made-jk1", "made-records", "lonely-certainty", "lonely-adjust",
               "lonely-average"))
  for (mse in c(FALSE, TRUE))
    for (measure in c("proportion", "count", "mean", "total", "ratio"))
      for (domain in c("TRUE", "g == 'B'", "g == 'G'", "age == '9-11'", "age == '12-14'", "age == '15-17'"))
        one(name, mse, measure, domain)
write.table(do.call(rbind, rows), "replicates.csv", sep = "\t", row.names = FALSE, quote = FALSE)

# ---- replicates without an estimate (tests/replicates.at) --------------------------------------------
# svymean (~x, subset (R, x > 16.5)) of the bootstrap above (one PSU), with mse = FALSE and TRUE.
for (mse in c(FALSE, TRUE)) {
  S <- subset(design("bootstrap", mse), !is.na(x) & x > 16.5)
  m <- svymean(~x, S)
  message(sprintf("%.12f %.12f %d", coef(m), SE(m), degf(S)))
}
