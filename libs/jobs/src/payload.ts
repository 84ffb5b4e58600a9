import type { JobContract } from '@seatkeeper/contracts';
import { currentContext, type RequestContext, traceHeaders } from '@seatkeeper/service';
import type { z } from 'zod';

/** What lies in Redis: the data of the contract, and the request that asked for it. */
export interface Payload {
  data: unknown;
  requestId?: string | undefined;
  trace?: Record<string, string> | undefined;
}

/** Redis holds every waiting job in memory. Jobs carry ids; the truth is in a document. */
const MOST_BYTES = 1_024;
/** BullMQ keeps its own keys apart by colons, and numbers the jobs that bring no id of their own. */
const USABLE_ID = /^(?!\d+$)[^:\s]{1,200}$/;

/** Checks and packs a job. Throws on data that do not fit the contract or 1 KB, or an id Redis cannot keep. */
export function pack<C extends JobContract>(
  contract: C,
  given: z.input<C['data']>,
): { id: string; payload: Payload } {
  const data = contract.data.parse(given);
  const bytes = Buffer.byteLength(JSON.stringify(data));
  if (bytes > MOST_BYTES)
    throw new RangeError(
      `The data of job ${contract.name} take ${bytes} bytes; ${MOST_BYTES} are allowed: pass ids.`,
    );
  const id = contract.id(data);
  if (!USABLE_ID.test(id))
    throw new TypeError(`'${id}' cannot be the id of a job: no colons or spaces, not only digits.`);
  const trace = traceHeaders();
  return {
    id,
    payload: {
      data,
      requestId: currentContext()?.requestId,
      ...(Object.keys(trace).length > 0 && { trace }),
    },
  };
}

/** The context in which a job runs: that of the request that asked for it, else one of its own. */
export const contextOf = (payload: Payload, jobId: string): RequestContext => ({
  requestId: payload.requestId ?? jobId,
  ...(payload.trace?.traceparent && { traceparent: payload.trace.traceparent }),
});
