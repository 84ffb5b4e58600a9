/** A merge tag that there is not, and where it stands, so that it can be gone to. */
export interface WrongTag {
  readonly tag: string;
  /** The first of these that is about the same. */
  readonly near: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Counted from 1. */
  readonly line: number;
}

const CUSTOM = /^custom\.[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/** What stands in braces and means nothing, in the order in which it stands there. `custom` are keys of fields; null where any may be. */
export function wrongTags(
  text: string,
  tags: readonly string[],
  custom: readonly string[] | null,
): WrongTag[] {
  const known = [...tags, ...(custom ?? []).map((key) => `custom.${key}`)];
  return [...text.matchAll(/\{([^{}]*)\}/g)].flatMap(({ 0: whole, 1: inner = '', index }) => {
    const tag = inner.trim();
    if (known.includes(tag) || (custom === null && CUSTOM.test(tag))) return [];
    const near = known.find((one) => isNear(one.toLowerCase(), tag.toLowerCase()));
    const line = text.slice(0, index).split('\n').length;
    return [{ tag, near, from: index, to: index + whole.length, line }];
  });
}

/** Puts a tag where the cursor is, in place of what is selected, and says where the cursor is then. */
export function withTag(
  text: string,
  tag: string,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly text: string; readonly cursor: number } {
  const put = `{${tag}}`;
  return { text: text.slice(0, from) + put + text.slice(to), cursor: from + put.length };
}

/** Two letters more, fewer or other ones. */
function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 2) return false;
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return (row[other.length] ?? 0) <= 2;
}
