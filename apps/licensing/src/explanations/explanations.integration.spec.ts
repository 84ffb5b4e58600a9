import { explainSeats, type SeatAct } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race, type TestService } from '@seatkeeper/testing';
import { Firm, startLicensing, userIds } from '../../testing/firm.js';
import { Shop } from '../../testing/shop.js';

let service: TestService;

beforeAll(async () => {
  service = await startLicensing();
});
afterAll(() => service.close());

const why = ({ accountId }: { accountId: string }, act: SeatAct = 'invite', seats = 1, product = 'core') =>
  service.bus.request(explainSeats, { accountId, product, for: act, seats });

it('says what the claim says, before and after the last seat is taken, and takes none', async () => {
  const firm = await new Firm(service).open();
  await firm.publish(firm.purchase(2));
  await eventually(async () => expect(await firm.license()).toMatchObject({ purchased: 2 }));
  const [ann = '', ben = ''] = userIds(2);
  await firm.claim(ann);
  expect(await why(firm)).toMatchObject({ refusal: null, purchased: 2, used: 1, free: 1, ways: [] });
  await firm.claim(ben);

  const refusal = await firm.claim(newId('usr')).catch((error: unknown) => error);
  const explained = await why(firm);
  expect(explained.refusal).toEqual({ ...(refusal as { toData: () => object }).toData(), errors: undefined });
  expect(explained).toMatchObject({ purchased: 2, used: 2, free: 0, short: 1 });
  expect(explained.ways[0]).toMatchObject({ way: 'order-elsewhere', permission: null });

  await race(20, () => why(firm));
  expect(await firm.license()).toMatchObject({ purchased: 2, used: 2 });
  await firm.free(ben);
  expect((await why(firm)).refusal).toBeNull();
  await firm.claim(newId('usr'));
});

it('books nothing when it says what a reduction would lead to', async () => {
  const firm = await new Firm(service).open();
  await new Shop(service, firm).buy({ items: [{ product: 'core', seats: 3 }] });
  for (const userId of userIds(2)) await firm.claim(userId);
  expect(await why(firm, 'reduce', 2)).toMatchObject({
    refusal: null,
    warning: { used: 2, left: 1 },
    scheduled: [],
    renewsAt: expect.any(String),
  });
  expect((await why(firm, 'reduce', 4)).refusal).toMatchObject({
    code: 'validation-failed',
    errors: [{ path: 'seats' }],
  });
  expect(await firm.license()).toMatchObject({ purchased: 3, scheduled: [] });
});

it('of what is not sold, or of an account that is not known, says so', async () => {
  const firm = await new Firm(service).open();
  await expect(why(firm, 'invite', 1, 'yoga')).rejects.toMatchObject({ code: 'not-found' });
  await expect(why({ accountId: newId('acc') })).rejects.toMatchObject({ code: 'unknown-account' });
});
