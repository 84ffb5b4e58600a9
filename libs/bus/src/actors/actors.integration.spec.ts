import { Injectable } from '@nestjs/common';
import { Actor, defineRequest, userActor } from '@seatkeeper/contracts';
import type { GetMessage } from 'amqplib';
import { z } from 'zod';
import { Handle } from '../wiring/decorators.js';
import { declareRequestQueue, requestQueue } from '../broker/topology.js';
import { keyPair } from '../testing/key-pair.js';
import { eventually, Rig, type RigService } from '../testing/rig.js';

const input = z.object({ by: Actor, box: z.string() });
const output = z.object({ box: z.string() });
const name = 'vault.box.open.v1';
const open = defineRequest({ name, summary: '', input, output, timeoutMs: 30_000 });

const keys = keyPair();
const ann = userActor('usr_ann');
const opened: string[] = [];

@Injectable()
class Vault {
  @Handle(open)
  open({ by, box }: { by: Actor; box: string }): Promise<{ box: string }> {
    opened.push(`${by.id} ${box}`);
    return Promise.resolve({ box });
  }
}

describe('a request in somebody’s name', () => {
  let rig: Rig;
  let gateway: RigService;
  let thief: RigService;
  let queue: string;

  beforeAll(async () => {
    rig = await Rig.open();
    gateway = await rig.start('gateway', [], { actorKey: keys.privateKey });
    thief = await rig.start('caller', []);
    queue = await declareRequestQueue(rig.channel, requestQueue(rig.place, 'vault'));
  }, 30_000);
  afterAll(() => rig.close());
  beforeEach(() => opened.splice(0));

  /** Takes a request out of the queue of a service that has not been started yet. */
  const caught = () =>
    eventually(async () => {
      const message = await rig.channel.get(queue, { noAck: true });
      if (!message) throw new Error('Nothing has been sent yet.');
      return message;
    }, 20_000);
  const sendOn = ({ content, properties }: GetMessage, body = content, headers = properties.headers) =>
    rig.channel.sendToQueue(queue, body, { ...properties, headers });

  it('is answered when it comes as it was sent, and not begun when it was changed on its way, is forged, or comes too late', async () => {
    const right = gateway.bus.request(open, { by: ann, box: 'right' });
    const unchanged = await caught();
    const changed = gateway.bus.request(open, { by: ann, box: 'changed' });
    const touched = await caught();
    const late = gateway.bus.request({ ...open, timeoutMs: 300 }, { by: ann, box: 'late' });
    const kept = await caught();
    await expect(late).rejects.toMatchObject({ code: 'service-unavailable' });
    const { 'x-deadline': deadline, ...withoutDeadline } = kept.properties.headers ?? {};
    expect(deadline).toBeLessThanOrEqual(Date.now());

    sendOn(unchanged);
    sendOn(touched, Buffer.from(touched.content.toString().replace('changed', 'other')));
    sendOn(kept, kept.content, withoutDeadline);
    const refused = [changed, thief.bus.request(open, { by: ann, box: 'forged' })];
    const outcomes = Promise.allSettled(refused);
    await rig.start('vault', [Vault], { actorKeys: [keyPair().publicKey, keys.publicKey] });
    expect(await right).toEqual({ box: 'right' });
    const about = (reason: string) => ({
      status: 'rejected',
      reason: {
        code: 'service-unavailable',
        detail: `Nothing proves that usr_ann asks this ${name}: ${reason}.`,
      },
    });
    expect(await outcomes).toMatchObject([about('other-body'), about('absent')]);
    expect(await gateway.bus.request(open, { by: ann, box: 'last' })).toEqual({ box: 'last' });
    expect(opened).toEqual(['usr_ann right', 'usr_ann last']);
  }, 60_000);
});

describe('a service that has a user of its own on RabbitMQ', () => {
  let rig: Rig;
  beforeAll(async () => (rig = await Rig.open()));
  afterAll(() => rig.close());

  it.each([
    ['gateway', 'ACTOR_KEY is missing: gateway has to prove who acts.'],
    ['identity', 'ACTOR_PUBLIC_KEYS is missing: identity could not tell'],
  ])('%s, does not start without its key', async (service, sentence) => {
    const url = `amqp://${rig.prefix}.${service}:secret@127.0.0.1:1`;
    await expect(rig.start(service, [], { url, startPatienceMs: 0 })).rejects.toThrow(sentence);
  });
});
