import { currentContext, runInContext } from './request-context.js';
import { parseTraceparent } from './traceparent.js';
import { currentTraceId, inSpan, runWithTraceHeaders, traceHeaders } from './tracing.js';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('the context of a request', () => {
  it('is there in everything the work awaits, and nowhere else', async () => {
    await runInContext({ requestId: 'req_1' }, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      expect(currentContext()).toEqual({ requestId: 'req_1' });
    });
    expect(currentContext()).toBeUndefined();
  });

  it('travels to another process and on to a third, also without tracing', async () => {
    const context = { requestId: 'req_1', traceparent, clientAddress: '192.0.2.7' };
    const sent = runInContext(context, traceHeaders);
    expect(sent).toEqual({ 'x-request-id': 'req_1', traceparent, 'x-client-address': '192.0.2.7' });
    const passedOn = await runWithTraceHeaders(sent, () =>
      inSpan('handle', 'consumer', async () => traceHeaders()),
    );
    expect(passedOn).toEqual(sent);
  });

  it('starts anew where none was sent', () => {
    const headers = runWithTraceHeaders({}, traceHeaders);
    expect(headers).toEqual({ 'x-request-id': expect.stringMatching(/^req_/) });
    expect(traceHeaders()).toEqual({});
  });

  it('keeps what the headers leave out, and drops what is no traceparent or address', () => {
    const context = { requestId: 'req_1', traceparent, clientAddress: '2001:db8::7' };
    const nonsense = { traceparent: 'nonsense', 'x-request-id': 7, 'x-client-address': 'somewhere' };
    runInContext(context, () => {
      expect(runWithTraceHeaders(nonsense, currentContext)).toEqual(context);
    });
  });

  it('gives log lines the trace of the caller', () => {
    expect(runInContext({ requestId: 'req_1', traceparent }, currentTraceId)).toBe(
      '4bf92f3577b34da6a3ce929d0e0e4736',
    );
  });

  it.each([
    ['nothing', undefined],
    ['another form', '4bf92f3577b34da6a3ce929d0e0e4736'],
    ['a trace of zeros', '00-00000000000000000000000000000000-00f067aa0ba902b7-01'],
    ['a span of zeros', '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01'],
    ['the version that may not be', 'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    ['capitals', '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01'],
  ])('takes no trace from %s', (_case, text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});
