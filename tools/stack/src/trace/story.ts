import { Pretty } from '../dev/pretty.js';

/** A line of the log of one process. */
export interface LogLine {
  /** Of the process: `identity`, or `identity-2` for a second copy. */
  readonly name: string;
  readonly text: string;
}

interface Told {
  readonly name: string;
  readonly at: number;
  readonly entry: Record<string, unknown>;
}

/**
 * What one request did, in the order of time: the lines of all processes that carry its id, each with how long after
 * the first it was written. Empty if no line does.
 */
export function storyOf(lines: readonly LogLine[], requestId: string, colours = false): string[] {
  const told = lines
    .flatMap(({ name, text }) => read(name, text, requestId))
    .toSorted((one, other) => one.at - other.at);
  const [first] = told;
  if (!first) return [];
  const pretty = new Pretty(colours);
  return told.map(({ name, at, entry }) => {
    const { requestId: _known, ...rest } = entry;
    return `${`+${at - first.at} ms`.padStart(9)}  ${pretty.line(name, JSON.stringify(rest))}`;
  });
}

function read(name: string, text: string, requestId: string): Told[] {
  if (!text.includes(requestId)) return [];
  try {
    const entry = JSON.parse(text) as Record<string, unknown>;
    const at = Date.parse(String(entry['time']));
    return entry['requestId'] === requestId && Number.isFinite(at) ? [{ name, at, entry }] : [];
  } catch {
    return [];
  }
}
