/**
 * `npm test [-- pattern …]`: prepares like `npm start` does, then runs unit and integration tests side by side and
 * the system tests one after the other, and ends with a line that counts them all.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from '../stack/early/prepare.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const patterns = process.argv.slice(2);

await prepare();
const reports = mkdtempSync(join(tmpdir(), 'seatkeeper-test-'));
const rounds = [
  ['parts', ['--selectProjects', 'unit', 'integration', '--maxWorkers', '2']],
  ['system', ['--selectProjects', 'system', '--runInBand']],
];
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

/** Jest prints its JSON report to stdout even when it also goes to a file; people read stderr. */
function jest(args) {
  const program = join(root, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, program, ...args], {
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
