import type { InvitationLetter } from '@seatkeeper/contracts';
import { invitationMail } from '../kinds/invitation.js';
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
const render = (change: Partial<InvitationLetter> = {}, token = 'aB-3_x') =>
  templates.write(invitationMail, { letter: { ...letter, ...change }, token });

describe.each([
  ['en', 'Invitation to Seatkeeper: Ann Ang invites you to join Acme & Sons', 'Accept the invitation'],
  [
    'fr',
    'Invitation à Seatkeeper\u00a0: Ann Ang vous invite à rejoindre Acme & Sons',
    'Accepter l’invitation',
  ],
])('an invitation in %s', (locale, subject, label) => {
  const message = render({ locale });

  it('says in the subject who invites and where to', () => {
    expect(message.subject).toBe(subject);
  });

  it('holds the link, the firm, the inviter and the moment it ends, in both bodies', () => {
    for (const body of [message.text, message.html]) {
      expect(body).toContain('https://seats.acme.example/invitations/aB-3_x');
      expect(body).toContain('Zoë');
      expect(body).toContain('Ann Ang');
      expect(body).toContain('2026');
      expect(body).toMatch(/Central European Standard Time|heure normale d’Europe centrale/);
    }
    expect(message.html).toContain(label);
    expect(message.html).toContain('Acme &amp; Sons');
    expect(message.text).toContain('Acme & Sons');
  });

  it('names what one signs in with later', () => {
    for (const body of [message.text, message.html]) {
      expect(body).toContain('zoe@acme.example');
      expect(body).toMatch(/acme\b/);
    }
  });

  it('names its language, loads nothing from elsewhere and runs nothing', () => {
    expect(message.html).toContain(`<html lang="${locale}"`);
    expect(message.html).not.toMatch(/<img|<script|<link|src=|url\(|@import/i);
  });

  it('leaves no placeholder and no hole', () => {
    for (const part of [message.subject, message.text, message.html])
      expect(part).not.toMatch(/\{\{|\}\}|undefined|null/);
    expect(message.text).not.toMatch(/\n{3}/);
  });

  it('goes without an inviter when no person invites', () => {
    const anonymous = render({ locale, invitedBy: null });
    expect(anonymous.subject).toMatch(/Acme/);
    expect(anonymous.text).not.toContain('Ann');
  });
});

describe('names that somebody chose badly', () => {
  const evil = '<script>alert(1)</script>"\'{{link}}{{constructor}}';

  it('are text, never markup or template', () => {
    const { html, subject } = render({ accountName: evil, invitedBy: evil, firstName: evil });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(subject).toContain('{{constructor}}');
  });

  it('cannot begin a header or a line of their own', () => {
    const { subject, text } = render({
      invitedBy: 'Ann\r\nBcc: all@acme.example',
      firstName: 'Zoë\n\nClick: http://x.example',
    });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^(Bcc|Click)/m);
  });

  it('keep their no-break spaces, with which no header begins', () => {
    const { subject, text } = render({
      accountName: 'Café\u00a0!\u00a0\r\nBcc: all@acme.example',
      invitedBy: 'Nr\u202f1',
    });
    expect(subject).toBe(
      'Invitation to Seatkeeper: Nr\u202f1 invites you to join Café\u00a0! Bcc: all@acme example',
    );
    expect(text).not.toMatch(/^Bcc/m);
  });

  it('hold no link that was not there: not those stored before they were refused', () => {
    const name = 'Locked: https://evil.example/login or www.evil.co.uk';
    const { subject, text, html } = render({ accountName: name, invitedBy: name, firstName: name });
    expect(subject).toMatch(/^Invitation to Seatkeeper: Locked: https evil example\/login or www evil co uk/);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/evil\./);
  });

  it('keep a token inside its link', () => {
    expect(render({}, '../"><b>').html).toContain('/invitations/..%2F%22%3E%3Cb%3E"');
  });
});
