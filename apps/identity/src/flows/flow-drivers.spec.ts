import { FLOW_KINDS } from '../users/stored-flows.js';
import { Drives } from './drives.js';
import { driversByKind } from './flow-drivers.service.js';

class Driver {
  drive(): Promise<void> {
    return Promise.resolve();
  }
}

@Drives('ban')
class BanDriver extends Driver {}

@Drives('ban')
class OtherBanDriver extends Driver {}

const [first, ...others] = FLOW_KINDS.filter((kind) => kind !== 'ban');
if (!first) throw new Error('There are flows beside bans.');

@Drives(first, ...others)
class DriverOfAllElse extends Driver {}

describe('the drivers of flows', () => {
  it('are found by the kinds they are marked with, among objects of every sort', () => {
    const [ban, rest] = [new BanDriver(), new DriverOfAllElse()];
    const drivers = driversByKind([ban, undefined, 'settings', Object.create(null), new Driver(), rest, ban]);
    expect(drivers.get('ban')).toBe(ban);
    expect(others.map((kind) => drivers.get(kind))).toEqual(others.map(() => rest));
  });

  it('stop the start when a kind has none', () => {
    expect(() => driversByKind([new DriverOfAllElse()])).toThrow(
      'Nobody drives flows of the kind ban: mark a provider with @Drives and list it in a module.',
    );
  });

  it('stop the start when a kind has two', () => {
    expect(() => driversByKind([new BanDriver(), new OtherBanDriver(), new DriverOfAllElse()])).toThrow(
      'Flows of the kind ban have two drivers, BanDriver and OtherBanDriver: keep one.',
    );
  });
});
