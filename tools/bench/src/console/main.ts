/**
 * `npm run bench:console [-- --people 100000]`: the console in a browser, beside its budget: the first load on a slow processor, and a list
 * of 100,000 people that is scrolled and searched. Prints a table, and fails when something is larger or slower than it may be.
 */
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { digits, markdownTable } from '../report/columns.js';
import { openLargeFirm } from '../scale/large-firm.js';
import { startStack, WIDE_LIMITS } from '../stack/measured-stack.js';
import { firstLoad } from './first-load.js';
import { scrolled, searched } from './long-list.js';
import { newTab, openBrowser, signIn } from './tab.js';

/** As a processor of a telephone compares with that of a build machine. */
const SLOWED = 4;
const MOST = { kilobytes: 250, interactiveMs: 1_500, rows: 40, taskMs: 50, searchMs: 300 };

const { values } = parseArgs({ options: { people: { type: 'string', default: '100000' } } });
const people = Number(values.people);
if (!Number.isInteger(people) || people < 1_000)
  throw new Error(`--people is "${values.people}": use a whole number from 1000.`);

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const stack = await startStack(repository, WIDE_LIMITS);
const browser = await openBrowser();
try {
  const origin = stack.info.gateway;
  const load = await firstLoad(browser, origin, SLOWED);
  const { firm } = await openLargeFirm(stack, repository, people);
  const page = await newTab(browser, origin);
  await page.goto('/people');
  await signIn(page, firm);
  const list = await scrolled(page);
  const searchMs = await searched(page, firm);
  const rows = [
    row('first load: kB as sent', load.kilobytes, `≤ ${MOST.kilobytes}`, load.kilobytes <= MOST.kilobytes),
    row(
      `first load, ${SLOWED} times slower: ms until one can type`,
      load.interactiveMs,
      `≤ ${MOST.interactiveMs}`,
      load.interactiveMs <= MOST.interactiveMs,
    ),
    row(
      `rows held of ${people} people while scrolling: most`,
      list.mostRows,
      `≤ ${MOST.rows}`,
      list.mostRows <= MOST.rows,
    ),
    row(
      'scrolling: longest task, ms (0: none above 50)',
      list.longestTaskMs,
      `< ${MOST.taskMs}`,
      list.longestTaskMs < MOST.taskMs,
    ),
    row(
      'search: ms from the last letter to the people',
      searchMs,
      `≤ ${MOST.searchMs}`,
      searchMs <= MOST.searchMs,
    ),
  ];
  console.log(
    `\n${markdownTable(
      ['the console', 'is', 'wanted', ''],
      rows.map(({ cells }) => cells),
    )}`,
  );
  console.log(`${list.people} people came by, and ${list.longTasks} tasks took longer than 50 ms.`);
  const failed = rows.filter(({ isHeld }) => !isHeld).map(({ cells }) => cells[0]);
  console.log(failed.length === 0 ? 'Everything is held.' : `Not held: ${failed.join('; ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await stack.stop();
}
process.exit();

function row(what: string, is: number, wanted: string, isHeld: boolean) {
  return { isHeld, cells: [what, digits(is), wanted, isHeld ? 'held' : 'NOT HELD'] };
}
