# Design effects against simple random sampling without replacement by R's survey package (4.1 or later),
# deff = TRUE, for tests/estimate.at.  Rscript deff.R >deff.csv, in this folder; the tests do not need R.
suppressMessages(library(survey))
options(warn = -1)
toy <- read.csv("toy.csv", stringsAsFactors = FALSE)
replicates <- read.csv("toy-replicates.csv", stringsAsFactors = FALSE)
standard <- svydesign(~psu, strata = ~stratum, weights = ~w, data = transform(toy, have = !is.na(x)))
have <- function(d) transform(d, have = !is.na(x), x = ifelse(is.na(x), 0, x))
toy <- have(toy); replicates <- have(replicates)     # R cannot have NA outside a subset of calibrated designs
D <- svydesign(~psu, strata = ~stratum, weights = ~w, data = toy)
toy$people <- toy$w * 5000 / sum(toy$w)        # design: population: 5000
share <- c("9-11" = .3, "12-14" = .4, "15-17" = .3)
designs <- list(
  sp = D, spf = svydesign(~psu, strata = ~stratum, weights = ~w, fpc = ~fpc, data = toy),
  s = svydesign(~1, strata = ~stratum, weights = ~w, data = toy),
  population = svydesign(~psu, strata = ~stratum, weights = ~people, data = toy),
  jkn = svrepdesign(data = replicates, weights = ~w, type = "JKn", scale = 1,
                    repweights = as.matrix(replicates[grep("^jkn", names(replicates))]),
                    rscales = as.svrepdesign(D, type = "JKn")$rscales),
  standard = standard)
designs$linear <- calibrate(D, ~factor(g) + factor(age), c(560, 300, 190, 180), calfun = "linear")
designs$raking <- calibrate(D, ~factor(g) + factor(age), c(560, 300, 190, 180), calfun = "raking", epsilon = 1e-12)
cat("design,indicator,g,age,deff,n_effective\n")
for (name in names(designs))
  for (indicator in c("proportion", "count", "mean", "total", "ratio"))
    for (domain in c("_T,_T", "B,_T", "G,_T", "_T,9-11", "_T,12-14", "_T,15-17")) {
      part <- strsplit(domain, ",")[[1]]
      need <- c(if (part[1] != "_T") sprintf("g == '%s'", part[1]), if (part[2] != "_T") sprintf("age == '%s'", part[2]),
                if (indicator %in% c("mean", "total", "ratio")) "have")
      S <- if (is.null(need)) designs[[name]] else
        eval(parse(text = sprintf("subset(designs[[name]], %s)", paste(need, collapse = " & "))))
      if (name == "standard") {                # within each sex, or all, the shares of three ages
        if (part[2] != "_T" || !(indicator %in% c("proportion", "mean"))) next
        S$variables$all <- 1
        S <- svystandardize(S, by = ~age, over = ~all, population = share[levels(factor(S$variables$age))],
                            excluding.missing = if (indicator == "mean") ~x else ~y)
      }
      if (name == "jkn" && indicator == "ratio") next          # R 4.1 cannot
      m <- switch(indicator, proportion = svymean(~y, S, deff = TRUE), count = svytotal(~y, S, deff = TRUE),
                  mean = svymean(~x, S, deff = TRUE), total = svytotal(~x, S, deff = TRUE),
                  ratio = svyratio(~y, ~x, S, deff = TRUE))
      d <- as.numeric(deff(m))
      n <- sum(weights(S, "sampling") != 0 & is.finite(weights(S, "sampling")))
      cat(sprintf("%s,%s,%s,%.15g,%.15g\n", name, indicator, domain, d, n / d))
    }
