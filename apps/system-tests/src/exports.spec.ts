import type { AuditEntry, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { sharedStack } from './stack.js';

it('what one firm exports another imports: the same people with the same custom fields, and the audit says who exported', async () => {
  const firm = await Firm.withSeats(sharedStack(), 6);
  const other = await Firm.withSeats(sharedStack(), 6);
  const ruth = await firm.invite(
    { ...firm.person('ruth'), lastName: "Lefèvre-O'Brien" },
    {
      title: 'Partner, "Tax"',
      offices: ['Lyon', 'Montréal'],
      department: 'Tax',
      phones: { office: '+44 20 7946 0018' },
      customFields: { costCentre: '0042', badge: 17, remote: true, motto: '=1+1; "yes"' },
    },
  );
  const liam = await firm.invite(firm.person('liam'), { reportsTo: ruth.body.id, locale: 'fr' });
  expect([ruth.status, liam.status]).toEqual([201, 201]);

  const file = await firm.call<string>('GET', '/v1/users.csv?status=invited&sort=username');
  expect(file.status).toBe(200);
  expect(file.body).not.toMatch(/(^|,)"?[=+@]/m);
  const headers = { 'content-type': 'text/csv' };
  const taken = await other.call('POST', '/v1/users/import', undefined, { raw: file.body, headers });
  expect(taken.status).toBe(202);
  await eventually(async () =>
    expect(await other.get(`/v1/users/imports/${taken.body.importId}`)).toMatchObject({
      state: 'finished',
      progress: { total: 2, invited: 2, failed: 0 },
    }),
  );

  const shown = async (from: Firm) => {
    const users = await from.all<User>('/v1/users?status=invited&sort=username');
    const manager = (user: User) => users.find(({ id }) => id === user.reportsTo)?.username;
    return users.map((user) => {
      const {
        username,
        firstName,
        lastName,
        email,
        title,
        offices,
        department,
        phones,
        customFields,
        locale,
      } = user;
      const said = {
        username,
        firstName,
        lastName,
        email,
        title,
        offices,
        department,
        phones,
        customFields,
        locale,
      };
      return { ...said, products: user.products, manager: manager(user) };
    });
  };
  expect(await shown(other)).toEqual(await shown(firm));

  await eventually(async () => {
    const { items } = await firm.get<{ items: AuditEntry[] }>('/v1/audit?action=gateway.user-export.ended');
    expect(items).toMatchObject([
      {
        actor: { id: firm.admin.id },
        detail: { quantity: 2, cause: 'complete', address: expect.any(String) },
      },
    ]);
  });
});
