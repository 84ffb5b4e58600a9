import { createTransport } from 'nodemailer';
import { eventually } from './eventually.js';
import { Mailbox } from './mailbox.js';
import { uniqueName } from './names.js';
import { servers } from './servers.js';

it('reads what was delivered to an address, oldest first, with its links and headers', async () => {
  const { mail } = servers();
  if (!mail) throw new Error('This test needs the mail catcher: MAIL_SMTP_URL and MAIL_WEB_URL.');
  const mailbox = new Mailbox(mail.web);
  const [address, other] = [`${uniqueName('ann')}@firm.example`, `${uniqueName('bob')}@firm.example`];
  const transport = createTransport(mail.smtp);
  const send = (subject: string, to = address) =>
    transport.sendMail({
      from: 'Seatkeeper <no-reply@seatkeeper.example>',
      to,
      subject,
      messageId: `<${subject}.${address}>`,
      text: `Welcome. Open https://app.example/i/${subject}?a=1 and sign in.`,
      html: `<p><a href="https://app.example/i/${subject}?a=1">Open</a></p>`,
    });
  await send('first');
  await send('second');
  await send('other', other);
  const mails = await eventually(async () => {
    const found = await mailbox.to(address);
    expect(found).toHaveLength(2);
    return found;
  });
  expect(mails.map(({ subject }) => subject)).toEqual(['first', 'second']);
  expect(mails[0]).toMatchObject({
    from: ['no-reply@seatkeeper.example'],
    to: [address],
    messageId: `<first.${address}>`,
    links: ['https://app.example/i/first?a=1'],
  });
  expect(mails[0]?.html).toContain('Open');
  await mailbox.clear(address);
  await mailbox.clear(other);
  expect(await mailbox.to(address)).toEqual([]);
  transport.close();
});
