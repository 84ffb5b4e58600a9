import asyncapi from '@asyncapi/specs';
import { events, requests } from '@seatkeeper/contracts';
import { Ajv } from 'ajv';
import { describeBus } from './asyncapi.js';

const document = describeBus();

describe('the message catalogue', () => {
  it('is valid AsyncAPI 3', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validate = ajv.compile(asyncapi.schemasWithoutId['3.0.0']);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  it('holds every event and both sides of every request', () => {
    const { messages } = document['components'] as { messages: Record<string, unknown> };
    expect(Object.keys(messages)).toHaveLength(events.length + 2 * requests.length);
  });
});
