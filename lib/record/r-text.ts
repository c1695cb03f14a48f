import { printableText } from '../figure/printable-text.ts'

/** A comment of any text, on as many lines as it takes: no line of a data frame's names can leave it. */
export function rComment(text: string): string {
  const words = printableText(text).split(' ')
  const lines: string[] = []
  let line = '#'
  for (const word of words) {
    if (line.length + word.length >= 110 && line !== '#') {
      lines.push(line)
      line = '#  '
    }
    line += ` ${word}`
  }
  return [...lines, line].join('\n')
}

/** A text literal of R, which knows JSON's escapes but for a slash. */
export function rText(text: string): string {
  return JSON.stringify(printableText(text))
}

/** Of scripts with weights: releases of drc differ in whether residuals are multiplied or divided by what is given. */
export const R_WEIGHTS = `
# drc multiplies residuals by its weights in some releases and divides by them in others: two values of unequal weight tell.
probe <- data.frame(dose = c(1, 1, 10, 10), weight = c(1, 2, 1, 2))
probe$response <- c(0, 6, 0, 6) * probe$dose / (1 + probe$dose)
drc_divides <- coef(drm(response ~ dose, data = probe, fct = LL.4(fixed = c(-1, 0, NA, 1)), weights = weight, start = 3))[[1]] < 3
drc_weights <- function(scatter) if (drc_divides) scatter else 1 / scatter`

/** What every script begins with. */
export const R_PREAMBLE = `if (!requireNamespace("drc", quietly = TRUE)) stop("This script needs the package drc: install.packages(\\"drc\\")")
suppressPackageStartupMessages(library(drc))

# drc's usual search stops early; this one goes on until the sum of squares rests.
exact <- drmc(relTol = 1e-12, maxIt = 10000, noMessage = TRUE)

# The first fit that works, else why none did.
first_of <- function(...) {
  problem <- NULL
  for (attempt in list(...)) {
    result <- tryCatch(attempt(), error = function(e) e)
    if (!inherits(result, "error")) return(result)
    problem <- result
  }
  problem
}

# Prints "agrees", or what R found where Halfmax found something else.
#   expected: free parameters;  fixed: the others;  ec50: function of all;  rss: sum of squared residuals over scatter
compare <- function(curve, fit, rows, rss, expected = NULL, fixed = NULL, turns = FALSE, ec50 = NULL, expected_ec50 = NULL) {
  if (inherits(fit, "error")) {
    cat(curve, ": R did not fit this curve (", conditionMessage(fit), ")\\n", sep = "")
    return(invisible(FALSE))
  }
  found <- coef(fit)
  if (inherits(fit, "drc")) names(found) <- sub(":.*$", "", names(found))
  if (turns && found[["c"]] > found[["d"]]) found[c("b", "c", "d")] <- c(-found[["b"]], found[["d"]], found[["c"]])
  rss_found <- sum(((rows$response - fitted(fit)) / rows$scatter)^2)
  off <- character(0)
  if (abs(rss_found - rss) > 1e-4 * rss + 1e-12) off <- c(off, sprintf("sum of squares %.8g here, %.8g in Halfmax", rss_found, rss))
  # At one sum of squares a flat valley may still leave the search anywhere along it.
  part <- if (abs(rss_found - rss) <= 1e-6 * rss) 1e-2 else 1e-3
  reach <- diff(range(rows$response))
  for (name in names(expected)) {
    is_level <- name != "dose" && substr(name, 1, 1) %in% c("c", "d", "(", "t", "l")
    size <- if (is_level) max(reach, abs(expected[[name]])) else abs(expected[[name]])
    if (abs(found[[name]] - expected[[name]]) > part * size + 1e-12) {
      off <- c(off, sprintf("%s %.6g here, %.6g in Halfmax", name, found[[name]], expected[[name]]))
    }
  }
  if (!is.null(expected_ec50)) {
    found_ec50 <- ec50(c(found, fixed))
    if (abs(found_ec50 - expected_ec50) > part * expected_ec50) {
      off <- c(off, sprintf("EC50 %.6g here, %.6g in Halfmax", found_ec50, expected_ec50))
    }
  }
  cat(curve, ": ", if (length(off) == 0) "agrees" else paste("differs:", paste(off, collapse = "; ")), "\\n", sep = "")
  invisible(length(off) == 0)
}`
