# Makes waves.csv, changes between three surveys of one country, with R and its package survey:
#
#   Rscript waves.R >waves.csv       in this folder
#
# The surveys are parts of toy.csv: of 2014 all records, of 2018 those whose number is not a multiple
# of 3, of 2024 those whose number less 1 is no multiple of 4.  They are independent; the trend is the
# slope of lm (figure ~ year), sum c theta with variance sum c^2 V.
suppressMessages (library (survey))
toy <- read.csv ("toy.csv")
number <- seq_len (nrow (toy))
parts <- list (toy, toy[number %% 3 != 0, ], toy[number %% 4 != 1, ])
years <- c (2014, 2018, 2024)
satterthwaite <- function (v, df) sum (v)^2 / sum (v^2 / df)
out <- function (id, g, kind, a, b, d, v, df) {
  t <- d / sqrt (v)
  cat (sprintf ("%s,%s,%s,TOY-%d,TOY-%d,%.15g,%.15g,%.15g,%.15g,%.15g\n", id, g, kind, a, b, d,
                sqrt (v), df, t, 2 * pt (-abs (t), df)))
}
cat ("indicator,g,kind,a,b,difference,se,df,t,p\n")
for (id in c ("proportion", "mean", "total"))
  for (g in c ("_T", "B", "G")) {
    f <- sapply (parts, function (d) {
      design <- svydesign (~psu, strata = ~stratum, weights = ~w, data = d)
      domain <- design[(g == "_T" | d$g == g) & (id == "proportion" | !is.na (d$x)), ]
      m <- switch (id, proportion = svymean (~y, domain), mean = svymean (~x, domain),
                   total = svytotal (~x, domain))
      c (as.numeric (coef (m)), as.numeric (SE (m))^2, degf (domain))
    })
    for (a in 2:3)
      for (b in 1:(a - 1))
        out (id, g, "wave", years[a], years[b], f[1, a] - f[1, b], f[2, a] + f[2, b],
             satterthwaite (f[2, c (a, b)], f[3, c (a, b)]))
    slope <- coef (lm (f[1, ] ~ years))[[2]]
    c <- (years - mean (years)) / sum ((years - mean (years))^2)
    out (id, g, "trend", 2024, 2014, slope, sum (c^2 * f[2, ]), satterthwaite (c^2 * f[2, ], f[3, ]))
  }
