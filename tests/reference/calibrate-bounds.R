# Calibrated weights that R's survey package (4.1) does not find, for tests/calibrate.at.  Rscript
# calibrate-bounds.R, in this folder; the tests do not need R.
#
# survey:::grake () stops where bounds have cut off the factors of whole categories ("Calibration
# failed").  The weights are there: they are at the least value of a convex function (Deville and
# Sarndal 1992), which optim () finds; then it is known which records are at a bound, and calibrate ()
# gives the others theirs, to the totals less what those at a bound make of them.
suppressMessages(library(survey))
toy <- read.csv("toy.csv", stringsAsFactors = FALSE)
toy$w <- toy$w * 560 / sum(toy$w)
for (v in c("g", "age", "stratum")) toy[[v]] <- factor(toy[[v]])
X <- model.matrix(~g + age + stratum, toy)
one <- function(lo, hi, totals) {                # of the columns of X
  D <- svydesign(~psu, strata = ~stratum, weights = ~w, data = toy)
  r <- tryCatch({ calibrate(D, ~g + age + stratum, totals, calfun = "raking", bounds = c(lo, hi), maxit = 5000); "found" },
                error = conditionMessage, warning = function(w) "not found")
  g <- function(l) pmin(hi, pmax(lo, exp(drop(X %*% l))))
  G <- function(l) { u <- drop(X %*% l)
    ifelse(u < log(lo), lo + lo * (u - log(lo)), ifelse(u > log(hi), hi + hi * (u - log(hi)), exp(pmin(u, log(hi))))) }
  l <- rep(0, ncol(X))
  for (k in 1:50) l <- optim(l, function(l) (sum(toy$w * G(l)) - sum(totals * l)) / 560, method = "BFGS",
    function(l) (colSums(X * toy$w * g(l)) - totals) / 560, control = list(reltol = 1e-16, maxit = 2000))$par
  f <- g(l); inner <- f > lo & f < hi
  Y <- X[inner, ]; q <- qr(Y * sqrt(toy$w[inner])); Y <- Y[, q$pivot[seq_len(q$rank)], drop = FALSE]
  rest <- (totals - colSums((X * toy$w * f)[!inner, , drop = FALSE]))[colnames(Y)]
  I <- svydesign(~psu, strata = ~stratum, weights = ~w, data = toy[inner, ])
  K <- calibrate(I, ~Y - 1, setNames(rest, paste0("Y", colnames(Y))), calfun = "raking", epsilon = 1e-13, maxit = 500)
  f[inner] <- weights(K) / toy$w[inner]
  cat(r, "; off by", signif(max(abs(colSums(X * toy$w * f) - totals)), 2), "; records at", lo, sum(f == lo), "at", hi, sum(f == hi), "\n")
  for (d in c("TRUE", "g == 'B'", "g == 'G'", "age == '9-11'")) {
    i <- eval(parse(text = d), toy)
    cat(d, sprintf("%.12g", sum((toy$w * f * toy$y)[i]) / sum((toy$w * f)[i])), "\n")
  }
}
one(.051, 4.3, c(560, 430, 80, 250, 40, 200, 270))
one(.095, 9.8, c(560, 180, 110, 210, 20, 350, 50))
