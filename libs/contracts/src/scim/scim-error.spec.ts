import { Fault, FaultCode } from '../faults.js';
import { SCIM_ERROR, ScimError, toScimError } from './scim-error.js';

describe('a fault as SCIM has it', () => {
  it.each([
    ['a name that is taken', new Fault('username-taken', 'It is.'), 409, 'uniqueness'],
    [
      'a field that is wrong',
      new Fault('validation-failed', { errors: [{ path: 'title', message: 'Too long' }] }),
      400,
      'invalidValue',
    ],
    [
      'a filter',
      new Fault('validation-failed', { detail: 'No.', members: { scimType: 'invalidFilter' } }),
      400,
      'invalidFilter',
    ],
    ['no seat', new Fault('no-free-seat', 'All 5 seats are in use.'), 403, undefined],
    ['the last admin', new Fault('last-global-admin'), 400, 'mutability'],
    ['a wrong key', new Fault('unauthenticated'), 401, undefined],
    ['a proof that no key has', new Fault('proof-required'), 403, undefined],
    ['somebody who is busy', new Fault('user-busy'), 503, undefined],
    [
      'a word of its own that SCIM does not have',
      new Fault('validation-failed', { members: { scimType: 'x' } }),
      400,
      'invalidValue',
    ],
  ])('of %s', (_what, fault, status, scimType) => {
    const told = toScimError(fault, 'req_1');
    expect(told.status).toBe(status);
    expect(told.body).toMatchObject({
      schemas: [SCIM_ERROR],
      status: String(status),
      code: fault.code,
      requestId: 'req_1',
    });
    expect((told.body as { scimType?: string }).scimType).toBe(scimType);
  });

  it('is a conflict only where something would exist twice: of another one, providers look for whom to take instead', () => {
    const conflicts = FaultCode.options.filter((code) => {
      const { status, body } = toScimError(new Fault(code), 'req_1');
      return status === 409 && !('scimType' in body);
    });
    const ofProvisioning = [
      'no-free-seat',
      'wrong-status',
      'in-use',
      'user-busy',
      'built-in-group',
      'last-global-admin',
    ];
    expect(conflicts.filter((code) => ofProvisioning.includes(code))).toEqual([]);
  });

  it('says all that is wrong in its sentence', () => {
    const errors = [
      { path: 'userName', message: 'Expected an address' },
      { path: 'title', message: 'Too long' },
    ];
    const { body } = toScimError(new Fault('validation-failed', { errors }), 'req_1');
    expect(body).toMatchObject({ detail: 'userName: Expected an address; title: Too long' });
  });

  it.each(FaultCode.options)('of %s has the form', (code) => {
    expect(ScimError.safeParse(toScimError(new Fault(code), 'req_1').body).error).toBeUndefined();
  });
});
