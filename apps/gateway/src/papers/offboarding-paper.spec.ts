import { type Offboarding, userActor } from '@seatkeeper/contracts';
import { idsIn, offboardingPaper } from './offboarding-paper.js';
import { soldNames } from './sold-names.js';

const offboarding: Offboarding = {
  report: {
    id: 'ofb_12345678',
    user: { id: 'usr_liamosei', username: 'liam@firm.example', firstName: 'Liam', lastName: 'Osei' },
    by: userActor('usr_adaquill'),
    reason: 'Left the firm',
    startedAt: '2026-11-22T12:00:00.000Z',
    finishedAt: '2026-11-22T12:05:00.000Z',
    state: 'done',
    steps: [
      { step: 'access', state: 'done', at: '2026-11-22T12:01:00.000Z', detail: null },
      { step: 'records', state: 'failed', at: '2026-11-22T12:04:00.000Z', detail: 'The target has left.' },
      { step: 'groups', state: 'skipped', at: null, detail: 'Not asked for here.' },
    ],
    sessionsEnded: 3,
    keysEnded: 2,
    invitationsVoided: 0,
    seats: { freed: 1, products: ['core'] },
    groupsManaged: 4,
    records: {
      reassignmentId: 'rea_12345678',
      moved: 1_207,
      byType: [
        { type: 'matter', to: 'usr_meitan', count: 1_200 },
        { type: 'task', field: 'approver', to: 'usr_hidden', count: 7 },
      ],
    },
    leftBehind: { directReports: 2, records: [{ type: 'matter', field: 'approver', count: 3 }] },
  },
  hash: 'f'.repeat(64),
};
const account = { name: 'Harbour Lane', locale: 'en', timeZone: 'UTC' };
const sold = soldNames({ items: [{ product: 'core', name: 'Core', plans: [], modules: [], addons: [] }] });
const names = new Map([
  ['usr_meitan', 'Mei Tan'],
  ['usr_adaquill', 'Ada Quill'],
]);

const said = (...given: Parameters<typeof offboardingPaper>) =>
  JSON.stringify(offboardingPaper(...given).blocks).replace(/[\u00a0\u202f]/g, ' ');
const rowsOf = (...given: Parameters<typeof offboardingPaper>) =>
  offboardingPaper(...given).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));

it('says everything that the report says, and the hash that proves it', () => {
  const words = said(offboarding, account, names, sold);
  for (const part of [
    'liam@firm.example',
    'ofb_12345678',
    'Ada Quill (usr_adaquill)',
    'Left the firm',
    '"1,207"',
  ])
    expect(words).toContain(part);
  expect(words).toContain('f'.repeat(64));
  expect(rowsOf(offboarding, account, names, sold).slice(1)).toEqual([
    ['Records move', 'Failed', expect.stringContaining('12:04'), 'The target has left.'],
    ['Managed groups are given up', 'Not asked for', '', ''],
    ['matter', '', 'Mei Tan (usr_meitan)', '1,200'],
    ['task', 'approver', 'usr_hidden', '7'],
    ['matter', 'approver', '3'],
  ]);
});

it('is of the moment at which it was final, and in the language of the account', () => {
  const paper = offboardingPaper(offboarding, { ...account, locale: 'fr' }, names, sold);
  expect(paper).toMatchObject({ language: 'fr', title: 'Départ de Liam Osei', author: 'Harbour Lane' });
  expect(paper.at.toISOString()).toBe('2026-11-22T12:05:00.000Z');
  expect(said(offboarding, { ...account, locale: 'fr' }, names, sold)).toContain('"1 207"');
});

it('who may not read records is told that there is more, and one that goes on has no proof', () => {
  const { report } = offboarding;
  const leftBehind = { directReports: 2, records: null };
  const hidden = said({ report: { ...report, records: null, leftBehind }, hash: 'a' }, account, names, sold);
  expect(hidden.match(/Records are shown to who may read them/g)).toHaveLength(2);
  const going = {
    ...report,
    finishedAt: null,
    state: 'running' as const,
    sessionsEnded: null,
    leftBehind: null,
  };
  const words = said({ report: going, hash: null }, account, names, sold);
  expect(words).toContain('There is none before the report is final.');
  expect(words).toContain('Not known yet');
  expect(words).not.toContain('SHA-256');
});

it('names whom to ask the names of, each once', () => {
  expect(idsIn(offboarding.report)).toEqual(['usr_adaquill', 'usr_meitan', 'usr_hidden']);
});
