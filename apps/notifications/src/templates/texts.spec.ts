import { LOCALES } from '@seatkeeper/contracts';
import { mailKinds } from '../kinds/mail-kinds.js';
import { testMail } from '../mail-senders/test-mails.js';
import { TemplatesService } from './templates.service.js';

const templates = new TemplatesService({ PUBLIC_URL: 'https://seats.acme.example' });

describe.each(LOCALES)('what a mail says, in the language %s:', (locale) => {
  it.each(mailKinds.map((mail) => [mail.kind, mail] as const))('%s', (_kind, mail) => {
    const { subject, text } = templates.write(mail, { letter: { ...mail.sample, locale }, token: 'token' });
    expect(`${subject}\n\n${text}`).toMatchSnapshot();
    expect(text).not.toMatch(/\{\{|undefined|null|\n{3}/);
  });

  it('sender-test', () => {
    const { subject, text } = testMail(
      { ...mailKinds[0]!.sample, accountName: 'Acme', locale },
      'smtp.acme.example',
      '<a@b>',
    );
    expect(`${subject}\n\n${text}`).toMatchSnapshot();
  });
});

it.each(mailKinds.map((mail) => [mail.kind, mail] as const))(
  'the French of %s has a no-break space before each sign that wants one',
  (_kind, mail) => {
    const asked = { letter: { ...mail.sample, locale: 'fr' }, token: 'token' };
    const { subject, text, html } = templates.write(mail, asked);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/[ \n][:;?!»](?=[\s<]|$)/u);
  },
);
