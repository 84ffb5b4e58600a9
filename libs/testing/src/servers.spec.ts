import { TestClock } from './clock.js';
import { uniqueName } from './names.js';
import { servers } from './servers.js';

it('finds the servers in the environment, RabbitMQ and Redis also where they usually are', () => {
  expect(servers({ MONGODB_URI: 'mongodb://m' })).toEqual({
    mongo: 'mongodb://m',
    amqp: 'amqp://guest:guest@127.0.0.1:5672',
    redis: 'redis://127.0.0.1:6379',
  });
  const mail = { MAIL_SMTP_URL: 'smtp://s', MAIL_WEB_URL: 'http://w' };
  expect(servers({ MONGODB_URI: 'mongodb://m', ...mail }).mail).toEqual({
    smtp: 'smtp://s',
    web: 'http://w',
  });
});

it('says what to do when it knows no MongoDB', () => {
  expect(() => servers({})).toThrow(/MONGODB_URI/);
});

it('makes names that differ', () => {
  const names = Array.from({ length: 1_000 }, () => uniqueName('test'));
  expect(new Set(names).size).toBe(1_000);
  for (const name of names) expect(name).toMatch(/^test-[0-9a-z]{10}$/);
});

it('has a clock that stands still until it is moved', () => {
  const clock = new TestClock('2026-11-22T06:00:00Z');
  clock.advance(90_000);
  expect(clock.now().toISOString()).toBe('2026-11-22T06:01:30.000Z');
  clock.set('2027-01-01T00:00:00Z');
  expect(clock.now().getUTCFullYear()).toBe(2027);
});
