import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** This seed begins with a kill of MongoDB, one of identity, and a licensing that is frozen for longer than any lease. */
const SEED = 2408;

it('chaos of three faults loses and doubles nothing, says what each of them hit, and ends with 0', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  const json = join(dir, 'chaos.json');
  // Other tests run beside it, so rest may take longer than the ten seconds that are promised.
  const args = ['--seed', `${SEED}`, '--faults', '3', '--replicas', '1', '--rest', '25', '--json', json];
  const child = spawn(process.execPath, ['tools/chaos/dist/main.js', ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, noted] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, 'exit')) as [number];
  expect([code, await noted]).toEqual([0, expect.not.stringContaining('VIOLATED')]);
  expect(await said).toMatch(/^3 faults, \d+ calls; at rest after/m);
  const report = JSON.parse(readFileSync(json, 'utf8')) as {
    faults: { kind: string; process: string; hit: string[] }[];
    totals: Record<string, number>;
  };
  expect(report.faults.map(({ kind, process }) => `${kind} ${process}`)).toEqual([
    'kill mongodb',
    'kill identity',
    'freeze licensing',
  ]);
  for (const { hit } of report.faults) expect(hit.length).toBeGreaterThan(0);
  for (const what of ['users', 'mails', 'records', 'runs']) expect(report.totals[what]).toBeGreaterThan(0);
  rmSync(dir, { recursive: true });
}, 240_000);
