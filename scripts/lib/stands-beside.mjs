/**
 * What the running server reads from the project's folder as it is: migrations, and the threads that refit (lib/batch) with
 * all they import. The standalone build takes these along; a test compares with what the threads import.
 */
const FOLDERS = [
  'batch',
  'data-frame',
  'detective',
  'figure',
  'fit',
  'format',
  'outputs',
  'plates',
  'table-file',
  'threads',
  'workbench',
]

const PACKAGES = [
  'fflate',
  'fzstd',
  'hyparquet',
  'is-any-array',
  'ml-array-max',
  'ml-array-min',
  'ml-array-rescale',
  'ml-levenberg-marquardt',
  'ml-matrix',
]

export const STANDS_BESIDE = [
  './lib/store/migrations/**/*',
  './lib/made-once.ts',
  './lib/result.ts',
  ...FOLDERS.map((name) => `./lib/${name}/**/*.ts`),
  ...PACKAGES.map((name) => `./node_modules/${name}/**/*`),
]
