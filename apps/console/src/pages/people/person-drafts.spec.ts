import { changesOf, draftOf } from './person-drafts.js';

const zoe = draftOf({
  firstName: 'Zoé',
  lastName: 'Lavigne',
  email: 'zoe@firm.example',
  title: null,
  offices: ['Montréal', 'Paris'],
  department: 'Litigation',
  seniority: null,
});

it.each([
  ['nothing', {}, {}],
  ['blanks alone', { title: '  ', firstName: ' Zoé ' }, {}],
  ['a name', { firstName: 'Zoe' }, { firstName: 'Zoe' }],
  ['what is taken away', { department: '' }, { department: null }],
  ['another office', { offices: 'Montréal,  Lyon,' }, { offices: ['Montréal', 'Lyon'] }],
  ['no office any more', { offices: '' }, { offices: [] }],
])('where %s was changed, that is said', (_what, typed, changes) => {
  expect(changesOf(zoe, { ...zoe, ...typed })).toEqual(changes);
});
