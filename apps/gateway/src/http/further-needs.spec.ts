import { endpoints, type Permission } from '@seatkeeper/contracts';
import { refuseBody } from './further-needs.js';

describe('what a body asks for besides', () => {
  const endpoint = (id: string) => endpoints.find((one) => one.id === id)!;

  it.each([
    ['deactivateUser', {}, null],
    ['deactivateUser', { reassign: { to: 'usr_1' } }, 'records.reassign'],
    ['replaceUser', { by: { userId: 'usr_1' }, reassign: false }, null],
    ['replaceUser', { by: { userId: 'usr_1' }, reassign: true }, 'records.reassign'],
    ['replaceUser', { by: { newUser: { username: 'ann@firm.example' } } }, 'users.invite'],
    ['listUsers', undefined, null],
  ] as const)('%s with %j needs %s', (id, body, needed) => {
    const all = [endpoint('deactivateUser'), endpoint('replaceUser')].map(
      ({ access }) => access as Permission,
    );
    expect(refuseBody(endpoint(id), { permissions: all }, body)?.members ?? null).toEqual(
      needed === null ? null : { permission: needed },
    );
    const others = needed === null ? [] : [needed];
    expect(refuseBody(endpoint(id), { permissions: [...all, ...others] }, body)).toBeNull();
  });
});
