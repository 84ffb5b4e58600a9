import { Actor, Fault, type FaultCode, isInSomebodysName, type RequestContract } from '@seatkeeper/contracts';
import { crash, inSpan, logger, noteSecurity } from '@seatkeeper/service';
import type { ConsumeMessage } from 'amqplib';
import { z } from 'zod';
import { type ActorReceiver, doubtActor } from '../actors/who-acts.js';
import type { Delivery } from '../broker/consumer.js';
import { inContextOf } from '../broker/headers.js';
import type { BusConfig } from '../config.js';
import { answered, inFlight } from '../measures.js';
import type { RequestHandler } from '../wiring/wiring.js';
import { type Answerer, answerQuickly, refuseAsker } from './who-may-ask.js';
import type { Turns } from './turns.js';
import { isPastDeadline, readAccount, readJson, writeAnswer, writeFault } from './wire.js';

/** Faults every caller has to reckon with; a contract does not list them. */
const ALWAYS_POSSIBLE: readonly FaultCode[] = [
  'validation-failed',
  'malformed-body',
  'internal-error',
  'service-unavailable',
];

/** What is looked at before the rest: who cannot be shown to act is told nothing of what the request lacks. */
const InSomebodysName = z.object({ by: Actor, accountId: z.string().optional().catch(undefined) });

/** Answers what arrives in the request queue of a service. */
export class RequestServer {
  private readonly log = logger('bus');

  /**
   * `config.strict` makes a fault that its contract does not declare an error; otherwise it is logged, and answered. Without
   * `turns` everything that is taken is begun.
   */
  constructor(
    private readonly handlers: ReadonlyMap<string, RequestHandler>,
    private readonly config: Answerer & ActorReceiver & Pick<BusConfig, 'strict'>,
    private readonly turns?: Turns,
  ) {}

  /**
   * Answers, then acks; never rejects. Dying between the two makes another copy answer again, but not later than
   * somebody waits for it: a copy that was frozen, and a message that comes again late, would do what has been undone.
   */
  async handle({ channel, message }: Delivery): Promise<void> {
    const { properties } = message;
    const request = String(properties.type);
    const correlationId = String(properties.correlationId);
    await inContextOf(properties.headers, async () => {
      const body = await this.inTurn(request, message);
      try {
        if (properties.replyTo)
          channel.publish('', String(properties.replyTo), body, { correlationId, persistent: false });
        crash('bus.handle.beforeAck');
        channel.ack(message);
      } catch (error) {
        this.log.warn('An answer could not be sent', { request, reason: (error as Error).message });
      }
    });
  }

  private async inTurn(request: string, message: ConsumeMessage): Promise<Buffer> {
    const { headers } = message.properties;
    const work = async () =>
      isPastDeadline(headers) ? this.tooLate(request) : this.answer(request, message);
    if (!this.turns) return work();
    try {
      return await this.turns.take(readAccount(headers), work);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.log.warn('A request was not begun: its account has its share', { request });
      answered.observe({ request, outcome: 'beyond-its-share' }, 0);
      return writeFault(error);
    }
  }

  private tooLate(request: string): Buffer {
    this.log.warn('A request came too late and was not begun', { request });
    answered.observe({ request, outcome: 'too-late' }, 0);
    return writeFault(new Fault('service-unavailable', `Nobody waits for this ${request} any more.`));
  }

  /** The body of the answer; every error has become a Fault. Leaves one line, by which a request id is found here. */
  private async answer(name: string, message: ConsumeMessage): Promise<Buffer> {
    const { properties } = message;
    const handler = this.handlers.get(name);
    if (!handler) {
      this.log.warn('A request came that this service does not answer', { request: name });
      return writeFault(new Fault('service-unavailable', `This version does not answer ${name}.`));
    }
    const refusal = refuseAsker(handler.contract, properties.userId as string | undefined, this.config);
    if (refusal !== null) {
      this.log.warn('A request came from who may not ask it', { request: name, reason: refusal });
      answered.observe({ request: name, outcome: 'forbidden' }, 0);
      return writeFault(new Fault('forbidden', refusal));
    }
    const caller = String(properties.appId);
    const started = performance.now();
    let outcome = 'ok';
    inFlight.inc({ kind: 'request' });
    try {
      return writeAnswer(await inSpan(`handle ${name}`, 'server', () => this.run(handler, message)));
    } catch (error) {
      const fault = this.faultOf(error, handler);
      outcome = fault.code;
      return writeFault(fault);
    } finally {
      inFlight.dec({ kind: 'request' });
      const ms = performance.now() - started;
      answered.observe({ request: name, outcome }, ms / 1_000);
      this.log.info('Answered a request', { request: name, caller, outcome, ms: Math.round(ms) });
    }
  }

  private async run({ contract, invoke }: RequestHandler, message: ConsumeMessage): Promise<unknown> {
    const json = readJson(message.content);
    if (!json.ok) throw new Fault('malformed-body', `The body is not JSON: ${json.reason}`);
    if (isInSomebodysName(contract)) this.refuseUnproved(contract, json.value, message);
    const input = contract.input.safeParse(json.value);
    if (!input.success) throw Fault.invalid(input.error);
    const work = () => invoke(input.data);
    const answer = contract.output.safeParse(await (contract.quick ? answerQuickly(contract, work) : work()));
    if (!answer.success) throw new Error(`The answer breaks its contract: ${answer.error.message}`);
    return answer.data;
  }

  /**
   * Not `forbidden`, which is said of a person and counted against them: what is wrong here is wrong between services.
   * A statement that has expired is of a request for whose answer nobody waits.
   */
  private refuseUnproved(
    contract: RequestContract,
    input: unknown,
    { properties, content }: ConsumeMessage,
  ): void {
    const named = InSomebodysName.safeParse(input).data;
    if (named === undefined) return; // nor does it keep the contract, which says so in a moment
    const { by, accountId } = named;
    const userId = properties.userId as string | undefined;
    const arrival = { userId, headers: properties.headers, body: content };
    const reason = doubtActor(contract, by, arrival, this.config);
    if (reason === null) return;
    const { name: request } = contract;
    this.log.warn('A request came of which nothing proves who acts', { request, reason, from: userId });
    if (reason === 'expired')
      throw new Fault('service-unavailable', `Nobody waits for this ${request} any more.`);
    noteSecurity('unproved-actor', {
      accountId,
      userId: by.type === 'user' ? by.id : undefined,
      reason,
      request,
    });
    throw new Fault('service-unavailable', `Nothing proves that ${by.id} asks this ${request}: ${reason}.`);
  }

  private faultOf(error: unknown, { contract, handler }: RequestHandler): Fault {
    const request = contract.name;
    if (!(error instanceof Fault)) {
      this.log.error('A request failed', { request, handler, error });
      return new Fault('internal-error');
    }
    const { code } = error;
    if (contract.faults.includes(code) || ALWAYS_POSSIBLE.includes(code)) return error;
    this.log.error('A fault is not declared in its contract', {
      request,
      handler,
      code,
      detail: error.detail,
    });
    if (!this.config.strict) return error;
    return new Fault('internal-error', `${handler} answered ${code}, which ${request} does not declare.`);
  }
}
