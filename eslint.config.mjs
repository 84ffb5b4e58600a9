import comments from '@eslint-community/eslint-plugin-eslint-comments/configs';
import nx from '@nx/eslint-plugin';
import a11y from 'eslint-plugin-jsx-a11y-x';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

const noEnv = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings come from defineSettings; only tools and tests read the environment themselves.',
};

/**
 * Who may import whom; everything that is not named here is refused. Tests of a library may use the testing
 * library, although that one stands on the library: no module of either is loaded twice by it.
 */
function boundaries({ tests = false } = {}) {
  const platform = ['type:contracts', 'type:platform', ...(tests ? ['type:testing'] : [])];
  return {
    allow: [],
    banTransitiveDependencies: false,
    ignoredCircularDependencies: tests
      ? ['bus', 'jobs', 'mongo', 'service'].map((lib) => [`@seatkeeper/${lib}`, '@seatkeeper/testing'])
      : [],
    depConstraints: [
      { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: [], allowedExternalImports: ['zod'] },
      { sourceTag: 'type:platform', onlyDependOnLibsWithTags: platform },
      {
        sourceTag: 'type:app',
        onlyDependOnLibsWithTags: platform,
        bannedExternalImports: ['amqplib', 'bullmq', 'ioredis', 'pino', 'prom-client'],
      },
      { sourceTag: 'type:console', onlyDependOnLibsWithTags: ['runs:anywhere'] },
      { sourceTag: 'type:testing', onlyDependOnLibsWithTags: platform },
      { sourceTag: 'type:tool', onlyDependOnLibsWithTags: [...platform, 'type:tool'] },
      { sourceTag: 'type:tests', onlyDependOnLibsWithTags: [...platform, 'type:testing', 'type:tool'] },
    ],
  };
}

export default ts.config(
  { ignores: ['**/dist', '**/node_modules', '.local', '.nx', 'docs/reference', 'libs/client/src/generated'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  comments.recommended,
  { rules: { '@eslint-community/eslint-comments/require-description': 'error' } },
  ...ts.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    // One program for all: with one for each project, every library is read and checked anew in each that uses it,
    // which took 1.7 GB for five of them where this takes 1.1. What browsers run has one of its own.
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.node.json', './apps/console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries()],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      // Nest calls many empty async hooks and handlers; the promise is their contract.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['apps/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**', 'apps/system-tests/**'],
    rules: { 'no-restricted-syntax': ['error', noEnv] },
  },
  {
    // Jest's matchers are typed loosely, and tests look into answers of unknown shape.
    files: [
      '**/*.spec.ts',
      '**/testing/**/*.ts',
      '{apps,libs,tools}/*/test/**/*.ts',
      'tools/{bench,chaos}/**/*.ts',
    ],
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries({ tests: true })],
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // They measure services from inside, so they reach for their parts.
    files: ['tools/bench/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': ['error', { ...boundaries({ tests: true }), allow: ['/apps/'] }],
    },
  },
  {
    // They see the product as a client does: bodies are whatever the gateway sends.
    files: ['apps/system-tests/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries()],
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  { ...hooks.configs.flat.recommended, files: ['apps/console/src/**/*.{ts,tsx}'] },
  { ...a11y.configs.recommended, files: ['apps/console/src/**/*.tsx'] },
  {
    // Where a page or a dialog is one form, its first field is where everybody begins.
    files: ['apps/console/src/**/*.tsx'],
    rules: { 'jsx-a11y-x/no-autofocus': 'off' },
  },
  {
    files: ['tools/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // They are written as a user of the library writes: by its name, and with something to see.
    files: ['libs/*/examples/*.ts'],
    rules: { 'no-console': 'off', '@nx/enforce-module-boundaries': 'off' },
  },
);
