import { eventually } from '@seatkeeper/testing';
import { readFileSync } from 'node:fs';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press, tabTo, type } from './tabbing.js';
import { wrongWith } from './looks.js';
import { wordsOf } from './words.js';

const browser = useBrowser();
const stack = sharedStack;
const OFFICES = 55;

let firm: Firm;
let ben: { id: string; firstName: string };
beforeAll(async () => {
  firm = await Firm.withSeats(stack(), 5);
  ben = await firm.join(firm.person('ben'));
  for (let n = 1; n <= OFFICES; n++) await firm.call('POST', '/v1/offices', { name: `Office ${n}` });
  await firm.call('PATCH', `/v1/users/${ben.id}`, { department: 'Litigation' });
  await firm.call('PATCH', `/v1/users/${ben.id}`, { department: 'Tax' });
  await firm.call('POST', `/v1/users/${ben.id}/ban`, { reason: 'Lost laptop' });
  await eventually(async () => {
    const { items } = await firm.get('/v1/audit?action=identity.user.banned');
    expect(items).toHaveLength(1);
  });
}, 120_000);

it.each([
  { language: 'en', theme: 'light', width: 'desktop', sentence: 'Ada Quill banned' },
  { language: 'fr', theme: 'dark', width: 'phone', sentence: 'Ada Quill a bloqué' },
] as const)(
  'by keyboard alone, in $language and $theme on a $width, the log is read in sentences, narrowed, followed and saved',
  async ({ sentence, ...looks }) => {
    const say = wordsOf(looks.language);
    const ada = await Person.at(browser(), stack().info().gateway, looks);
    await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await ada.open('/audit');
    const size = page.viewportSize()!;
    const look = async (name: string) => {
      expect(await wrongWith(page, `audit-${name}-${looks.language}-${looks.theme}`)).toEqual([]);
      await page.setViewportSize(size);
    };
    const button = (id: string) => page.getByRole('button', { name: say(id), exact: true });
    const entries = page.locator('.trail-entry');
    await signIn(page, firm, firm.admin.username);
    await inside(page);

    // What happened, to whom, what was before and after.
    const banned = entries.filter({ hasText: sentence });
    await banned.first().waitFor();
    expect(await banned.first().textContent()).toContain(ben.firstName);
    expect(await banned.first().textContent()).toContain('Lost laptop');
    const changed = entries.filter({ hasText: 'Litigation' }).filter({ hasText: 'Tax' });
    expect(await changed.count()).toBe(1);
    await page.locator('#seal').waitFor();
    await look('page');

    // The next page begins where the first ended.
    await entries.nth(49).waitFor();
    expect(await entries.count()).toBe(50);
    await press(page, button('shell.more'));
    await entries.nth(50).waitFor();
    const sentences = await entries.locator('.trail-sentence').allTextContents();
    expect(sentences.filter((one) => /Office \d+/.test(one))).toHaveLength(OFFICES);

    // By what happened; Back shows all again.
    await press(page, page.getByRole('button', { name: say('audit.action') }));
    await page.getByRole('listbox').waitFor();
    await page.keyboard.type(say('trail.action.identity.user.banned').slice(0, 5));
    await page.keyboard.press('Enter');
    await page.waitForURL(/action=identity\.user\.banned/);
    await entries.nth(1).waitFor({ state: 'detached' });
    await look('narrowed');
    await tabTo(page, page.getByRole('button', { name: say('audit.copyRequest') }).first());
    await page.keyboard.press('Enter');
    await page.getByText(say('shell.copied')).first().waitFor();
    const { items } = await firm.get('/v1/audit?action=identity.user.banned');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(items[0].requestId);

    // As a file, with the filters of the list.
    const [saved] = await Promise.all([page.waitForEvent('download'), press(page, button('audit.save'))]);
    expect(saved.suggestedFilename()).toBe(say('audit.file'));
    const file = readFileSync(await saved.path(), 'utf8');
    expect(file.startsWith('\uFEFFid,')).toBe(true);
    expect(file.trimEnd().split('\r\n')).toHaveLength(2);
    expect(file).toContain('identity.user.banned');
    await page.goBack();
    await entries.nth(1).waitFor();

    // Upon whom, then on which days.
    await type(page, page.getByRole('combobox', { name: say('audit.target') }), ben.firstName);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`target=${ben.id}`));
    await entries
      .filter({ hasText: /Office \d+/ })
      .first()
      .waitFor({ state: 'detached' });
    expect(await changed.count()).toBe(1);
    await page.getByLabel(say('audit.to')).fill('2020-01-31');
    await page.getByText(say('audit.none')).waitFor();
    await look('none');
    await press(page, button('audit.clear'));
    await entries.nth(1).waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  180_000,
);

it('who may not read the log is told so, and sees no way to it', async () => {
  const eve = await firm.join(firm.person('eve'));
  const at = await Person.at(browser(), stack().info().gateway);
  const page = await at.open('/audit');
  await signIn(page, firm, eve.username);
  await page.getByText('You need the permission “audit.read”').waitFor();
  expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  expect(await page.locator('.trail-entry').count()).toBe(0);
  expect(at.misdeeds).toEqual([]);
  await at.leave();
}, 60_000);
