import { Frames } from './frames.js';
import type { Journal } from './journal.js';
import type { Watcher } from './tap.js';

const CR = 13;

/** Notes every command of one connection to Redis. */
export function watchRedis(journal: Journal, who: string): Watcher {
  const sent = new Frames(commandLength, (frame) => {
    const [name = '', ...words] = wordsOf(frame);
    const kind = name.toLowerCase();
    journal.note({ who, server: 'redis', kind, what: keyOf(kind, words) });
  });
  return { sent: (chunk) => sent.push(chunk), answered: () => {} };
}

/** A command is an array of texts: `*2\r\n$4\r\nPING\r\n…`; null while its end has not come. */
function commandLength(bytes: Buffer): number | null {
  const head = lineAt(bytes, 0);
  if (!head) return null;
  let at = head.end;
  for (let left = Number(head.text.slice(1)); left > 0; left -= 1) {
    const line = lineAt(bytes, at);
    if (!line) return null;
    at = line.end + Number(line.text.slice(1)) + 2;
  }
  return at;
}

function wordsOf(frame: Buffer): string[] {
  const words: string[] = [];
  let at = lineAt(frame, 0)?.end ?? frame.length;
  for (let line = lineAt(frame, at); line; line = lineAt(frame, at)) {
    const length = Number(line.text.slice(1));
    words.push(frame.toString('utf8', line.end, line.end + length));
    at = line.end + length + 2;
  }
  return words;
}

function lineAt(bytes: Buffer, start: number): { text: string; end: number } | null {
  const end = bytes.indexOf(CR, start);
  if (end < 0 || end + 2 > bytes.length) return null;
  return { text: bytes.toString('latin1', start, end), end: end + 2 };
}

/** The end of the first key, which says which part of a queue it is about; scripts are told apart by their sum. */
function keyOf(kind: string, words: readonly string[]): string {
  const ending = (key = '') =>
    key
      .split(':')
      .slice(-2)
      .join(':')
      .replace(/\b([a-z]{3}_)[0-9a-z]{25}\b/, '$1…');
  if (kind === 'evalsha') return `${words[0]?.slice(0, 6)} ${ending(words[2])}`;
  if (kind === 'eval') return ending(words[2]);
  return ['info', 'ping', 'client', 'hello', 'script'].includes(kind) ? '' : ending(words[0]);
}
