import { z } from 'zod';
import type { Anchor } from './verification.js';

/** A line of the log of identity, a line of `--json`, or one made by hand. */
const Line = z.object({
  accountId: z.string(),
  seal: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What lines of JSON know of seals, by account; lines about something else are passed over. */
export async function readAnchors(
  lines: AsyncIterable<string>,
  source: string,
): Promise<Map<string, Anchor[]>> {
  const anchors = new Map<string, Anchor[]>();
  for await (const line of lines) {
    const { data } = Line.safeParse(parsed(line));
    if (!data) continue;
    const { accountId, seal, hash } = data;
    const known = anchors.get(accountId) ?? [];
    known.push({ seal, hash, source });
    anchors.set(accountId, known);
  }
  return anchors;
}

/** Whoever collects logs may have put something in front of each line. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line.slice(line.indexOf('{')));
  } catch {
    return undefined;
  }
}
