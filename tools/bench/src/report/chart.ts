import type { Cost } from '../measures/rounds.js';
import { digits } from './columns.js';
import type { Report } from './report.js';

const [WIDTH, LEFT, RIGHT, BAR, GAP] = [860, 230, 90, 20, 12];
const COLOURS = ['#3b6ea5', '#d9803f', '#5a9a5a', '#b0544f', '#8465a8', '#8a6d5b', '#c77cab', '#8c8c8c'];

const LEAST = 0.002;

interface Bar {
  readonly label: string;
  readonly unit: string;
  readonly parts: readonly (readonly [name: string, value: number])[];
}

/** CPU by process, for each path and at rest, as bars; reports side by side share one scale. */
export function chartSvg(reports: readonly Report[]): string {
  const groups = groupsOf(reports);
  const names = [
    ...new Set(groups.flatMap(({ bars }) => bars.flatMap(({ parts }) => parts.map(([name]) => name)))),
  ];
  const lines: string[] = [];
  let y = 50;
  for (const { title, bars } of groups) {
    lines.push(text(10, y, title, 'font-weight="bold"'));
    y += 12;
    const most = Math.max(...bars.map(total));
    for (const bar of bars) {
      lines.push(...barLines(bar, y, (WIDTH - LEFT - RIGHT) / most, names));
      y += BAR + 4;
    }
    y += GAP + 12;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="white"/>',
    ...legend(names),
    ...lines,
    '</svg>\n',
  ].join('\n');
}

function groupsOf(reports: readonly Report[]): { title: string; bars: Bar[] }[] {
  const name = ({ commit }: Report) => commit.slice(0, 7);
  const idle = reports.map((report) => bar(name(report), '%', report.idle.percentByProcess));
  const ids = [...new Set(reports.flatMap(({ paths }) => Object.keys(paths)))];
  return [
    { title: 'at rest: percent of one core', bars: idle },
    ...ids.map((id) => ({
      title: `${reports.find(({ paths }) => paths[id])?.paths[id]?.title}: CPU milliseconds of one`,
      bars: reports.flatMap((report) => {
        const cost = report.paths[id]?.cost;
        return (['alone', 'together'] as const).flatMap((way) => [
          ...barOf(`${name(report)}, ${way}`, cost?.[way]),
          ...barOf(`floor, ${way}`, cost?.floor?.[way]),
        ]);
      }),
    })),
  ];
}

const barOf = (label: string, cost?: Cost): Bar[] => (cost ? [bar(label, 'ms', cost.cpuMsByProcess)] : []);

/** What rounds to nothing, or below it because a stack at rest is taken off, has no place in a bar. */
function bar(label: string, unit: string, values: Readonly<Record<string, number>>): Bar {
  const parts = Object.entries(values).filter(([, value]) => value > LEAST);
  return { label, unit, parts: parts.toSorted(([, a], [, b]) => b - a) };
}

const total = ({ parts }: Bar): number => parts.reduce((sum, [, value]) => sum + value, 0);

function barLines(one: Bar, y: number, scale: number, names: readonly string[]): string[] {
  let x = LEFT;
  const boxes = one.parts.map(([name, value]) => {
    const box = `<rect x="${x.toFixed(1)}" y="${y}" width="${(value * scale).toFixed(1)}" height="${BAR}" fill="${colour(names, name)}"><title>${name}: ${digits(value)} ${one.unit}</title></rect>`;
    x += value * scale;
    return box;
  });
  return [text(20, y + 14, one.label), ...boxes, text(x + 6, y + 14, `${digits(total(one))} ${one.unit}`)];
}

function legend(names: readonly string[]): string[] {
  return names.flatMap((name, at) => {
    const x = 10 + at * 105;
    return [
      `<rect x="${x}" y="10" width="10" height="10" fill="${colour(names, name)}"/>`,
      text(x + 14, 19, name),
    ];
  });
}

const colour = (names: readonly string[], name: string): string =>
  COLOURS[names.indexOf(name) % COLOURS.length] ?? 'black';

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y}" ${more}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
