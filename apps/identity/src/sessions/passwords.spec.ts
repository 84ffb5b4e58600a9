import { refusePassword } from './passwords.js';

const ada = { username: 'ada@firm.example', email: 'ada.quill@mail.example', slug: 'harbour-lane' };

describe('a password', () => {
  it.each([
    ['is a phrase nobody guesses', 'a long demo passphrase', false],
    ['is the username', 'ada@firm.example', true],
    ['is the username in other letters', ' ADA@Firm.Example', true],
    ['is the username in full-width letters', 'ａｄａ@firm.example', true],
    ['is the e-mail address', 'ada.quill@mail.example', true],
    ['is the slug of the account', 'Harbour-Lane', true],
    ['only contains the slug', 'harbour-lane-and-more', false],
  ])('that %s', (_case, password, refused) => {
    const fault = refusePassword(password, ada, 'next');
    expect(fault?.code ?? null).toBe(refused ? 'validation-failed' : null);
    if (refused) expect(fault?.errors).toEqual([expect.objectContaining({ path: 'next' })]);
  });
});
