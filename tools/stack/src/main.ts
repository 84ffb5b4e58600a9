import { once } from 'node:events';
import { CannotStart } from '../early/cannot-start.mjs';
import { secretsIn } from './folder/secrets.js';
import { StackFolder } from './folder/stack-folder.js';
import { develop } from './dev/dev.js';
import { listenForInterruption, type Interruption } from './interruption.js';
import { readOptions, type StackOptions } from '../early/options.mjs';
import { CACHE_DIR, REPOSITORY } from '../early/places.mjs';
import { makeKnown } from '../early/stack-at-hand.mjs';
import { ProcessGroup } from './processes/process-group.js';
import { timedNotes } from './progress.js';
import { type DemoDoor, openDemoDoor } from './seed/demo-door.js';
import { DEMO } from './seed/demo-firm.js';
import { seedDemoOperators } from './seed/demo-operators.js';
import { seedDemoFirm } from './seed/seed.js';
import { hasDemoOperators } from './services/operators.js';
import { untilReady } from './services/services.js';
import type { StackInfo } from './stack-info.js';
import { startStack, type Stack } from './supervisor.js';
import { welcome } from './welcome.js';

const note = timedNotes((text) => process.stdout.write(text));

async function main(): Promise<void> {
  const interruption = listenForInterruption();
  const options = readOptions(process.env, REPOSITORY);
  const folder = await StackFolder.open(options.dir);
  // A stack that a test has launched is nobody's to find.
  const forget = process.connected ? () => {} : makeKnown(folder.dir, REPOSITORY);
  try {
    await runUntilInterrupted(options, folder, interruption);
  } finally {
    forget();
    folder.release();
  }
}

async function runUntilInterrupted(
  options: StackOptions,
  folder: StackFolder,
  interruption: Interruption,
): Promise<void> {
  const { signal } = interruption;
  const processes = await ProcessGroup.open(folder, note);
  interruption.onImpatience = () => processes.kill();
  try {
    const supervision = {
      options,
      repository: REPOSITORY,
      cacheDir: CACHE_DIR,
      folder,
      processes,
      note,
      signal,
    };
    const { info, copies } = await startStack(supervision, (starting) =>
      seed(options, folder, starting, signal),
    );
    process.stdout.write(
      welcome(info, options, { door: await demoDoor(options, info), environment: process.env }),
    );
    if (process.argv.includes('--watch')) develop({ ...supervision, copies });
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    note('Stopping');
    await processes.stop();
    note('Stopped');
  }
}

/** For the console on this very machine; where people reach it otherwise, they sign in. */
async function demoDoor(
  options: StackOptions,
  { gateway, publicUrl }: StackInfo,
): Promise<DemoDoor | undefined> {
  if (options.seed !== 'demo' || publicUrl !== gateway) return undefined;
  const { username, password } = DEMO.admin;
  return openDemoDoor({ gateway, credentials: { account: DEMO.slug, username, password } });
}

async function seed(
  options: StackOptions,
  folder: StackFolder,
  { info, copies }: Stack,
  signal: AbortSignal,
): Promise<void> {
  if (hasDemoOperators(options, process.env)) {
    const identities = copies.filter(({ service }) => service === 'identity');
    await seedDemoOperators(folder.operatorsFile, info, { note, signal }, async () => {
      await Promise.all(identities.map((identity) => identity.process.restart()));
      await untilReady(identities, note, signal);
    });
  }
  if (options.seed !== 'demo') return;
  await seedDemoFirm(info, { repository: REPOSITORY, secrets: secretsIn(folder.dir), note, signal });
}

function exitCode(error: unknown): number {
  if (error instanceof Error && error.name === 'AbortError') return 0;
  process.stderr.write(error instanceof CannotStart ? `\n${error.message}\n` : `\n${describe(error)}\n`);
  return 1;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// Not left to the event loop: connections to services and servers may still be closing.
process.exit(await main().then(() => 0, exitCode));
