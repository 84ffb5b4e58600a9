import { checkLine, latestLines, toBatch } from './record-batches.js';

const line = (n: number, externalId: string, sourceVersion?: number) => ({
  line: n,
  type: 'matter',
  externalId,
  title: 'Lumen lease',
  ownerId: 'usr_annannann',
  tags: [],
  closed: false,
  sourceVersion,
});

describe('Several lines about one record', () => {
  it.each<[string, (number | undefined)[], number]>([
    ['one alone', [undefined], 0],
    ['without versions the last counts', [undefined, undefined, undefined], 2],
    ['the highest version counts', [2, 3, 1], 1],
    ['of the same version the last counts', [2, 3, 3], 2],
    ['one without a version counts after those with one', [2, undefined], 1],
  ])('%s', (_case, versions, winner) => {
    const lines = versions.map((version, n) => line(n, 'M-1', version));
    const { latest, overtaken } = latestLines('acc_1', lines);
    expect([...latest.values()]).toEqual([lines[winner]]);
    expect(overtaken.map(({ line: n }) => n).sort()).toEqual(
      versions.map((_version, n) => n).filter((n) => n !== winner),
    );
  });

  it('say nothing of other records', () => {
    const { latest, overtaken } = latestLines('acc_1', [line(0, 'M-1', 9), line(1, 'M-2', 1)]);
    expect(latest.size).toBe(2);
    expect(overtaken).toEqual([]);
  });
});

describe('The answer to a batch', () => {
  it('tells the rows in their order, counts them, and says of one that failed what to do', () => {
    const rows: unknown[] = [
      { type: 'matter', externalId: 'M-1' },
      { type: 'matter', externalId: 'M-2', titel: 'Lease', ownerId: 'usr_annannann', closed: 'no' },
      'a record',
    ];
    const failed = [checkLine(2, rows[2]), checkLine(1, rows[1])].map((each) => {
      if ('record' in each) throw new Error('It was taken.');
      return each;
    });
    const created = { line: 0, result: 'created' as const, errors: [] };
    const answer = toBatch(rows, [...failed, created]);
    expect(answer).toMatchObject({ created: 1, updated: 0, unchanged: 0, overtaken: 0, failed: 2 });
    expect(answer.items.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(answer.items[0]).toEqual({
      ...{ index: 0, type: 'matter', externalId: 'M-1' },
      ...{ result: 'created', detail: null, errors: [] },
    });
    expect(answer.items[1]).toMatchObject({ externalId: 'M-2', result: 'failed' });
    expect(answer.items[1]?.errors).toEqual(
      expect.arrayContaining([
        { path: 'title', message: 'This field is required' },
        { path: 'closed', message: 'Expected boolean, not string' },
        { path: 'titel', message: 'This field is not known; did you mean title?' },
      ]),
    );
    expect(answer.items[1]?.detail).toContain('(and 2 more)');
    expect(answer.items[2]).toMatchObject({ type: null, externalId: null, result: 'failed' });
  });

  it('keeps few of a thousand errors, so that a batch of nonsense is no flood', () => {
    const unknown = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, n) => [`${n}${'x'.repeat(300)}`, 1]),
    );
    const checked = checkLine(0, unknown);
    expect(JSON.stringify(checked).length).toBeLessThan(2_000);
  });
});
