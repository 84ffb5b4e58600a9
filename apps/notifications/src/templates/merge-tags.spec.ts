import { refuseWording, tidied, type Vocabulary } from './merge-tags.js';

const vocabulary: Vocabulary = {
  tags: ['firstName', 'accountName', 'link'],
  links: ['link'],
  needed: 'link',
  custom: ['hireDate', 'site'],
};
const good = { subject: 'Welcome to {accountName}', body: 'Hello {firstName},\n\n{link}' };
const wrong = (change: Partial<typeof good>, given = vocabulary) =>
  refuseWording({ ...good, ...change }, given)?.errors ?? [];

describe('a wording', () => {
  it.each([
    ['as it is', {}],
    ['with blanks in the braces and a custom field', { body: 'Since { custom.hireDate }\n\n{link}' }],
    ['with abbreviations and numbers', { body: 'Mr. {firstName}, S.p.A., 3.5 km. Next: {link}' }],
    ['with signs that look like markup', { body: '<b>1 < 2</b> & {link}' }],
  ])('is taken %s', (_case, change) => {
    expect(wrong(change)).toEqual([]);
  });

  it.each([
    [
      'names the near tag',
      { subject: 'For {fistName}' },
      'subject',
      'There is no {fistName}; did you mean {firstName}?',
    ],
    ['names the near custom field', { body: '{custom.hireDat} {link}' }, 'body', /mean \{custom\.hireDate\}/],
    ['knows no nested name', { body: '{constructor} {link}' }, 'body', 'There is no {constructor}'],
    ['knows no custom name that could be none', { body: '{custom.__proto__} {link}' }, 'body', /There is no/],
    ['wants the link', { body: 'Hello {firstName}' }, 'body', 'Say {link}: the mail is about it'],
    ['has no link in a subject', { subject: 'Go to {link}' }, 'subject', /belongs into the body/],
    ['has one line as a subject', { subject: 'Hello\nBcc: all@acme.example' }, 'subject', 'Write one line'],
    ['has whole braces', { body: 'Hello {firstName\n\n{link}' }, 'body', /brace/],
    ['has no braces of templates', { body: '{{firstName}} {link}' }, 'body', /brace/],
    ['has no address', { body: 'See https://evil.example/x\n\n{link}' }, 'body', /write no address/],
    ['has no address without a scheme', { body: 'See evil.example {link}' }, 'body', /write no address/],
    [
      'has no address that a value completes',
      { body: 'See evil.{firstName} {link}' },
      'body',
      /write no address/,
    ],
    ['turns no letters around', { body: 'abc\u202Egpj {link}' }, 'body', /are seen/],
    ['has no unseen signs', { subject: 'Hello\u0000' }, 'subject', /are seen/],
  ])('%s', (_case, change, path, message) => {
    expect(wrong(change)).toContainEqual({
      path,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('tells all that is wrong at once, each tag once', () => {
    expect(wrong({ subject: '{a} {a}', body: '{b}' })).toHaveLength(3);
  });

  it('takes any custom field where none is defined, and needs no link where there is none', () => {
    expect(wrong({ body: '{custom.any}' }, { ...vocabulary, custom: null, needed: null })).toEqual([]);
  });

  it('is kept with plain ends of lines', () => {
    expect(tidied({ subject: ' Hi ', body: 'a\r\n\r\nb\r' })).toEqual({ subject: 'Hi', body: 'a\n\nb' });
  });
});
