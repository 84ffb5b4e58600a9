import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */

const SAY_HOW_FAR_EVERY_MS = 10_000;
const NO_NETWORK =
  /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ECONNRESET|ERR_SOCKET_TIMEOUT)\b/;

/**
 * Whether node_modules holds what package-lock.json asks for. Compares contents, because a checkout or a copy
 * changes the times of files; packages for other platforms are rightly missing.
 * @param {string} repository
 */
export function isInstalled(repository) {
  const installedLock = join(repository, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const installed = packagesOf(installedLock);
  return Object.entries(wantedPackages(repository)).every(([path, wanted]) => {
    const found = installed[path];
    return found && found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * Runs `npm ci` and says now and then how far it is; throws a sentence if it fails.
 * @param {string} repository
 * @param {(line: string) => void} note
 */
export async function install(repository, note) {
  const all = Object.keys(wantedPackages(repository)).filter(
    (path) => path.split('node_modules/').length === 2,
  );
  note(`Installing ${all.length} packages with npm ci: half a minute to some minutes, and only this once`);
  // npm makes all folders first; a package is there when its own description is.
  const isThere = (/** @type {string} */ path) => existsSync(join(repository, path, 'package.json'));
  const report = setInterval(
    () => note(`  ${all.filter(isThere).length} of ${all.length} are there`),
    SAY_HOW_FAR_EVERY_MS,
  );
  const { code, output } = await npm(repository, 'ci', '--no-audit', '--no-fund').finally(() =>
    clearInterval(report),
  );
  if (code !== 0) throw new CannotStart(whyNot(output));
}

/** @param {string} output */
function whyNot(output) {
  const [, log] = /complete log of this run can be found in: (.+)/.exec(output) ?? [];
  const more = log ? ` All that npm says is in ${log}.` : '';
  const [reason] = NO_NETWORK.exec(output) ?? [];
  return reason
    ? `npm cannot reach the package registry (${reason}). The first start needs the network; later ones do not.${more}`
    : `${output.trimEnd()}\nnpm ci failed.`;
}

/** @param {string} repository @returns {Packages} */
function wantedPackages(repository) {
  const packages = Object.entries(packagesOf(join(repository, 'package-lock.json')));
  return Object.fromEntries(
    packages.filter(([path, wanted]) => path.startsWith('node_modules/') && !wanted.optional),
  );
}

/** @param {string} lockFile @returns {Packages} */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * Runs npm to its end; ends this process when it was interrupted meanwhile.
 * @param {string} repository
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function npm(repository, ...args) {
  const script = process.env['npm_execpath'];
  const [program = 'npm', ...words] = script?.endsWith('npm-cli.js') ? [process.execPath, script] : ['npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words, ...args], { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    /** @param {NodeJS.Signals} signal */
    const interrupt = (signal) => {
      child.kill(signal);
      process.exit(130);
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    child.on('error', (error) => reject(new CannotStart(`npm does not run: ${error.message}.`)));
    child.on('close', (code) => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      resolve({ code, output });
    });
  });
}
