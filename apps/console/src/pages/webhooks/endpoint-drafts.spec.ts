import { type EndpointDraft, endpointChanges, endpointOf, isForNothing } from './endpoint-drafts.js';

const draft: EndpointDraft = {
  url: ' https://hooks.firm.example ',
  description: ' ',
  isAll: false,
  events: ['identity.user.banned'],
};

it('an endpoint without a word about what it is for has none, and one for all events names none', () => {
  expect(endpointOf(draft)).toEqual({
    url: 'https://hooks.firm.example',
    description: null,
    events: ['identity.user.banned'],
  });
  expect(endpointOf({ ...draft, isAll: true }).events).toBeNull();
});

it('a save says what was changed alone', () => {
  expect(endpointChanges({}, draft)).toEqual({});
  expect(endpointChanges({ isAll: false }, draft)).toEqual({ events: ['identity.user.banned'] });
  expect(endpointChanges({ description: ' ' }, draft)).toEqual({ description: null });
});

it('an endpoint for no event is for nothing', () => {
  expect([draft, { ...draft, events: [] }, { ...draft, isAll: true, events: [] }].map(isForNothing)).toEqual([
    false,
    true,
    false,
  ]);
});
