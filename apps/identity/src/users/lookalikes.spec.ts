import { looksOf } from './lookalikes.js';

it.each([
  ['coco@firm.example', 'coco@firm.example'],
  ['сосо@firm.example', 'coco@firm.example'],
  ['ıan@firm.example', 'ian@firm.example'],
  ['bernie@firm.example', 'bernie@firm.example'],
  ['zoë@firm.example', 'zoë@firm.example'],
  ['юлия@firm.example', 'юлия@firm.example'],
])('%s looks like %s', (name, looks) => {
  expect(looksOf(name)).toBe(looks);
});
