import { type InvitationLetter, LOCALES } from '@seatkeeper/contracts';
import { invitationMail } from '../kinds/invitation.js';
import { mailKinds } from '../kinds/mail-kinds.js';
import { seatsLowMail } from '../kinds/seats.js';
import { refuseWording } from './merge-tags.js';
import { TemplatesService } from './templates.service.js';

const templates = new TemplatesService({ PUBLIC_URL: 'https://seats.acme.example' });
const letter: InvitationLetter = {
  sendTo: 'zoe@acme.example',
  firstName: 'Zoë',
  lastName: 'Ang',
  locale: 'en',
  accountName: 'Acme & Sons',
  accountSlug: 'acme',
  username: 'zoe@acme.example',
  invitedBy: 'Ann Ang',
  expiresAt: '2026-11-29T06:00:00Z',
  timeZone: 'Europe/Paris',
};
const wording = {
  subject: '{firstName}, join {accountName}',
  body: 'Hello {firstName} {lastName},\nwelcome to {department}.\n\n{link}\n\nYou sign in as {username}. Level {custom.level}.',
};
const LINK = 'https://seats.acme.example/invitations/token';
const write = (change: Partial<InvitationLetter> = {}, words = wording, more = {}) =>
  templates.writeWorded(invitationMail, { letter: { ...letter, ...change }, token: 'token' }, words, {
    department: 'Sales',
    'custom.level': '3',
    ...more,
  });

describe('a mail that an account words itself', () => {
  it('says what is written, with paragraphs, a button and the looks of all mails', () => {
    const { subject, text, html, language } = write();
    expect({ subject, language }).toEqual({ subject: 'Zoë, join Acme & Sons', language: 'en' });
    expect(text).toBe(
      [
        'Hello Zoë Ang,\nwelcome to Sales.',
        LINK,
        'You sign in as zoe@acme.example. Level 3.',
        '--\nPlease do not forward this mail: whoever has the link can use it.\nSent by Seatkeeper for Acme & Sons\n',
      ].join('\n\n'),
    );
    expect(html).toContain('<p style="margin:0 0 16px;">Hello Zoë Ang,<br>welcome to Sales.</p>');
    expect(html).toContain(`<a href="${LINK}" style="display:inline-block`);
    expect(html).toContain('Acme &amp; Sons');
    expect(html).toContain('<html lang="en"');
  });

  it('is in the language of who gets it, with the product’s own sentences', () => {
    const { html, text } = write({ locale: 'fr-CA' });
    expect(html).toContain('<html lang="fr"');
    expect(text).toContain('Envoyé par Seatkeeper pour Acme & Sons');
  });

  it('has the link within a sentence, too', () => {
    const { html, text } = write({}, { ...wording, body: 'Go to {link} now' });
    expect(text).toContain(`Go to ${LINK} now`);
    expect(html).toMatch(/Go to <a class="link" href="[^"]+"/);
  });

  it('says nothing where there is nothing, and takes nothing from where it was not put', () => {
    const { subject, text } = write(
      { invitedBy: null },
      { subject: 'From {invitedBy}: {toString}{constructor}', body: '{custom.gone}x {link}' },
    );
    expect(subject).toBe('From :');
    expect(text).toMatch(/^x /);
  });

  it('ends with where such mails are switched off, if they can be', () => {
    const asked = { letter: seatsLowMail.sample };
    const { html, text } = templates.writeWorded(
      seatsLowMail,
      asked,
      { subject: 'x', body: '{licences}' },
      {},
    );
    for (const part of [html, text]) {
      expect(part).toContain('https://seats.acme.example/my-mails');
      expect(part).toContain('https://seats.acme.example/licences');
      expect(part).not.toContain('forward');
    }
  });
});

describe('values that somebody chose badly', () => {
  const evil = '<script>alert(1)</script>"\'{link}{{constructor}}\r\nBcc: all@acme.example';

  it('are text: no markup, no tag, no line of their own', () => {
    const { subject, text, html } = write({ firstName: evil }, wording, {
      department: evil,
      'custom.level': evil,
    });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
    expect(html.match(/invitations\/token"/g)).toHaveLength(2);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc/m);
  });

  it('and words keep a no-break space in the subject, with which no header begins', () => {
    const { subject } = write(
      { locale: 'fr', firstName: 'Zoë\u00a0\r\nBcc: all@acme.example' },
      { subject: '{accountName}\u00a0: bienvenue\u202f! {firstName}', body: '{link}' },
    );
    expect(subject).toBe('Acme & Sons\u00a0: bienvenue\u202f! Zoë Bcc: all@acme example');
  });

  it('make no link, not even with what is written beside them', () => {
    const body = 'See evil.{custom.level} or {department}{custom.level} {link}';
    const { text, html, subject } = write(
      { firstName: 'https://evil.example' },
      { subject: '{firstName}', body },
      { department: 'www.', 'custom.level': 'example' },
    );
    for (const part of [subject, text, html]) expect(part).not.toMatch(/evil\.|www\.|https:\/\/evil/);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual([LINK]);
  });
});

describe('the words of the product', () => {
  const wordable = mailKinds.filter(({ isWordable }) => isWordable);

  it('can be changed where they keep nobody safe and say the same in every case', () => {
    expect(wordable.map(({ kind }) => kind)).toEqual([
      'invitation',
      'invitation-reminder',
      'seats-low',
      'seats-exhausted',
      'invoice-issued',
    ]);
    expect(wordable.filter(({ isSecurity }) => isSecurity)).toEqual([]);
  });

  it.each(wordable.flatMap((mail) => LOCALES.map((locale) => [mail.kind, locale, mail] as const)))(
    'of %s in %s can be gone on from as they are',
    (_kind, locale, mail) => {
      const words = templates.wording(mail, locale);
      expect(refuseWording(words, { ...templates.vocabulary(mail), custom: [] })).toBeNull();
      const { text, subject } = templates.writeWorded(
        mail,
        { letter: { ...mail.sample, locale }, token: 'token' },
        words,
        {},
      );
      const same = templates.write(mail, { letter: { ...mail.sample, locale }, token: 'token' });
      expect(subject).toBe(same.subject);
      // Lines are broken elsewhere.
      const plain = (said: string) => (said.split('\n--\n')[0] ?? '').replace(/\s+/g, ' ').trim();
      expect(plain(text)).toBe(plain(same.text));
    },
  );

  it('name every tag with a sample', () => {
    for (const mail of wordable)
      for (const { name, sample } of templates.tags(mail, 'en')) expect([name, sample]).not.toContain('');
  });
});
