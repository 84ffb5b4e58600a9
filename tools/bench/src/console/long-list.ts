import type { Page } from 'playwright-core';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../numbers.js';
import type { Firm } from '../stack/firm.js';
import { longTasks } from './tab.js';

/** So many notches of a wheel, one for each frame that was painted. */
const NOTCHES = 300;
const NOTCH_PX = 120;
const REST_MS = 1_000;
const ROWS = '.people-table [role=row]';

export interface Scrolled {
  /** The most that the page held at once, the head of the table among them. */
  readonly mostRows: number;
  /** What kept the main thread longest, in ms; 0 when nothing did for longer than 50. */
  readonly longestTaskMs: number;
  readonly longTasks: number;
  /** How many people came by. */
  readonly people: number;
}

/** Opens the list of all people, and turns the wheel without waiting for what is still to come. */
export async function scrolled(page: Page): Promise<Scrolled> {
  await openList(page);
  await page.locator(ROWS).nth(5).hover();
  await longTasks(page);
  const rows: number[] = [];
  for (let notch = 0; notch < NOTCHES; notch += 1) {
    await page.mouse.wheel(0, NOTCH_PX);
    rows.push(await page.evaluate<number>(frame(`document.querySelectorAll('${ROWS}').length`)));
  }
  const tasks = await longTasks(page);
  const people = await page.evaluate<number>(
    `Number(document.querySelector('.people-table [role=grid], .people-table[role=grid]')?.ariaRowCount ?? 0)`,
  );
  return {
    mostRows: Math.max(...rows),
    longestTaskMs: Math.max(0, ...tasks.map(({ duration }) => duration)),
    longTasks: tasks.length,
    people,
  };
}

/** Milliseconds from the last letter of a name until everybody who is shown has it: the median of several names. */
export async function searched(page: Page, firm: Firm): Promise<number> {
  const { items } = await firm.call<{ items: { lastName: string }[] }>(
    'GET',
    '/v1/users?sort=-createdAt&limit=40',
  );
  const names = [...new Set(items.map(({ lastName }) => lastName))].slice(0, 7);
  const times: number[] = [];
  for (const name of names) {
    await openList(page);
    await page.getByRole('searchbox').first().pressSequentially(name, { delay: 30 });
    times.push(
      await page.evaluate<number>(`new Promise((done) => {
        const look = () => {
          const rows = [...document.querySelectorAll('${ROWS}')].slice(1);
          const isFound = rows.length > 0 && rows.every((row) => row.textContent.includes(${JSON.stringify(name)}));
          if (isFound) done(performance.now() - window.typedAt);
          else requestAnimationFrame(look);
        };
        look();
      })`),
    );
  }
  return median(times);
}

/** Waits until the list is there, and the page has nothing to do any more. */
async function openList(page: Page): Promise<void> {
  await page.goto('/people');
  await page.locator(ROWS).nth(10).waitFor();
  await delay(REST_MS);
}

/** What is there once the next frame was painted. */
const frame = (expression: string): string =>
  `new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(${expression}))))`;
