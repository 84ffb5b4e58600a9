import type { Browser } from 'playwright-core';
import { median } from '../numbers.js';
import { newTab } from './tab.js';

const ROUNDS = 5;

export interface FirstLoad {
  /** As they were sent: compressed, with their headers. */
  readonly kilobytes: number;
  /** Until a letter that was typed as soon as there was a field stands in it. */
  readonly interactiveMs: number;
}

/** The first page of somebody who was never here, on a processor that is slowed down so many times. */
export async function firstLoad(browser: Browser, origin: string, slowed: number): Promise<FirstLoad> {
  const loads: FirstLoad[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await newTab(browser, origin);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    await page.goto('/');
    await page.locator('input[name=username]').press('a');
    const interactiveMs = await page.evaluate<number>('window.typedAt');
    await page.waitForLoadState('networkidle');
    const bytes = await page.evaluate<number>(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .reduce((sum, { transferSize }) => sum + transferSize, 0)`,
    );
    loads.push({ kilobytes: bytes / 1_000, interactiveMs });
    await page.context().close();
  }
  return {
    kilobytes: median(loads.map(({ kilobytes }) => kilobytes)),
    interactiveMs: median(loads.map(({ interactiveMs }) => interactiveMs)),
  };
}
