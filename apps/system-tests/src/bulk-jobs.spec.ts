import type { BulkJob, BulkResult, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

type Job = BulkJob & { results: { items: BulkResult[] } };

it('twenty are banned at once for a reason, three are refused, and after that is mended the job is tried again', async () => {
  const firm = await Firm.withSeats(sharedStack(), 25);
  const office = 'Montréal';
  const invited: User[] = [];
  for (const person of firm.people(20)) {
    const { status, body } = await firm.invite(person, { offices: [office] });
    expect(status).toBe(201);
    invited.push(body);
  }
  const late = invited.slice(17);
  for (const { username } of invited.slice(0, 17)) await firm.accept(username);

  const ban = { action: 'ban', reason: 'Burglary in the office', select: { filter: { office } } };
  const preview = await firm.call('POST', '/v1/users/bulk', { ...ban, preview: true });
  expect(preview).toMatchObject({ status: 200, body: { total: 20 } });
  const headers = { 'idempotency-key': 'burglary' };
  const begun = await firm.call('POST', '/v1/users/bulk', ban, { headers });
  expect(begun).toMatchObject({ status: 202, body: { total: 20 } });
  expect((await firm.call('POST', '/v1/users/bulk', ban, { headers })).body).toEqual(begun.body);
  const path = `/v1/jobs/${begun.body.jobId}`;
  const ended = (done: number, refused: number) =>
    eventually(async () => {
      const job = await firm.get<Job>(path);
      const progress = { total: 20, waiting: 0, done, unchanged: 0, refused };
      expect(job).toMatchObject({ state: 'finished', progress });
      return job;
    }, 30_000);
  await ended(17, 3);
  const { results } = await firm.get<Job>(`${path}?outcome=refused`);
  expect(results.items.map(({ username }) => username).sort()).toEqual(
    late.map((user) => user.username).sort(),
  );
  for (const { refusal } of results.items) expect(refusal).toMatchObject({ code: 'wrong-status' });

  for (const { username } of late) await firm.accept(username);
  expect(await firm.call('POST', `${path}/retry`)).toMatchObject({
    status: 202,
    body: { id: begun.body.jobId },
  });
  await ended(20, 0);
  expect(await firm.call('POST', `${path}/retry`)).toMatchObject({
    status: 409,
    body: { code: 'wrong-job-state' },
  });
  await eventually(async () => {
    const bans = await firm.all<{ requestId: string }>('/v1/audit?action=identity.user.banned');
    expect(bans.map(({ requestId }) => requestId)).toEqual(
      Array.from({ length: 20 }, () => begun.body.jobId),
    );
  });
  for (const { username } of late) expect((await firm.signIn(username)).status).not.toBe(200);
  await firm.expectSeatsToMatchUsers();

  const nobody = await firm.join(firm.person('nobody'));
  const { body: tokens } = await firm.signIn(nobody.username);
  const { gateway } = firm.stack.info();
  const asNobody = (method: string, where: string, body?: object) =>
    call(gateway, method, where, body, { token: tokens.accessToken });
  expect(await asNobody('POST', '/v1/users/bulk', ban)).toMatchObject({
    status: 403,
    body: { permission: 'users.ban' },
  });
  expect(await asNobody('GET', path)).toMatchObject({ status: 403, body: { permission: 'users.read' } });
  const misspelt = await firm.call('POST', '/v1/users/bulk', {
    ...ban,
    select: { filter: { ofice: office, status: 'active' } },
  });
  expect(misspelt).toMatchObject({ status: 422, body: { errors: [{ path: 'select.filter.ofice' }] } });
}, 120_000);
