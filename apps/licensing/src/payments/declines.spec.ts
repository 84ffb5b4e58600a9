import { isFinal } from './declines.js';

describe('a bank that says', () => {
  it.each([
    ['stolen_card', true],
    ['lost_card', true],
    ['pickup_card', true],
    ['revocation_of_authorization', true],
    ['do_not_honor', false],
    ['insufficient_funds', false],
    ['generic_decline', false],
  ])('%s is not asked again: %s', (decline_code, final) => {
    expect(isFinal({ code: 'card_declined', decline_code })).toBe(final);
  });

  it('that it wants the holder, or advises not to try again, is not asked again', () => {
    expect(isFinal({ code: 'authentication_required' })).toBe(true);
    const honest = { code: 'card_declined', decline_code: 'do_not_honor' } as const;
    expect(isFinal({ ...honest, advice_code: 'do_not_try_again' })).toBe(true);
    expect(isFinal({ ...honest, advice_code: 'try_again_later' })).toBe(false);
    expect(isFinal(null)).toBe(false);
  });
});
