# The tables of the benchmark by R's survey package: proportions by all, sex and age group, one survey.
#   Rscript peers.R HARMONISED.csv OUT.csv ITEMS
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "certainty")
files <- commandArgs(TRUE)
d <- read.csv(files[1], check.names = FALSE)
d[d < 0] <- NA # missing reasons
design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
items <- readLines(files[3])
out <- list()
for (item in items) {
  f <- as.formula(paste0("~I(as.numeric(", item, " == 1))"))
  part <- subset(design, !is.na(d[[item]]))
  m <- svymean(f, part)
  out[[length(out) + 1]] <- data.frame(item, by = "all", level = 0, p = coef(m)[[1]], se = SE(m)[[1]])
  for (by in c("sex", "age_group")) {
    b <- svyby(f, as.formula(paste0("~", by)), part, svymean)
    out[[length(out) + 1]] <- data.frame(item, by, level = b[[1]], p = coef(b), se = SE(b))
  }
}
write.csv(do.call(rbind, out), files[2], row.names = FALSE)
