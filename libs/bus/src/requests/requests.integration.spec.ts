import { setTimeout } from 'node:timers/promises';
import { Controller, Injectable } from '@nestjs/common';
import { defineRequest, Fault } from '@seatkeeper/contracts';
import { currentContext, runInContext } from '@seatkeeper/service';
import { z } from 'zod';
import { requestQueue } from '../broker/topology.js';
import { Handle } from '../wiring/decorators.js';
import { eventually, Rig, type RigService } from '../testing/rig.js';

const number = z.object({ n: z.int() });
const double = defineRequest({
  name: 'alpha.number.double.v1',
  summary: '',
  input: z.object({ n: z.int(), by: z.int().default(2) }),
  output: number,
  faults: ['not-found'],
});
const sleep = defineRequest({
  name: 'alpha.number.sleep.v1',
  summary: '',
  input: z.object({ ms: z.int() }),
  output: z.object({ requestId: z.string().optional() }),
  timeoutMs: 300,
});
const lie = defineRequest({ name: 'alpha.number.lie.v1', summary: '', input: z.object({}), output: number });
const forget = defineRequest({
  name: 'alpha.number.forget.v1',
  summary: '',
  input: z.void(),
  output: z.void(),
});
const nobody = defineRequest({ name: 'omega.number.double.v1', summary: '', input: number, output: number });
const asleep = defineRequest({
  name: 'beta.number.double.v1',
  summary: '',
  input: number,
  output: number,
  timeoutMs: 300,
});

let handled: number[] = [];
let contexts: (string | undefined)[] = [];
let betaHandled = 0;

@Injectable()
class AlphaHandlers {
  @Handle(double)
  async double({ n, by }: { n: number; by: number }): Promise<{ n: number; secret?: string }> {
    handled.push(n);
    if (n === 404) throw Fault.notFound('number');
    if (n === 409) throw new Fault('no-free-seat', { detail: 'None', members: { purchased: 1, used: 1 } });
    if (n === 500) throw new Error('a bug with a stack');
    return { n: n * by, secret: 'not in the contract' };
  }
  @Handle(sleep)
  async sleep({ ms }: { ms: number }): Promise<{ requestId?: string }> {
    contexts.push(currentContext()?.requestId);
    await setTimeout(ms);
    return { requestId: currentContext()?.requestId };
  }
  @Handle(forget)
  async forget(): Promise<void> {}
  @Handle(lie)
  lie(): Promise<{ n: number }> {
    return Promise.resolve({ n: 'seven' } as unknown as { n: number });
  }
}

@Injectable()
class BetaHandlers {
  @Handle(asleep)
  async double({ n }: { n: number }): Promise<{ n: number }> {
    betaHandled += 1;
    return { n: 2 * n };
  }
}

