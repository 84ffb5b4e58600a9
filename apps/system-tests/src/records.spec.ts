import { connect } from '@seatkeeper/client';
import type { OwnedRecord, OwnershipChange, Reassignment } from '@seatkeeper/contracts';
import { readFileSync } from 'node:fs';
import { call } from './http.js';
import { Firm, PASSWORD } from './firm.js';
import { importRecords, recordsOf } from './import-records.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;

const AsyncFunction = (async () => undefined).constructor as new (
  ...parameters: string[]
) => (...values: unknown[]) => Promise<void>;

/** The code of a page in blocks of this name. */
const codeOf = (page: string, name: string): string[] =>
  [
    ...readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8').matchAll(
      new RegExp(`\`\`\`ts ${name}\\n([^]*?)\`\`\``, 'g'),
    ),
  ].map(([, code = '']) => code);

it('a record is registered, changed, listed, and keeps its chain of owners', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const [ann, bob] = [await firm.join(firm.person('ann')), await firm.join(firm.person('bob'))];
  const path = '/v1/records/matter/M%2F1%20%C3%A9';
  const put = (body: object) => firm.call<OwnedRecord>('PUT', path, body);
  expect(await put({ title: 'Lease', ownerUsername: ann.username.toUpperCase() })).toMatchObject({
    status: 201,
    body: { externalId: 'M/1 é', ownerId: ann.id, version: 1 },
  });
  expect(await put({ title: 'Lease', ownerUsername: ann.username })).toMatchObject({
    status: 200,
    body: { version: 1 },
  });
  expect(await put({ title: 'Lease', ownerId: bob.id })).toMatchObject({
    status: 200,
    body: { ownerId: bob.id },
  });
  expect(await put({ title: 'Lease', ownerId: 'usr_00000000000' })).toMatchObject({ status: 422 });
  expect(await put({ title: 'Lease' })).toMatchObject({ status: 422 });
  const history = await firm.get<{ items: OwnershipChange[] }>(`${path}/history`);
  expect(history.items).toMatchObject([
    { from: null, to: ann.id },
    { from: ann.id, to: bob.id, actor: { id: firm.admin.id } },
  ]);
  expect((await firm.get(`/v1/records?owner=${bob.id}`)).items).toHaveLength(1);
  expect((await firm.get(`/v1/records?owner=${ann.id}`)).items).toHaveLength(0);
  expect(await firm.call('GET', '/v1/records/matter/unknown')).toMatchObject({ status: 404 });
});

it('a program that may write records and not move them registers and changes them, and takes none from its owner', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const { admin } = firm;
  const bob = await firm.join(firm.person('bob'));
  const keyFor = async (...scopes: string[]): Promise<string> => {
    const made = await firm.call('POST', `/v1/users/${admin.id}/api-keys`, { name: 'Product', scopes });
    expect(made.status).toBe(201);
    return made.body.key;
  };
  const [writes, moves] = [await keyFor('records.write'), await keyFor('records.write', 'records.reassign')];
  const by = (token: string, method: string, path: string, body?: unknown) =>
    call(stack().info().gateway, method, path, body, { token });
  const one = '/v1/records/matter/M-1';
  const needsMore = { status: 403, body: { code: 'forbidden', permission: 'records.reassign' } };

  expect((await by(writes, 'PUT', one, { title: 'Lease', ownerId: admin.id })).status).toBe(201);
  expect((await by(writes, 'PUT', one, { title: 'Lumen lease', ownerId: admin.id })).status).toBe(200);
  expect(await by(writes, 'PUT', one, { title: 'Mine', ownerId: bob.id })).toMatchObject(needsMore);
  const records = [{ type: 'matter', externalId: 'M-1', title: 'Mine', ownerId: bob.id }];
  expect((await by(writes, 'PUT', '/v1/records', { records })).body).toMatchObject({ failed: 1, updated: 0 });
  const upload = await call(stack().info().gateway, 'POST', '/v1/records/import', undefined, {
    token: writes,
    raw: JSON.stringify(records[0]),
    headers: { 'content-type': 'application/x-ndjson' },
  });
  expect(upload).toMatchObject({ status: 202, body: { progress: { failed: 1, updated: 0 } } });
  expect(await firm.get(one)).toMatchObject({ title: 'Lumen lease', ownerId: admin.id, version: 2 });

  expect((await by(moves, 'PUT', '/v1/records', { records })).body).toMatchObject({ failed: 0, updated: 1 });
  expect(await firm.get(one)).toMatchObject({ title: 'Mine', ownerId: bob.id });
});

