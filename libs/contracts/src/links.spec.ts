import { carriesLink, withoutLinks } from './links.js';
import { FirmName, PersonName } from './people.js';

it.each([
  'https://evil.example/login',
  'Your account is locked: HTTP://1.2',
  'evil.example/login',
  'Pay at www.evil.example',
  'Booking.com',
  'evil.co.uk',
  'ann@firm.example',
  'x.com',
  'оплата.рф',
  'evil．com',
  'evil。com',
  'evil.xn--p1ai',
  '192.0.2.7/login',
  'St.John',
])('%s would become a link in somebody’s mail: it is refused as a name, and written without one', (text) => {
  expect(carriesLink(text)).toBe(true);
  for (const Name of [PersonName, FirmName]) {
    const refused = Name.safeParse(text);
    expect(refused.error?.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('web address'),
    ]);
  }
  expect(carriesLink(withoutLinks(text))).toBe(false);
});

it.each([
  'J. R. R. Tolkien',
  'J.R. Tolkien',
  'St. John',
  'Müller & Co. KG',
  'Müller GmbH & Co. KG',
  'S.p.A. Rossi',
  'e.V.',
  'Ada Quill, Ph.D.',
  'Nguyễn Văn A.',
  '株式会社。',
  '1. FC Köln',
  'Jean-Luc',
  'A/S Norge',
  'Firm 2.0',
  'O’Neill',
])('%s is a name, and stays as it is', (text) => {
  for (const Name of [PersonName, FirmName]) expect(Name.safeParse(text).data).toBe(text);
  expect(withoutLinks(text)).toBe(text);
});

it('what is written without a link can still be read', () => {
  expect(withoutLinks('Your account is locked: https://evil.example/login')).toBe(
    'Your account is locked: https evil example/login',
  );
});
