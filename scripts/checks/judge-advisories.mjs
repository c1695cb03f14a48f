/**
 * What `npm audit --json` says, against the exceptions that were argued.
 *
 * @typedef {object} Exception
 * @property {string} advisory  the end of its address, `GHSA-xxxx-xxxx-xxxx`
 * @property {string} package   the package it is about
 * @property {string} reason    why it does no harm here
 * @property {string} until     a day, `2027-01-31`: from then on it has to be argued anew
 */

/**
 * @param {string} answer  standard output of npm audit
 * @param {{ packages: Record<string, { dev?: boolean }>, exceptions: readonly Exception[], today: string }} known  `packages` of
 *   the lock file
 * @returns {{ kind: 'not-asked', reason: string } | { kind: 'asked', harmful: string[], argued: string[], notRun: string[], idle: string[] }}
 *   a line each: what is a reason to update, what was argued, what is only here for tests or the build, and exceptions nothing needs
 */
export function judgeAdvisories(answer, { packages, exceptions, today }) {
  const report = parsed(answer)
  if (report?.vulnerabilities === undefined || report.auditReportVersion !== 2)
    return { kind: 'not-asked', reason: reasonOf(report) }
  const judged = { kind: 'asked', harmful: [], argued: [], notRun: [], idle: [] }
  const used = new Set()
  for (const { name, nodes = [], via } of Object.values(report.vulnerabilities)) {
    // A text names a package that is listed itself.
    for (const advisory of via.filter((one) => typeof one === 'object')) {
      const id = String(advisory.url).split('/').at(-1)
      const line = `${name}: ${advisory.title} (${advisory.severity}) ${advisory.url}`
      const exception = exceptions.find((one) => one.advisory === id && one.package === name)
      if (exception !== undefined) used.add(exception)
      if (nodes.length > 0 && nodes.every((path) => packages[path]?.dev === true)) judged.notRun.push(line)
      else if (exception === undefined) judged.harmful.push(line)
      else if (exception.until < today) judged.harmful.push(`${line}: argued until ${exception.until}`)
      else judged.argued.push(`${line}: ${exception.reason}`)
    }
  }
  judged.idle = exceptions
    .filter((one) => !used.has(one))
    .map((one) => `${one.package} ${one.advisory}: no advisory needs this exception`)
  return judged
}

/** An exception without a reason or an end is none. @returns {string[]} complaints */
export function checkExceptions(exceptions) {
  return exceptions.flatMap((one, place) => {
    const faults = [
      [/^GHSA(-[0-9a-z]{4}){3}$/.test(one.advisory), 'advisory has to be a GHSA id'],
      [typeof one.package === 'string' && one.package !== '', 'package is missing'],
      [
        typeof one.reason === 'string' && one.reason.length >= 20,
        'reason has to say why it does no harm here',
      ],
      [/^\d{4}-\d{2}-\d{2}$/.test(one.until), 'until has to be a day such as 2027-01-31'],
    ]
    return faults.flatMap(([holds, words]) => (holds ? [] : [`exception ${place + 1}: ${words}`]))
  })
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function reasonOf(report) {
  const told = report?.message ?? report?.error?.summary
  // The address of a registry is nobody's business but npm's.
  if (typeof told === 'string' && told !== '')
    return told.replaceAll(/ ?-? ?(?:GET|POST)? ?https?:\/\/\S+/g, '').trim()
  return 'npm gave no report'
}
