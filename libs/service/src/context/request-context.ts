import { context as spans, trace } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';
import { parseTraceparent } from './traceparent.js';

/** What belongs to one request, wherever in the system it is worked on. */
export interface RequestContext {
  requestId: string;
  /** W3C Trace Context, as the caller sent it. */
  traceparent?: string;
  /** The network address that the request came from, of one that came from outside. */
  clientAddress?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Everything `work` starts, awaited or not, belongs to this request. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  const caller = parseTraceparent(context.traceparent);
  if (!caller) return storage.run(context, work);
  // A span of this process that is running already is the nearer parent.
  const running = trace.getSpanContext(spans.active());
  if (running?.traceId === caller.traceId) return storage.run(context, work);
  return spans.with(trace.setSpanContext(spans.active(), caller), () => storage.run(context, work));
}
