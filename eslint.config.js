import boundaries from 'eslint-plugin-boundaries'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'

/** The rooms of the house, by folder; a file belongs to the first that holds it. */
const rooms = {
  contract: 'server/contract',
  domain: 'server/domain',
  db: 'server/db',
  metrics: 'server/metrics',
  documents: 'server/documents',
  workbooks: 'server/workbooks',
  feature: 'server/features/*',
  http: 'server/http',
  command: 'server/commands',
  server: 'server',
  collectors: 'collectors',
  seed: 'seed',
  web: 'web',
  tests: 'tests',
}

/** Who may import whom; what is not said here is an error. Everyone may import from its own room. */
const arrows = {
  contract: ['contract'],
  domain: ['domain', 'contract'],
  db: ['db', 'contract', 'domain'],
  metrics: ['metrics', 'contract', 'domain'],
  documents: ['documents', 'contract', 'domain'],
  workbooks: ['workbooks', 'contract', 'domain'],
  feature: ['feature', 'contract', 'domain', 'db', 'metrics', 'documents', 'workbooks', 'http', 'server'],
  http: ['http', 'contract', 'domain', 'feature', 'server'],
  command: [
    'command',
    'contract',
    'domain',
    'db',
    'metrics',
    'documents',
    'workbooks',
    'feature',
    'http',
    'server',
    'seed',
    'collectors',
  ],
  server: [
    'server',
    'contract',
    'domain',
    'db',
    'metrics',
    'workbooks',
    'feature',
    'http',
    'command',
    'collectors',
    'seed',
  ],
  collectors: ['collectors', 'contract', 'domain'],
  seed: ['seed', 'contract', 'domain'],
  web: ['web', 'contract', 'domain'],
  tests: Object.keys(rooms),
}

const policies = Object.entries(arrows).map(([from, to]) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: to } } } },
}))

/** Only relative imports, and the packages named. */
const onlyPackages = (names, message) => ({
  'no-restricted-imports': [
    'error',
    { patterns: [{ regex: `^(?!\\.|(${names.join('|') || '-'})$)`, message }] },
  ],
})

/** What would make a rule depend on when or where it runs. */
const impurities = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock comes in as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock comes in as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness comes in as an argument.',
  },
]

export default ts.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.citybase/**', 'coverage/**'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] } },
  },
  {
    files: ['**/*.{ts,vue,js,cjs}'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    plugins: { boundaries },
    settings: {
      'boundaries/elements': Object.entries(rooms).map(([type, folder]) => ({
        type,
        pattern: `${folder}/**`,
        partialMatch: false,
      })),
      'boundaries/include': ['{server,collectors,seed,web,tests}/**/*'],
      'import/resolver': { node: { extensions: ['.ts', '.vue', '.js', '.cjs', '.json'] } },
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', policies }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // vue-i18n takes the shape of its messages from an interface that extends it.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      'no-console': 'off',
      'vue/attributes-order': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    },
  },
  {
    files: ['server/contract/**'],
    rules: onlyPackages(
      ['zod'],
      'The contract is read by browsers and collectors alike: zod is all it may need.',
    ),
  },
  {
    files: ['server/domain/**'],
    rules: {
      ...onlyPackages([], 'Rules are pure: nothing comes in through a package.'),
      'no-restricted-syntax': ['error', ...impurities],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  prettier,
)
