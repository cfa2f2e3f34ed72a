# Replicates that the linear method gives negative weights, for tests/calibrate.at.  Rscript
# calibrate-linear.R, in this folder; the tests do not need R.
suppressMessages(library(survey))
toy <- read.csv("toy.csv", stringsAsFactors = FALSE)
toy$w <- toy$w * 560 / sum(toy$w)
D <- svydesign(~psu, strata = ~stratum, weights = ~w, data = toy)
for (mse in c(FALSE, TRUE)) {
  J <- calibrate(as.svrepdesign(D, type = "JKn", mse = mse), ~factor(g) + factor(stratum), c(560, 300, 240, 140, 20), calfun = "linear")
  cat("# factors of", range(weights(J, "sampling") / toy$w), "; replicates with negative weights:",
      sum(apply(as.matrix(weights(J, "analysis")), 2, min) < 0), "\n")
  for (domain in c("TRUE", "g == 'B'", "g == 'G'")) {
    S <- eval(parse(text = sprintf("subset(J, %s)", domain)))
    cat(mse, domain, sprintf("%.12g", c(coef(svymean(~y, S)), SE(svymean(~y, S)))), "\n")
  }
}
