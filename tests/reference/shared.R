# What stat.R and stages.R share; they source it in this folder.

# A number as it stands in the tables; empty where there is none.
num <- function(v) if (length(v) == 0 || !is.finite(v)) "" else sprintf("%.17g", as.numeric(v))

# The condition of a row's domain: DOMAIN, and all that the measure reads is there.
need_of <- function(domain, y, x) paste(c(domain, sprintf("!is.na(%s)", c(y, if (nchar(x)) x))), collapse = " & ")

# The call that makes a row's values, of the subset S.
call_of <- function(measure, y, x) switch(measure,
  proportion = sprintf("svymean(~I(1*(%s)), S, deff='replace')", y),
  count = sprintf("svytotal(~I(1*(%s)), S, deff='replace')", y),
  mean = sprintf("svymean(~%s, S, deff='replace')", y),
  total = sprintf("svytotal(~%s, S, deff='replace')", y),
  ratio = sprintf("svyratio(~%s, ~%s, S, deff='replace')", y, x))