it('a type is registered with its fields, which records have from then on, by call and by file', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const ann = await firm.join(firm.person('ann'));
  const type = '/v1/record-types/matter';
  const record = { title: 'Lease', ownerId: firm.admin.id, fields: { approver: ann.username } };
  const put = () => firm.call('PUT', '/v1/records/matter/M-1', record);
  expect(await put()).toMatchObject({ status: 422, body: { errors: [{ path: 'fields.approver' }] } });
  const fields = [{ key: 'approver', label: 'Approver' }];
  expect(await firm.call('PUT', type, { fields })).toMatchObject({ status: 201 });
  expect(await firm.call('PUT', type, { fields })).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await put()).toMatchObject({ status: 201, body: { fields: { approver: ann.id } } });

  const line = (externalId: string, named: object) =>
    JSON.stringify({ type: 'matter', externalId, title: 'Lease', ownerId: firm.admin.id, fields: named });
  const raw = [line('M-2', { approver: ann.id }), line('M-3', { aprover: ann.id })].join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const { body } = await firm.call('POST', '/v1/records/import', undefined, { raw, headers });
  expect(await firm.get(`/v1/records/imports/${body.importId}`)).toMatchObject({
    progress: { created: 1, failed: 1 },
    failures: [
      {
        line: 2,
        errors: [{ path: 'fields.aprover', message: expect.stringContaining('did you mean approver?') }],
      },
    ],
  });
  expect((await firm.get(`/v1/records?user=${ann.id}&field=approver`)).total).toBe(2);
  expect(await firm.get(`/v1/records/counts?user=${ann.id}`)).toMatchObject({
    items: [{ type: 'matter', field: 'approver', open: 2 }],
  });
  expect(await firm.call('GET', '/v1/records/counts')).toMatchObject({ status: 422 });
  expect(await firm.call('PUT', type, { fields: [] })).toMatchObject({
    status: 409,
    body: { code: 'in-use', records: 2 },
  });
  expect(await firm.call('DELETE', type)).toMatchObject({
    status: 409,
    body: { code: 'in-use', records: 2 },
  });
});

it('a preview moves nothing and promises exactly what the run then does, in weighted shares', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const [from, ann, bob] = [
    await firm.join(firm.person('from')),
    await firm.join(firm.person('ann')),
    await firm.join(firm.person('bob')),
  ];
  await importRecords(firm, [...recordsOf(from, 301, 'task'), ...recordsOf(from, 100, 'matter')]);
  const plan = {
    from: from.id,
    split: [
      { to: ann.id, weight: 2 },
      { to: bob.id, weight: 1 },
    ],
    filter: { closed: false },
  };
  const preview = await firm.call('POST', '/v1/reassignments', { ...plan, preview: true });
  expect(preview.status).toBe(200);
  expect(preview.body.total).toBe(270 + 90);
  expect((await firm.get(`/v1/records?owner=${from.id}`)).total).toBe(401);

  const started = await firm.call<Reassignment>('POST', '/v1/reassignments', plan);
  expect(started).toMatchObject({ status: 202, body: { from: from.id } });
  const path = `/v1/reassignments/${started.body.id}`;
  const stream = await call(stack().info().gateway, 'GET', `${path}/progress`, undefined, {
    token: (await firm.signIn(firm.admin.username)).body.accessToken,
  });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const events = String(stream.body).match(/^event: \w+/gm) ?? [];
  expect(events.at(-1)).toBe('event: end');
  expect(events.length).toBeGreaterThan(1);

  const run = await firm.get<Reassignment>(path);
  expect(run).toMatchObject({ state: 'finished', progress: { total: 360, done: 360 } });
  const byKey = (a: { type: string; to: string }, b: { type: string; to: string }) =>
    `${a.type}${a.to}`.localeCompare(`${b.type}${b.to}`);
  expect([...run.progress.byType].sort(byKey)).toEqual([...preview.body.byType].sort(byKey));
  expect((await firm.get(`/v1/records?owner=${ann.id}`)).total).toBe(240);
  expect((await firm.get(`/v1/records?owner=${bob.id}`)).total).toBe(120);
  expect((await firm.get(`/v1/records?owner=${from.id}&closed=true`)).total).toBe(41);
});

