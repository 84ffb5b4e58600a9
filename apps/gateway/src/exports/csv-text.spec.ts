import { readCsv } from '../uploads/csv.js';
import { csvBeginning, csvText } from './csv-text.js';

async function readBack(text: string): Promise<string[][]> {
  const rows: string[][] = [];
  async function* file() {
    yield await Promise.resolve(Buffer.from(text));
  }
  for await (const { cells } of readCsv(file(), 1_000_000)) rows.push(cells);
  return rows;
}

const HEADER = ['Username', 'Notes'];

describe('the text of an export', () => {
  it('begins with the mark that spreadsheets need, once, and ends rows as they do', () => {
    expect(csvBeginning(HEADER) + csvText([['ann', 'x']])).toBe('\uFEFFUsername,Notes\r\nann,x\r\n');
  });

  it.each([
    ['commas and quotes', 'a, "b"'],
    ['a line break', 'one\ntwo'],
    ['a carriage return alone', 'one\rtwo'],
    ['semicolons', 'Lyon; London'],
    ['tabs', 'one\ttwo'],
    ['accents and other scripts', 'Zoë Łukasz Юлия 🦊'],
    ['blanks around', ' x '],
    ['nothing', ''],
  ])('is read as it was written: %s', async (_case, cell) => {
    const text = csvBeginning(HEADER) + csvText([['ann', cell]]);
    expect(await readBack(text)).toEqual([HEADER, ['ann', cell]]);
  });

  it.each(['=1+1', '+44 20', '-5', '@SUM(A1)', '\t=1', '\r=1'])(
    'lets no spreadsheet run a cell: %j',
    async (cell) => {
      const text = csvText([['ann', cell]]);
      expect(text).toMatch(/^ann,"?'/);
      expect((await readBack(csvBeginning(HEADER) + text))[1]).toEqual(['ann', `'${cell}`]);
    },
  );
});
