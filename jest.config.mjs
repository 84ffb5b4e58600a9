import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.exclude;

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@seatkeeper/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }] },
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.local/'],
  ...more,
});

/** Unit tests need nothing, integration tests real servers, system tests a whole stack; what is told of a checkout starts its own. Benchmarks are run by hand. */
export default {
  testTimeout: 20_000,
  // Modules stay in memory from file to file; a worker that has loaded this much has become slow, and is replaced.
  workerIdleMemoryLimit: '1200MB',
  testSequencer: '<rootDir>/tools/test/sequencer.mjs',
  projects: [
    project('unit', [
      '<rootDir>/{libs,tools}/*/src/**/!(*.integration).spec.ts',
      '<rootDir>/apps/!(system-tests)/src/**/!(*.integration).spec.ts',
    ]),
    project('integration', ['<rootDir>/{apps,libs,tools}/*/src/**/*.integration.spec.ts'], {
      globalSetup: '<rootDir>/tools/test/servers.mjs',
      globalTeardown: '<rootDir>/tools/test/stop-servers.mjs',
    }),
    project('benchmarks', ['<rootDir>/apps/*/testing/**/*.bench.ts'], {
      globalSetup: '<rootDir>/tools/test/servers.mjs',
      globalTeardown: '<rootDir>/tools/test/stop-servers.mjs',
    }),
    project('checkouts', ['<rootDir>/apps/system-tests/src/checkouts/*.spec.ts']),
    project('system', ['<rootDir>/apps/system-tests/src/{,browser/}*.spec.ts'], {
      globalSetup: '<rootDir>/tools/test/stack.mjs',
      globalTeardown: '<rootDir>/tools/test/stop-stack.mjs',
    }),
  ],
};
