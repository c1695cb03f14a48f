/**
 * Which folder may import which, as oxlint overrides. `oxlint.config.ts` applies them and
 * `scripts/lint/planted-violations.mjs` proves that each one still catches what it forbids.
 *
 * A folder names what it may use; everything else of ours is refused with the sentence of the refused folder, so a
 * new folder is closed until somebody opens it here.
 */

/** Where to go instead of importing this folder. */
const INSTEAD = {
  'lib/fit':
    'Only figures, outputs, the workbench and the worker know fits: pass numbers or text in from the caller.',
  'lib/data-frame':
    'Columns and frames live above this folder: pass typed arrays or plain values in from the caller.',
  'lib/format': 'Words and units are added above this folder: return numbers and let the caller format them.',
  'lib/figure':
    'Drawing sits above this folder: return values and let lib/figure or components/plot draw them.',
  'lib/outputs':
    'Tables and files to push are built above this folder: let lib/push or components/workbench call lib/outputs.',
  'lib/runs':
    'Runs of a compound are put together above this folder: let components/workbench call lib/runs.',
  'lib/plates':
    'Plates and their controls sit above this folder: take normalised frames or plain values as an argument.',
  'lib/detective':
    'Questions about the table are found above this folder: take the frame as it was read as an argument.',
  'lib/table-file': 'Only the page reads files and pasted cells: take frames or plain values as an argument.',
  'lib/workbench': 'The workbench state sits above this folder: take what is needed as an argument.',
  'lib/record':
    'Fit files and scripts are made above this folder: let components/workbench call lib/record and hand their bytes down.',
  'lib/fit-worker': 'Call lib/fit directly here; only components start the worker.',
  'lib/benchling':
    'The client is server only: let lib/push or app call it and pass plain values (lib/workbench/ports.ts) down.',
  'lib/sandbox':
    'Only scripts, e2e and tests start the sandbox: the app meets it as a configured tenant, over HTTP.',
  'lib/store': 'The store is server only: let app or lib/push read it and pass plain values down.',
  'lib/headless':
    'The command line sits above this folder and only scripts start it: move the shared part into a pure lib folder.',
  'lib/guide':
    'The guide is made by app while it is built: link to its address instead (components/ui/help-link.tsx).',
  'lib/push': 'A push is started by app: take the callback of lib/workbench/ports.ts as a prop.',
  'lib/batch':
    'A refit on the server is started by app: take the callback of lib/workbench/ports.ts as a prop.',
  'lib/threads': 'Threads of Node are for the server and the command line: the page has lib/fit-worker.',
  app: 'app wires the others together and nothing imports it: take data and actions as props or arguments.',
  components: 'Components are the topmost layer below app: move the shared part into a pure lib folder.',
  'components/ui': 'Move the shared part into a pure lib folder.',
  'components/plot': 'Primitives know no plot: take it as children from components/workbench.',
  'components/workbench':
    'The workbench uses this folder, not the other way round: take data and callbacks as props.',
}

const NODE_INSTEAD =
  'This code also runs in the browser: do the file, process or socket work in app, lib/store or scripts.'
const REACT_INSTEAD = 'This folder is pure: keep React in components and app, and pass plain values in.'

const LIB = Object.keys(INSTEAD).filter((name) => name.startsWith('lib/'))
const COMPONENTS = ['components/ui', 'components/plot', 'components/workbench']

/**
 * `uses`: folders that may be imported. `typesOf`: folders of which only types may be imported. `pure`: no React, no
 * Next, no `node:`. `browser`: no `node:`.
 */
const FOLDERS = [
  { name: 'lib/fit', uses: [], pure: true },
  { name: 'lib/data-frame', uses: ['lib/format'], pure: true },
  { name: 'lib/format', uses: ['lib/data-frame'], pure: true },
  {
    name: 'lib/figure',
    uses: ['lib/fit', 'lib/data-frame', 'lib/format'],
    typesOf: ['lib/workbench'],
    pure: true,
  },
  {
    name: 'lib/workbench',
    uses: ['lib/fit', 'lib/data-frame', 'lib/format'],
    typesOf: ['lib/outputs', 'lib/figure', 'lib/plates'],
    pure: true,
  },
  { name: 'lib/plates', uses: ['lib/data-frame'], pure: true },
  { name: 'lib/runs', uses: ['lib/fit', 'lib/data-frame'], pure: true },
  { name: 'lib/table-file', uses: ['lib/data-frame'], pure: true },
  {
    name: 'lib/detective',
    uses: ['lib/data-frame', 'lib/format'],
    typesOf: ['lib/workbench'],
    pure: true,
  },
  {
    name: 'lib/outputs',
    uses: ['lib/fit', 'lib/data-frame', 'lib/format', 'lib/figure', 'lib/workbench', 'lib/detective'],
    pure: true,
  },
  {
    name: 'lib/record',
    uses: ['lib/fit', 'lib/data-frame', 'lib/format', 'lib/figure', 'lib/workbench', 'lib/outputs'],
    pure: true,
  },
  { name: 'lib/fit-worker', uses: ['lib/fit'], browser: true },
  { name: 'lib/benchling', uses: ['lib/data-frame'] },
  { name: 'lib/sandbox', uses: [], wireSchemas: true },
  { name: 'lib/store', uses: ['lib/data-frame', 'lib/fit', 'lib/format', 'lib/outputs', 'lib/workbench'] },
  {
    name: 'lib/push',
    uses: LIB.filter(
      (name) =>
        ![
          'lib/sandbox',
          'lib/push',
          'lib/record',
          'lib/plates',
          'lib/runs',
          'lib/table-file',
          'lib/fit-worker',
          'lib/headless',
          'lib/guide',
          'lib/batch',
          'lib/threads',
        ].includes(name),
    ),
  },
  { name: 'lib/threads', uses: [] },
  {
    name: 'lib/batch',
    uses: [
      'lib/benchling',
      'lib/data-frame',
      'lib/detective',
      'lib/fit',
      'lib/format',
      'lib/outputs',
      'lib/plates',
      'lib/store',
      'lib/table-file',
      'lib/threads',
      'lib/workbench',
    ],
  },
  {
    name: 'lib/headless',
    uses: [
      'lib/fit',
      'lib/data-frame',
      'lib/format',
      'lib/outputs',
      'lib/plates',
      'lib/threads',
      'lib/workbench',
    ],
  },
  { name: 'lib/guide', uses: [] },
  { name: 'components/ui', uses: ['lib/format'], browser: true },
  {
    name: 'components/plot',
    uses: [
      'components/ui',
      'lib/fit',
      'lib/data-frame',
      'lib/format',
      'lib/figure',
      'lib/outputs',
      'lib/workbench',
    ],
    browser: true,
  },
  {
    name: 'components/workbench',
    uses: [
      'components/ui',
      'components/plot',
      'lib/fit',
      'lib/data-frame',
      'lib/format',
      'lib/figure',
      'lib/outputs',
      'lib/detective',
      'lib/plates',
      'lib/runs',
      'lib/table-file',
      'lib/workbench',
      'lib/record',
      'lib/fit-worker',
    ],
    browser: true,
  },
]

