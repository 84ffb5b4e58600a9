import { type OutgoingEvent, readCloudEvent, writeCloudEvent } from './cloud-event.js';

const now = new Date('2026-11-22T10:00:00Z');
const purchased = {
  specversion: '1.0',
  id: 'inv_8841',
  source: '/billing/acme-erp',
  type: 'billing.seats.purchased',
  time: '2026-11-22T06:00:00Z',
  datacontenttype: 'application/json',
  subject: 'acme',
  data: { purchaseId: 'inv_8841', quantity: 25 },
};
const read = (body: unknown) =>
  readCloudEvent(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), now);

describe('a CloudEvent', () => {
  it('of a billing system is read as it stands in the API description', () => {
    expect(read(purchased)).toEqual({
      ok: true,
      event: {
        id: 'inv_8841',
        source: '/billing/acme-erp',
        type: 'billing.seats.purchased',
        time: '2026-11-22T06:00:00Z',
        subject: 'acme',
      },
      data: { purchaseId: 'inv_8841', quantity: 25 },
    });
  });

  it('that we write is the one we read', () => {
    const event: OutgoingEvent = {
      id: 'evt_1',
      name: 'licensing.seat.claimed.v1',
      at: new Date('2026-11-22T06:00:00Z'),
      subject: 'pur_1:7',
      sequence: 3,
      data: { seatId: 'pur_1:7' },
    };
    expect(readCloudEvent(writeCloudEvent('licensing', event), now)).toEqual({
      ok: true,
      event: {
        id: 'evt_1',
        source: '/seatkeeper/licensing',
        type: 'licensing.seat.claimed.v1',
        time: '2026-11-22T06:00:00.000Z',
        subject: 'pur_1:7',
        sequence: 3,
      },
      data: { seatId: 'pur_1:7' },
    });
  });

  it.each([
    ['without a time', { time: undefined }, { time: now.toISOString() }],
    ['with attributes that are null', { subject: null, time: null }, { time: now.toISOString() }],
    ['with a sequence of digits', { sequence: '00042' }, { sequence: 42 }],
    ['with a sequence of another kind', { sequence: 'b7' }, {}],
    ['with an extension', { tenant: 'x' }, {}],
    [
      'with an offset in its time',
      { time: '2026-11-22T07:00:00+01:00' },
      { time: '2026-11-22T07:00:00+01:00' },
    ],
  ])('%s is accepted', (_case, change, expected) => {
    expect(read({ ...purchased, ...change })).toMatchObject({ ok: true, event: expected });
  });

  it.each([
    ['nothing', '', 'malformed'],
    ['no JSON', '{"specversion":', 'malformed'],
    ['a list', [], 'not-a-cloud-event'],
    ['null', 'null', 'not-a-cloud-event'],
    ['another version', { ...purchased, specversion: '0.3' }, 'not-a-cloud-event'],
    ['no id', { ...purchased, id: '' }, 'not-a-cloud-event'],
    ['a number for an id', { ...purchased, id: 7 }, 'not-a-cloud-event'],
    ['no source', { ...purchased, source: undefined }, 'not-a-cloud-event'],
    ['no type', { ...purchased, type: undefined }, 'not-a-cloud-event'],
    ['a time nobody can read', { ...purchased, time: 'yesterday' }, 'not-a-cloud-event'],
  ])('with %s is refused with a reason', (_case, body, code) => {
    expect(read(body)).toEqual({ ok: false, code, reason: expect.stringMatching(/^The body is not .+: .+/) });
  });
});
