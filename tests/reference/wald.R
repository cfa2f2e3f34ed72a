# Tests of independence by R's survey package (4.1 or later), for tests/unit/chisq-test.c and
# tests/compare.at: svychisq (~group + answer, P, statistic = "F", "Wald", "adjWald") of many designs, P
# the design's subset with an answer.  Rscript wald.R >wald.csv, in this folder; the replicate weights are
# those of toy-replicates.csv, the designs those of replicates.R and stages.R.  The tests do not need R.
suppressMessages(library(survey))
options(warn = -1, survey.lonely.psu = "fail")
toy <- read.csv("toy.csv", stringsAsFactors = FALSE)
weights <- read.csv("toy-replicates.csv", stringsAsFactors = FALSE)
two <- read.csv("two-stage.csv", stringsAsFactors = FALSE)
two$x <- two$x - 1980
# apiclus2 as if it were children: schools' types as ages, large schools as girls.
api <- read.csv("api.csv", stringsAsFactors = FALSE)
api <- transform(api, y = as.integer(api00 > 700), x = api00 / 50 - 3, g = ifelse(enroll > 400, "G", "B"),
                 age = c(E = "9-11", M = "12-14", H = "15-17")[stype])
prepare <- function(d) transform(d, band = cut(x, c(-Inf, 9.55, 11.55, Inf), labels = FALSE))
toy <- prepare(toy); weights <- prepare(weights); two <- prepare(two); api <- prepare(api)
some <- round(seq(.5, 1.5, length.out = 20), 2)
rep <- function(set, type, ...) svrepdesign(data = weights, weights = ~w, type = type, ...,
  repweights = as.matrix(weights[grep(paste0("^", set, "[0-9]{2}$"), names(weights))]))
stages <- function(id, n) svydesign(ids = reformulate(c("psu", id)), strata = ~stratum, nest = TRUE,
                                    weights = ~w, fpc = reformulate(c("fpc", n)), data = two)
lonely <- svydesign(~psu, strata = ~stratum, weights = ~w, nest = TRUE, data = toy[toy$psu != 302, ])
D <- svydesign(~psu, strata = ~stratum, weights = ~w, nest = TRUE, data = toy)
designs <- list(
  sp = D,
  s = svydesign(~1, strata = ~stratum, weights = ~w, data = toy),
  spf = svydesign(~psu, strata = ~stratum, weights = ~w, fpc = ~fpc, nest = TRUE, data = toy),
  "lonely-certainty" = lonely, "lonely-average" = lonely,
  two = stages("ssu", "fpc2"), "two-records" = stages("id", "fpcr"),
  api = svydesign(ids = ~dnum + snum, fpc = ~fpc1 + fpc2, weights = ~pw, data = api),
  jkn = rep("jkn", "JKn", scale = 1, rscales = as.svrepdesign(D, type = "JKn")$rscales),
  jk1 = rep("jk1", "JK1", combined.weights = FALSE, scale = 11 / 12),
  brr = rep("brr", "BRR", combined.weights = FALSE),
  "fay-mse" = rep("fay", "Fay", rho = .3, mse = TRUE),
  bootstrap = rep("boot", "bootstrap", combined.weights = FALSE),
  "bootstrap-mse" = rep("boot", "bootstrap", combined.weights = FALSE, mse = TRUE),
  sdr = rep("sdr", "successive-difference"),
  "made-jkn" = as.svrepdesign(D, type = "JKn"))
for (calfun in c("linear", "raking"))          # margins of sex and age
  designs[[calfun]] <- calibrate(D, ~factor(g) + factor(age), c(560, 300, 190, 180), calfun = calfun, epsilon = 1e-12)
designs$records <- calibrate(designs$s, ~factor(g) + factor(age), c(560, 300, 190, 180), calfun = "linear")
rule <- function(name)
  if (grepl("^lonely-", name)) sub("lonely-", "", name) else if (grepl("^two", name)) "certainty" else "fail"
words <- c(F = "rao-scott", Wald = "wald", adjWald = "adjusted-wald")
domains <- c(sp = 3, s = 3, spf = 3)           # the unit test's; others are of all records
cat("design,domain,indicator,group,g,age,test,f,df1,df2,p\n")
for (name in names(designs)) {
  options(survey.lonely.psu = rule(name))
  for (domain in c("TRUE", "g == 'G'", "age != '9-11'")[seq_len(if (name %in% names(domains)) 3 else 1)])
    for (group in c("g", "age"))
      for (answer in c("y", "band")) {
        if (domain == "g == 'G'" && group == "g") next
        # In a calibrated design R counts the records outside a subset towards the degrees of freedom.
        if (name == "records" && answer == "band") next
        need <- sprintf("%s & !is.na(%s) & !is.na(%s)", domain, group, answer)
        P <- eval(parse(text = sprintf("subset(designs[[name]], %s)", need)))
        P$variables$age <- factor(P$variables$age)
        star <- function(v) if (v == group) "*" else "_T"
        for (test in names(words)) {
          q <- tryCatch(svychisq(as.formula(paste("~", group, "+", answer)), P, statistic = test),
                        error = function(e) NULL)
          # R goes on with what it has where the degrees of freedom are none; no number is wanted then.
          v <- if (is.null(q)) base::rep("", 4) else sprintf("%.15g", c(q$statistic, q$parameter, q$p.value))
          cat(paste(c(name, domain, if (answer == "y") "proportion" else "band", group, star("g"),
                      star("age"), words[[test]], v), collapse = ","), "\n", sep = "")
        }
      }
}
