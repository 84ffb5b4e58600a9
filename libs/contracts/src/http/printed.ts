import { z } from 'zod';
import type { FaultCode } from '../faults.js';

export const PDF = 'application/pdf';

/** How an answer is wanted that may be printed. */
export const printed = {
  format: z.enum(['json', 'pdf']).default('json').describe('`pdf`: a document to be printed and kept'),
};

export const printedDescription =
  'With `format=pdf` the answer is a tagged PDF in the language of the account, with the figures of the JSON. The same contents are the same ' +
  'bytes. Few are made at a time: `busy` says to try again in a moment.';

export const printedFaults = ['busy', 'too-large'] as const satisfies readonly FaultCode[];
