/**
 * Brings a fresh clone to the point where the project's own programs can run. Uses nothing but Node, because
 * nothing else may be installed yet.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Checks Node, installs dependencies when they are not those of package-lock.json, and builds what has changed. */
export async function prepare() {
  requireNode();
  if (!isInstalled()) await step('Installing dependencies', () => npm('ci', '--no-audit', '--no-fund'));
  await step('Building', () => npm('run', 'build'));
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  fail(`Seatkeeper needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

/**
 * Whether node_modules holds what package-lock.json asks for. Compares contents, because a checkout or a copy
 * changes the times of files; packages for other platforms are rightly missing.
 */
function isInstalled() {
  const installedLock = join(repository, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const installed = packagesOf(installedLock);
  return Object.entries(packagesOf(join(repository, 'package-lock.json')))
    .filter(([path, wanted]) => path.startsWith('node_modules/') && !wanted.optional)
    .every(([path, wanted]) => {
      const found = installed[path];
      return found && found.version === wanted.version && found.integrity === wanted.integrity;
    });
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** Runs npm, shows its output only if it fails, and ends this process when it was interrupted meanwhile. */
function npm(...args) {
  const script = process.env.npm_execpath;
  const [program, ...words] = script?.endsWith('npm-cli.js') ? [process.execPath, script] : ['npm'];
  return new Promise((resolve) => {
    const child = spawn(program, [...words, ...args], { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    const interrupt = (signal) => {
      child.kill(signal);
      process.exit(130);
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    child.on('error', (error) => fail(`npm does not run: ${error.message}`));
    child.on('close', (code) => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      if (code !== 0) fail(`${Buffer.concat(output)}\nnpm ${args.join(' ')} failed.`);
      resolve();
    });
  });
}

async function step(what, work) {
  process.stdout.write(`${what} … `);
  const begin = performance.now();
  await work();
  process.stdout.write(`${((performance.now() - begin) / 1000).toFixed(1)} s\n`);
}

function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}
