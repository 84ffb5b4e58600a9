import { clientOf, trustedProxies, trustOf } from './addresses.js';

describe('a client among addresses', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::99', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['not an address', 'unknown'],
  ])('%s is counted as %s', (address, client) => {
    expect(clientOf(address)).toBe(client);
  });
});

describe('trusted proxies', () => {
  const trusts = (setting: string | undefined, peer: string) => trustOf(trustedProxies.parse(setting))(peer);

  it.each([
    [undefined, '127.0.0.1', true],
    [undefined, '::ffff:127.0.0.1', true],
    [undefined, '::1', true],
    [undefined, '172.18.0.1', false],
    ['172.18.0.0/16, 192.0.2.1', '172.18.200.3', true],
    ['172.18.0.0/16, 192.0.2.1', '192.0.2.1', true],
    ['172.18.0.0/16, 192.0.2.1', '192.0.2.2', false],
    ['172.18.0.0/16', '127.0.0.1', false],
    ['uniquelocal', 'fd00::1', true],
    ['fd00::/8', '10.0.0.1', false],
    ['none', '127.0.0.1', false],
    ['loopback', '', false],
  ])('%s and the peer %s: %s', (setting, peer, trusted) => {
    expect(trusts(setting, peer)).toBe(trusted);
  });

  it.each(['10.0.0.0/33', '10.1', 'everybody', '10.0.0.0/8;192.0.2.1', 'none, loopback'])(
    '%s is no list of proxies',
    (setting) => {
      expect(trustedProxies.safeParse(setting).success).toBe(false);
    },
  );
});
