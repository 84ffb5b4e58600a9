import { newId, runWithTraceHeaders, traceHeaders } from '@seatkeeper/service';

/** What travels with every message so that log lines and spans of all services find each other. */
export const contextHeaders = (): Record<string, string> => ({
  'x-request-id': newId('req'),
  ...traceHeaders(),
});

/** Works in the context a message brought along; one without a request id gets one of its own. */
export const inContextOf = <T>(headers: Record<string, unknown> | undefined, work: () => T): T =>
  runWithTraceHeaders(headers ?? {}, work);
