import { type EndpointContract, endpoints, type Permission } from '@seatkeeper/contracts';
import { refuseCaller } from './access.js';

const caller = (permissions: Permission[], mustChangePassword = false) => ({
  permissions,
  mustChangePassword,
});
const call = (access: EndpointContract['access'], openWithOldPassword = false) => ({
  access,
  openWithOldPassword,
});

describe('who may make a call', () => {
  it.each([
    ['anybody signed in makes a call for everybody', call('signed-in'), caller([]), null],
    ['who holds the permission makes it', call('users.ban'), caller(['users.ban']), null],
    ['who holds another does not', call('users.ban'), caller(['users.read']), 'forbidden'],
    [
      'who has to change the password does nothing else',
      call('signed-in'),
      caller([], true),
      'password-change-required',
    ],
    [
      'not even with the permission',
      call('users.ban'),
      caller(['users.ban'], true),
      'password-change-required',
    ],
    ['but does what leads out of there', call('signed-in', true), caller([], true), null],
  ])('%s', (_case, contract, by, code) => {
    expect(refuseCaller(contract, by)?.code ?? null).toBe(code);
  });

  it('names the missing permission for people and for programs', () => {
    expect(refuseCaller(call('users.ban'), caller([]))).toMatchObject({
      detail: 'This needs the permission users.ban (ban and unban users).',
      members: { permission: 'users.ban' },
    });
  });

  it('an old password still opens what one needs to get rid of it', () => {
    const open = endpoints.filter(({ openWithOldPassword }) => openWithOldPassword).map(({ id }) => id);
    expect(open.sort()).toEqual(['changePassword', 'me', 'signOut']);
  });
});
