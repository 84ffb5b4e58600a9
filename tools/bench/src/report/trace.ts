import type { Sight } from '../taps/journal.js';

/** Everything of one call in order, a line each: when, who, what, and how long the server took. */
export function traceText(sights: readonly Sight[]): string {
  const begin = sights[0]?.atMs ?? 0;
  return sights
    .map(({ atMs, who, server, kind, what, detail, tookMs }) =>
      [
        `${(atMs - begin).toFixed(1)}`.padStart(7),
        who.padEnd(13),
        server.padEnd(8),
        `${kind} ${what}`.trimEnd(),
        detail && `(${detail})`,
        tookMs !== undefined && `[${tookMs.toFixed(1)} ms]`,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join('\n')
    .concat('\n');
}
