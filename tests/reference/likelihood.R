# Limits of proportions by R's survey package (4.1 or later), svyciprop (~y, S, method = "likelihood"), for
# tests/unit/stat-test.c.  Rscript likelihood.R >likelihood.csv, in this folder; the tests do not need R.
#
# R profiles the deviance at up to ten steps on each side, lays a spline through them and reads the limits
# off straight lines between its points: r_lo and r_hi, which are off by some 1e-6 to 1e-4.  The same
# functions of R with steps that are small enough (arguments del and maxsteps, which svyciprop does not
# pass on) give lo and hi, the places themselves, to nine digits.
suppressMessages(library(survey))
options(warn = -1)
toy <- read.csv("toy.csv", stringsAsFactors = FALSE)
toy$rare <- as.integer(!is.na(toy$x) & toy$x > 15)
toy$frequent <- 1L - toy$rare
designs <- list(sp = svydesign(~psu, strata = ~stratum, weights = ~w, data = toy),
                s = svydesign(~1, strata = ~stratum, weights = ~w, data = toy),
                spf = svydesign(~psu, strata = ~stratum, weights = ~w, fpc = ~fpc, data = toy))
cat("design,domain,y,level,n,df,p,se,lo,hi,r_lo,r_hi\n")
for (name in names(designs))
  for (domain in c("TRUE", "g == 'G'", "age == '12-14'"))
    for (y in c("y", "rare", "frequent"))
      for (level in c(.95, .8)) {
        S <- eval(parse(text = sprintf("subset(designs[[name]], %s)", domain)))
        f <- as.formula(paste0("~", y)); m <- svymean(f, S); df <- degf(S)
        if (coef(m) <= 0 || coef(m) >= 1) next
        # Begun at the estimate, so that the iteration's last weights are those of the estimate.
        g <- svyglm(as.formula(paste(y, "~ 1")), S, family = quasibinomial(), start = qlogis(coef(m)[[1]]))
        fine <- plogis(as.numeric(suppressMessages(confint(g, 1, level = level, method = "likelihood",
                                                           ddf = df, del = .001, maxsteps = 1e5))))
        coarse <- as.numeric(attr(suppressMessages(svyciprop(f, S, method = "likelihood", level = level)), "ci"))
        num <- function(v) ifelse(is.finite(v), sprintf("%.15g", v), "")
        cat(paste(c(name, domain, y, level, nrow(S$variables), df, num(c(coef(m), SE(m), fine, coarse))),
                  collapse = ","), "\n", sep = "")
      }
