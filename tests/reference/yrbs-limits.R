# Makes yrbs-r-limits.csv from the sample data with R and its package survey (4.1.1):
#
#   Rscript yrbs-limits.R ../../samples/yrbs-2019/data/yrbs2019.csv >yrbs-r-limits.csv
#
# yrbs-r-survey.csv holds the limits that svyciprop (method = "logit") gives. It fits the logit by
# iteration and stops when the deviance changes by less than 1e-8, so that some of its limits are
# right to seven digits only. Here the same fit goes on to the end of the machine's precision.
suppressMessages (library (survey))
d <- read.csv (commandArgs (TRUE)[1])
d$age <- cut (d$Q1, c (0, 4, 6, 7), labels = c ("<=15", "16-17", ">=18"))
d$sex <- factor (d$Q2, 1:2, c ("Female", "Male"))
d$grade <- factor (d$Q3, 1:4, 9:12)
d$race <- factor (d$raceeth, c (3, 6, 7, 5), c ("Black NH", "Hispanic", "Hispanic", "White NH"))
d$total <- factor ("total")
design <- svydesign (ids = ~psu, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
t <- qt (0.975, degf (design))
indicators <- c (EVP = "QN35", cigarettes = "QN32", cigars = "QN38", bully_school = "QN23",
                 sad = "QN25")
cat ("indicator,group,level,lo,hi\n")
for (i in names (indicators))
  for (g in c ("total", "sex", "grade", "race", "age"))
    for (l in levels (d[[g]])) {
      y <- d[[indicators[i]]]
      in_domain <- !is.na (y) & !is.na (d[[g]]) & d[[g]] == l
      formula <- as.formula (paste0 ("I(", indicators[i], " == 1) ~ 1"))
      fit <- svyglm (formula, subset (design, in_domain), family = quasibinomial (),
                     control = glm.control (epsilon = 1e-15, maxit = 100))
      limits <- 100 * plogis (coef (fit) + c (-1, 1) * t * SE (fit))
      cat (sprintf ("%s,%s,%s,%.15g,%.15g\n", i, g, l, limits[1], limits[2]))
    }
