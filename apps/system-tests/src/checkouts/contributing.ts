import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** An example of CONTRIBUTING.md that says which file it belongs to: a new file, or a change of one that is there. */
export interface Example {
  readonly file: string;
  readonly kind: 'ts' | 'diff';
  readonly text: string;
}

const NAMED_BLOCK = /^`([\w./-]+)`\n\n```(ts|diff)\n([^]*?)^```$/gm;

export function examplesIn(markdown: string): Example[] {
  return [...markdown.matchAll(NAMED_BLOCK)].map(([, file = '', kind, text = '']) => ({
    file,
    kind: kind as Example['kind'],
    text,
  }));
}

/** Does to a checkout what the examples say. */
export function apply(examples: readonly Example[], root: string): void {
  for (const { file, kind, text } of examples) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, kind === 'ts' ? text : changed(readFileSync(path, 'utf8'), text, file));
  }
}

/**
 * A line with a blank in front has to be there and says where, one with a minus goes, one with a plus comes; what comes
 * before any of these comes first in the file.
 */
function changed(before: string, diff: string, file: string): string {
  const lines = before.split('\n');
  let at = 0;
  for (const line of diff.trimEnd().split('\n')) {
    const [sign, content] = [line.slice(0, 1), line.slice(1)];
    if (sign === '+') {
      lines.splice(at, 0, content);
      at += 1;
      continue;
    }
    const found = lines.flatMap((each, index) => (each === content ? [index] : []));
    if (found.length !== 1)
      throw new Error(
        `CONTRIBUTING.md changes ${file} at "${content}", which is there ${found.length} times.`,
      );
    at = found[0]!;
    if (sign === '-') lines.splice(at, 1);
    else at += 1;
  }
  return lines.join('\n');
}
