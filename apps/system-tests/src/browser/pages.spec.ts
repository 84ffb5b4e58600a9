import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { barriers, inside, LOOKS, Person, picture, signIn, useBrowser } from './browser.js';

const browser = useBrowser();
const stack = sharedStack;

/** Pages for who is signed in, by their address. */
const PAGES: readonly string[] = [
  '/',
  '/people',
  '/invite',
  '/invitations',
  '/groups',
  '/licences',
  '/hand-overs',
  '/messages',
  '/webhooks',
  '/settings',
  '/settings/single-sign-on',
  '/organisation',
  '/audit',
  '/profile',
  '/security',
];

let firm: Firm;
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 5);
  await firm.invite(firm.person('guest'));
}, 60_000);

it.each(LOOKS)(
  'in $language, $theme, on a $width every page can be used by everybody, and asks nobody else',
  async ({ language, theme, width }) => {
    const looks = { language, theme, width };
    const ada = await Person.at(browser(), stack().info().gateway, looks);
    const page = await ada.open('/');
    const found: Record<string, string[]> = {};
    const look = async (name: string) => {
      await picture(page, `${name}-${language}-${theme}-${width}`);
      found[name] = await barriers(page);
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (wide > 0) found[name].push(`is ${wide} pixels wider than the window`);
    };
    await page.locator('input[name=account]').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe(language);
    await look('sign-in');
    await signIn(page, firm, firm.admin.username);
    await inside(page);
    for (const path of PAGES) {
      await page.goto(path);
      await inside(page);
      await ada.settled(page);
      await look(path === '/' ? 'home' : path.slice(1).replaceAll('/', '-'));
    }
    expect(Object.entries(found).filter(([, wrong]) => wrong.length > 0)).toEqual([]);
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  180_000,
);
