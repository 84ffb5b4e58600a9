import { Firm } from './firm.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
let firm: Firm;
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 8);
});

describe('an action that needs nothing', () => {
  it('takes no body, an empty one and {} alike', async () => {
    const { body: user } = await firm.invite(firm.person('actions'));
    const path = `/v1/users/${user.id}`;
    const json = { 'content-type': 'application/json' };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const empty = () => firm.call('POST', `${path}/invitation`, undefined, { raw: '', headers: json });
    expect((await firm.call('POST', `${path}/invitation`)).status).toBe(200);
    expect((await firm.call('POST', `${path}/invitation`, {})).status).toBe(200);
    expect((await empty()).status).toBe(200);
    // What `curl -d ''` sends; to somebody else, for one person is sent three new links in an hour.
    const { body: other } = await firm.invite(firm.person('more-actions'));
    const resend = `/v1/users/${other.id}/invitation`;
    expect((await firm.call('POST', resend, undefined, { raw: '', headers: form })).status).toBe(200);
    expect((await firm.call('DELETE', `${path}/invitation`, {})).status).toBe(200);
    expect(
      (await firm.call('POST', `${path}/deactivate`, undefined, { raw: '', headers: json })).status,
    ).toBe(200);
  });

  it('names the field it does not know, and does nothing', async () => {
    const { body: user } = await firm.invite(firm.person('extra'));
    const answer = await firm.call('POST', `/v1/users/${user.id}/invitation`, { reason: 'again' });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'reason' }] } });
    await firm.call('DELETE', `/v1/users/${user.id}/invitation`);
  });
});

it.each([
  ['/v1/users/not-an-id', 'There is no user with this id.'],
  ['/v1/users/grp_000000000000', 'There is no user with this id.'],
  ['/v1/users/usr_000000000000', 'There is no user with this id.'],
  ['/v1/groups/usr_000000000000', 'There is no group with this id.'],
  ['/v1/users/imports/imp', 'There is no import with this id.'],
  ['/v1/reassignments/x/progress', 'There is no reassignment with this id.'],
  ['/v1/records/Bad_Type/1', 'There is no record of this type with this external id.'],
])('%s is answered in the words of the resource', async (path, detail) => {
  expect(await firm.call('GET', path)).toMatchObject({ status: 404, body: { code: 'not-found', detail } });
});

it('a list with an order of its own says which lists can be sorted', async () => {
  const answer = await firm.call('GET', '/v1/groups?sort=name');
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'sort' }] } });
  expect(answer.body.errors[0].message).toContain('GET /v1/users');
});

describe('a file of people', () => {
  const upload = (raw: Buffer) =>
    firm.call('POST', '/v1/users/import', undefined, { raw, headers: { 'content-type': 'text/csv' } });
  const header = 'username,firstName,lastName\n';
  const row = (n: number, name: string) => `person-${n}@${firm.slug}.example,${name},Smith\n`;

  it('keeps every accent of UTF-8', async () => {
    const firm = await Firm.withSeats(stack(), 5);
    const raw = `${header}zoe@${firm.slug}.example,Zoé,Lefèvre-Łukasz\n`;
    const { body } = await firm.call('POST', '/v1/users/import', undefined, {
      raw,
      headers: { 'content-type': 'text/csv' },
    });
    expect(body).toEqual({ importId: expect.any(String) });
    await firm.invitationToken(`zoe@${firm.slug}.example`);
    const [user] = await firm.all('/v1/users?q=zoe');
    expect(user).toMatchObject({ firstName: 'Zoé', lastName: 'Lefèvre-Łukasz' });
  });

  it('in the encoding of an old spreadsheet is refused with the line, before a name is spoiled', async () => {
    const raw = Buffer.from(header + row(1, 'Ann') + row(2, 'Sé'), 'latin1');
    const answer = await upload(raw);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'line 3' }] } });
    expect(answer.body.detail).toContain('Save it as “CSV UTF-8”');
  });

  it.each([
    ['a wrong first line', () => Buffer.from(`a,b\n${'1,2\n'.repeat(2_000_000)}`)],
    [
      'letters of another encoding at the beginning',
      () => Buffer.from(header + row(1, 'Sé') + row(2, 'Ann').repeat(200_000), 'latin1'),
    ],
  ])('of many megabytes with %s is answered although it is not read to the end', async (_what, raw) => {
    expect(raw().length).toBeGreaterThan(5_000_000);
    expect(await upload(raw())).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
  });
});
