/**
 * `npm run check`: builds, then looks at everything that needs no server — format, lint, types, what nobody uses,
 * stale references, known holes in packages, and the pure tests — two at a time. Says in a line each how it went, what a good one had to say, and
 * shows what complained.
 * `-- --no-tests` leaves the tests to `npm test`, for whoever runs both.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prepare } from '../stack/early/prepare.mjs';

const AT_ONCE = 2;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The longest first, so that the last ones are short. */
const checks = [
  ['pure tests', 'jest', '--', '--selectProjects', 'unit', '--maxWorkers', '2'],
  ['lint', 'lint'],
  ['types', 'types'],
  ['format', 'format:check'],
  ['unused', 'unused'],
  ['references', 'docs', '--', '--check'],
  ['known holes', 'advisories'],
];

await prepare();
const withTests = !process.argv.includes('--no-tests');
const waiting = checks.filter(([name]) => withTests || name !== 'pure tests');
const failed = [];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await look(next);
  }),
);
for (const { name, output } of failed) process.stderr.write(`\n— ${name} —\n${output}\n`);
const sentence = failed.length
  ? `To be mended: ${failed.map(({ name }) => name).join(', ')}.`
  : withTests
    ? 'All is well; what needs servers is tested by npm test.'
    : 'All is well; the tests are left to npm test.';
console.log(sentence);
process.exitCode = failed.length ? 1 : 0;

async function look([name, ...script]) {
  const begin = performance.now();
  const { code, output } = await npmRun(script);
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${seconds} s`);
  const said = output.trim();
  if (code === 0 && said && !said.includes('\n')) console.log(`  ${said}`);
  if (code !== 0) failed.push({ name, output });
}

function npmRun(script) {
  const child = spawn('npm', ['run', '--silent', ...script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() })),
  );
}
