# Reference values for tests/unit/quantile-test.c, made by R's survey package (4.1 or later):
#   Rscript quantile.R        (in this folder; writes spread.csv and quantile.csv)
# The tests read the files and do not need R.  The column `call` of quantile.csv is the call that made
# the row's values; D is the design of the row, S its subset to the row's domain, where what is
# measured is known (svyvar (na.rm = TRUE) of 4.1 counts the others in its n).
suppressMessages(library(survey))
options(warn = -1, survey.lonely.psu = "fail")

# ---- a made-up survey: 10 strata of 2 PSUs; v has few values, x many -----------------------------
set.seed(20261130)
d <- do.call(rbind, lapply(1:10, function(h) do.call(rbind, lapply(1:2, function(i) {
  m <- sample(8:20, 1); u <- rnorm(1, 0, .4); e <- rnorm(m)
  data.frame(stratum = h, psu = 10 * h + i, fpc = c(9, 2, 40, 8, 4, 25, 7, 60, 3, 12)[h],
    w = signif(10^runif(m, 0, 2), 4), g = sample(1:3, m, TRUE, c(5, 4, 1)),
    v = rpois(m, exp(1 + u)), x = round(exp(3 + u + e / 2), 2),
    y = round(1e6 + 5 * u + 3 * e + rnorm(m, 0, 3), 2))
}))))
d$w[sample(nrow(d), 5)] <- 0
d$g[d$psu == 31] <- 2                          # a PSU without group 1
d$v[sample(nrow(d), 12)] <- NA
d$x[sample(nrow(d), 15)] <- NA
d <- d[order(d$w), ]                           # hf7: ties in the order of their weights
D0 <- svydesign(~psu, strata = ~stratum, weights = ~w, data = d, nest = TRUE)
sets <- list(
  brr = as.svrepdesign(D0, type = "BRR"),
  jkn = as.svrepdesign(D0, type = "JKn"),
  boot = as.svrepdesign(D0, type = "subbootstrap", replicates = 30))
columns <- do.call(cbind, lapply(names(sets), function(s) {
  m <- as.matrix(weights(sets[[s]], "analysis"))
  m[] <- signif(m, 8)
  colnames(m) <- sprintf("%s%02d", s, seq_len(ncol(m)))
  m
}))
write.csv(cbind(d, columns), "spread.csv", row.names = FALSE, quote = FALSE, na = "")
d <- read.csv("spread.csv")

# ---- designs -------------------------------------------------------------------------------------
design <- function(name) switch(name,
  sp = svydesign(~psu, strata = ~stratum, weights = ~w, data = d, nest = TRUE),
  spf = svydesign(~psu, strata = ~stratum, weights = ~w, data = d, nest = TRUE, fpc = ~fpc),
  p = svydesign(~psu, weights = ~w, data = d),
  s = svydesign(~1, strata = ~stratum, weights = ~w, data = d),
  {
    r <- d[grep(sub("-mse", "", name), names(d))]
    kind <- sub("-mse", "", name)
    svrepdesign(data = d, weights = ~w, repweights = r, mse = grepl("mse", name),
      type = switch(kind, brr = "BRR", jkn = "JKn", boot = "bootstrap"), combined.weights = TRUE,
      scale = switch(kind, brr = 1 / ncol(r), jkn = 1, boot = 1 / (ncol(r) - 1)),
      rscales = rep(if (kind == "jkn") 1 / 2 else 1, ncol(r)))
  })

# Where even the first weight is more than a share p of all, R's "math" gives the second value; here,
# and in gko, it is the first.
math <- function(x, w, p) {
  x <- x[w > 0]; w <- w[w > 0]; i <- order(x)
  if (p * sum(w) < w[i][1]) x[i][1] else survey:::qrule_math(x, w, p)
}

rows <- list()
num <- function(v) if (length(v) == 1 && is.finite(v)) sprintf("%.17g", v) else ""
put <- function(design, measure, y, x, domain, p, rule, n, est, se, df, lo, hi, deff, call)
  rows[[length(rows) + 1]] <<- data.frame(design, measure, y, x, domain, p, rule, n,
    estimate = num(est), se = num(se), df, lo = num(lo), hi = num(hi), deff = num(deff), call)

subset_of <- function(name, domain, ...) {
  D <- design(name)
  known <- Reduce(`&`, lapply(c(...), function(k) !is.na(d[[k]])))
  D[known & d$w > 0 & (domain == 0 | d$g == domain), ]
}