it('a run moves what its preview has shown: what changed since is left and listed, and too much of it refuses', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const [from, ann] = [await firm.join(firm.person('from')), await firm.join(firm.person('ann'))];
  await importRecords(firm, recordsOf(from, 30, 'task'));
  const plan = { from: from.id, to: ann.id };
  const preview = await firm.call('POST', '/v1/reassignments', { ...plan, preview: true });
  const { manifest } = preview.body;
  const [edited] = (await firm.get<{ items: OwnedRecord[] }>(`/v1/records?owner=${from.id}`)).items;
  await firm.call('PUT', `/v1/records/task/${edited?.externalId}`, { title: 'Edited', ownerId: from.id });
  await firm.call('PUT', '/v1/records/task/NEW', { title: 'New', ownerId: from.id });
  const bound = (driftLimit?: object) =>
    firm.call('POST', '/v1/reassignments', { ...plan, manifest, ...(driftLimit && { driftLimit }) });
  expect(await bound({ percent: 3 })).toMatchObject({
    status: 409,
    body: { code: 'too-much-drift', previewed: 30, unchanged: 29, changed: 2, differs: 2, allowed: 0 },
  });
  expect(await firm.call('POST', '/v1/reassignments', { ...plan, driftLimit: { records: 1 } })).toMatchObject(
    {
      status: 422,
      body: { errors: [{ path: 'driftLimit' }] },
    },
  );
  const begun = await bound({ records: 2 });
  expect(begun).toMatchObject({ status: 202, body: { bound: { manifest, previewed: 30, skipped: 2 } } });
  const run = `/v1/reassignments/${begun.body.id}`;
  await firm.call('GET', `${run}/progress`);
  expect(await firm.get(run)).toMatchObject({
    state: 'finished',
    progress: { done: 29 },
    bound: { skipped: 2 },
  });
  const left = (await firm.get<{ items: OwnedRecord[] }>(`${run}/skipped`)).items;
  expect(left.map(({ externalId }) => externalId).sort()).toEqual([edited?.externalId, 'NEW'].sort());
});

it('a run is undone: what nobody has given away since goes back, and the rest is listed', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const [from, ann] = [await firm.join(firm.person('from')), await firm.join(firm.person('ann'))];
  await importRecords(firm, recordsOf(from, 50, 'task'));
  const ended = async (id: string) => {
    await firm.call('GET', `/v1/reassignments/${id}/progress`);
    return firm.get<Reassignment>(`/v1/reassignments/${id}`);
  };
  const started = await firm.call<Reassignment>('POST', '/v1/reassignments', { from: from.id, to: ann.id });
  await ended(started.body.id);
  const [kept] = (await firm.get<{ items: OwnedRecord[] }>(`/v1/records?owner=${ann.id}`)).items;
  const path = `/v1/records/task/${kept?.externalId}`;
  await firm.call('PUT', path, { title: 'Stays', ownerId: firm.admin.id });

  const undo = `/v1/reassignments/${started.body.id}/undo`;
  expect(await firm.call('POST', undo, { preview: true })).toMatchObject({
    status: 200,
    body: { total: 49, leftAlone: 1 },
  });
  const begun = await firm.call<Reassignment>('POST', undo);
  expect(begun).toMatchObject({ status: 202, body: { undoes: started.body.id } });
  expect(await ended(begun.body.id)).toMatchObject({ state: 'finished', progress: { done: 49 } });
  expect((await firm.get(`/v1/records?owner=${from.id}`)).total).toBe(49);
  expect((await firm.get(`/v1/reassignments/${begun.body.id}/left-alone`)).items).toMatchObject([
    { record: { externalId: kept?.externalId }, change: { to: firm.admin.id, actor: { id: firm.admin.id } } },
  ]);
  expect(await firm.call('POST', undo)).toMatchObject({
    status: 409,
    body: { code: 'wrong-run-state', undoneBy: begun.body.id },
  });
  for (const act of ['pause', 'resume', 'cancel'])
    expect(await firm.call('POST', `/v1/reassignments/${begun.body.id}/${act}`)).toMatchObject({
      status: 409,
      body: { code: 'wrong-run-state', detail: expect.stringContaining('The run is finished') },
    });
});

