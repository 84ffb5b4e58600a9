import type { EndpointContract } from '@seatkeeper/contracts';
import { z } from 'zod';

const ENTRY = /^custom(?:\.(.+)|\[(.+)\])$/;

/**
 * The query as its contract has it: `custom.hired.from`, and `custom[hired.from]` as programs write it that are made from OpenAPI,
 * are entries of `custom`, where the call knows that. One that is given both ways is two values, which nothing takes.
 */
export function groupedQuery({ query }: Pick<EndpointContract, 'query'>, given: unknown): unknown {
  if (!(query instanceof z.ZodObject) || !Object.hasOwn(query.shape, 'custom')) return given;
  const others: [string, unknown][] = [];
  const entries = new Map<string, unknown>();
  for (const [name, value] of Object.entries(given as Record<string, unknown>)) {
    const [, dotted, bracketed] = ENTRY.exec(name) ?? [];
    const entry = dotted ?? bracketed;
    // A record would not see it, and the list mean everybody: as a name that nobody knows it is refused.
    if (entry === undefined || entry === '__proto__') others.push([name, value]);
    else entries.set(entry, entries.has(entry) ? [entries.get(entry), value] : value);
  }
  const custom: [string, unknown][] = entries.size > 0 ? [['custom', Object.fromEntries(entries)]] : [];
  // A bare `custom` comes last, so that it is refused and never left out.
  return Object.fromEntries([...custom, ...others]);
}
