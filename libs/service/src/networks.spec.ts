import { isPublicAddress, isWithin, listNetworks, readNetwork } from './networks.js';

it.each([
  ['93.184.216.34', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
  ['::ffff:93.184.216.34', true],
  ['127.0.0.1', false],
  ['127.9.9.9', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['172.16.3.4', false],
  ['192.168.1.1', false],
  ['100.64.0.10', false],
  ['169.254.169.254', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:169.254.169.254', false],
  ['64:ff9b::7f00:1', false],
  ['64:ff9b:1::7f00:1', false],
  ['2002:7f00:1::', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['ff02::1', false],
  ['::7f00:1', false],
  ['localhost', false],
  ['', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

it('an address is within a network of its own kind, also in the clothes of IPv6', () => {
  const networks = listNetworks('loopback, 10.1.0.0/16,203.0.113.7').map((text) => readNetwork(text)!);
  const inside = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '203.0.113.7'];
  expect(inside.filter((address) => !isWithin(address, networks))).toEqual([]);
  const outside = ['10.2.0.1', '203.0.113.8', '::2', 'nonsense', ''];
  expect(outside.filter((address) => isWithin(address, networks))).toEqual([]);
});

it.each(['10.1', 'loopbak', '10.0.0.0/33', '::1/129', '10.0.0.0/', ''])('%s is no network', (text) => {
  expect(readNetwork(text)).toBeNull();
});
