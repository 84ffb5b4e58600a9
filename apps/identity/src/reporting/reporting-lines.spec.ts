import { sampleUser } from '../../testing/sample-user.js';
import { aboveOf, asPlanned, LineOvertaken } from './reporting-lines.js';

const line = (id: string, to: string) => ({ id, to, until: new Date() });

it('above a user are whom they report to and whom they are about to', () => {
  expect(aboveOf(sampleUser({ reportsTo: 'usr_a', plannedLines: [line('lin_1', 'usr_b')] }))).toEqual([
    'usr_a',
    'usr_b',
  ]);
  expect(aboveOf(sampleUser({ reportsTo: null }))).toEqual([null]);
});

it('a line is written while its plan stands, and takes the other plans away; without its plan it is not', () => {
  const [mine, other] = [line('lin_1', 'usr_b'), line('lin_2', 'usr_c')];
  const write = { set: { reportsTo: 'usr_b' }, unset: ['ban' as const] };
  expect(asPlanned(mine, sampleUser({ plannedLines: [other, mine] }), write)).toEqual({
    set: { reportsTo: 'usr_b' },
    unset: ['ban', 'plannedLines'],
  });
  for (const plannedLines of [[other], []])
    expect(() => asPlanned(mine, sampleUser({ plannedLines }), write)).toThrow(LineOvertaken);
  expect(() => asPlanned(mine, sampleUser(), write)).toThrow(LineOvertaken);
});
