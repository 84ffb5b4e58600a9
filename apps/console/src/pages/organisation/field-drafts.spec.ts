import { choicesToSend, keyFrom, refuseChoices } from './field-drafts.js';

it.each([
  ['Cost centre', 'costCentre'],
  ['Centre de coûts', 'centreDeCouts'],
  ['2nd badge', 'ndBadge'],
  ['???', ''],
  ['x'.repeat(60), 'x'.repeat(40)],
])('%s is named %s by programs', (label, key) => {
  expect(keyFrom(label)).toBe(key);
});

it('a choice of one word has it as value and as label, and an empty line is none', () => {
  expect(
    choicesToSend([
      { value: ' CC-7 ', label: 'Harbour' },
      { value: '', label: 'Inland' },
      { value: '', label: ' ' },
    ]),
  ).toEqual([
    { value: 'CC-7', label: 'Harbour' },
    { value: 'Inland', label: 'Inland' },
  ]);
});

const one = { value: 'CC-7', label: 'Harbour' };
it.each([
  ['a text needs none', 'text', [], null],
  ['a choice needs one at least', 'choice', [{ value: '', label: '' }], 'none'],
  ['two of one value', 'choice', [one, { value: 'CC-7', label: 'Inland' }], 'twice'],
  ['two of one label, whatever its letters', 'choice', [one, { value: 'CC-8', label: 'HARBOUR' }], 'twice'],
  ['two that differ', 'choice', [one, { value: 'CC-8', label: 'Inland' }], null],
] as const)('%s', (_what, type, choices, refusal) => {
  expect(refuseChoices({ type, choices })).toBe(refusal);
});
