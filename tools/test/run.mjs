/**
 * `npm test [-- pattern …]`: prepares like `npm start` does, then runs unit tests, integration tests, then
 * the system tests one after the other beside those that start a checkout of their own, and ends with a line that counts
 * them all. With patterns, what no file needs is not started: no server for pure tests, no stack without a story.
 * `--only unit` leaves the other kinds out.
 *
 * When a few files are red, they are run once more, alone: what is broken is red again, what only missed a deadline
 * beside others is named at the end, to be mended.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from '../stack/early/prepare.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const jestProgram = join(root, 'node_modules/jest/bin/jest.js');
const { values, positionals: patterns } = parseArgs({
  options: { only: { type: 'string' } },
  allowPositionals: true,
});

await prepare();
const found = await projectsOf(patterns);
const only = values.only === 'system' ? ['system', 'checkouts'] : [values.only];
const wanted = new Set([...found].filter((project) => !values.only || only.includes(project)));
if (wanted.size === 0) {
  console.error(
    `No ${values.only ? `${values.only} ` : ''}test file has ${patterns.join(' or ')} in its path.`,
  );
  process.exit(1);
}
if (wanted.size === 1 && wanted.has('unit')) console.error('Pure tests: no server is started.');
const rounds = [
  // Each with workers of its own: what they have loaded makes those of integration tests slow in the end.
  ...['unit', 'integration'].map((name) => [{ name, projects: wanted.has(name) ? [name] : [], workers: 2 }]),
  // Stories that share a stack, which they kill, are told one after the other; a checkout starts a stack for itself.
  ['system', 'checkouts'].map((name) => ({
    name,
    projects: wanted.has(name) ? [name] : [],
    workers: 1,
  })),
].map((sides) => sides.filter(({ projects }) => projects.length > 0));
/** Of more red files something is broken: to run them again would only take time. */
const RUN_AGAIN_AT_MOST = 4;
const reports = mkdtempSync(join(tmpdir(), 'seatkeeper-test-'));
const shaky = [];
let passed = 0;
let failed = 0;
let broken = false;
for (const sides of rounds) {
  const firsts = await Promise.all(
    sides.map(({ name, projects, workers }) =>
      round(name, projects, workers, ['--passWithNoTests', ...patterns]),
    ),
  );
  for (const [side, first] of firsts.entries()) {
    const { name, projects } = sides[side];
    const again =
      first.files.length > 0 && first.files.length <= RUN_AGAIN_AT_MOST
        ? await round(`${name}-again`, projects, 1, ['--runTestsByPath', ...first.files])
        : undefined;
    const last = again ?? first;
    passed += first.passed + (again ? Math.max(0, first.failed - again.failed) : 0);
    failed += last.failed;
    broken ||= last.broken;
    if (again) shaky.push(...first.tests.filter((test) => !again.tests.includes(test)));
  }
}
rmSync(reports, { recursive: true, force: true });
if (broken && failed === 0) failed = 1;
for (const test of shaky) console.log(`Green only when run again, alone: ${test}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = broken || passed === 0 ? 1 : 0;

/** Runs Jest once, and counts. A file that could not run at all counts as one failure. */
async function round(name, projects, workers, options) {
  const report = join(reports, `${name}.json`);
  const selected = ['--selectProjects', ...projects, '--maxWorkers', `${workers}`];
  const code = await jest([...selected, '--json', '--outputFile', report, ...options]);
  const result = read(report);
  const red = (result?.testResults ?? []).filter(({ status }) => status === 'failed');
  return {
    passed: result?.numPassedTests ?? 0,
    failed: (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0),
    files: red.map((file) => file.name),
    tests: red.flatMap(testsOf),
    broken: code !== 0 || !result,
  };
}

/** The red tests of a file; the file itself where none of them could run. */
function testsOf({ name, assertionResults }) {
  const tests = assertionResults.filter(({ status }) => status === 'failed');
  const file = relative(root, name);
  return tests.length > 0 ? tests.map(({ fullName }) => `${file}: ${fullName}`) : [file];
}

/** The projects of jest.config.mjs that have a file which matches; all of them without a pattern. */
async function projectsOf(patterns) {
  if (patterns.length === 0) return new Set(['unit', 'integration', 'system', 'checkouts']);
  const child = spawn(process.execPath, [jestProgram, '--listTests', ...patterns], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const files = (await text(child.stdout)).split('\n').filter(Boolean);
  return new Set(
    files.map((file) => {
      const path = relative(root, file);
      if (path.startsWith(join('apps', 'system-tests', 'src', 'checkouts'))) return 'checkouts';
      if (path.startsWith(join('apps', 'system-tests'))) return 'system';
      return file.endsWith('.integration.spec.ts') ? 'integration' : 'unit';
    }),
  );
}

/** Jest prints its JSON report to stdout even when it also goes to a file; people read stderr. */
function jest(args) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, jestProgram, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
