import { forLog } from './redact.js';

describe('what is logged', () => {
  it('hides secrets at any depth, and says that they were there', () => {
    const fields = {
      password: 'hunter2',
      otp: '492039',
      headers: { Authorization: 'Bearer abc', accept: '*/*' },
      sessions: [{ refreshToken: 'abc', id: 'ses_1' }],
      mustChangePassword: true,
      clientSecret: undefined,
    };
    expect(forLog(fields)).toEqual({
      password: '[redacted]',
      otp: '[redacted]',
      headers: { Authorization: '[redacted]', accept: '*/*' },
      sessions: [{ refreshToken: '[redacted]', id: 'ses_1' }],
      mustChangePassword: true,
      clientSecret: undefined,
    });
  });

  it('hides the credentials in a URL, also inside an error and its cause', () => {
    const cause = new Error('connect amqp://guest:hunter2@127.0.0.1:5672');
    const logged = JSON.stringify(forLog({ error: new Error('No bus', { cause }) }));
    expect(logged).toContain('amqp://[redacted]@127.0.0.1:5672');
    expect(logged).not.toContain('hunter2');
  });

  it('shows an error with its type, its stack and what it carries', () => {
    const error = Object.assign(new TypeError('no'), { code: 'E_NO', token: 'abc' });
    expect(forLog({ error })).toEqual({
      error: {
        type: 'TypeError',
        message: 'no',
        code: 'E_NO',
        token: '[redacted]',
        stack: expect.stringContaining('TypeError: no'),
      },
    });
  });

  it('ends where a value contains itself', () => {
    const ring: Record<string, unknown> = { name: 'ring' };
    ring['self'] = ring;
    expect(JSON.stringify(forLog(ring))).toContain('[deeper]');
  });

  it('takes dates, big numbers and ids as they write themselves', () => {
    const id = { toJSON: () => '65f0' };
    expect(JSON.parse(JSON.stringify(forLog({ at: new Date(0), n: 10n, id })))).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      n: '10',
      id: '65f0',
    });
  });
});
