import { z } from 'zod';
import { events } from '../catalog.js';
import { webhookEvents, WebhookEventType } from './webhook-events.js';

const messageOf = (type: string) => WebhookEventType.safeParse(type).error?.issues[0]?.message;

describe('the events that are sent to webhook endpoints', () => {
  it('are there once each, and say in which account who did it', () => {
    const types = webhookEvents.map(({ type }) => type);
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
    const shapes = webhookEvents.map(({ data }) => Object.keys((data as unknown as z.ZodObject).shape));
    expect(shapes.filter((shape) => !shape.includes('accountId') || !shape.includes('actor'))).toEqual([]);
    expect(webhookEvents.filter(({ contract }) => !events.includes(contract))).toEqual([]);
  });

  /** A field that is added to an event is sent nowhere until somebody names it for this. */
  it('say what is named, and nothing that would let somebody in', () => {
    const words = webhookEvents.map(({ data }) => JSON.stringify(z.toJSONSchema(data, { io: 'output' })));
    expect(
      words.filter((text) => /secret|password|token|phones|customFields|sentTo|hash/i.test(text)),
    ).toEqual([]);
  });
});

it.each([
  ['identity.user.banned', undefined],
  ['user.banned', 'identity.user.banned'],
  ['identity.user.baned', 'identity.user.banned'],
  ['identity.user.banned.v1', 'identity.user.banned'],
  ['Identity.User.Banned', 'identity.user.banned'],
])('%s is known, or it is said that %s may be meant', (type, meant) => {
  if (meant === undefined) expect(messageOf(type)).toBeUndefined();
  else expect(messageOf(type)).toBe(`No event of this name can be subscribed to; did you mean ${meant}?`);
});

it('a name that is like no other is only said to be unknown', () => {
  expect(messageOf('weather.storm.seen')).toBe('No event of this name can be subscribed to');
});
