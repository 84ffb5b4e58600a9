import { readReturned } from './returned-mail.js';

const ID = '<dlv_0123456789abcdef01234@seatkeeper.example>';

/** As Postfix writes it. */
const returned = ({ action = 'failed', status = '5.1.1', original = `Message-ID: ${ID}` } = {}) =>
  [
    'Date: Mon, 29 Jun 2026 08:00:05 +0000 (UTC)',
    'From: MAILER-DAEMON@mx.acme.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4fX/mx.acme.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4fX/mx.acme.example',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I could not deliver it. Action: failed',
    '',
    '--4fX/mx.acme.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.example',
    'Arrival-Date: Mon, 29 Jun 2026 08:00:01 +0000 (UTC)',
    '',
    'Final-Recipient: rfc822; liam@acme.example',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 <liam@acme.example>:',
    '    User unknown',
    '',
    '--4fX/mx.acme.example',
    'Content-Type: text/rfc822-headers',
    '',
    'Subject: Invitation',
    original,
    '',
    '--4fX/mx.acme.example--',
    '',
  ].join('\r\n');

const complaint = (type: string) =>
  [
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
    '',
    '--b',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'Version: 1',
    '--b',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${ID}`,
    'Subject: Invitation',
    '',
    'Hello Liam',
    '--b--',
  ].join('\n');

describe('a mail that came back', () => {
  it('names the mail, and says that there is no such mailbox in the words of the server', () => {
    expect(readReturned(returned())).toEqual({
      messageId: ID,
      kind: 'hard-bounce',
      words: '550 5.1.1 <liam@acme.example>: User unknown',
      at: new Date('2026-06-29T08:00:05Z'),
    });
  });

  it.each([
    ['the mailbox is full', '5.2.2', 'soft-bounce'],
    ['the message is not wanted', '5.7.1', 'soft-bounce'],
    ['our sender is not known', '5.1.8', 'soft-bounce'],
    ['it was tried for too long', '4.4.7', 'soft-bounce'],
    ['the mailbox is closed', '5.2.1', 'hard-bounce'],
    ['the host takes no mail', '5.1.10', 'hard-bounce'],
  ])('of which %s (%s) is a %s', (_case, status, kind) => {
    expect(readReturned(returned({ status }))?.kind).toBe(kind);
  });

  it('is read where its parts are encoded', () => {
    const plain = returned();
    const [head = '', fields = ''] = [
      'Content-Type: message/delivery-status\r\n\r\n',
      plain.slice(
        plain.indexOf('Reporting-MTA'),
        plain.indexOf('\r\n\r\n--4fX/mx.acme.example\r\nContent-Type: text/rfc822'),
      ),
    ];
    const base64 = plain.replace(
      head + fields,
      `Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(fields).toString('base64')}`,
    );
    const quoted = plain.replace(
      head + fields,
      `Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${fields.replace('unknown', 'un=\r\nkno=77n')}`,
    );
    expect(base64).not.toContain('Reporting-MTA');
    for (const message of [base64, quoted])
      expect(readReturned(message)).toMatchObject({
        kind: 'hard-bounce',
        words: expect.stringMatching(/User unknown$/),
      });
  });

  it.each([
    ['tells of a delay', returned({ action: 'delayed', status: '4.4.1' })],
    ['tells that it arrived', returned({ action: 'delivered', status: '2.0.0' })],
    ['names no mail', returned({ original: 'Subject: Other' })],
    ['takes a complaint back', complaint('not-spam')],
    ['is an out-of-office reply', `Content-Type: text/plain\r\nIn-Reply-To: ${ID}\r\n\r\nBack on Monday.`],
    ['is no mail at all', 'hello'],
    ['is empty', ''],
    ['has no boundary', 'Content-Type: multipart/report\r\n\r\nx'],
  ])('is not one that %s', (_case, message) => {
    expect(readReturned(message)).toBeNull();
  });

  it('is read in a moment however it is made', () => {
    const odd = [
      ' '.repeat(100_000),
      '\n\t'.repeat(50_000),
      '='.repeat(100_000),
      '--4fX/mx.acme.example\n'.repeat(4_000),
    ];
    const began = performance.now();
    for (const body of odd) {
      readReturned(returned({ original: body }));
      readReturned(
        `Content-Type: multipart/report; boundary=b\n\n--b\nContent-Transfer-Encoding: quoted-printable\n\n${body}\n--b--`,
      );
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('a complaint', () => {
  it.each(['abuse', 'fraud'])('of %s names the mail', (type) => {
    expect(readReturned(complaint(type))).toEqual({
      messageId: ID,
      kind: 'complaint',
      words: type,
      at: null,
    });
  });
});
