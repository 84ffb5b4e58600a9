import { type LedgerLine, tellUsage } from '@seatkeeper/contracts';
import { collectionToken, type TenantCollection } from '@seatkeeper/mongo';
import { newId } from '@seatkeeper/service';
import type { TestService } from '@seatkeeper/testing';
import { Firm, startLicensing } from '../../testing/firm.js';
import { ledger, type StoredLine } from './ledger.schema.js';

let service: TestService;

beforeAll(async () => {
  service = await startLicensing();
});
afterAll(() => service.close());

/** Lines of a firm as they would lie there: when, what, and by how much. */
async function firmWith(lines: readonly [at: string, kind: LedgerLine['kind'], change: number][]) {
  const { accountId } = await new Firm(service).open();
  const collection = service.get<TenantCollection<StoredLine>>(collectionToken(ledger));
  await collection.insertMissing(
    lines.map(([at, kind, change]) => {
      const eventId = newId('evt');
      const isPurchase = kind === 'purchased' || kind === 'reduced';
      return {
        _id: `${accountId}/${eventId}`,
        accountId,
        eventId,
        at: new Date(at),
        product: 'core',
        kind,
        purchased: isPurchase ? change : 0,
        used: isPurchase ? 0 : change,
        actor: { type: 'system' as const, id: 'test' },
      };
    }),
  );
  return (asked: { from: string; to: string; timeZone?: string; product?: string }) =>
    service.bus.request(tellUsage, { accountId, product: 'core', timeZone: 'Europe/Paris', ...asked });
}

describe('usage', () => {
  it('tells each day in the zone of the account, from what was before it', async () => {
    const usage = await firmWith([
      ['2026-01-01T08:00:00Z', 'purchased', 10],
      ['2026-01-01T09:00:00Z', 'claimed', 1],
      // Half past midnight on the 3rd in Paris.
      ['2026-01-02T23:30:00Z', 'claimed', 1],
      ['2026-01-03T09:00:00Z', 'claimed', 1],
      ['2026-01-03T10:00:00Z', 'freed', -1],
      ['2026-01-03T11:00:00Z', 'freed', -1],
      ['2026-01-03T12:00:00Z', 'swapped', 0],
      ['2026-01-04T12:00:00Z', 'reduced', -4],
    ]);
    expect(await usage({ from: '2026-01-02', to: '2026-01-05' })).toEqual({
      product: 'core',
      timeZone: 'Europe/Paris',
      peak: 3,
      items: [
        { day: '2026-01-02', purchased: 10, used: 1, peak: 1, claimed: 0, freed: 0 },
        { day: '2026-01-03', purchased: 10, used: 1, peak: 3, claimed: 2, freed: 2 },
        { day: '2026-01-04', purchased: 6, used: 1, peak: 1, claimed: 0, freed: 0 },
        { day: '2026-01-05', purchased: 6, used: 1, peak: 1, claimed: 0, freed: 0 },
      ],
    });
    const [inUtc] = (await usage({ from: '2026-01-02', to: '2026-01-02', timeZone: 'UTC' })).items;
    expect(inUtc).toMatchObject({ used: 2, peak: 2, claimed: 1 });
  });

  it('counts a seat that goes from one to another within a millisecond once', async () => {
    const usage = await firmWith([
      ['2026-01-01T08:00:00.000Z', 'purchased', 1],
      ['2026-01-01T09:00:00.000Z', 'claimed', 1],
      ['2026-01-02T09:00:00.000Z', 'claimed', 1],
      ['2026-01-02T09:00:00.000Z', 'freed', -1],
    ]);
    expect((await usage({ from: '2026-01-02', to: '2026-01-02' })).peak).toBe(1);
  });

  it('of a product nobody bought is zero each day, of one nobody sells there is none', async () => {
    const usage = await firmWith([]);
    const asked = { from: '2026-01-01', to: '2026-01-02' };
    expect((await usage({ ...asked, product: 'contract' })).items).toMatchObject([{ peak: 0 }, { peak: 0 }]);
    await expect(usage({ ...asked, product: 'yoga' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(usage({ from: '2026-01-02', to: '2026-01-01' })).rejects.toMatchObject({
      errors: [{ path: 'from', message: 'Lies after `to`' }],
    });
  });
});
