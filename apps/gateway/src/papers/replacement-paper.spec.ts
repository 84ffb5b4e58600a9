import { type ReplacementProof, userActor } from '@seatkeeper/contracts';
import { idsInReplacement, replacementPaper } from './replacement-paper.js';
import { soldNames } from './sold-names.js';

const person = (id: string, firstName: string) => ({
  id,
  username: `${firstName.toLowerCase()}@firm.example`,
  firstName,
  lastName: 'Osei',
});
const proof: ReplacementProof = {
  report: {
    id: 'rpl_12345678',
    user: person('usr_liamosei', 'Liam'),
    successor: { ...person('usr_meiosei1', 'Mei'), isNew: true },
    by: userActor('usr_adaquill'),
    startedAt: '2026-11-22T12:00:00.000Z',
    finishedAt: '2026-11-22T12:05:00.000Z',
    state: 'done',
    steps: [{ step: 'place', state: 'done', at: '2026-11-22T12:01:00.000Z', detail: null }],
    sessionsEnded: 3,
    keysEnded: 0,
    invitationsVoided: 0,
    seats: { swapped: 1, products: ['core', 'contract'], freed: ['contract'] },
    given: {
      copied: ['groups', 'visibility'],
      groups: [{ id: 'grp_tax00000', name: 'Tax' }],
      offices: [{ id: 'ofc_lyon0000', name: 'Lyon' }],
      sharedItems: 4,
    },
    directReports: { count: 1_502, people: ['usr_noaosei1', 'usr_hidden00'] },
    groupsManaged: [{ id: 'grp_desk0000', name: 'Desk' }],
    records: {
      reassignmentId: 'rea_12345678',
      moved: 7,
      byType: [{ type: 'matter', to: 'usr_meiosei1', count: 7 }],
    },
    leftBehind: { directReports: 0, records: [] },
  },
  hash: 'a'.repeat(64),
};
const account = { name: 'Harbour Lane', locale: 'en', timeZone: 'UTC' };
const sold = soldNames({ items: [{ product: 'core', name: 'Core', plans: [], modules: [], addons: [] }] });
const names = new Map([['usr_noaosei1', 'Noa Tal']]);
const said = (...given: Parameters<typeof replacementPaper>) =>
  JSON.stringify(replacementPaper(...given).blocks);

it('names everything that went over, to whom, and the hash that proves it', () => {
  const words = said(proof, account, names, sold);
  for (const part of [
    'mei@firm.example\\nusr_meiosei1\\nNew, and invited for it',
    'Core, contract',
    '"Came free, as the successor held one","value":"contract"',
    'Tax (grp_tax00000)',
    'Lyon (ofc_lyon0000)',
    'That of the one replaced',
    '"Shared items","value":"4"',
    'Desk (grp_desk0000)',
    'Noa Tal (usr_noaosei1)',
    '"usr_hidden00"',
    'and 1,500 more',
    `SHA-256: ${'a'.repeat(64)}`,
    'identity.replacement.finished',
  ])
    expect(words).toContain(part);
  expect(replacementPaper(proof, account, names, sold).title).toBe('Replacement of Liam Osei by Mei Osei');
  expect(replacementPaper(proof, { ...account, locale: 'fr' }, names, sold)).toMatchObject({
    language: 'fr',
    title: 'Remplacement de Liam Osei par Mei Osei',
  });
});

it('says that nothing was taken over, or that it is not known yet', () => {
  const none = {
    given: { copied: [], groups: [], offices: [], sharedItems: 0 },
    directReports: { count: 0, people: [] },
    groupsManaged: [],
  };
  const words = said({ ...proof, report: { ...proof.report, ...none } }, account, names, sold);
  expect(words).toContain('Nothing was taken over.');
  const unknown = { given: null, directReports: null, groupsManaged: null };
  expect(said({ hash: null, report: { ...proof.report, ...unknown } }, account, names, sold)).toContain(
    'Not known yet',
  );
});

it('asks the names of whom it names, each once', () => {
  expect(idsInReplacement(proof.report)).toEqual([
    'usr_adaquill',
    'usr_meiosei1',
    'usr_noaosei1',
    'usr_hidden00',
  ]);
});
