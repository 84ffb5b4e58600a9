const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const LENGTH = 6;

/**
 * An id as a number, for pipelines: its last six characters in base 36, as `numberOfId` of the contracts reads them. Sums
 * of a million are exact.
 */
export const idNumber = (path: string): object => ({
  $add: Array.from({ length: LENGTH }, (_, at) => {
    const from = { $subtract: [{ $strLenBytes: path }, LENGTH - at] };
    const digit = { $indexOfBytes: [DIGITS, { $substrBytes: [path, from, 1] }] };
    return { $multiply: [digit, DIGITS.length ** (LENGTH - 1 - at)] };
  }),
});
