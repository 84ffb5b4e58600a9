import { nearMisses } from './near-misses.js';

const own = [
  'PORT',
  'HOST',
  'LOG_LEVEL',
  'MONGODB_URI',
  'MONGODB_DATABASE_PREFIX',
  'AMQP_URL',
  'INVITATION_DAYS',
  'MAIL_FROM',
];
const others = ['REDIS_URL', 'REDIS_PREFIX', 'OTEL_EXPORTER_OTLP_ENDPOINT'];
const meant = (given: string[]) => nearMisses(given, own, others).map((miss) => miss.meant);

describe('a variable nobody reads', () => {
  it.each([
    ['MONGODB_URL', 'MONGODB_URI'],
    ['MONGODB_DATABASE', 'MONGODB_DATABASE_PREFIX'],
    ['MONGO_URL', 'MONGODB_URI'],
    ['MONGO_URI', 'MONGODB_URI'],
    ['AMQP_URI', 'AMQP_URL'],
    ['AMPQ_URL', 'AMQP_URL'],
    ['RABBITMQ_URL', 'AMQP_URL'],
    ['INVITATION_DAY', 'INVITATION_DAYS'],
    ['INVITATIONS_DAYS', 'INVITATION_DAYS'],
    ['INVITATION_WEEKS', 'INVITATION_DAYS'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['log_level', 'LOG_LEVEL'],
    ['LOG_LEVELS', 'LOG_LEVEL'],
  ])('%s is taken for %s', (given, setting) => {
    expect(meant([given])).toEqual([setting]);
  });

  it.each([
    ['a setting of this service', 'MONGODB_URI'],
    ['a setting another service reads', 'REDIS_URL'],
    ['a setting of another service only', 'SMTP_URL'],
    ['a name of the shell', 'HOSTNAME'],
    ['a short word one letter away', 'POST'],
    ['a variable of another program with the same first word', 'LOG_FORMAT'],
    ['an option of OpenTelemetry itself', 'OTEL_RESOURCE_ATTRIBUTES'],
    ['what Kubernetes says about a service', 'MONGODB_SERVICE_HOST'],
    ['what Kubernetes says about a port', 'AMQP_PORT_5672_TCP_ADDR'],
    ['the address Kubernetes gives', 'AMQP_PORT'],
    ['something else altogether', 'NODE_OPTIONS'],
  ])('is left alone when it is %s: %s', (_case, given) => {
    expect(meant([given])).toEqual([]);
  });

  it('is left alone outside our families when the setting it resembles is there', () => {
    expect(meant(['MONGO_URL', 'MONGODB_URI'])).toEqual([]);
    expect(meant(['RABBITMQ_URL', 'AMQP_URL'])).toEqual([]);
    expect(meant(['MONGODB_URL', 'MONGODB_URI'])).toEqual(['MONGODB_URI']);
  });
});