it('a plan that cannot be is refused with every reason, and nothing moves', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const [from, gone] = [await firm.join(firm.person('from')), await firm.join(firm.person('gone'))];
  await firm.call('POST', `/v1/users/${gone.id}/deactivate`, {});
  await importRecords(firm, recordsOf(from, 3));
  const start = (plan: object) => firm.call('POST', '/v1/reassignments', { from: from.id, ...plan });
  const refused = { status: 422, body: { code: 'validation-failed' } };
  expect(await start({ to: gone.id })).toMatchObject(refused);
  expect(await start({ to: from.id })).toMatchObject(refused);
  expect(await start({ to: 'usr_nobody00000' })).toMatchObject(refused);
  expect(await start({})).toMatchObject(refused);
  expect(await start({ to: firm.admin.id, split: [firm.admin.id, gone.id] })).toMatchObject(refused);
  expect((await firm.get('/v1/reassignments')).items).toEqual([]);
  const leave = { reassign: { to: gone.id } };
  expect(await firm.call('POST', `/v1/users/${from.id}/deactivate`, leave)).toMatchObject({ status: 422 });
  expect((await firm.get(`/v1/users/${from.id}`)).status).toBe('active');
});

it('a batch of records has a result for each row, and one that is too large is refused before anything is done', async () => {
  const firm = await Firm.withSeats(stack(), 2);
  const ann = await firm.join(firm.person('ann'));
  const row = (n: number) => ({ type: 'task', externalId: `T-${n}`, title: 'Call back', ownerId: ann.id });
  const put = (records: unknown) => firm.call('PUT', '/v1/records', { records });
  const mixed = [row(1), { ...row(2), ownerId: undefined, ownerUsername: 'nobody@nowhere.example' }, row(3)];
  expect(await put(mixed)).toMatchObject({
    status: 200,
    body: {
      ...{ created: 2, failed: 1 },
      items: [
        { index: 0, externalId: 'T-1', result: 'created' },
        { index: 1, result: 'failed', detail: 'ownerUsername: No user of this account has this username.' },
        { index: 2, result: 'created' },
      ],
    },
  });
  const rows = Array.from({ length: 1_000 }, (_, n) => row(n));
  expect(await put(rows)).toMatchObject({ status: 200, body: { created: 998, unchanged: 2 } });
  expect(await put(rows)).toMatchObject({ status: 200, body: { created: 0, unchanged: 1_000 } });

  const refused = [{ ...row(9_999), title: 'New' }];
  expect(await put([...rows, ...refused])).toMatchObject({
    status: 422,
    body: { code: 'validation-failed' },
  });
  const huge = [...refused, ...rows.map((each) => ({ ...each, tags: ['x'.repeat(2_000)] }))];
  expect(await put(huge)).toMatchObject({ status: 413, body: { code: 'too-large' } });
  expect((await firm.get(`/v1/records?owner=${ann.id}`)).total).toBe(1_000);
});

