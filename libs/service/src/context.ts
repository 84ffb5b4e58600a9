import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs together in logs and traces, from the HTTP request through the bus to the last job. */
export interface RequestContext {
  requestId: string;
  /** W3C Trace Context, passed on even when tracing is off here. */
  traceparent?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const currentContext = (): RequestContext | undefined => storage.getStore();

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);
