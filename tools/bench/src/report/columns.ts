/** Rows of cells as a Markdown table whose columns are aligned, so that it reads as well in a terminal. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, at) => padded(row[at] ?? '', width, at)).join(' | ')} |\n`;
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), `| ${rule.join(' | ')} |\n`, ...rows.map(line)].join('');
}

/** The first column is words, the others are numbers. */
const padded = (cell: string, width: number, at: number): string =>
  at === 0 ? cell.padEnd(width) : cell.padStart(width);

/** A number with about three digits; what is unknown is a dash. */
export function digits(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  // What a stack at rest uses is taken off, which leaves a little less than nothing where nothing was done.
  const shown = Math.abs(value) < 0.005 ? 0 : value;
  return shown >= 100 ? shown.toFixed(0) : shown >= 10 ? shown.toFixed(1) : shown.toFixed(2);
}
