import { Fault, type FaultCode } from '@seatkeeper/contracts';
import { crash, inSpan, logger } from '@seatkeeper/service';
import type { ConsumeMessage } from 'amqplib';
import type { Delivery } from '../broker/consumer.js';
import { inContextOf } from '../broker/headers.js';
import type { BusConfig } from '../config.js';
import { answered, inFlight } from '../measures.js';
import type { RequestHandler } from '../wiring.js';
import { type Answerer, answerQuickly, refuseAsker } from './who-may-ask.js';
import { isPastDeadline, readJson, writeAnswer, writeFault } from './wire.js';

/** Faults every caller has to reckon with; a contract does not list them. */
const ALWAYS_POSSIBLE: readonly FaultCode[] = [
  'validation-failed',
  'malformed-body',
  'internal-error',
  'service-unavailable',
];

/** Answers what arrives in the request queue of a service. */
export class RequestServer {
  private readonly log = logger('bus');

  /** `config.strict` makes a fault that its contract does not declare an error; otherwise it is logged, and answered. */
  constructor(
    private readonly handlers: ReadonlyMap<string, RequestHandler>,
    private readonly config: Answerer & Pick<BusConfig, 'strict'>,
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
      const body = isPastDeadline(properties.headers)
        ? this.tooLate(request)
        : await this.answer(request, message);
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

  private tooLate(request: string): Buffer {
    this.log.warn('A request came too late and was not begun', { request });
    answered.observe({ request, outcome: 'too-late' }, 0);
    return writeFault(new Fault('service-unavailable', `Nobody waits for this ${request} any more.`));
  }

  /** The body of the answer; every error has become a Fault. Leaves one line, by which a request id is found here. */
  private async answer(name: string, { properties, content }: ConsumeMessage): Promise<Buffer> {
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
      return writeAnswer(await inSpan(`handle ${name}`, 'server', () => this.run(handler, content)));
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

  private async run({ contract, invoke }: RequestHandler, body: Buffer): Promise<unknown> {
    const json = readJson(body);
    if (!json.ok) throw new Fault('malformed-body', `The body is not JSON: ${json.reason}`);
    const input = contract.input.safeParse(json.value);
    if (!input.success) throw Fault.invalid(input.error);
    const work = () => invoke(input.data);
    const answer = contract.output.safeParse(await (contract.quick ? answerQuickly(contract, work) : work()));
    if (!answer.success) throw new Error(`The answer breaks its contract: ${answer.error.message}`);
    return answer.data;
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
