import type { DeadLetter } from './dead-letter.js';

/** One line of a list. */
export function summarize(letter: DeadLetter, position: number): string {
  const { id, type, code, attempts, lastFailedAt, reason } = letter;
  return [
    String(position).padStart(4),
    lastFailedAt ?? '-'.padEnd(24),
    type,
    id,
    `${code} after ${attempts} ${attempts === 1 ? 'try' : 'tries'}`,
    oneLine(reason, 120),
  ].join('  ');
}

/** Everything about one, the body indented if it is JSON. */
export function describe(letter: DeadLetter, position: number): string {
  const { body, handlers, ...facts } = letter;
  const rows = Object.entries({ ...facts, handlers: handlers?.join(', ') ?? 'all' })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name.padEnd(20)} ${value}`);
  return [`#${position}`, ...rows, indented(body)].join('\n');
}

const oneLine = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
