import type { ApiKey, Delivery, Group, OwnedRecord, Unit, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Firm, PASSWORD } from './firm.js';
import type { AttachedStack } from '@seatkeeper/stack';
import { providedPerson } from './provided-people.js';

/** One of everything that an account can have an id of. */
export interface Belongings {
  firm: Firm;
  user: string;
  session: string;
  service: string;
  key: string;
  invited: string;
  /** To be invited on a day to come. */
  planned: string;
  group: string;
  /** Brought in by an identity provider. */
  providedUser: string;
  providedGroup: string;
  department: string;
  office: string;
  seniority: string;
  customField: string;
  sharedItem: string;
  view: string;
  ssoConnection: string;
  affiliate: string;
  /** Of an account that would be above, and to one that would be below. */
  parentOffer: string;
  affiliateOffer: string;
  delivery: string;
  webhookEndpoint: string;
  webhookDelivery: string;
  order: string;
  reassignment: string;
  record: string;
  bulkJob: string;
  userImport: string;
  recordImport: string;
}

/** A firm with one of everything, made through the calls that its users make. */
export async function firmWithBelongings(stack: AttachedStack): Promise<Belongings> {
  const firm = await Firm.signUp(stack);
  const made = async <B = { id: string }>(path: string, body: object): Promise<B> => {
    const answer = await firm.call<B>('POST', path, body);
    if (answer.status >= 300)
      throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const uploaded = async (path: string, type: string, raw: string): Promise<string> => {
    const answer = await firm.call('POST', path, undefined, { raw, headers: { 'content-type': type } });
    expect(answer.status).toBe(202);
    return answer.body.importId as string;
  };
  const holding = await Firm.signUp(stack);
  const parentOffer = await holding.call('POST', '/v1/account/affiliate-offers', { account: firm.slug });
  const affiliate = await made<{ account: { id: string } }>('/v1/account/affiliates', {
    name: 'Ours',
    slug: `${firm.slug}-lyon`,
    admin: { ...firm.person('founder'), password: PASSWORD },
  });
  const order = await made('/v1/orders', { items: [{ product: 'core', seats: 2 }], period: 'month' });
  const group = await made<Group>('/v1/groups', { name: 'Clerks', permissions: ['records.read'] });
  const user = await firm.join(firm.person('somebody'), { groups: [group.id] });
  const { body: invited } = await firm.invite(firm.person('invited'));
  const machine = { ...firm.person('machine'), type: 'service', groups: [group.id] };
  const service = await made<User>('/v1/users', machine);
  const key = await made<ApiKey>(`/v1/users/${service.id}/api-keys`, {
    name: 'Export',
    scopes: ['records.read'],
  });
  const { items: sessions } = await firm.get(`/v1/users/${user.id}/sessions`);
  const [department, office, seniority] = await Promise.all(
    ['departments', 'offices', 'seniorities'].map((units) => made<Unit>(`/v1/${units}`, { name: 'Ours' })),
  );
  await firm.call('PUT', '/v1/record-types/matter', { fields: [{ key: 'approver' }] });
  const record = { title: 'Ours', ownerId: user.id };
  await firm.call<OwnedRecord>('PUT', `/v1/records/matter/${firm.slug}`, record);
  const reassignment = await made('/v1/reassignments', { from: user.id, to: firm.admin.id });
  const bulk = { action: 'unban', select: { ids: [user.id] } };
  const { jobId } = await made<{ jobId: string }>('/v1/users/bulk', bulk);
  // Nobody listens there, and nobody has to: what is sent to it is theirs all the same.
  const webhook = await made('/v1/webhook-endpoints', { url: 'http://127.0.0.1:1/' });
  const { id: webhookDelivery } = await made(`/v1/webhook-endpoints/${webhook.id}/test`, {});
  const { username } = firm.person('from-a-file');
  const csv = `username,firstName,lastName\n${username},Fay,Lee\n`;
  const line = { type: 'task', externalId: 'ours', title: 'Ours', ownerUsername: user.username };
  return {
    firm,
    user: user.id,
    session: sessions[0].id,
    service: service.id,
    key: key.id,
    invited: invited.id,
    planned: (await made('/v1/users', { ...firm.person('planned'), joinsOn: '2030-02-01' })).id,
    group: group.id,
    // Without a seat: the firm has few.
    providedUser: (
      await made('/scim/v2/Users', { ...providedPerson(firm.person('provided')), active: false })
    ).id,
    providedGroup: (await made('/scim/v2/Groups', { displayName: 'Provided' })).id,
    department: department!.id,
    office: office!.id,
    seniority: seniority!.id,
    customField: (await made('/v1/custom-fields', { key: 'ours', label: 'Ours', type: 'text' })).id,
    sharedItem: (await made('/v1/shared-items', { kind: 'plan', externalId: 'ours', name: 'Ours' })).id,
    view: (await made('/v1/views', { name: 'Ours', shared: true })).id,
    ssoConnection: (
      await made('/v1/sso-connections', {
        name: 'Ours',
        issuer: 'http://127.0.0.1:1',
        clientId: 'ours',
        clientSecret: 'a secret',
        domains: ['ours.example'],
      })
    ).id,
    affiliate: affiliate.account.id,
    parentOffer: parentOffer.body.id,
    affiliateOffer: (await made('/v1/account/affiliate-offers', { account: holding.slug })).id,
    delivery: await deliveryTo(firm, invited.id),
    webhookEndpoint: webhook.id,
    webhookDelivery,
    order: order.id,
    reassignment: reassignment.id,
    record: firm.slug,
    bulkJob: jobId,
    userImport: await uploaded('/v1/users/import', 'text/csv', csv),
    recordImport: await uploaded('/v1/records/import', 'application/x-ndjson', JSON.stringify(line)),
  };
}

const deliveryTo = (firm: Firm, userId: string): Promise<string> =>
  eventually(async () => {
    const { items } = await firm.get<{ items: Delivery[] }>(`/v1/deliveries?user=${userId}`);
    expect(items).toHaveLength(1);
    return items[0]!.id;
  }, 30_000);
