import { readNetwork } from '@seatkeeper/service';
import { eventually, NameServer } from '@seatkeeper/testing';
import { behaviours, Receiver, redirectTo } from '../../testing/receiver.js';
import { newSecret, sign } from './signatures.js';
import { WebhooksClient } from './webhooks.client.js';

let receiver: Receiver;
/** Where nobody may send to: on the loopback network beside the one address that is allowed. */
let inner: Receiver;
let names: NameServer;
let client: WebhooksClient;

beforeAll(async () => {
  receiver = await Receiver.start();
  inner = await Receiver.start('127.0.0.2', receiver.port);
  names = await NameServer.start();
  client = new WebhooksClient({
    WEBHOOK_NETWORKS: [readNetwork('127.0.0.1')!],
    WEBHOOK_DNS_SERVERS: [names.address],
    WEBHOOK_ANSWER_SECONDS: 1,
  });
});
afterAll(async () => {
  await receiver.stop();
  await inner.stop();
  names.stop();
});
beforeEach(() => {
  receiver.received.length = 0;
  inner.received.length = 0;
  names.asked = 0;
});

const body = '{"type":"test"}';
const send = (url = receiver.url) =>
  client.send(url, body, sign({ id: 'msg_1', body }, [newSecret()], new Date()));
const at = (host: string) => `http://${host}:${receiver.port}/hooks`;

describe('a receiver', () => {
  it('gets the message as it was signed, and its yes is success', async () => {
    receiver.behaviour = behaviours.ok;
    expect(await send()).toMatchObject({ kind: 'sent', status: 204, answer: '' });
    expect(receiver.received).toEqual([
      {
        path: '/hooks',
        body,
        headers: expect.objectContaining({ 'content-type': 'application/json', 'webhook-id': 'msg_1' }),
      },
    ]);
  });

  it.each([
    ['answers 500', behaviours.fail, { kind: 'refused', status: 500, answer: 'We are down.' }],
    ['answers 410', behaviours.gone, { kind: 'gone', status: 410 }],
    [
      'hangs',
      behaviours.hang,
      { kind: 'unreachable', status: null, answer: 'There was no answer within 1 s.' },
    ],
    ['hangs up', behaviours.hangUp, { kind: 'unreachable', status: null }],
    ['dribbles its head', behaviours.dribble, { kind: 'unreachable', status: null }],
    ['has a head of 100 kB', behaviours.hugeHead, { kind: 'unreachable', status: null }],
    ['speaks something else', behaviours.noHttp, { kind: 'unreachable', status: null }],
    ['never ends its body', behaviours.stream, { kind: 'sent', status: 200 }],
    ['never begins its body', behaviours.stall, { kind: 'sent', status: 200, answer: '' }],
  ])('that %s is done with in time, and its connection is closed', async (_case, behaviour, outcome) => {
    receiver.behaviour = behaviour;
    const result = await send();
    expect(result).toMatchObject(outcome);
    expect(result.ms).toBeLessThan(3_000);
    expect(result.answer.length).toBeLessThanOrEqual(1_000);
    expect(receiver.received).toHaveLength(1);
    await eventually(() => expect(receiver.open).toBe(0));
  });

  it('that redirects to an inner address has it refused: nobody goes there', async () => {
    receiver.behaviour = redirectTo(inner.url);
    expect(await send()).toMatchObject({ kind: 'refused', status: 307 });
    expect(inner.received).toEqual([]);
  });

  it('that does not listen is told apart from one that may not be asked', async () => {
    expect(await send('http://127.0.0.1:1/hooks')).toMatchObject({ kind: 'unreachable', status: null });
  });
});

describe('an address', () => {
  it.each([
    '127.0.0.2',
    '0x7f.2',
    '2130706434',
    '[::ffff:127.0.0.2]',
    '[::1]',
    '0.0.0.0',
    '10.0.0.1',
    '169.254.169.254',
    '[fd00:ec2::254]',
    'localhost',
    'LOCALHOST.',
    'some.localhost',
  ])('%s that is not of the public internet is not asked', async (host) => {
    expect(await send(at(host))).toMatchObject({ kind: 'blocked', status: null });
    expect(inner.received).toEqual([]);
    expect(receiver.received).toEqual([]);
    expect(names.asked).toBe(0);
  });

  it('is judged for each message anew, by the very answer of the name server that is then used', async () => {
    receiver.behaviour = behaviours.ok;
    names.say('hooks.firm.test', '127.0.0.1', '127.0.0.2', '127.0.0.1');
    expect(await send(at('hooks.firm.test'))).toMatchObject({ kind: 'sent' });
    expect(await send(at('hooks.firm.test'))).toMatchObject({ kind: 'blocked' });
    expect(await send(at('hooks.firm.test'))).toMatchObject({ kind: 'sent' });
    expect(names.asked).toBe(3);
    expect(inner.received).toEqual([]);
    expect(receiver.received).toHaveLength(2);
  });

  it('among several that are good spoils them all', async () => {
    names.say('both.firm.test', '127.0.0.1+127.0.0.2');
    expect(await send(at('both.firm.test'))).toMatchObject({ kind: 'blocked' });
    expect([...receiver.received, ...inner.received]).toEqual([]);
  });

  it('that no name server knows is no address', async () => {
    expect(await send(at('nobody.firm.test'))).toMatchObject({
      kind: 'unreachable',
      answer: expect.stringContaining('ENOTFOUND'),
    });
  });
});
