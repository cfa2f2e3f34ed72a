# Rao and Scott's F by R's survey package, for tests/unit/chisq-test.c: design, row, column, F, its
# degrees of freedom, p.  Rscript chisq.R >chisq.csv, in this folder.
library(survey)
d <- read.csv("toy.csv")
d$band <- cut(d$x, c(-Inf, 9.5, 11.5, Inf), labels = FALSE)
designs <- list(sp = svydesign(~psu, strata = ~stratum, weights = ~w, data = d),
                s = svydesign(~1, strata = ~stratum, weights = ~w, data = d),
                spf = svydesign(~psu, strata = ~stratum, weights = ~w, fpc = ~fpc, data = d))
cat("design,domain,row,column,f,df1,df2,p\n")
for (name in names(designs))
  for (domain in c("TRUE", "g == 'G'", "age != '9-11'"))
    for (pair in list(c("g", "y"), c("age", "y"), c("age", "band"), c("g", "band"))) {
      # R takes the degrees of freedom from the whole design: leave out what has no answer.
      part <- subset(designs[[name]], eval(parse(text = domain), d) & !is.na(d[[pair[2]]]))
      if (domain == "g == 'G'" && pair[1] == "g") next
      if (domain == "age != '9-11'" && pair[1] == "age") part$variables$age <- factor(part$variables$age)
      s <- svychisq(as.formula(paste("~", pair[1], "+", pair[2])), part)
      cat(sprintf("%s,%s,%s,%s,%.15g,%.15g,%.15g,%.15g\n", name, domain, pair[1], pair[2],
                  s$statistic, s$parameter[1], s$parameter[2], s$p.value))
    }
