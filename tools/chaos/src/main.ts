/** `npm run chaos -- --seed N --minutes M`: see README.md. Ends with 1 when something was violated. */
import { launchStack } from '@seatkeeper/stack';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from './options.js';
import { reportText } from './report/report.js';
import { Run } from './run.js';
import { STACK_ENVIRONMENT } from './stack-environment.js';
import { Receiver } from './work/receiver.js';

const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-chaos-'));
const begun = performance.now();
const note = (what: string) =>
  process.stderr.write(`${((performance.now() - begun) / 1_000).toFixed(1).padStart(6)} ${what}\n`);

note(`a stack with ${options.replicas} copies of each service, seed ${options.seed}`);
const stack = await launchStack({ dir, env: { ...STACK_ENVIRONMENT, REPLICAS: String(options.replicas) } });
const receiver = await Receiver.listen();
let failed = true;
try {
  const report = await new Run(stack, options, receiver, note).run();
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(reportText(report));
  failed = report.violations.length > 0;
} finally {
  await stack.stop();
  receiver.close();
  if (failed) note(`logs and data are kept in ${dir}`);
  else rmSync(dir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
