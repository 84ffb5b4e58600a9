import { spawnSync } from 'node:child_process';
import { type AuditReport, judge } from './advisories.js';

/** `npm run advisories`: ends with 1 when something that is shipped has a known hole that is high. */
const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev'], { encoding: 'utf8', timeout: 60_000 });
const { bad, sentence } = judge(read(stdout));
console.log(sentence);
process.exitCode = bad ? 1 : 0;

function read(answer: string): AuditReport | undefined {
  try {
    return JSON.parse(answer) as AuditReport;
  } catch {
    return undefined;
  }
}
