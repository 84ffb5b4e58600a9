import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.exclude;

/** Pure tests need nothing; integration and system tests find their servers through `testing/servers.mjs`. */
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@seatkeeper/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }] },
  transformIgnorePatterns: ['/node_modules/'],
});

export default {
  projects: [
    project('unit', ['<rootDir>/{apps,libs,tools}/*/src/**/!(*.integration).spec.ts']),
    project('integration', ['<rootDir>/{apps,libs,tools}/*/src/**/*.integration.spec.ts']),
  ],
};
