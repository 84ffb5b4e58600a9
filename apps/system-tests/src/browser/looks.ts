import type { Page } from 'playwright-core';
import { barriers, picture } from './browser.js';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** Pictures of what is shown, on a desktop and on a phone, and what is wrong with it there: what axe finds, and what is too wide. */
export async function wrongWith(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const [width, size] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    await page.setViewportSize(size);
    await picture(page, `${name}-${width}`);
    wrong.push(...(await barriers(page)).map((barrier) => `${width}: ${barrier}`));
    const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (over > 0) wrong.push(`${width}: ${over} pixels wider than the window`);
  }
  return wrong;
}
