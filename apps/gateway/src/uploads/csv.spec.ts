import { Fault } from '@seatkeeper/contracts';
import { Readable } from 'node:stream';
import { type CsvRow, readCsv } from './csv.js';

async function read(text: string | Buffer, limit = 1_000_000): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(Readable.from([Buffer.from(text)]), limit)) rows.push(row);
  return rows;
}

describe('reading CSV', () => {
  it.each([
    ['commas', 'a,b\r\n1,2\r\n'],
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2'],
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['empty lines', 'a,b\n\n\n1,2\n\n'],
  ])('takes %s', async (_what, text) => {
    expect((await read(text)).map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('names the line on which a row begins, also after a row with line breaks', async () => {
    const rows = await read('name,note\nann,"two\nlines"\nbob,"say ""hi"", all"\n');
    expect(rows).toEqual([
      { line: 1, cells: ['name', 'note'] },
      { line: 2, cells: ['ann', 'two\nlines'] },
      { line: 4, cells: ['bob', 'say "hi", all'] },
    ]);
  });

  it('keeps short and long rows as they are', async () => {
    const rows = await read('a,b,c\n1\n1,2,3,4\n');
    expect(rows.map(({ cells }) => cells.length)).toEqual([3, 1, 4]);
  });

  it('gives nothing for an empty file', async () => {
    expect(await read('')).toEqual([]);
  });

  it('says on which line a quote is not closed', async () => {
    await expect(read('a,b\n1,"2\n3,4\n')).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ message: 'A quoted cell is never closed' }],
    });
  });

  it.each([
    ['in the last letters', 'name\nZo\xeb', 2],
    ['in the header', 'pr\xe9nom;nom\nAnn;Smith\n', 1],
    ['far behind the beginning', `name\n${'Ann\n'.repeat(100_000)}Ren\xe9e\n`, 100_002],
  ])('refuses a file with letters of another encoding %s, and names the line', async (_where, text, line) => {
    const error: unknown = await read(Buffer.from(text, 'latin1')).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'validation-failed',
      detail: expect.stringContaining('Save it as “CSV UTF-8” and send it again'),
      errors: [{ path: `line ${line}` }],
    });
  });

  it('keeps the letters of every script', async () => {
    const rows = await read('name\nZoé Lefèvre\nŁukasz\nЮлия\n张伟\n');
    expect(rows.map(({ cells }) => cells[0]).slice(1)).toEqual(['Zoé Lefèvre', 'Łukasz', 'Юлия', '张伟']);
  });

  it('refuses a file above the limit', async () => {
    const error: unknown = await read(`a,b\n${'1,2\n'.repeat(1_000)}`, 2_000).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).code).toBe('too-large');
  });
});
