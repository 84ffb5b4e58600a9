import { invitationIssued } from '@seatkeeper/contracts';
import { eventually, race } from '@seatkeeper/testing';
import { type Stage, startStage } from '../testing/stage.js';

describe('an invitation', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());

  it('holds a seat and is told once, with a code made of the name', async () => {
    const firm = await stage.signUp();
    const liam = await firm.invite('liam', { department: 'Litigation', offices: ['Montréal'] });
    expect(liam).toMatchObject({
      status: 'invited',
      userCode: 'LOS',
      products: ['core'],
      invitation: { state: 'open', sentTo: liam.username, mail: { state: 'queued' } },
    });
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(1));
    const [issued] = stage.heard.of(invitationIssued, firm.accountId);
    expect(issued).toMatchObject({ userId: liam.id, invitedBy: 'Ada Quill', accountName: 'Harbour Lane' });
    expect(JSON.stringify(issued)).not.toMatch(/token|password/i);
  });

  it('sixty race for ten seats: ten are invited, fifty hear no-free-seat, and nothing is left behind', async () => {
    const firm = await stage.signUp(11);
    const { values, refusals } = await race(60, (n) => firm.invite(`racer${n}`));
    expect(values).toHaveLength(10);
    expect(refusals).toEqual({ 'no-free-seat': 50 });
    expect(await firm.users()).toHaveLength(11);
    const { should, do: held } = await firm.seats();
    expect(held).toEqual(should);
    expect(held).toHaveLength(11);
    const codes = values.map(({ userCode }) => userCode);
    expect(new Set(codes).size).toBe(10);
    await eventually(() => expect(stage.heard.of(invitationIssued, firm.accountId)).toHaveLength(10));
  });
});
