import { SendingRoom } from './sending-room.js';

it('there is room for as many as there are connections', () => {
  const room = new SendingRoom(2);
  expect([1, 2, 3].map(() => room.enterIfFree())).toEqual([true, true, false]);
  room.leave();
  expect(room.enterIfFree()).toBe(true);
});

it('who waits gets the next room, in the order in which they came, before who only takes what is free', async () => {
  const room = new SendingRoom(1);
  const entered: string[] = [];
  expect(room.enterIfFree()).toBe(true);
  const all = ['first', 'second'].map(async (who) => {
    await room.enter();
    entered.push(who);
  });
  room.leave();
  expect(room.enterIfFree()).toBe(false);
  await all[0];
  expect(entered).toEqual(['first']);
  room.leave();
  await all[1];
  expect(room.enterIfFree()).toBe(false);
  room.leave();
  expect(room.enterIfFree()).toBe(true);
});
