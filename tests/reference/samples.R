# Makes samples.csv from the harmonised files of the sample study with R and its package survey:
#
#   gko run -o out samples/study.yaml
#   Rscript tests/reference/samples.R out >tests/reference/samples.csv
#
# Made with survey 4.1.1, whose "adjust" centres a total at 0 and not, as from 4.2 on, at the mean of
# all PSUs: of that survey there are no counts here.
#
# Five designs: strata and PSUs with two certainty strata (BRA), a finite population correction
# (CHL), a lonely PSU adjusted (MNE), crossed strata (PHL), strata without PSUs (PRT).  Estimates
# are domain estimates; degrees of freedom are those of the domain.
suppressMessages (library (survey))
folder <- file.path (commandArgs (TRUE)[1], "harmonised")
surveys <- c ("BRA-2018", "CHL-2022", "MNE-2016", "PHL-2017", "PRT-2018")
lonely <- c ("BRA-2018" = "certainty", "MNE-2016" = "adjust")
groups <- list (sex = c (boy = 1, girl = 2), age_group = c ("9-11" = 1, "12-14" = 2, "15-17" = 3),
                region_type = c (urban = 1, rural = 2))

design_of <- function (h) {
  psu <- if ("psu" %in% names (h)) ~psu else ~1
  fpc <- if ("fpc" %in% names (h)) ~fpc else NULL
  svydesign (ids = psu, strata = ~stratum, weights = ~weight, fpc = fpc, data = h, nest = TRUE)
}

# A share of those with a valid answer, a mean, a sum of weights, a ratio; NA: outside.
yes <- function (x, at_least) ifelse (x >= 0, as.numeric (x >= at_least), NA)
valid <- function (x) ifelse (x >= 0, x, NA)
user <- function (h, y) ifelse (h$internet_use == 1, y, NA)
indicators <- list (
  internet_use = list ("share", function (h) yes (h$internet_use, 1)),
  users = list ("count", function (h) yes (h$internet_use, 1)),
  first_use = list ("mean", function (h) user (h, valid (h$first_use_age))),
  daily_use = list ("share", function (h) user (h, yes (h$use_frequency, 5))),
  own_phone = list ("share", function (h) user (h, yes (h$own_phone, 1))),
  learn_weekly = list ("share", function (h) user (h, yes (h$act_learn, 4))),
  hours = list ("mean", function (h) user (h, valid (h$hours_weekday))),
  profile = list ("share", function (h) user (h, yes (h$sns_profile, 1))),
  upset = list ("share", function (h) user (h, yes (h$upset_past_year, 1))),
  contact = list ("share", function (h) user (h, yes (h$contact_unknown, 1))),
  weekend = list ("ratio", function (h) user (h, valid (h$hours_weekend)),
                  function (h) user (h, valid (h$hours_weekday))),
  self_harm = list ("share", function (h) user (h, yes (h$saw_self_harm, 1)))
)

number <- function (x) if (is.na (x)) "" else sprintf ("%.15g", x)

row <- function (survey, id, group, level, design, kind) {
  n <- sum (weights (design) > 0)
  if (n == 0)
    return ()
  s <- switch (kind,
    share = , mean = svymean (~y, design, deff = "replace"),
    count = svytotal (~y, design),
    ratio = svyratio (~y, ~x, design))
  b <- as.numeric (coef (s))
  se <- as.numeric (SE (s))
  df <- degf (design)
  t <- qt (0.975, df)
  limits <- if (kind != "share") b + c (-1, 1) * t * se
            else if (b > 0 && b < 1) plogis (qlogis (b) + c (-1, 1) * t * se / (b * (1 - b)))
            else c (NA, NA)
  effect <- if (kind %in% c ("share", "mean")) as.numeric (deff (s)) else NA
  cat (paste (c (survey, id, group, level, n, number (b), number (se), number (limits[1]),
                 number (limits[2]), df, number (effect)), collapse = ","), "\n", sep = "")
}

cat ("survey,indicator,group,level,n,estimate,se,lo,hi,df,deff\n")
for (survey in surveys) {
  h <- read.csv (file.path (folder, paste0 (survey, ".csv")), colClasses = c (stratum = "character"))
  options (survey.lonely.psu = if (survey %in% names (lonely)) lonely[[survey]] else "fail",
           survey.adjust.domain.lonely = FALSE)
  for (id in names (indicators)) {
    i <- indicators[[id]]
    if (i[[1]] == "count" && identical (getOption ("survey.lonely.psu"), "adjust"))
      next
    h$y <- i[[2]] (h)
    h$x <- if (i[[1]] == "ratio") i[[3]] (h) else 1
    inside <- !is.na (h$y) & !is.na (h$x)
    if (!any (h$y > -1, na.rm = TRUE))
      next
    design <- design_of (h)
    row (survey, id, "total", "total", design[inside, ], i[[1]])
    for (group in names (groups))
      for (level in names (groups[[group]])) {
        here <- inside & h[[group]] == groups[[group]][[level]]
        if (any (here))
          row (survey, id, group, level, design[here, ], i[[1]])
      }
  }
}
