import { isInstalled } from '../install.mjs';
import { nodeSupport, requireNode } from '../node-support.mjs';
import { problem, toKnow, well } from './findings.mjs';

/** @typedef {import('./findings.mjs').Finding} Finding */

/**
 * Node, and whether the packages are those of the lock file.
 * @param {string} repository
 * @returns {Finding[]}
 */
export function examineCheckout(repository) {
  return [node(), packages(repository)];
}

function node() {
  const version = process.versions.node;
  try {
    requireNode(version);
  } catch (error) {
    return problem(
      /** @type {Error} */ (error).message,
      'Install it from https://nodejs.org, or run nvm install.',
    );
  }
  const { supported, words } = nodeSupport(version, new Date());
  return supported ? well(words) : toKnow(`${words}, which .nvmrc names; this one still runs everything`);
}

/** @param {string} repository */
function packages(repository) {
  return isInstalled(repository)
    ? well('The packages are those of package-lock.json')
    : problem(
        'The packages in node_modules are not those of package-lock.json',
        'Run npm ci, or npm start, which does it. That needs the network.',
      );
}
