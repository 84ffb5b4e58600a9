import { getInvitationLink, listAudit } from '@seatkeeper/contracts';
import { MONGO_CONNECTION } from '@seatkeeper/mongo';
import { commandName, eventually } from '@seatkeeper/testing';
import type { Connection, mongo } from 'mongoose';
import { type Firm, type Stage, startStage } from '../../testing/stage.js';

/** What nobody who invites causes: sweepers that look for what is due and take it, seals, and this test's looks at the audit. */
const OTHERS =
  /^(hello|ping|endSessions|aggregate|find audit|update audit|\w+ audit-|find .* due|update accounts)/;
const TOLD = ['identity.user.invited', 'identity.invitation.issued', 'licensing.seat.claimed'];

/** Every command to the database while somebody is invited: what is added here is paid for by each of them. */
describe('one invitation', () => {
  let stage: Stage;
  let firm: Firm;
  const commands: string[] = [];

  beforeAll(async () => {
    stage = await startStage();
    stage.identity
      .get<Connection>(MONGO_CONNECTION)
      .getClient()
      .on('commandStarted', (event) => commands.push(described(event)));
    firm = await stage.signUp();
  });
  afterAll(() => stage.close());

  /** Until everything that an invitation causes is written down, and told. */
  const atRest = (begin: number) =>
    eventually(async () => {
      const page = { accountId: firm.accountId, filter: {}, page: { limit: 200 } };
      const { items } = await stage.ask(listAudit, page);
      const count = (action: string) => items.filter((entry) => entry.action === action).length;
      const invited = count('identity.user.invited');
      // The admin holds a seat, too, and was not invited.
      expect(TOLD.map(count)).toEqual([invited, invited, invited + 1]);
      expect(since(begin)).toContain('update users');
      expect(since(begin).filter((command) => command === 'insert audit').length).toBeGreaterThan(0);
    });
  const since = (begin: number) => commands.slice(begin).filter((command) => !OTHERS.test(command));

  it('costs five operations before the answer, one to tell of it, and two for the lines of the audit', async () => {
    let begin = commands.length;
    await firm.invite('first');
    await atRest(begin);
    begin = commands.length;
    await firm.invite('liam');
    await atRest(begin);
    const seen = since(begin);
    expect(seen.filter((command) => command !== 'insert audit').toSorted()).toEqual([
      'find users',
      'findAndModify user-code-stems',
      'findAndModify users',
      'insert users',
      'read accounts+custom-fields+users',
      'update users',
    ]);
    expect(seen.length).toBeLessThanOrEqual(6 + 2);
  });

  it('costs one more for its mail, which names who invited', async () => {
    const begin = commands.length;
    const { id: userId, username, invitation } = await firm.invite('mia');
    await eventually(() => expect(since(begin)).toContain('update users'));
    const asked = commands.length;
    const which = { accountId: firm.accountId, userId, invitationId: invitation!.id };
    const { letter } = await stage.ask(getInvitationLink, which);
    expect(letter).toMatchObject({ username, invitedBy: 'Ada Quill' });
    expect(commands.slice(asked).filter((command) => /^read .*users|^find users$/.test(command))).toEqual([
      'read accounts+users',
    ]);
  });
});

function described(event: mongo.CommandStartedEvent): string {
  const { filter = {} } = event.command as { filter?: object };
  const isDue = JSON.stringify(filter).includes('"$');
  return `${commandName(event)}${isDue ? ' due' : ''}`;
}
