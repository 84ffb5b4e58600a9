import { findBrowser } from '@seatkeeper/stack';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Firm, PASSWORD } from '../stack/firm.js';

const SIZE = { width: 1280, height: 800 };

/** Keeps in the page what its main thread was busy with for longer than 50 ms, and when something was typed. */
const WATCH = `
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration }))))
    .observe({ type: 'longtask', buffered: true });
  addEventListener('input', () => { window.typedAt = performance.now(); }, true);
`;

export interface LongTask {
  /** Milliseconds since the page was asked for. */
  readonly startTime: number;
  readonly duration: number;
}

export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findBrowser();
  return chromium.launch({ executablePath, args: [...args], env: { ...process.env, ...env } });
}

/** A tab of somebody whose browser knows nothing of the console yet. */
export async function newTab(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, locale: 'en', viewport: SIZE });
  await context.addInitScript(WATCH);
  return context.newPage();
}

/** Signs the firm's global admin in where the sign-in is shown, and waits until they are inside. */
export async function signIn(page: Page, firm: Firm): Promise<void> {
  await page.locator('input[name=account]').fill(firm.slug);
  await page.locator('input[name=username]').fill(`admin@${firm.slug}.example`);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('.shell h1').first().waitFor();
}

/** What the main thread was busy with for longer than 50 ms since it was asked last. */
export const longTasks = (page: Page): Promise<LongTask[]> => page.evaluate('window.longTasks.splice(0)');
