import asyncapi from '@asyncapi/specs';
import { events, jobs, requests, seatsPurchasedByBilling } from '@seatkeeper/contracts';
import { Ajv } from 'ajv';
import { describeBus } from './asyncapi.js';

const document = describeBus();

describe('the message catalogue', () => {
  it('is valid AsyncAPI 3', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validate = ajv.compile(asyncapi.schemasWithoutId['3.0.0']);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  it('holds every event, both sides of every request, and every job', () => {
    const { messages } = document['components'] as { messages: Record<string, unknown> };
    expect(jobs.length).toBeGreaterThan(0);
    expect(Object.keys(messages)).toHaveLength(events.length + 2 * requests.length + jobs.length);
  });

  it('has no reference that leads nowhere', () => {
    for (const [, path] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = path!
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      expect([path, found]).toEqual([path, expect.anything()]);
    }
  });

  it('says of a purchase what the service says of it: it names the account by id or by slug', () => {
    const { messages } = document['components'] as { messages: Record<string, { payload: object }> };
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      messages['billing.seats.purchased']!.payload,
    );
    const purchase = { purchaseId: 'INV-1', product: 'core', quantity: 5 };
    for (const data of [
      purchase,
      { ...purchase, account: 'harbour-lane' },
      { ...purchase, accountId: 'acc_3kq9z7w1m5x8b2n4v6c0d' },
    ]) {
      const event = {
        specversion: '1.0',
        id: '1',
        source: '/billing',
        type: 'billing.seats.purchased',
        data,
      };
      expect(validate(event)).toBe(seatsPurchasedByBilling.data.safeParse(data).success);
    }
  });
});
