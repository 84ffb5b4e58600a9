import { type Block, type Column, type Paper } from './paper.js';
import { type Setting, Sheets } from './sheets.js';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

const FEET = {
  en: (page: number, pages: number) => `Page ${page} of ${pages}`,
  fr: (page: number, pages: number) => `Page ${page} sur ${pages}`,
} as const;

/** Around what stands in a row of a table. */
const PAD = 4;

/** The paper as a tagged PDF: with its language, its title and its structure, for who reads with other than eyes. */
export function print(paper: Paper): Promise<Buffer> {
  const sheets = new Sheets(paper);
  text(sheets, 'H1', paper.title, { size: 17, weight: 'bold', after: 10 });
  for (const block of paper.blocks) draw(sheets, block);
  const foot = FEET[paper.language];
  return sheets.end((page, pages) => `${paper.title} · ${foot(page, pages)}`);
}

function draw(sheets: Sheets, block: Block): void {
  switch (block.kind) {
    case 'heading':
      sheets.y += 8;
      return text(sheets, 'H2', block.text, { size: 11.5, weight: 'bold', after: 5, keep: 60 });
    case 'paragraph':
      return text(sheets, 'P', block.text, {
        size: block.look === 'small' ? 8 : 9,
        weight: block.look === 'strong' ? 'bold' : 'regular',
        after: 6,
      });
    case 'facts':
      return facts(sheets, block);
    case 'table':
      return table(sheets, block);
  }
}

function text(
  sheets: Sheets,
  tag: 'H1' | 'H2' | 'P',
  words: string,
  {
    size,
    weight,
    after,
    keep = 0,
  }: { size: number; weight: 'regular' | 'bold'; after: number; keep?: number },
): void {
  const setting = sheets.set(words, sheets.width, { size, weight });
  if (!sheets.hasRoom(setting.height + keep)) sheets.turnPage();
  sheets.draw(setting, sheets.element(tag), tag);
  sheets.y += setting.height + after;
}

function facts(sheets: Sheets, { facts, look }: Of<'facts'>): void {
  const isSums = look === 'sums';
  const width = isSums ? sheets.width / 2 : sheets.width;
  const x = sheets.left + sheets.width - width;
  const nameWidth = width * (isSums ? 0.6 : 0.32);
  const element = sheets.element('Table');
  for (const { name, value, isStrong } of facts) {
    const weight = isStrong ? 'bold' : 'regular';
    const said = sheets.set(name, nameWidth - PAD, { weight });
    const is = sheets.set(value, width - nameWidth, { weight });
    const height = Math.max(said.height, is.height);
    if (!sheets.hasRoom(height)) sheets.turnPage();
    const row = sheets.element('TR', {}, element);
    sheets.draw(said, sheets.element('TH', { scope: 'Row' }, row), 'TH', {
      x,
      width: nameWidth,
      isSoft: !isStrong,
    });
    sheets.draw(is, sheets.element('TD', {}, row), 'TD', {
      x: x + nameWidth,
      width: width - nameWidth,
      isRight: isSums,
    });
    sheets.y += height + 2.5;
  }
  sheets.y += 6;
}

interface Placed extends Column {
  readonly x: number;
  readonly width: number;
}

function placed(sheets: Sheets, columns: readonly Column[]): Placed[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  let x = sheets.left;
  return columns.map((column) => {
    const width = (sheets.width * column.share) / all;
    x += width;
    return { ...column, x: x - width, width: width - PAD };
  });
}

function table(sheets: Sheets, { caption, columns: given, rows }: Of<'table'>): void {
  const columns = placed(sheets, given);
  const titles = columns.map(({ title, width }) => sheets.set(title, width, { size: 8, weight: 'bold' }));
  const headHeight = heightOf(titles);
  const captioned = caption === undefined ? undefined : sheets.set(caption, sheets.width, { weight: 'bold' });
  if (!sheets.hasRoom((captioned?.height ?? 0) + headHeight + 40)) sheets.turnPage();
  const element = sheets.element('Table');
  if (captioned) {
    sheets.draw(captioned, sheets.element('Caption', {}, element), 'Caption');
    sheets.y += captioned.height + 2;
  }

  const head = sheets.element('TR', {}, sheets.element('THead', {}, element));
  titles.forEach((title, at) => {
    const { x, width, isRight } = placeOf(columns, at);
    const place = { x, width, isRight, y: sheets.y + PAD / 2 };
    sheets.draw(title, sheets.element('TH', { scope: 'Column' }, head), 'TH', place);
  });
  endRow(sheets, headHeight, 1);

  const body = sheets.element('TBody', {}, element);
  for (const cells of rows) {
    const settings = columns.map(({ width }, at) => sheets.set(cells[at] ?? '', width, { size: 8.5 }));
    const height = heightOf(settings);
    if (!sheets.hasRoom(height)) {
      sheets.turnPage();
      titles.forEach((title, at) =>
        sheets.furnish(title, { ...placeOf(columns, at), y: sheets.y + PAD / 2 }),
      );
      endRow(sheets, headHeight, 1);
    }
    const row = sheets.element('TR', {}, body);
    settings.forEach((setting, at) => {
      const tag = columns[at]?.kind === 'head' ? 'TH' : 'TD';
      const cell = sheets.element(tag, tag === 'TH' ? { scope: 'Row' } : {}, row);
      sheets.draw(setting, cell, tag, { ...placeOf(columns, at), y: sheets.y + PAD / 2 });
    });
    endRow(sheets, height, 0.5);
  }
  sheets.y += 10;
}

const heightOf = (settings: readonly Setting[]): number =>
  Math.max(...settings.map(({ height }) => height)) + PAD;

function placeOf(columns: readonly Placed[], at: number) {
  const { x = 0, width = 0, kind } = columns[at] ?? {};
  return { x, width, isRight: kind === 'number' };
}

function endRow(sheets: Sheets, height: number, weight: number): void {
  sheets.y += height;
  sheets.rule(sheets.y, { weight });
}
