/**
 * What the doctor has seen: all is well, something to know, or something that is to be mended, and how.
 *
 * @typedef {{ sight: string, state: 'well' | 'to know' }} Sound
 * @typedef {{ sight: string, state: 'problem', whatToDo: string }} Problem
 * @typedef {Sound | Problem} Finding
 */

/** @param {string} sight @returns {Finding} */
export const well = (sight) => ({ sight, state: 'well' });

/** @param {string} sight @returns {Finding} */
export const toKnow = (sight) => ({ sight, state: 'to know' });

/** @param {string} sight @param {string} whatToDo @returns {Finding} */
export const problem = (sight, whatToDo) => ({ sight, state: 'problem', whatToDo });

const MARKS = { well: '✓', 'to know': '·', problem: '✗' };

/** @param {Finding} finding */
export function inLines(finding) {
  const line = `${MARKS[finding.state]} ${finding.sight.replaceAll('\n', '\n  ')}\n`;
  return finding.state === 'problem' ? `${line}    → ${finding.whatToDo}\n` : line;
}
