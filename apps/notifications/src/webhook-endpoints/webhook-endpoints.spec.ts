import { userActor } from '@seatkeeper/contracts';
import {
  changed,
  deleted,
  disabledBy,
  freePlace,
  refuseUrl,
  rotated,
  signing,
  wants,
} from './webhook-endpoints.js';
import type { StoredEndpoint } from './webhook-endpoints.schema.js';

const now = new Date('2026-11-28T12:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const by = userActor('usr_adaquill');
const secret = (sealed: string, expiresAt?: Date) => ({
  sealed,
  createdAt: hours(-48),
  ...(expiresAt && { expiresAt }),
});

const endpoint = (change: Partial<StoredEndpoint> = {}): StoredEndpoint => ({
  _id: 'whe_doorsystem',
  accountId: 'acc_harbourlane',
  version: 3,
  url: 'https://hooks.example/T01/secret-path?key=1',
  description: null,
  events: ['identity.user.banned'],
  state: 'enabled',
  secrets: [secret('newest')],
  place: 1,
  live: true,
  createdAt: hours(-48),
  updatedAt: hours(-48),
  ...change,
});
const dataOf = (change: { events: { data: unknown }[] } | null) => change?.events[0]?.data;

it('the first free place is taken, and there are ten', () => {
  expect(freePlace([])).toBe(1);
  expect(freePlace([1, 2, 4])).toBe(3);
  expect(freePlace([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toBeNull();
});

it.each([
  ['what it is for', endpoint(), 'identity.user.banned', true],
  ['what it is not for', endpoint(), 'identity.user.unbanned', false],
  ['everything', endpoint({ events: null }), 'identity.user.unbanned', true],
  ['nothing while it is disabled', endpoint({ state: 'disabled' }), 'identity.user.banned', false],
  ['nothing once it is deleted', endpoint({ live: false }), 'identity.user.banned', false],
])('an endpoint wants %s', (_case, given, type, wanted) => {
  expect(wants(given, type)).toBe(wanted);
});

it.each([
  ['https://hooks.example/', false, true, undefined],
  ['http://hooks.example/', false, true, 'Expected an address that begins with https'],
  ['http://hooks.example/', true, true, undefined],
  ['https://10.0.0.1/', false, false, 'Expected an address that can be reached from the internet'],
])('%s, with plain http: %s, within reach: %s, is refused: %s', (url, plainHttp, reached, message) => {
  const fault = refuseUrl(url, { plainHttp, address: () => reached });
  expect(fault?.errors?.[0]?.message).toBe(message);
});

describe('a change', () => {
  it('that changes nothing writes nothing', () => {
    const { url, description, events, state } = endpoint();
    expect(changed(endpoint(), { url, description, events, state }, by, now)).toBeNull();
    expect(changed(endpoint(), {}, by, now)).toBeNull();
  });

  it('is told without the path, which may be as good as a password', () => {
    const change = changed(endpoint(), { url: 'https://other.example/T02/new-path' }, by, now);
    expect(dataOf(change)).toMatchObject({
      actor: by,
      changes: [{ field: 'url', before: 'https://hooks.example', after: 'https://other.example' }],
    });
    expect(JSON.stringify(change?.events)).not.toMatch(/secret-path|new-path|key=1/);
  });

  it('to a new address, or on again, lets an endpoint that was failing begin anew', () => {
    const failing = endpoint({
      failingSince: hours(-70),
      state: 'disabled',
      disabled: { at: now, reason: 'failing' },
    });
    expect(changed(failing, { state: 'enabled' }, by, now)?.update.unset).toEqual([
      'failingSince',
      'disabled',
    ]);
    const moved = changed(endpoint({ failingSince: hours(-1) }), { url: 'https://other.example/' }, by, now);
    expect(moved?.update.unset).toContain('failingSince');
    const renamed = changed(endpoint({ failingSince: hours(-1) }), { description: 'Doors' }, by, now);
    expect(renamed?.update.unset).not.toContain('failingSince');
  });

  it('by which somebody stops it says that it was wanted', () => {
    const set = changed(endpoint(), { state: 'disabled' }, by, now)?.update.set;
    expect(set).toMatchObject({ state: 'disabled', disabled: { at: now, reason: 'wanted' } });
  });
});

describe('an answer', () => {
  it('disables the endpoint that was asked, and not one that has another address by now', () => {
    const { url } = endpoint();
    expect(disabledBy(endpoint(), 'gone', url, now)?.update.set).toMatchObject({ state: 'disabled' });
    expect(disabledBy(endpoint({ url: 'https://other.example/' }), 'gone', url, now)).toBeNull();
    expect(disabledBy(endpoint({ state: 'disabled' }), 'gone', url, now)).toBeNull();
    expect(disabledBy(endpoint({ live: false }), 'gone', url, now)).toBeNull();
  });
});

describe('secrets', () => {
  const command = { by, commandId: 'cmd_rotation0' };

  it('sign for a day after they were replaced, and not longer', () => {
    const { update } = rotated(endpoint(), 'new', command, now);
    const secrets = update.set!.secrets!;
    const names = (at: Date) => signing({ secrets }, at).map(({ sealed }) => sealed);
    expect(names(now)).toEqual(['new', 'newest']);
    expect(names(hours(23.9))).toEqual(['new', 'newest']);
    expect(names(hours(24))).toEqual(['new']);
  });

  it('are two at most: what was replaced before goes at once', () => {
    const twice = endpoint({ secrets: [secret('newest'), secret('older', hours(5))] });
    const { update } = rotated(twice, 'new', command, now);
    expect(update.set!.secrets!.map(({ sealed }) => sealed)).toEqual(['new', 'newest']);
  });

  it('are gone with the endpoint, as is its place', () => {
    const { update } = deleted(endpoint(), by, now);
    expect(update).toMatchObject({ set: { live: false, secrets: [] }, unset: ['place'] });
  });
});
