import { defineConfig } from 'oxlint'
import { folderRules } from './scripts/lint/folder-rules.mjs'

const CLOCK = 'The same input gives the same bits: take the time as an argument.'
const NETWORK = 'Components never fetch: take the data and actions of lib/workbench/ports.ts as props.'
const DOM = 'lib/fit has no DOM: it also runs in the worker and on the server.'

export default defineConfig({
  plugins: [
    'eslint',
    'typescript',
    'unicorn',
    'oxc',
    'import',
    'promise',
    'react',
    'jsx-a11y',
    'nextjs',
    'vitest',
  ],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error', suspicious: 'error' },
  env: { browser: true, node: true, es2024: true },
  ignorePatterns: [
    '.next',
    '.halfmax',
    '.test',
    'node_modules',
    'scripts/runtime',
    'next-env.d.ts',
    '**/fixtures/**',
  ],
  rules: {
    // One idea, one word, no way round the types.
    'typescript/no-explicit-any': 'error',
    // A default is a decision about all the rest.
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // Spread text is taken apart by code points on purpose.
    'typescript/no-misused-spread': ['error', { allow: ['string'] }],
    'typescript/no-misused-promises': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/no-import-type-side-effects': 'error',
    'typescript/no-namespace': 'error',
    'eslint/eqeqeq': ['error', 'always', { null: 'ignore' }],
    'eslint/no-console': 'error',
    'eslint/no-var': 'error',
    'eslint/prefer-const': 'error',
    'import/no-cycle': 'error',
    'oxc/no-barrel-file': ['error', { threshold: 0 }],
    'react/rules-of-hooks': 'error',
    'react/exhaustive-deps': 'error',
    'react/button-has-type': 'error',
    'react/no-danger': 'error',
    'react/jsx-no-target-blank': 'error',
    // jsx-a11y's own strict set is all of "correctness" here; this one is extra.
    'jsx-a11y/anchor-ambiguous-text': 'error',

    // tsc's noImplicitReturns says the same and knows an exhaustive switch when it sees one.
    'typescript/consistent-return': 'off',
    // Shared arrays are readonly, so what can be sorted in place is a copy of one's own.
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    // Speaks for the React compiler, which is not in use; TanStack's hooks return functions that change.
    'react/incompatible-library': 'off',
    // next/image would need sharp, whose binaries are LGPL; our pictures are local previews.
    'nextjs/no-img-element': 'off',
    // A copy is taken before a loop that changes the original; workers have no target origin; text that comes from
    // elsewhere is cleaned of control characters by naming them.
    'unicorn/no-useless-spread': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'eslint/no-control-regex': 'off',
    // A table's row may be one without a limit or an error, and then something else is expected of it.
    'vitest/no-conditional-expect': 'off',
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert'] }],
    // The JSX runtime imports React itself.
    'react/react-in-jsx-scope': 'off',
    // fast-check is used as `fc.…`, as its own documentation does.
    'import/no-named-as-default-member': 'off',
    // Styles, `server-only` and polyfills are imported for their effect.
    'import/no-unassigned-import': 'off',
    // An ARIA role on a div is how a virtualised grid is written (ARIA grid pattern); no tag exists for its cells.
    'jsx-a11y/prefer-tag-over-role': 'off',
    // Helpers sit below the function that uses them (top-down reading).
    'eslint/no-use-before-define': 'off',
    'unicorn/consistent-function-scoping': 'off',
    // A loop over awaits is how retries, queues and ordered steps are written.
    'eslint/no-await-in-loop': 'off',
    // Casts stay visible in review; the type-aware form also flags every parse boundary.
    'typescript/no-unsafe-type-assertion': 'off',
    // The names shadowed are short-lived and local.
    'eslint/no-shadow': 'off',
    // Ports and props are written as methods; none of them uses `this`.
    'typescript/unbound-method': 'off',
    'eslint/no-underscore-dangle': 'off',
  },
  overrides: [
    ...folderRules(),
    { files: ['types/**/*.ts'], rules: { 'unicorn/require-module-specifiers': 'off' } },
    {
      files: ['lib/fit/**/*.ts', 'lib/figure/**/*.ts', 'lib/data-frame/**/*.ts'],
      excludeFiles: ['**/*.test.ts'],
      rules: {
        'no-restricted-globals': [
          'error',
          { name: 'Date', message: CLOCK },
          { name: 'performance', message: CLOCK },
          { name: 'window', message: DOM },
          { name: 'document', message: DOM },
          { name: 'fetch', message: DOM },
        ],
        'no-restricted-properties': [
          'error',
          {
            object: 'Math',
            property: 'random',
            message: 'The same input gives the same bits: take a seeded generator as an argument.',
          },
        ],
      },
    },
    {
      files: ['components/**/*.{ts,tsx}'],
      rules: {
        'no-restricted-globals': [
          'error',
          { name: 'fetch', message: NETWORK },
          { name: 'XMLHttpRequest', message: NETWORK },
        ],
      },
    },
    {
      // Command-line programs speak on the console, and e2e fixtures follow Playwright's own shape.
      files: ['scripts/**/*.mjs', 'e2e/**/*.ts', 'lib/sandbox/main.ts'],
      rules: { 'eslint/no-console': 'off' },
    },
    {
      files: ['e2e/**/*.ts', 'playwright.config.ts'],
      rules: {
        // Playwright's fixtures are called `use` and take an empty pattern; neither is React's nor a mistake.
        'react/rules-of-hooks': 'off',
        'eslint/no-empty-pattern': 'off',
        'vitest/no-standalone-expect': 'off',
        'vitest/expect-expect': 'off',
        'vitest/valid-expect': 'off',
        'vitest/valid-title': 'off',
        'vitest/require-mock-type-parameters': 'off',
      },
    },
  ],
})
