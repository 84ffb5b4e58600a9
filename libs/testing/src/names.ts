import { randomBytes } from 'node:crypto';

/** A name nobody else uses, now or later, such as `test-6m2k9fz0q1`; usable in databases, queues and addresses. */
export const uniqueName = (prefix: string): string =>
  `${prefix}-${BigInt(`0x${randomBytes(6).toString('hex')}`)
    .toString(36)
    .padStart(10, '0')}`;
