import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { newSecret, sign } from './signatures.js';

const now = new Date();
const body = '{"type":"identity.user.banned","data":{"name":"Ångström"}}';
const message = { id: 'msg_ann', body };
const [first, second] = [newSecret(), newSecret()];
const verify = (secret: string, headers: object, text = body) =>
  new Webhook(secret).verify(text, headers as Record<string, string>);

describe('a signature', () => {
  it('is one that the library of Standard Webhooks verifies, and writes itself', () => {
    const headers = sign(message, [first], now);
    expect(verify(first, headers)).toEqual(JSON.parse(body));
    expect(headers['webhook-signature']).toBe(new Webhook(first).sign('msg_ann', now, body));
  });

  it('is there for each secret, so that who knows the old or the new one takes the message', () => {
    const headers = sign(message, [first, second], now);
    expect(verify(first, headers)).toEqual(JSON.parse(body));
    expect(verify(second, headers)).toEqual(JSON.parse(body));
  });

  it('holds for nobody else, no other body, id or time', () => {
    const headers = sign(message, [first], now);
    expect(() => verify(second, headers)).toThrow(WebhookVerificationError);
    expect(() => verify(first, headers, `${body} `)).toThrow(WebhookVerificationError);
    expect(() => verify(first, { ...headers, 'webhook-id': 'msg_bob' })).toThrow(WebhookVerificationError);
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => verify(first, { ...headers, 'webhook-timestamp': later })).toThrow(WebhookVerificationError);
  });
});
