import {
  type AuditEntry,
  changePassword,
  listAudit,
  sessionEnded,
  sessionStarted,
} from '@seatkeeper/contracts';
import { metrics } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import {
  type Member,
  PASSWORD,
  refused,
  type SignInStage,
  startSignInStage,
} from '../../testing/sign-in-stage.js';
import { TrailService } from '../audit/trail.service.js';

describe('what an attack leaves behind', () => {
  let stage: SignInStage;

  beforeAll(async () => {
    stage = await startSignInStage();
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.clock.set('2026-11-22T12:01:00Z'));

  const audit = async ({ account }: Member, prefix = 'identity.sign-in'): Promise<AuditEntry[]> => {
    await stage.service.get(TrailService).flush();
    const { items } = await stage.service.bus.request(listAudit, {
      accountId: account._id,
      filter: {},
      page: {},
    });
    return items.filter(({ action }) => action.startsWith(prefix));
  };
  const guess = (who: Member, address: string) =>
    expect(stage.enter(who, 'wrong guess', address)).rejects.toEqual(
      expect.objectContaining({ name: 'Fault' }),
    );

  it('of failed sign-ins of a user is one entry of the audit in ten minutes, which counts', async () => {
    const ada = await stage.member();
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) await guess(ada, address);
    const [entry, ...others] = await audit(ada);
    expect(others).toEqual([]);
    expect(entry).toEqual({
      id: expect.stringMatching(/^aud_/),
      at: '2026-11-22T12:01:00.000Z',
      address: null,
      seal: null,
      actor: { type: 'system', id: 'sign-in' },
      actorName: null,
      action: 'identity.sign-in.failed',
      target: { kind: 'user', id: ada.user._id },
      changes: [],
      detail: {
        count: 3,
        firstAt: '2026-11-22T12:01:00.000Z',
        lastAt: '2026-11-22T12:01:00.000Z',
        until: '2026-11-22T12:10:00.000Z',
        firstAddress: '192.0.2.1',
        lastAddress: '192.0.2.3',
        client: 'curl/8.5.0',
      },
      requestId: null,
    });

    stage.clock.set('2026-11-22T12:09:59Z');
    await guess(ada, '192.0.2.4');
    expect(await audit(ada)).toMatchObject([
      {
        id: entry?.id,
        at: entry?.at,
        detail: {
          count: 4,
          firstAddress: '192.0.2.1',
          lastAddress: '192.0.2.4',
          lastAt: '2026-11-22T12:09:59.000Z',
        },
      },
    ]);
    stage.clock.set('2026-11-22T12:10:00Z');
    await guess(ada, '192.0.2.5');
    expect((await audit(ada)).map(({ detail }) => detail['count'])).toEqual([1, 4]);
  });

  it('of attempts beyond the limit is an entry of its own', async () => {
    const ada = await stage.member();
    for (let n = 0; n < 13; n += 1) await guess(ada, '192.0.2.1');
    const counts = (await audit(ada)).map(({ action, detail }) => [action, detail['count']]);
    expect(new Map(counts as [string, number][])).toEqual(
      new Map([
        ['identity.sign-in.failed', 10],
        ['identity.sign-in.throttled', 3],
      ]),
    );
  });

  it('names of nobody are counted for the account, and never shown; those of no account for nobody', async () => {
    const ada = await stage.member();
    const nobody = (username: string): Member => ({ ...ada, user: { ...ada.user, username } });
    for (const name of ['hunter2', 'letmein', 'nobody@firm.example']) await guess(nobody(name), '192.0.2.1');
    const before = await numbers('sign-in-failed');
    await guess({ ...ada, account: { ...ada.account, slug: `no-${ada.account.slug}` } }, '192.0.2.1');
    expect(await numbers('sign-in-failed')).toBe(before + 1);
    const entries = await audit(ada);
    expect(entries).toMatchObject([
      { target: { kind: 'account', id: ada.account._id }, detail: { count: 3 } },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/hunter2|letmein|nobody|wrong guess/);
  });

  it('is there of a change of password that fails, in the name of the session', async () => {
    const ada = await stage.member();
    const { accountId, _id: userId } = ada.user;
    const change = (current: string) =>
      stage.service.bus.request(changePassword, {
        accountId,
        userId,
        current,
        next: 'a long passphrase',
        address: '192.0.2.9',
      });
    for (let n = 0; n < 12; n += 1) await expect(change('wrong')).rejects.toBeDefined();
    expect(await audit(ada, 'identity.password-change')).toMatchObject([
      {
        actor: { type: 'user', id: userId },
        target: { kind: 'user', id: userId },
        detail: { count: 12, lastAddress: '192.0.2.9' },
      },
    ]);
  });

  it('a session says from where and with what it was begun, and where a copied token came from', async () => {
    const ada = await stage.member();
    const tokens = await stage.enter(ada, PASSWORD, '198.51.100.7');
    await stage.refresh(tokens);
    const before = await numbers('token-reuse');
    await expect(stage.refresh(tokens)).rejects.toEqual(refused('unauthenticated'));
    expect(await numbers('token-reuse')).toBe(before + 1);
    await eventually(() => {
      expect(stage.heard.of(sessionStarted, ada.account._id)).toMatchObject([
        { address: '198.51.100.7', client: 'curl/8.5.0' },
      ]);
      expect(stage.heard.of(sessionEnded, ada.account._id)).toMatchObject([
        { cause: 'token-reuse', address: '192.0.2.66', client: 'wget' },
      ]);
    });
  });
});

async function numbers(event: string): Promise<number> {
  const found = new RegExp(`seatkeeper_security_events_total\\{event="${event}"[^}]*\\} (\\d+)`).exec(
    await metrics.render(),
  );
  return Number(found?.[1] ?? 0);
}
