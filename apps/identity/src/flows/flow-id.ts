import { createHash } from 'node:crypto';
import type { FlowKind } from './flow.js';

/** The same command about the same user has the same id, however the fields of its input are ordered. */
export const flowId = (kind: FlowKind, userId: string, input: unknown): string =>
  createHash('sha256')
    .update(`${kind}:${userId}:${canonical(input)}`)
    .digest('hex')
    .slice(0, 32);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';
