import { findBrowser } from '@seatkeeper/stack';
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { type Firm, PASSWORD } from '../firm.js';

/** Pictures to look at, of everything that a story has stopped at. */
const PICTURES = join(import.meta.dirname, '../../../../.local/screenshots');

export interface Looks {
  readonly language?: 'en' | 'fr';
  readonly theme?: 'light' | 'dark';
  readonly width?: 'phone' | 'desktop';
}

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

export const LOOKS: readonly Required<Looks>[] = (['en', 'fr'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['phone', 'desktop'] as const).map((width) => ({ language, theme, width })),
  ),
);

/** The browser of a file of stories. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const { executablePath, args, env } = await findBrowser();
    browser = await chromium.launch({ executablePath, args: [...args], env: { ...process.env, ...env } });
    mkdirSync(PICTURES, { recursive: true });
  }, 180_000);
  afterAll(() => browser?.close());
  return () => {
    if (!browser) throw new Error('The browser is not up yet');
    return browser;
  };
}

/** Somebody at a browser, whose tabs share what the browser keeps. Notes whatever a page must never do. */
export class Person {
  /** Requests to another origin, violations of the policy, and errors of scripts. */
  readonly misdeeds: string[] = [];
  /** What was asked and not answered yet; but the stream of what happens, which stays open. */
  private readonly underWay = new Set<Request>();

  private constructor(readonly context: BrowserContext) {}

  static async at(
    browser: Browser,
    origin: string,
    { language = 'en', theme = 'light', width = 'desktop' }: Looks = {},
  ): Promise<Person> {
    const context = await browser.newContext({
      baseURL: origin,
      locale: language,
      colorScheme: theme,
      viewport: SIZES[width],
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(10_000);
    const person = new Person(context);
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) person.misdeeds.push(`asks ${url}`);
    });
    context.on('request', (request) => {
      if (new URL(request.url()).pathname !== '/v1/events') person.underWay.add(request);
    });
    for (const over of ['requestfinished', 'requestfailed'] as const)
      context.on(over as 'requestfinished', (request) => void person.underWay.delete(request));
    context.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) person.misdeeds.push(message.text());
    });
    context.on('weberror', (error) => person.misdeeds.push(String(error.error())));
    return person;
  }

  /** Opens a page in a tab of its own. */
  async open(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(path);
    return page;
  }

  /** Waits until nothing has been asked for half a second. */
  async settled(page: Page): Promise<void> {
    const latest = Date.now() + 10_000;
    for (let since = Date.now(); Date.now() - since < 500; await page.waitForTimeout(50)) {
      if (this.underWay.size === 0) continue;
      since = Date.now();
      if (since > latest)
        throw new Error(`Still asks ${[...this.underWay].map((one) => one.url()).join(', ')}`);
    }
  }

  /** Everything that scripts of a page can read of what the browser keeps. */
  async kept(page: Page): Promise<string> {
    const read = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])';
    const databases = '(async () => JSON.stringify(await indexedDB.databases()))()';
    return `${await page.evaluate<string>(read)} ${await page.evaluate<string>(databases)}`;
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

/** Fills in the page that asks who one is, in whatever language it does. */
export async function signIn(page: Page, firm: Firm, username: string, password = PASSWORD): Promise<void> {
  await page.locator('input[name=account]').fill(firm.slug);
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** Waits until a page of those who are signed in is there. */
export const inside = (page: Page): Promise<void> => page.locator('.shell h1').first().waitFor();

/** What axe finds wrong, one line for each rule with the first element. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // React Aria says there by the label of a button that it waits; what is left of it when the button is gone, nobody meets.
  const where = `{ exclude: [['[data-live-announcer]']] }`;
  const run = `axe.run(${where}, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`;
  const { violations } = await page.evaluate<{ violations: Violation[] }>(run);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary ?? ''}`);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { html: string; failureSummary?: string }[];
}

export const picture = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
};
