import { openUserExport, readUserExport } from '@seatkeeper/contracts';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

describe('an export of users', () => {
  let stage: Stage;
  let firm: Firm;
  beforeAll(async () => {
    stage = await startStage();
    firm = await stage.signUp(50);
    const ruth = await firm.invite('ruth', { customFields: { costCentre: '0042' }, offices: ['Lyon'] });
    await firm.invite('liam', { reportsTo: ruth.id, customFields: { badge: 7 }, offices: ['Lyon'] });
    await firm.invite('zoe', { lastName: 'Åberg', reportsTo: firm.admin.id });
    const stranger = await stage.signUp();
    await stranger.invite('eve', { customFields: { secret: 'x' } });
  });
  afterAll(() => stage.close());

  async function read(filter: object, sort?: string, limit = 200) {
    const wanted = { accountId: firm.accountId, filter, sort };
    const { header, customFields } = await stage.ask(openUserExport, wanted);
    const rows: Record<string, string>[] = [];
    let [cursor, parts] = [undefined as string | undefined, 0];
    do {
      const part = await stage.ask(readUserExport, { ...wanted, customFields, cursor, limit });
      rows.push(
        ...part.rows.map((cells) => Object.fromEntries(cells.map((cell, n) => [header[n] ?? '', cell]))),
      );
      cursor = part.nextCursor ?? undefined;
      parts += 1;
    } while (cursor);
    return { header, rows, parts };
  }
  const usernames = ({ rows }: Awaited<ReturnType<typeof read>>) =>
    rows.map((row) => (row['Username'] ?? '').split('@')[0]);

  it('has everybody of the account once, in the order that was asked for, with all their custom fields', async () => {
    const everybody = await read({}, '-createdAt', 1);
    expect(usernames(everybody)).toEqual(['zoe', 'liam', 'ruth', 'ada']);
    expect(everybody.parts).toBe(4);
    expect(everybody.header).toEqual(
      expect.arrayContaining(['Custom field: badge', 'Custom field: costCentre']),
    );
    expect(everybody.header.join()).not.toContain('secret');
    expect(everybody.rows[2]).toMatchObject({
      'Custom field: costCentre': '0042',
      'Custom field: badge': '',
      Status: 'invited',
      Office: 'Lyon',
      'Kind of user': 'standard',
    });
  });

  it('names managers by their usernames, also those of another part, or not in it at all', async () => {
    const { rows } = await read({ status: 'invited' }, 'createdAt', 1);
    expect(rows.map((row) => row['Manager'])).toEqual(['', `ruth@${firm.slug}.example`, firm.admin.username]);
  });

  it('is narrowed as the list is, its columns too', async () => {
    expect(usernames(await read({ office: 'lyon' }, 'createdAt'))).toEqual(['ruth', 'liam']);
    const found = await read({ q: 'aberg' });
    expect(usernames(found)).toEqual(['zoe']);
    expect(found.header.join()).not.toContain('Custom field');
    await expect(read({ status: 'retired' })).rejects.toMatchObject(refused('validation-failed'));
  });
});
