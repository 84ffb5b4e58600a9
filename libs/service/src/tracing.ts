import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { currentContext, runInContext } from './context.js';

const tracer = trace.getTracer('seatkeeper');
const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

let tracing = false;

/** Exports spans to an OTLP endpoint. The SDK is heavy, so a process without one never loads it. */
export async function startTracing(service: string, endpoint: string): Promise<() => Promise<void>> {
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `seatkeeper-${service}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  tracing = true;
  return () => provider.shutdown();
}

/** Runs work inside a span; without tracing it costs one comparison. */
export async function inSpan<T>(name: string, kind: keyof typeof KINDS, work: () => Promise<T>): Promise<T> {
  if (!tracing) return work();
  return tracer.startActiveSpan(name, { kind: KINDS[kind] }, (span) => finish(span, work));
}

async function finish<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    span.end();
  }
}

/** Headers by which another process continues this trace (W3C Trace Context). */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  if (tracing) propagation.inject(context.active(), headers);
  const given = currentContext()?.traceparent;
  if (given && !headers['traceparent']) headers['traceparent'] = given;
  return headers;
}

/** Continues the trace that came with a message. */
export function runWithTraceHeaders<T>(headers: Readonly<Record<string, unknown>>, work: () => T): T {
  const traceparent = headers['traceparent'];
  const known = currentContext();
  const inside = (): T =>
    tracing ? context.with(propagation.extract(context.active(), headers), work) : work();
  return known && typeof traceparent === 'string' && known.traceparent !== traceparent
    ? runInContext({ ...known, traceparent }, inside)
    : inside();
}
