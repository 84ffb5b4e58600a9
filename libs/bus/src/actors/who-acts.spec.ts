import { generateKeyPairSync } from 'node:crypto';
import {
  type Actor,
  type RequestContract,
  isInSomebodysName,
  requests,
  SERVICES,
  systemActor,
  userActor,
} from '@seatkeeper/contracts';
import { readSigningKey } from '@seatkeeper/service';
import { readActorKeys } from './statement.js';
import { type ActorReceiver, doubtActor, keysMissing, stateActor } from './who-acts.js';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const base64 = (pem: string | Buffer) => Buffer.from(pem).toString('base64');
const key = readSigningKey(base64(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })));
const actorKeys = readActorKeys([base64(pair.publicKey.export({ type: 'spki', format: 'pem' }))]);

const ann = userActor('usr_ann');
const owner = (contract: RequestContract) => contract.name.split('.')[0]!;
const separate = (contract: RequestContract): ActorReceiver => ({
  ...{ prefix: 'seats', service: owner(contract), user: `seats.${owner(contract)}` },
  actorKeys,
});
const shared = (contract: RequestContract): ActorReceiver => ({ ...separate(contract), user: 'guest' });

/** A request in somebody's name as the bus of its asker sends it. */
function sent(contract: RequestContract, by: Actor, { asker = 'gateway', signs = true } = {}) {
  const input = { accountId: 'acc_1', by };
  const body = Buffer.from(JSON.stringify(input));
  const headers = stateActor(
    { contract, input, body, untilMs: Date.now() + 60_000 },
    signs ? key : undefined,
  );
  return { userId: `seats.${asker}`, headers, body };
}

const named = requests.filter(isInSomebodysName);

describe('every request in somebody’s name', () => {
  it.each(named.map((contract) => [contract.name, contract] as const))('%s', (_name, contract) => {
    const receiver = separate(contract);
    const doubt = (arrival: ReturnType<typeof sent>, by: Actor = ann) =>
      doubtActor(contract, by, arrival, receiver);
    const right = sent(contract, ann);
    expect(doubt(right)).toBeNull();
    expect(doubt(right, userActor('usr_eve'))).toBe('other-person');
    expect(doubt({ ...right, body: Buffer.from(`${right.body.toString()} `) })).toBe('other-body');
    const other = named.find((each) => each !== contract)!;
    expect(doubt({ ...right, headers: sent(other, ann).headers })).toBe('other-request');
    for (const by of [ann, systemActor('wait-list'), { type: 'billing', id: '/billing/acme-erp' } as const])
      for (const asker of SERVICES) {
        const vouches = contract.vouchedBy.includes(asker);
        expect([asker, doubt(sent(contract, by, { asker, signs: false }), by)]).toEqual([
          asker,
          vouches ? null : 'absent',
        ]);
      }
    const bySystem = { ...right, body: sent(contract, systemActor('wait-list')).body };
    expect(doubt(bySystem, systemActor('wait-list'))).toBe('no-person');
  });
});

describe('whose word is enough', () => {
  it('is identity’s, which knows the people, where it carries on what they began; and notifications’ where nothing comes of it but a count or a refusal', () => {
    const vouched = named.filter(({ vouchedBy }) => vouchedBy.length > 0);
    expect(vouched.map(({ name, vouchedBy }) => `${name} ${vouchedBy.join()}`).sort()).toEqual([
      'identity.mail-sender.admit.v1 notifications',
      'identity.mail-settings.admit.v1 notifications',
      'identity.mail.admit.v1 notifications',
      'licensing.account.open.v1 identity',
      'licensing.seat.claim.v1 identity',
      'licensing.seat.free.v1 identity',
      'licensing.seat.swap.v1 identity',
      'reassignment.run.start.v1 identity',
    ]);
  });

  it('is of who may ask, and says something only where somebody is named', () => {
    for (const contract of requests.filter(({ vouchedBy }) => vouchedBy.length > 0)) {
      expect(isInSomebodysName(contract)).toBe(true);
      expect(contract.askedBy).toEqual(expect.arrayContaining([...contract.vouchedBy]));
    }
  });
});

describe('where all services share a user', () => {
  const claim = requests.find(({ name }) => name === 'licensing.seat.claim.v1')!;
  const ban = requests.find(({ name }) => name === 'identity.user.ban.v1')!;
  it.each([
    ['what somebody may vouch for comes from who may', claim, sent(claim, ann, { signs: false }), null],
    ['what nobody vouches for is stated', ban, sent(ban, ann), null],
    ['or not believed', ban, sent(ban, ann, { signs: false }), 'absent'],
    ['a statement counts although another could vouch', claim, sent(ban, ann), 'other-request'],
  ])('%s', (_case, contract, arrival, doubt) => {
    const bodyOf = { ...arrival, userId: 'guest' };
    expect(doubtActor(contract, ann, bodyOf, shared(contract))).toBe(doubt);
  });

  it('and nobody has keys, whoever is named is believed', () => {
    const keyless = { ...shared(ban), actorKeys: undefined };
    expect(doubtActor(ban, ann, sent(ban, ann, { signs: false }), keyless)).toBeNull();
  });
});

describe('the keys of a service', () => {
  const lacking = (service: string, more: object = {}) =>
    keysMissing(
      {
        prefix: 'seats',
        service,
        user: `seats.${service}`,
        actorKey: undefined,
        actorKeys: undefined,
        ...more,
      },
      requests,
    ).map((sentence) => sentence.split(' ')[0]);
  it.each([
    ['gateway', ['ACTOR_KEY']],
    ['identity', ['ACTOR_PUBLIC_KEYS']],
    ['licensing', ['ACTOR_PUBLIC_KEYS']],
    ['reassignment', ['ACTOR_PUBLIC_KEYS']],
    ['notifications', ['ACTOR_PUBLIC_KEYS']],
  ])('%s needs %j', (service, expected) => {
    expect(lacking(service)).toEqual(expected);
    expect(lacking(service, { actorKey: key, actorKeys })).toEqual([]);
    expect(lacking(service, { actorKey: key, actorKeys: new Map() })).toEqual(
      expected.filter((name) => name !== 'ACTOR_KEY'),
    );
  });
});