it('a system that follows the owners by the example of the page has them all, through a reassignment', async () => {
  const firm = await Firm.withSeats(stack(), 4);
  const [from, ann, bob] = [
    await firm.join(firm.person('from')),
    await firm.join(firm.person('ann')),
    await firm.join(firm.person('bob')),
  ];
  await importRecords(firm, recordsOf(from, 1_200, 'task'));
  const client = connect({ baseUrl: stack().info().gateway });
  await client.signIn({ account: firm.slug, username: firm.admin.username, password: PASSWORD });

  // To begin with: a cursor, then everything there is.
  const cursor = {
    next: (await client.get('/v1/records/changes', { params: { query: { after: 'now' } } })).next,
  };
  const owners = new Map<string, string>();
  for await (const { externalId, ownerId } of client.items('/v1/records')) owners.set(externalId, ownerId);

  const started = await firm.call('POST', '/v1/reassignments', { from: from.id, split: [ann.id, bob.id] });
  expect(started.status).toBe(202);
  await firm.call('PUT', '/v1/records/task/own', { title: 'Own', ownerId: ann.id });
  await firm.call('PUT', '/v1/records/task/own', { title: 'Own', ownerId: bob.id });

  const [source] = codeOf('docs/connect-product.md', 'follow');
  const told: number[] = [];
  const stop = new Error('Everything has been told');
  const pause = async () => {
    if (owners.size === 1_201 && ![...owners.values()].includes(from.id)) throw stop;
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const asWritten = new AsyncFunction('seatkeeper', 'stored', 'store', 'setOwner', 'pause', source!);
  const setOwner = async (_type: string, id: string, to: string) => void (told.push(1), owners.set(id, to));
  const store = async (next: string) => void (cursor.next = next);
  await expect(asWritten(client, async () => cursor.next, store, setOwner, pause)).rejects.toBe(stop);
  expect(told).toHaveLength(1_201);
  for (const [person, count] of [
    [ann, 600],
    [bob, 601],
  ] as const) {
    expect([...owners.values()].filter((id) => id === person.id)).toHaveLength(count);
    expect((await firm.get(`/v1/records?owner=${person.id}`)).total).toBe(count);
  }
  await client.signOut();
}, 60_000);

it('a file of records without end is cut off, and said to be too large', async () => {
  const firm = await Firm.signUp(stack());
  // Blank lines, which cost nothing but their way: what counts are the bytes.
  const lines = Buffer.from(`${' '.repeat(19_999)}\n`.repeat(50));
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => {
      stream.enqueue(lines);
      sent += lines.length;
      if (sent > 300_000_000) stream.close();
    },
  });
  const { body: tokens } = await firm.signIn(firm.admin.username);
  const answer = await fetch(`${stack().info().gateway}/v1/records/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.accessToken}`, 'content-type': 'application/x-ndjson' },
    body,
    duplex: 'half',
  });
  expect([answer.status, await answer.json()]).toEqual([413, expect.objectContaining({ code: 'too-large' })]);
}, 60_000);

it('lines that are no records are answered one by one, the others go in', async () => {
  const firm = await Firm.signUp(stack());
  const owner = firm.admin.username;
  const raw = [
    JSON.stringify({ type: 'task', externalId: '1', title: 'Good', ownerUsername: owner }),
    '{"type": "task", "externalId": "2"',
    JSON.stringify({
      type: 'task',
      externalId: '3',
      title: 'Nobody',
      ownerUsername: 'nobody@nowhere.example',
    }),
    JSON.stringify({ type: 'task', externalId: '4', title: { $gt: '' }, ownerUsername: owner }),
    '{"type":"task","externalId":"5","title":"Proto","ownerUsername":"x@y.example","__proto__":{"admin":true}}',
    '[]',
    '',
    JSON.stringify({ type: 'task', externalId: '8', title: 'Também bom', ownerId: firm.admin.id }),
  ].join('\r\n');
  const answer = await firm.call('POST', '/v1/records/import', undefined, {
    raw,
    headers: { 'content-type': 'application/x-ndjson' },
  });
  expect(answer.status).toBe(202);
  const result = await firm.get(`/v1/records/imports/${answer.body.importId}`);
  expect(result.progress).toMatchObject({ total: 7, done: 7, created: 2, failed: 5 });
  expect(result.failures.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4, 5, 6]);
  expect((await firm.get('/v1/records')).items).toHaveLength(2);
});
