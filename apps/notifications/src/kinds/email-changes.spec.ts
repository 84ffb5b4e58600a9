import type { EmailChangeLetter, EmailChangeNotice } from '@seatkeeper/contracts';
import { TemplatesService } from '../templates/templates.service.js';
import { emailChangedMail, emailChangeMail, emailChangingMail } from './email-changes.js';
import { SAMPLE } from './mail.js';

const templates = new TemplatesService({ PUBLIC_URL: 'https://seats.acme.example' });
const letter: EmailChangeLetter = {
  ...SAMPLE,
  sendTo: 'zoe@private.example',
  username: 'zoe@acme.example',
  firstName: 'Zoë',
  accountName: 'Acme & Sons',
  expiresAt: '2026-12-03T06:00:00Z',
};
const notice: EmailChangeNotice = {
  ...SAMPLE,
  firstName: 'Zoë',
  accountName: 'Acme & Sons',
  newAddress: 'z•••@private.example',
  changedBy: 'Bob Baker',
  at: '2026-11-30T06:00:00Z',
};
/** As one text, whatever was broken into lines. */
const running = (text: string) => text.replaceAll(/\s+/gu, ' ');

describe.each([
  [
    'en',
    'Confirm your new address for Acme & Sons on Seatkeeper',
    'December 3, 2026',
    'As long as nobody confirms it',
  ],
  [
    'fr',
    'Confirmez votre nouvelle adresse pour Acme & Sons sur Seatkeeper',
    '3 décembre 2026',
    'Tant que personne ne la confirme',
  ],
])('the mail to a new address in %s', (locale, subject, until, otherwise) => {
  const mail = templates.write(emailChangeMail, { letter: { ...letter, locale }, token: 'aB-3_x' });

  it('says which address it is to be, for which firm, until when, and what to do if it is wrong', () => {
    expect(mail.subject).toBe(subject);
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain('https://seats.acme.example/email-changes/aB-3_x');
      expect(body).toContain('zoe@private.example');
      expect(running(body)).toContain(until);
      expect(running(body)).toContain(otherwise);
    }
  });

  it('tells a stranger at a mistyped address nothing that one signs in with', () => {
    for (const body of [mail.text, mail.html]) {
      expect(body).not.toContain('zoe@acme.example');
      expect(body.replaceAll('seats.acme.example', '')).not.toMatch(/\bacme\b/u);
    }
  });
});

describe.each([
  [emailChangingMail, 'en', 'is about to change', 'Bob Baker asked', 'somebody signed in as you asked'],
  [
    emailChangingMail,
    'fr',
    'va changer',
    'Bob Baker a demandé',
    'quelqu’un connecté sous votre nom a demandé',
  ],
  [emailChangedMail, 'en', 'was changed', 'as Bob Baker asked', 'as was asked'],
  [emailChangedMail, 'fr', 'a été modifiée', 'à la demande de Bob Baker', 'comme demandé'],
] as const)('the mail of the kind $kind to the address before', (kind, locale, subject, byBob, byOneself) => {
  const write = (more: Partial<EmailChangeNotice> = {}) =>
    templates.write(kind, { letter: { ...notice, locale, ...more } });

  it(`says in ${locale} who asked for it, where mails go, and whose account it is about`, () => {
    const mail = write();
    expect(mail.subject).toContain(subject);
    for (const body of [mail.text, mail.html.replaceAll(/<[^>]+>/gu, '')]) {
      expect(running(body)).toContain(byBob);
      for (const said of ['z•••@private.example', 'ann@acme.example', 'acme', '2026'])
        expect(body).toContain(said);
    }
    const own = write({ changedBy: null });
    expect(running(own.text)).toContain(byOneself);
    expect(own.text).not.toMatch(/null|\{\{/u);
  });

  it(`has in ${locale} nothing to open, so that no scanner and nobody else can do anything by it`, () => {
    const mail = write({ changedBy: 'https://evil.example' });
    for (const body of [mail.text, mail.html]) expect(body).not.toMatch(/https?:|href=/u);
  });

  it(`is sent in ${locale} whatever was switched off`, () => {
    expect(kind).toMatchObject({ optional: false, isSecurity: true });
  });
});
