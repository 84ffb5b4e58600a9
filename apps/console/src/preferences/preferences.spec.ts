import { DEFAULTS, readPreferences } from './preferences.js';

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another kind of thing', '7'],
  ['null', 'null'],
  ['values of an older console', '{"theme":"sepia","density":3,"language":1,"account":null,"columns":"all"}'],
  ['first steps of no account', '{"beyondFirstSteps":true}'],
  ['columns that are no lists', '{"columns":{"people":"name","groups":[1]}}'],
])('%s is read as the defaults', (_what, text) => {
  expect(readPreferences(text)).toEqual(DEFAULTS);
});

it('what was kept is read again', () => {
  const kept = {
    theme: 'dark',
    density: 'compact',
    language: 'fr',
    account: 'harbour-lane',
    columns: { people: ['name', 'status'] },
    beyondFirstSteps: ['acc_1'],
  } as const;
  expect(readPreferences(JSON.stringify(kept))).toEqual(kept);
});
