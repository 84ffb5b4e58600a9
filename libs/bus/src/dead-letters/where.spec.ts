import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInstallation } from './where.js';

describe('where dead letters are looked for', () => {
  const repository = mkdtempSync(join(tmpdir(), 'where-'));
  const stack = { amqp: 'amqp://127.0.0.1:5999', amqpPrefix: 'sk-1', eventsExchange: 'sk-1.events', pid: 1 };
  const place = { prefix: 'sk-1', eventsExchange: 'sk-1.events' };
  const folder = (name: string, text?: string) => {
    const dir = join(repository, name);
    mkdirSync(dir, { recursive: true });
    if (text !== undefined) writeFileSync(join(dir, 'stack.json'), text);
    return dir;
  };
  afterAll(() => rmSync(repository, { recursive: true }));

  it('is the stack of this folder, or of the one that STACK_DIR names, whole or from the repository', () => {
    folder('.local', JSON.stringify(stack));
    const other = folder('other', JSON.stringify({ ...stack, amqpPrefix: 'sk-2' }));
    expect(findInstallation({}, repository)).toMatchObject({ url: stack.amqp, place });
    for (const STACK_DIR of [other, 'other'])
      expect(findInstallation({ STACK_DIR }, repository).place.prefix).toBe('sk-2');
  });

  it('is what the variables of the services say, whatever stack runs here', () => {
    folder('.local', JSON.stringify(stack));
    const url = 'amqp://rabbit.example';
    expect(findInstallation({ AMQP_URL: url }, repository)).toMatchObject({
      url,
      place: { prefix: 'seatkeeper', eventsExchange: 'seatkeeper.events' },
    });
    const environment = { AMQP_URL: url, AMQP_PREFIX: 'blue', AMQP_EVENTS_EXCHANGE: 'shared' };
    expect(findInstallation(environment, repository).place).toEqual({
      prefix: 'blue',
      eventsExchange: 'shared',
    });
  });

  it('is told plainly when no stack runs, has stopped without a word, or has a file of another form', () => {
    expect(() => findInstallation({ STACK_DIR: folder('empty') }, repository)).toThrow(
      /^No stack runs in .*empty\. Begin with npm start, name another folder in STACK_DIR, or set AMQP_URL/,
    );
    const broken = folder('broken', '{"amqp":');
    expect(() => findInstallation({ STACK_DIR: broken }, repository)).toThrow(/cannot be read/);
    const killed = folder('killed', JSON.stringify(stack));
    const { ifAway } = findInstallation({ STACK_DIR: killed }, repository);
    expect(ifAway('connect ECONNREFUSED')).toMatch(/killed does not run any more: its RabbitMQ says connect/);
  });
});
