# The five prevalences of samples/yrbs-2019 by R's survey package, with all digits:
#   Rscript yrbs.R        (in this folder; writes yrbs.csv)
# yrbs-r-survey.csv has the same from svyciprop's method "logit", a fitted model whose iteration
# ends at about 1e-8; "xlogit" is the closed form of the same limits.
suppressMessages(library(survey))
d <- read.csv("../../samples/yrbs-2019/data/yrbs2019.csv")
d$sex <- c("Female", "Male")[d$Q2]
d$grade <- c("9", "10", "11", "12", "Ungraded")[d$Q3]
d$race <- c("Other NH", "Other NH", "Black NH", "Other NH", "White NH", "Hispanic", "Hispanic",
            "Other NH")[d$raceeth]
d$age <- c("<=15", "<=15", "<=15", "<=15", "16-17", "16-17", ">=18")[d$Q1]
items <- c(evp = "QN35", cigarettes = "QN32", cigars = "QN38", bully_school = "QN23", sad = "QN25")
D <- svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = d)
rows <- list()
for (id in names(items)) for (group in c("total", "sex", "grade", "race", "age")) {
  levels <- if (group == "total") "total" else unique(na.omit(d[[group]]))
  for (level in levels) {
    keep <- !is.na(d[[items[id]]]) & (if (group == "total") TRUE else d[[group]] %in% level)
    S <- D[keep, ]
    call <- reformulate(sprintf("I(1*(%s == 1))", items[id]))
    m <- svymean(call, S, deff = "replace")
    ci <- confint(svyciprop(call, S, method = "xlogit", df = degf(D)))
    rows[[length(rows) + 1]] <- data.frame(indicator = id, group, level, n = sum(keep),
      estimate = sprintf("%.17g", coef(m)), se = sprintf("%.17g", SE(m)), ci_low = sprintf("%.17g", ci[1]),
      ci_high = sprintf("%.17g", ci[2]), deff = sprintf("%.17g", deff(m)), df_domain = degf(S))
  }
}
write.csv(do.call(rbind, rows), "yrbs.csv", row.names = FALSE, quote = FALSE)
