import {
  createGroup,
  type Input,
  updateUser,
  type User,
  userActor,
  type UserChanges,
  userUpdated,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, race } from '@seatkeeper/testing';
import type { z } from 'zod';
import { type Firm, refused, type Stage, startStage } from '../../testing/stage.js';

describe('a change of a user', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  const patch = (
    firm: Firm,
    { id: userId }: User,
    changes: z.input<typeof UserChanges>,
    more: Partial<Input<typeof updateUser>> = {},
  ) => stage.ask(updateUser, { accountId: firm.accountId, by: firm.by, userId, changes, ...more });

  it('is one version and one event that tells before and after', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    const after = await patch(firm, liam, { title: 'Partner', department: null, phones: { cell: '+44 1' } });
    expect(after).toMatchObject({ title: 'Partner', phones: { cell: '+44 1' }, version: liam.version + 1 });
    expect(await patch(firm, liam, { title: 'Partner' })).toEqual(after);
    await eventually(() =>
      expect(stage.heard.of(userUpdated, firm.accountId)).toMatchObject([
        {
          actor: firm.by,
          changes: [
            { field: 'title', before: null, after: 'Partner' },
            { field: 'phones', before: {}, after: { cell: '+44 1' } },
          ],
        },
      ]),
    );
  });

  it('of an old version is refused', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    const { values, refusals } = await race(5, (n) =>
      patch(firm, liam, { title: `Title ${n}` }, { ifVersion: liam.version }),
    );
    expect([values.length, refusals]).toEqual([1, { 'precondition-failed': 4 }]);
  });

  it('by twenty at once loses none', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    await race(20, (n) => patch(firm, liam, { customFields: { [`field${n}`]: n } }));
    expect(Object.keys((await firm.user(liam.id)).customFields)).toHaveLength(20);
  });

  it('of products claims before and frees after', async () => {
    const firm = await stage.signUp();
    const liam = await firm.join('liam');
    const both = { products: ['core', 'contract'] };
    await expect(patch(firm, liam, both)).rejects.toMatchObject(refused('no-free-seat'));
    expect(await firm.user(liam.id)).toMatchObject({ products: ['core'] });
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    expect(await patch(firm, liam, { ...both, title: 'Partner' })).toMatchObject({
      ...both,
      title: 'Partner',
    });
    expect(stage.licensing.holders(firm.accountId, 'contract')).toEqual([liam.id]);
    expect(await patch(firm, liam, { products: ['contract'] })).toMatchObject({ products: ['contract'] });
    expect(stage.licensing.holders(firm.accountId, 'core')).toEqual([firm.admin.id]);
  });

  it('that is refused at its one write gives back what it claimed', async () => {
    const firm = await stage.signUp();
    await stage.licensing.purchase(firm.accountId, 'contract', 1);
    const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
    const taken = { username: mei.username, products: ['core', 'contract'] };
    await expect(patch(firm, liam, taken)).rejects.toMatchObject(refused('username-taken'));
    expect(stage.licensing.holders(firm.accountId, 'contract')).toEqual([]);
    expect(await patch(firm, liam, { title: 'Partner' })).toMatchObject({ products: ['core'] });
  });

  it('of a username gives the old one to nobody else, and the new one to one of those who want it', async () => {
    const firm = await stage.signUp(20);
    const liam = await firm.join('liam');
    const fresh = { username: `fresh@${firm.slug}.example` };
    const renamed = await patch(firm, liam, fresh);
    expect(renamed).toMatchObject({ ...fresh, email: liam.email, emailChange: { to: fresh.username } });
    const late = await firm.join('late');
    const heir = { username: liam.username };
    await expect(firm.invite('heir', heir)).rejects.toMatchObject({
      ...refused('username-taken'),
      message: expect.stringContaining('is or was the username of somebody'),
    });
    await expect(patch(firm, late, heir)).rejects.toMatchObject(refused('username-taken'));
    // One's own is no other's: a rename can be taken back.
    expect(await patch(firm, liam, heir)).toMatchObject(heir);
    await expect(patch(firm, late, fresh)).rejects.toMatchObject(refused('username-taken'));
    expect((await firm.seats()).do).toHaveLength(3);
  });

  it('to a username that looks like that of another is refused, whichever came first', async () => {
    const firm = await stage.signUp();
    const [latin, cyrillic] = ['coco', 'сосо'].map((name) => `${name}@${firm.slug}.example`);
    const [liam, mei] = [await firm.join('liam'), await firm.join('mei')];
    await patch(firm, liam, { username: latin });
    await expect(patch(firm, mei, { username: cyrillic })).rejects.toMatchObject({
      ...refused('username-taken'),
      message: expect.stringContaining('or looks like one'),
    });
    await patch(firm, liam, { username: `сара@${firm.slug}.example` });
    await expect(firm.invite('heir', { username: `capa@${firm.slug}.example` })).rejects.toMatchObject(
      refused('username-taken'),
    );
    // One's own is no other's.
    expect(await patch(firm, liam, { username: cyrillic })).toMatchObject({ username: cyrillic });
  });

  it('to names that look alike, wanted by many at once, gives one of them to one; accents make another name', async () => {
    const firm = await stage.signUp(20);
    const wanted = ['bernie10', 'bemie10', 'berniel0', 'bemielo', 'bernie1o', 'ｂｅｍｉｅ10'];
    const [first, ...others] = await Promise.all(wanted.map((_, n) => firm.join(`user${n}`)));
    const people = [first as User, ...others];
    const named = (name: string) => ({ username: `${name}@${firm.slug}.example` });
    const { values, refusals } = await race(4, (n) => patch(firm, people[n] as User, named(wanted[n]!)));
    expect([values.length, refusals]).toEqual([1, { 'username-taken': 3 }]);
    const invited = await race(6, (n) => firm.invite(`heir${n}`, named(wanted[n === 4 ? 0 : n]!)));
    expect(invited.refusals).toEqual({ 'username-taken': 6 });
    // Nothing changes for who says their own name again.
    const winner = values[0] as User;
    expect(await patch(firm, winner, { username: winner.username, title: 'Partner' })).toMatchObject({
      username: winner.username,
      title: 'Partner',
    });
    await firm.invite('jose', named('jose'));
    expect(await firm.invite('other', named('josé'))).toMatchObject(named('josé'));
  });

  it('of usernames crosswise by many at once leaves every name with one of them, for ever', async () => {
    const firm = await stage.signUp(20);
    const people = await Promise.all(Array.from({ length: 6 }, (_, n) => firm.join(`user${n}`)));
    const wanted = { username: `wanted@${firm.slug}.example` };
    const first = await race(6, (n) => patch(firm, people[n] as User, wanted));
    expect([first.values.length, first.refusals]).toEqual([1, { 'username-taken': 5 }]);
    const [winner] = first.values;
    await patch(firm, winner as User, { username: `away@${firm.slug}.example` });
    const again = await race(6, (n) => firm.invite(`heir${n}`, wanted));
    expect([again.values.length, again.refusals]).toEqual([0, { 'username-taken': 6 }]);
  });

  it('of username and name at once is refused, unless a global admin calls it a correction', async () => {
    const firm = await stage.signUp();
    const [liam, clerk] = [await firm.join('liam'), await firm.join('clerk')];
    const other = { username: `mei@${firm.slug}.example`, firstName: 'Mei' };
    await expect(patch(firm, liam, other)).rejects.toMatchObject(refused('rename-is-not-replace'));
    const correction = { ...other, correction: true as const };
    const byClerk = patch(firm, liam, correction, { by: userActor(clerk.id) });
    await expect(byClerk).rejects.toMatchObject(refused('forbidden'));
    const emailChange = { to: other.username };
    expect(await patch(firm, liam, correction)).toMatchObject({ ...other, email: liam.email, emailChange });
    await eventually(() =>
      expect(stage.heard.of(userUpdated, firm.accountId)).toMatchObject([
        { changes: expect.arrayContaining([{ field: 'correction', before: null, after: true }]) as unknown },
      ]),
    );
  });

  it('of the role, or of what opens the door to it, is for global admins', async () => {
    const firm = await stage.signUp();
    const [second, clerk] = [await firm.join('second', { globalAdmin: true }), await firm.join('clerk')];
    const by = userActor(clerk.id);
    for (const changes of [
      { globalAdmin: false },
      { username: `x@${firm.slug}.example` },
      { email: 'x@mail.example' },
    ])
      await expect(patch(firm, second, changes, { by })).rejects.toMatchObject(refused('forbidden'));
    await expect(patch(firm, clerk, { globalAdmin: true }, { by })).rejects.toMatchObject(
      refused('forbidden'),
    );
    expect(await patch(firm, second, { title: 'Partner' }, { by })).toMatchObject({ title: 'Partner' });
    expect(await patch(firm, clerk, { globalAdmin: true })).toMatchObject({ globalAdmin: true });
    expect(await patch(firm, second, { globalAdmin: false }, { by })).toMatchObject({ globalAdmin: false });
    expect(await patch(firm, firm.admin, { globalAdmin: false }, { by })).toMatchObject({
      globalAdmin: false,
    });
    const last = patch(firm, clerk, { globalAdmin: false }, { by });
    await expect(last).rejects.toMatchObject(refused('last-global-admin'));
  });

  it('adds only groups that exist, and whose permissions the actor holds', async () => {
    const firm = await stage.signUp();
    const { accountId, by } = firm;
    const [weak, strong] = [newId('grp'), newId('grp')];
    const clerks = { name: 'Clerks', permissions: ['users.update' as const] };
    await stage.ask(createGroup, { accountId, by, groupId: weak, group: clerks });
    await stage.ask(createGroup, {
      accountId,
      by,
      groupId: strong,
      group: { name: 'Bans', permissions: ['users.ban'] },
    });
    const [clerk, liam] = [
      await firm.join('clerk', { groups: [weak] }),
      await firm.join('liam', { groups: [strong] }),
    ];
    const actor = { by: userActor(clerk.id) };
    // The strong group is Liam's already: keeping it grants nothing.
    expect(await patch(firm, liam, { groups: [strong, weak] }, actor)).toMatchObject({
      groups: [strong, weak],
    });
    await expect(patch(firm, clerk, { groups: [weak, strong] }, actor)).rejects.toMatchObject(
      refused('forbidden'),
    );
    await expect(patch(firm, clerk, { groups: [weak, newId('grp')] })).rejects.toMatchObject({
      ...refused('validation-failed'),
      errors: [{ path: 'groups[1]' }],
    });
  });

  it('keeps reporting lines free of circles', async () => {
    const firm = await stage.signUp();
    const [ann, ben, cat] = [await firm.join('ann'), await firm.join('ben'), await firm.join('cat')];
    await patch(firm, ben, { reportsTo: ann.id });
    await patch(firm, cat, { reportsTo: ben.id });
    for (const reportsTo of [ann.id, cat.id, newId('usr')])
      await expect(patch(firm, ann, { reportsTo })).rejects.toMatchObject({
        ...refused('validation-failed'),
        errors: [{ path: 'reportsTo' }],
      });
    expect(await patch(firm, cat, { reportsTo: null })).toMatchObject({ reportsTo: null });
  });
});
