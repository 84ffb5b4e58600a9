import { CannotStart } from './cannot-start.mjs';

/** The oldest Node with everything that the code uses. */
const OLDEST = /** @type {const} */ ([20, 19]);

/** The last day of security fixes of each line with long-term support. */
const SUPPORTED_UNTIL = /** @type {Readonly<Record<number, string>>} */ ({
  20: '2026-04-30',
  22: '2027-04-30',
  24: '2028-04-30',
  26: '2029-04-30',
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
  const major = Number(version.split('.')[0]);
  const until = SUPPORTED_UNTIL[major];
  if (until === undefined) {
    return major > RECOMMENDED || major % 2 === 1
      ? { supported: true, words: `Node ${version} (no line with long-term support)` }
      : { supported: false, words: `Node ${version} is long out of support: take Node ${RECOMMENDED}` };
  }
  return today.getTime() < Date.parse(`${until}T23:59:59Z`)
    ? { supported: true, words: `Node ${version} (supported until ${until})` }
    : {
        supported: false,
        words: `Node ${version} has had no security fixes since ${until}: take Node ${RECOMMENDED}`,
      };
}
