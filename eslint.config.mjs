import nx from '@nx/eslint-plugin';
import ts from 'typescript-eslint';

const noEnv = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings come from defineSettings; only tools and tests read the environment themselves.',
};

export default ts.config(
  { ignores: ['**/dist', '**/node_modules', '.local', '.nx', 'docs/reference'] },
  ...ts.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { '@nx': nx },
    rules: {
      // Who may import whom. Everything that is not named here is refused.
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          banTransitiveDependencies: false,
          depConstraints: [
            { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: [], allowedExternalImports: ['zod'] },
            { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:contracts', 'type:platform'] },
            {
              sourceTag: 'type:app',
              onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:testing'],
              bannedExternalImports: ['amqplib', 'bullmq', 'ioredis', 'pino', 'prom-client'],
            },
            { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:contracts', 'type:platform'] },
            {
              sourceTag: 'type:tool',
              onlyDependOnLibsWithTags: ['type:contracts', 'type:platform', 'type:tool'],
            },
            {
              sourceTag: 'type:tests',
              onlyDependOnLibsWithTags: ['type:contracts', 'type:testing', 'type:tool', 'type:platform'],
            },
          ],
        },
      ],
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
    rules: {
      'no-restricted-syntax': ['error', noEnv],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: '@seatkeeper/testing', message: 'Only tests may import the testing library.' }] },
      ],
    },
  },
  {
    // Jest's matchers are typed loosely, and tests look into answers of unknown shape.
    files: ['**/*.spec.ts', 'apps/system-tests/**/*.ts', '**/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['tools/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