describe('requests', () => {
  let rig: Rig;
  let alpha: RigService;
  let caller: RigService;

  beforeAll(async () => {
    rig = await Rig.open();
    alpha = await rig.start('alpha', [AlphaHandlers]);
    caller = await rig.start('caller', []);
  });
  afterAll(() => rig.close());
  beforeEach(() => {
    handled = [];
    contexts = [];
  });

  const faultOf = (asked: Promise<unknown>): Promise<Fault> =>
    asked.then(
      () => Promise.reject(new Error('It was answered')),
      (error: Fault) => error,
    );

  it('an answer comes back, with the defaults of the contract in and unknown keys out', async () => {
    expect(await caller.bus.request(double, { n: 21 })).toEqual({ n: 42 });
    expect(await caller.bus.request(double, { n: 21, by: 3 })).toEqual({ n: 63 });
    expect(handled).toEqual([21, 21]);
  });

  it('a question and its answer may be empty', async () => {
    expect(await caller.bus.request(forget, undefined)).toBeUndefined();
  });

  it('two hundred at once get each their own answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => caller.bus.request(double, { n })),
    );
    expect(answers.map(({ n }) => n)).toEqual(Array.from({ length: 200 }, (_, n) => 2 * n));
    expect(handled).toHaveLength(200);
  });

  it('a fault travels with detail and members, declared or not', async () => {
    const missing = await faultOf(caller.bus.request(double, { n: 404 }));
    expect(missing).toBeInstanceOf(Fault);
    expect(missing).toMatchObject({ code: 'not-found', detail: 'There is no number with this id.' });
    expect(await faultOf(caller.bus.request(double, { n: 409 }))).toMatchObject({
      code: 'no-free-seat',
      members: { purchased: 1, used: 1 },
    });
  });

  it('under test a fault that the contract does not declare is an error that says so', async () => {
    const loose = { ...double, name: 'zeta.number.double.v1' };
    class ZetaHandlers {
      @Handle(loose)
      async double({ n }: { n: number }): Promise<{ n: number }> {
        if (n === 404) throw Fault.notFound('number');
        throw new Fault('no-free-seat');
      }
    }
    await rig.start('zeta', [ZetaHandlers], { strict: true });
    expect(await faultOf(caller.bus.request(loose, { n: 404 }))).toMatchObject({ code: 'not-found' });
    expect(await faultOf(caller.bus.request(loose, { n: 409 }))).toMatchObject({
      code: 'internal-error',
      detail: 'ZetaHandlers.double answered no-free-seat, which zeta.number.double.v1 does not declare.',
    });
  });

  it('any other error is an internal error that tells nothing', async () => {
    const fault = await faultOf(caller.bus.request(double, { n: 500 }));
    expect(fault.toData()).toEqual({ code: 'internal-error' });
  });

  it('input that breaks the contract reaches no handler', async () => {
    const fault = await faultOf(caller.bus.request(double, { n: 'one' as unknown as number }));
    expect(fault.code).toBe('validation-failed');
    expect(fault.errors).toMatchObject([{ path: 'n' }]);
    expect(handled).toEqual([]);
  });

  it('an answer that breaks the contract becomes an internal error', async () => {
    expect(await faultOf(caller.bus.request(lie, {}))).toMatchObject({ code: 'internal-error' });
  });

  it('the request id of the caller is the request id of the handler', async () => {
    const asked = runInContext({ requestId: 'req_story' }, () => caller.bus.request(sleep, { ms: 1 }));
    expect(await asked).toEqual({ requestId: 'req_story' });
    expect(contexts).toEqual(['req_story']);
  });

  it('an answer that takes too long is service-unavailable, and comes to nobody later', async () => {
    const started = Date.now();
    expect(await faultOf(caller.bus.request(sleep, { ms: 600 }))).toMatchObject({
      code: 'service-unavailable',
    });
    expect(Date.now() - started).toBeLessThan(500);
    await setTimeout(400);
    expect(await caller.bus.request(double, { n: 1 })).toEqual({ n: 2 });
  });

  it('a service that was never started is unavailable at once', async () => {
    const started = Date.now();
    const fault = await faultOf(caller.bus.request(nobody, { n: 1 }));
    expect(fault.code).toBe('service-unavailable');
    expect(fault.detail).toContain('omega');
    expect(Date.now() - started).toBeLessThan(200);
  });

  it('a question nobody took in time expires: a service that comes back does not work for nobody', async () => {
    const beta = await rig.start('beta', [BetaHandlers]);
    expect(await caller.bus.request(asleep, { n: 1 })).toEqual({ n: 2 });
    await beta.stop();
    expect(await faultOf(caller.bus.request(asleep, { n: 2 }))).toMatchObject({
      code: 'service-unavailable',
    });
    await eventually(() => expect(rig.waiting(requestQueue(rig.place, 'beta'))).resolves.toBe(0));
    await rig.start('beta', [BetaHandlers]);
    expect(await caller.bus.request(asleep, { n: 3 })).toEqual({ n: 6 });
    expect(betaHandled).toBe(2);
  });

  it('a question waits in the queue while its service restarts', async () => {
    const patient = { ...asleep, name: 'gamma.number.double.v1', timeoutMs: 5_000 };
    @Injectable()
    class GammaHandlers {
      @Handle(patient)
      async double({ n }: { n: number }): Promise<{ n: number }> {
        return { n: 2 * n };
      }
    }
    const gamma = await rig.start('gamma', [GammaHandlers]);
    await gamma.stop();
    const asked = caller.bus.request(patient, { n: 4 });
    await rig.start('gamma', [GammaHandlers]);
    expect(await asked).toEqual({ n: 8 });
  });

  it('a handler stands on any provider and is found once under all its names', async () => {
    const quiet = { ...double, name: 'epsilon.number.double.v1' };
    const loud = { ...double, name: 'epsilon.number.triple.v1' };
    class Made {
      constructor(private readonly factor: number) {}
      @Handle(quiet)
      async double({ n }: { n: number }): Promise<{ n: number }> {
        return { n: this.factor * n };
      }
    }
    @Controller()
    class Steered {
      @Handle(loud)
      async triple({ n }: { n: number }): Promise<{ n: number }> {
        return { n: 3 * n };
      }
    }
    const made = { provide: 'made', useFactory: () => new Made(2) };
    const renamed = { provide: 'renamed', useExisting: 'made' };
    await rig.start('epsilon', [made, renamed], { controllers: [Steered] });
    expect(await caller.bus.request(quiet, { n: 4 })).toEqual({ n: 8 });
    expect(await caller.bus.request(loud, { n: 4 })).toEqual({ n: 12 });
  });

  it('what is no request is answered with a fault, or dropped when nobody asks, and blocks nothing', async () => {
    const queue = requestQueue(rig.place, 'alpha');
    rig.channel.sendToQueue(queue, Buffer.from('{nonsense'), { type: double.name });
    rig.channel.sendToQueue(queue, Buffer.from('{}'));
    rig.channel.sendToQueue(queue, Buffer.from('{}'), { type: 'alpha.number.halve.v1', replyTo: 'nowhere' });
    await rig.channel.waitForConfirms();
    expect(await caller.bus.request(double, { n: 2 })).toEqual({ n: 4 });
    await eventually(async () => expect(await rig.waiting(queue)).toBe(0));
    const unknown = { ...double, name: 'alpha.number.halve.v1' };
    expect(await faultOf(caller.bus.request(unknown, { n: 1 }))).toMatchObject({
      code: 'service-unavailable',
    });
  });

  it('what is in flight is answered when the service stops', async () => {
    const long = { ...sleep, name: 'delta.number.sleep.v1', timeoutMs: 5_000 };
    let running = 0;
    @Injectable()
    class DeltaHandlers {
      @Handle(long)
      async sleep({ ms }: { ms: number }): Promise<object> {
        running += 1;
        await setTimeout(ms);
        return {};
      }
    }
    const delta = await rig.start('delta', [DeltaHandlers]);
    const asked = Array.from({ length: 10 }, () => caller.bus.request(long, { ms: 500 }));
    await eventually(() => expect(running).toBe(10));
    await delta.stop();
    expect(await Promise.all(asked)).toHaveLength(10);
    expect(running).toBe(10);
  });

  it('a service is ready while it is connected and listening', async () => {
    expect((await alpha.health.check()).dependencies['rabbitmq']).toEqual({ ok: true });
  });
});
