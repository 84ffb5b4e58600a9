import { generateKeyPairSync } from 'node:crypto';
import { serviceEnvironment } from './service-environment.js';
import { stackNames } from '../stack-names.js';
import { copiesOf, SERVICES } from '../../early/services.mjs';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const base64 = (pem: string | Buffer) => Buffer.from(pem).toString('base64');
const ACTOR_KEY = base64(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));

const facts = {
  id: '1a2b3c4d',
  servers: {
    mongo: 'mongodb://127.0.0.1:20001',
    amqp: 'amqp://127.0.0.1:20002',
    redis: 'redis://127.0.0.1:20003',
    mail: { smtp: 'smtp://127.0.0.1:1025', web: 'http://127.0.0.1:1080' },
  },
  secrets: {
    SIGNING_KEY: 'key',
    LINK_SECRET: 'secret',
    FACTOR_KEY: 'seal',
    IDEMPOTENCY_SECRET: 'other',
    ACTOR_KEY,
    WEBHOOK_KEY: 'webhooks',
    MAIL_SECRET: 'mails',
    SENDER_KEY: 'senders',
    MAIL_REPORT_SECRETS: 'reports',
  },
  publicUrl: 'http://127.0.0.1:3000',
};

describe('the environment of a service', () => {
  it('keeps two stacks on the same servers apart', () => {
    expect(stackNames('1a2b3c4d')).toEqual({
      databasePrefix: 'seatkeeper-1a2b3c4d',
      amqpPrefix: 'seatkeeper-1a2b3c4d',
      eventsExchange: 'seatkeeper-1a2b3c4d.events',
      redisPrefix: 'seatkeeper-1a2b3c4d',
    });
  });

  it.each([
    ['identity', ['SIGNING_KEY', 'LINK_SECRET', 'FACTOR_KEY']],
    ['gateway', ['IDEMPOTENCY_SECRET', 'ACTOR_KEY', 'MAIL_REPORT_SECRETS']],
    ['licensing', []],
    ['notifications', ['WEBHOOK_KEY', 'MAIL_SECRET', 'SENDER_KEY']],
    ['reassignment', []],
  ] as const)('gives %s its own secrets and no other', (service, own) => {
    const given = Object.keys(serviceEnvironment(service, 1, facts));
    expect(Object.keys(facts.secrets).filter((name) => given.includes(name))).toEqual(own);
  });

  it('gives the public half of what the gateway says who acts with to those who are asked', () => {
    const publicKey = base64(pair.publicKey.export({ type: 'spki', format: 'pem' }));
    for (const service of SERVICES) {
      const given = serviceEnvironment(service, 1, facts)['ACTOR_PUBLIC_KEYS'];
      expect([service, given]).toEqual([service, service !== 'gateway' ? publicKey : undefined]);
    }
  });

  it('tells notifications where mail goes and how links begin', () => {
    expect(serviceEnvironment('notifications', 7, facts)).toMatchObject({
      PORT: '7',
      SMTP_URL: 'smtp://127.0.0.1:1025',
      PUBLIC_URL: 'http://127.0.0.1:3000',
    });
  });
});

describe('the copies of a service', () => {
  it('carry a number only when there are several', () => {
    expect(copiesOf('identity', 1)).toEqual(['identity']);
    expect(copiesOf('identity', 2)).toEqual(['identity-1', 'identity-2']);
  });
});