for (name in c("sp", "spf", "p", "s", "brr", "brr-mse", "jkn", "jkn-mse", "boot"))
  for (domain in 0:3) {
    t <- function(df) qt(.975, df)
    for (y in c("v", "x")) {
      S <- subset_of(name, domain, y)
      df <- degf(S); n <- sum(weights(S, "sampling") > 0)
      for (rule in c("math", "hf7")) for (p in c(.1, .25, .5, .75, .9)) {
        m <- svyquantile(reformulate(y), S, p, ci = TRUE, df = df,
                         qrule = if (rule == "math") math else rule)[[1]][1, ]
        put(name, "quantile", y, "", domain, p, rule, n, m[1], m[4], df,
            if (is.finite(m[4])) m[2] else NA, if (is.finite(m[4])) m[3] else NA, NA,
            sprintf("svyquantile(~%s, S, %g, df = degf(S), qrule = \"%s\")", y, p, rule))
      }
    }
    rep <- inherits(S, "svyrep.design")
    for (y in c("v", "x", "y")) {
      S <- subset_of(name, domain, y)
      df <- degf(S); n <- sum(weights(S, "sampling") > 0)
      variance <- function(w, data) { z <- data[[y]]; m <- sum(w * z) / sum(w)
        n / (n - 1) * sum(w * (z - m)^2) / sum(w) }
      m <- svyvar(reformulate(y), S)
      est <- as.numeric(coef(m))[1]; se <- sqrt(as.numeric(vcov(m))[1])
      deff <- if (rep) NA else {
        z <- S$variables[[y]] - coef(svymean(reformulate(y), S))
        S$variables$u <- z^2
        deff(svymean(~u, S, deff = "replace"))
      }
      put(name, "variance", y, "", domain, NA, "", n, est, se, df, est - t(df) * se,
          est + t(df) * se, deff, sprintf("svyvar(~%s, S)", y))
      if (rep) {
        m <- withReplicates(S, function(w, data) sqrt(variance(w, data)))
        est <- as.numeric(coef(m)); se <- as.numeric(SE(m))
        call <- "withReplicates(S, function(w, data) sqrt(variance(w, data)))"
      } else {
        se <- se / (2 * sqrt(est)); est <- sqrt(est)
        call <- sprintf("svycontrast(svyvar(~%s, S), quote(sqrt(%s)))", y, y)
      }
      put(name, "sd", y, "", domain, NA, "", n, est, se, df, est - t(df) * se, est + t(df) * se,
          deff, call)
    }
    for (pair in list(c("v", "x"), c("x", "y"))) {
      y <- pair[1]; x <- pair[2]
      S <- subset_of(name, domain, y, x)
      df <- degf(S); n <- sum(weights(S, "sampling") > 0)
      if (rep) {
        m <- withReplicates(S, function(w, data) cov.wt(data[c(y, x)], w / sum(w), cor = TRUE)$cor[1, 2])
        est <- as.numeric(coef(m)); se <- as.numeric(SE(m))
        call <- sprintf("withReplicates(S, function(w, data) cov.wt(data[c(\"%s\", \"%s\")], w / sum(w), cor = TRUE)$cor[1, 2])", y, x)
      } else {
        m <- svyvar(reformulate(c(y, x)), S)
        c4 <- as.vector(as.matrix(m)); V <- attr(m, "var")   # yy, yx, xy, xx
        est <- c4[2] / sqrt(c4[1] * c4[4])
        gradient <- c(-est / (2 * c4[1]), 1 / sqrt(c4[1] * c4[4]), 0, -est / (2 * c4[4]))
        se <- sqrt(drop(gradient %*% V %*% gradient))
        call <- sprintf("svycontrast(svyvar(~%s + %s, S), quote(yx / sqrt(yy * xx)))", y, x)
      }
      z <- atanh(est) + c(-1, 1) * t(df) * se / (1 - est^2)
      put(name, "correlation", y, x, domain, NA, "", n, est, se, df, tanh(z[1]), tanh(z[2]), NA, call)
    }
  }
out <- do.call(rbind, rows)
out$p <- ifelse(is.na(out$p), "", out$p)
out$call <- paste0("\"", gsub("\"", "'", out$call), "\"")
write.table(out, "quantile.csv", sep = ";", row.names = FALSE, quote = FALSE, na = "")
