import { CannotStart } from './cannot-start.mjs';

/** The oldest Node with everything that the code uses. */
const OLDEST = /** @type {const} */ ([20, 19]);

/** The last day of fixes of each line that may start; a test compares it with the package node-releases. */
export const SUPPORTED_UNTIL = /** @type {Readonly<Record<number, string>>} */ ({
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
  26: '2029-04-30',
  27: '2030-04-30',
});

/** What images and compose run. */
const RECOMMENDED = 24;

/**
 * Throws a sentence when this Node cannot run the product.
 * @param {string} version such as `20.19.0`
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new CannotStart(`Seatkeeper needs Node ${OLDEST.join('.')} or newer; this is ${version}.`);
}

/**
 * Until when a version of Node gets security fixes, in words, and whether it still does.
 * @param {string} version
 * @param {Date} today
 * @returns {{ supported: boolean, words: string }}
 */
export function nodeSupport(version, today) {
  const until = SUPPORTED_UNTIL[Number(version.split('.')[0])];
  if (until === undefined)
    return { supported: true, words: `Node ${version}, newer than what is known here` };
  return today.getTime() < Date.parse(`${until}T23:59:59Z`)
    ? { supported: true, words: `Node ${version} (supported until ${until})` }
    : {
        supported: false,
        words: `Node ${version} has had no security fixes since ${until}: take Node ${RECOMMENDED}`,
      };
}
