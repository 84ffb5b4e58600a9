import { context as spans, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { isIP } from 'node:net';
import { newId } from '../ids.js';
import { currentContext, runInContext } from './request-context.js';
import { formatTraceparent, parseTraceparent } from './traceparent.js';

/** The side of a conversation a span stands for. */
export type SpanRole = 'server' | 'client' | 'producer' | 'consumer' | 'internal';

const KINDS: Record<SpanRole, SpanKind> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};
const REQUEST_ID = 'x-request-id';
const TRACEPARENT = 'traceparent';
const CLIENT_ADDRESS = 'x-client-address';

let on = false;

/** Sends spans to an OpenTelemetry collector from now on. Resolves with what sends the last ones at the end. */
export async function startTracing(service: string, endpoint: string): Promise<() => Promise<void>> {
  // 20 MB that a service without tracing does not load.
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'seatkeeper' }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  on = true;
  return () => provider.shutdown();
}

/** Runs the work as one span of the current trace. Without tracing it only runs the work. */
export async function inSpan<T>(name: string, role: SpanRole, work: () => Promise<T>): Promise<T> {
  if (!on) return work();
  return trace.getTracer('seatkeeper').startActiveSpan(name, { kind: KINDS[role] }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The headers under which the current request and trace travel to another process: x-request-id, x-client-address, traceparent. */
export function traceHeaders(): Record<string, string> {
  const context = currentContext();
  const running = on ? trace.getSpanContext(spans.active()) : undefined;
  const traceparent = running ? formatTraceparent(running) : context?.traceparent;
  return {
    ...(context && { [REQUEST_ID]: context.requestId }),
    ...(context?.clientAddress && { [CLIENT_ADDRESS]: context.clientAddress }),
    ...(traceparent && { [TRACEPARENT]: traceparent }),
  };
}

/** Runs the work as part of the request and trace these headers tell of; what they leave out stays as it is. */
export function runWithTraceHeaders<T>(headers: Record<string, unknown>, work: () => T): T {
  const current = currentContext();
  const requestId = headers[REQUEST_ID];
  const sent = headers[TRACEPARENT];
  const traceparent = parseTraceparent(sent) ? String(sent) : current?.traceparent;
  const address = headers[CLIENT_ADDRESS];
  const clientAddress = typeof address === 'string' && isIP(address) ? address : current?.clientAddress;
  const context = {
    requestId: typeof requestId === 'string' && requestId ? requestId : (current?.requestId ?? newId('req')),
    ...(traceparent && { traceparent }),
    ...(clientAddress && { clientAddress }),
  };
  return runInContext(context, work);
}

/** The trace that log lines belong to. */
export function currentTraceId(): string | undefined {
  const running = on ? trace.getSpanContext(spans.active()) : undefined;
  return (running ?? parseTraceparent(currentContext()?.traceparent))?.traceId;
}
