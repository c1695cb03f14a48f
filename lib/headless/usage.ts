/** What `--help` prints. */
export const USAGE = `Fits dose-response curves without the page.

  npm run --silent fit -- --jsonl [FILE]       a JSON request a line in, a JSON result a line out, in order
  npm run --silent fit -- TABLE [options]      a CSV table in, the results frame of the page as CSV out

FILE and TABLE are paths, or - for the standard input. docs/headless.md describes requests and results.

Columns of a table (left out, they are guessed as on the page)
  --dose HEADER            the dose
  --response HEADER        a response; several times for several
  --group HEADER           what names a sample; several times for several
  --no-group               all rows are one sample
  --dose-unit UNIT         pM, nM, µM, mM, M, ng/mL and the like
  --response-unit UNIT     % for percent, fraction, or any other
  --exclude ROWS           rows to leave out: 3, 7-9, or 3:"Mortality 24h" for one response

Responses set against controls
  --normalise KIND         inhibition or percent-of-control
  --controls HEADER        the column that tells control wells
  --negative TEXT          untreated wells; several times for several; by their words, as DMSO
  --positive TEXT          wells with the full effect, likewise
  --per SCOPE              plate (usual where a column tells plates), run, reading or all
  --centre NAME            mean (usual) or median of the controls

The fit
  --model NAME             logistic4 (usual), logistic5, weibull1, weibull2, logNormal, constant, linear,
                           hormesisLinear, hormesisSaturating, biphasic, bell
  --fix NAME=VALUE         hold a parameter: --fix bottom=0 --fix ec50=10 (ec50 is a dose)
  --bound NAME=LOW:HIGH    keep it within limits: --bound hill=0.1:10, --bound top=:120
  --share NAMES            one value for all curves: --share bottom,top
  --policy NAME            free (usual), r-example, viability, kinase-inhibition, agonist or agnostic
  --policy-file FILE       a policy that the page has exported, with the controls and limits it names
  --loss NAME              squares (usual), huber, tukey, lorentz
  --weighting NAME         none (usual), 1/y, 1/y2
  --covariance NAME        expected (usual), observed
  --level NUMBER           confidence level, 0.95
  --interval NAME          profile (usual), wald, bootstrap
  --ec LEVELS              further effective doses: --ec 10,50,90
  --abs LEVELS             doses at responses: --abs 30,50
  --outliers               propose outliers
  --fold-limit NUMBER      flag relative and absolute potencies further apart, 3
  --limit NAME=VALUE       where the verdict draws its lines: --limit wideFold=20 --limit leastEffect=30
  --seed NUMBER            of everything drawn by chance, 1

Output
  --out FILE               instead of the standard output
  --name TEXT              "source data frame" of the result; the file's name
  --analysis ID            "source analysis" of the result
  --workers NUMBER         worker threads, one per core
  --quiet                  nothing on the error stream but errors

Exit code: 0; 1 if a line, a curve or a cell was invalid; 2 if the input could not be read.
`
