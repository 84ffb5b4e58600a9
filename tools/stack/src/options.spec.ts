import { readOptions } from '../early/options.mjs';

describe('the options of a stack', () => {
  it('have defaults for everything', () => {
    expect(readOptions({}, '/srv/seatkeeper')).toEqual({
      dir: '/srv/seatkeeper/.local',
      gatewayPort: 3000,
      mailWebPort: 1080,
      mailSmtpPort: 1025,
      replicas: 1,
      seed: 'demo',
      ownServers: false,
      ignored: [],
      inspect: new Map(),
    });
  });

  it('take a folder relative to the repository, or an absolute one', () => {
    expect(readOptions({ STACK_DIR: '.local/b' }, '/srv/seatkeeper').dir).toBe('/srv/seatkeeper/.local/b');
    expect(readOptions({ STACK_DIR: '/var/b' }, '/srv/seatkeeper').dir).toBe('/var/b');
  });

  it('keep own servers apart from those in AMQP_URL and REDIS_URL, but use the given MongoDB', () => {
    const addresses = { MONGODB_URI: 'mongodb://db', AMQP_URL: 'amqp://mq', REDIS_URL: 'redis://cache' };
    expect(readOptions(addresses, '/')).toMatchObject({
      mongodbUri: 'mongodb://db',
      amqpUrl: 'amqp://mq',
      redisUrl: 'redis://cache',
    });
    expect(readOptions({ ...addresses, OWN_SERVERS: '1' }, '/')).toMatchObject({
      ownServers: true,
      mongodbUri: 'mongodb://db',
      amqpUrl: undefined,
      redisUrl: undefined,
      ignored: [
        "AMQP_URL is not used: OWN_SERVERS=1 asks for a server of the stack's own",
        "REDIS_URL is not used: OWN_SERVERS=1 asks for a server of the stack's own",
      ],
    });
  });

  it('give a service that is to be inspected its usual port, or the one that is named', () => {
    expect(readOptions({ INSPECT: 'identity' }, '/').inspect).toEqual(new Map([['identity', 9229]]));
    expect(readOptions({ INSPECT: 'licensing:9400,gateway' }, '/').inspect).toEqual(
      new Map([
        ['licensing', 9400],
        ['gateway', 9233],
      ]),
    );
  });

  it.each([
    [
      { INSPECT: 'billing' },
      'INSPECT names "billing": use identity, licensing, notifications, reassignment, gateway, or several with commas.',
    ],
    [{ INSPECT: 'identity:x' }, 'INSPECT is "x": use a whole number from 1 to 65535.'],
    [{ GATEWAY_PORT: 'http' }, 'GATEWAY_PORT is "http": use a whole number from 1 to 65535.'],
    [{ GATEWAY_PORT: '70000' }, 'GATEWAY_PORT is "70000": use a whole number from 1 to 65535.'],
    [{ REPLICAS: '0' }, 'REPLICAS is "0": use a whole number from 1 to 16.'],
    [{ SEED: 'big' }, 'SEED is "big": use demo or none.'],
    [{ OWN_SERVERS: 'yes' }, 'OWN_SERVERS is "yes": use 1 or 0.'],
  ])('refuse %j', (environment, sentence) => {
    expect(() => readOptions(environment, '/')).toThrow(sentence);
  });
});
