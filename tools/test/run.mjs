/**
 * `npm test [-- pattern …]`: prepares like `npm start` does, then runs unit and integration tests side by side and
 * the system tests one after the other, and ends with a line that counts them all. With patterns, what no file needs
 * is not started: no server for pure tests, no stack without a story.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { prepare } from '../stack/early/prepare.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const jestProgram = join(root, 'node_modules/jest/bin/jest.js');
const patterns = process.argv.slice(2);

await prepare();
const wanted = await projectsOf(patterns);
if (wanted.size === 0) {
  console.error(`No test file has ${patterns.join(' or ')} in its path.`);
  process.exit(1);
}
if (!wanted.has('integration') && !wanted.has('system')) console.error('Pure tests: no server is started.');
const parts = ['unit', 'integration'].filter((project) => wanted.has(project));
const rounds = [
  ...(parts.length > 0 ? [['parts', ['--selectProjects', ...parts, '--maxWorkers', '2']]] : []),
  ...(wanted.has('system') ? [['system', ['--selectProjects', 'system', '--runInBand']]] : []),
];
const reports = mkdtempSync(join(tmpdir(), 'seatkeeper-test-'));
let passed = 0;
let failed = 0;
let broken = false;
for (const [name, options] of rounds) {
  const report = join(reports, `${name}.json`);
  const code = await jest([...options, '--json', '--outputFile', report, '--passWithNoTests', ...patterns]);
  const result = read(report);
  passed += result?.numPassedTests ?? 0;
  // A file that could not run at all counts as one failure.
  failed += (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  broken ||= code !== 0 || !result;
}
rmSync(reports, { recursive: true, force: true });
if (broken && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = broken || passed === 0 ? 1 : 0;

/** The projects of jest.config.mjs that have a file which matches; all of them without a pattern. */
async function projectsOf(patterns) {
  if (patterns.length === 0) return new Set(['unit', 'integration', 'system']);
  const child = spawn(process.execPath, [jestProgram, '--listTests', ...patterns], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const files = (await text(child.stdout)).split('\n').filter(Boolean);
  return new Set(
    files.map((file) => {
      if (relative(root, file).startsWith(join('apps', 'system-tests'))) return 'system';
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