/** Tests, and what only tests use. */
const TESTS = ['**/*.test.{ts,tsx}', '**/testing/**', '**/*-world.ts']

/** @returns {import('oxlint').OxlintOverride[]} oxlint overrides: two per folder, because tests may also start the sandbox and read files. */
export function folderRules() {
  return [...FOLDERS.flatMap(folderOverrides), ...appOverrides()]
}

function folderOverrides(folder) {
  const files = [`${folder.name}/**/*.{ts,tsx}`]
  const tests = TESTS.map((glob) => `${folder.name}/${glob}`)
  return [
    { files, excludeFiles: tests, rules: restrict(patternsFor(folder, { inTest: false })) },
    { files: tests, rules: restrict(patternsFor(folder, { inTest: true })) },
  ]
}

/** app may use everything but the sandbox and the command line; so may Next's own entry points. */
function appOverrides() {
  const files = ['app/**/*.{ts,tsx}', 'proxy.ts', 'instrumentation.ts', 'instrumentation-client.ts']
  const rules = restrict([forbid('lib/sandbox', 'app'), forbid('lib/headless', 'app')])
  return [{ files, excludeFiles: TESTS.map((glob) => `app/${glob}`), rules }]
}

function patternsFor(folder, { inTest }) {
  const own = (name) => name === folder.name
  const allowed = (name) => own(name) || folder.uses.includes(name) || (inTest && name === 'lib/sandbox')
  const patterns = [...LIB, ...COMPONENTS, 'app']
    .filter((name) => !allowed(name))
    .map((name) => {
      if (name === 'lib/benchling' && folder.wireSchemas === true) return wireSchemasOnly()
      return forbid(name, folder.name, { allowTypeImports: folder.typesOf?.includes(name) ?? false })
    })
  if (folder.pure)
    patterns.push({ regex: '^(react|react-dom|next|react-plotly\\.js)(/|$)', message: REACT_INSTEAD })
  if ((folder.pure || folder.browser) && !inTest) {
    patterns.push({
      regex: '^(node:|server-only$|(fs|path|os|crypto|stream|http|https|url)$)',
      message: NODE_INSTEAD,
    })
  }
  return patterns
}

/**
 * Both spellings of one folder, `@/lib/x/…` and `../x/…`, from a file in `from`. oxlint's regular expressions know no
 * look-around, hence one pattern per refused folder.
 */
function forbid(name, from, { allowTypeImports = false } = {}) {
  const [area, leaf] = name.split('/')
  // Next's entry points sit at the root, so app's rules also meet `./lib/…`.
  const up = from === 'app' ? '\\.{1,2}/(?:\\.\\./)*' : '(?:\\./)?(?:\\.\\./)+'
  const siblings = leaf !== undefined && from.startsWith(`${area}/`)
  const path = leaf === undefined ? area : siblings ? `(?:${area}/)?${leaf}` : `${area}/${leaf}`
  const message = area === 'components' && !siblings ? INSTEAD.components : INSTEAD[name]
  const pattern = { regex: `^(?:@/${name}|${up}${path})(?:/|$)`, message }
  return allowTypeImports ? { ...pattern, allowTypeImports } : pattern
}

/** gitignore-style, because a list that ends in exceptions needs no look-around. */
function wireSchemasOnly() {
  const group = ['@/lib/benchling/**', '../**/benchling/**']
  const exceptions = ['wire*', 'wire/**'].flatMap((file) => [
    `!@/lib/benchling/${file}`,
    `!../benchling/${file}`,
    `!../../benchling/${file}`,
  ])
  const message =
    'The sandbox shares only the wire schemas (lib/benchling/wire…): write its own answer to anything else.'
  return { group: [...group, ...exceptions], message }
}

function restrict(patterns) {
  return { 'no-restricted-imports': ['error', { patterns }] }
}
