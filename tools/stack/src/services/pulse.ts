import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Note } from '../progress.js';
import type { Copy } from './services.js';

/** A process that hangs is said within the time to the next look and the time it has for an answer. */
const LOOK_EVERY_MS = 8_000;
const ANSWER_WITHIN_MS = 3_000;
/** While one is starting again: people wait for it. */
const LOOK_AGAIN_MS = 200;

/** What a service answered when it was asked whether it is ready; null without any answer. */
type Answer = { readonly ok: boolean; readonly missing: string } | null;

/**
 * Looks at the health of the services as long as they run, and says what a person would want to know: that one is
 * back, that it lacks something, that it runs and does not answer. It only says so: who hangs may be held by a
 * debugger, and killing it would destroy what there is to see.
 */
export function watchPulse(copies: readonly Copy[], note: Note, signal: AbortSignal): void {
  for (const copy of copies) watchOne(copy, note, signal).catch(() => {});
}

async function watchOne({ port, process }: Copy, note: Note, signal: AbortSignal): Promise<void> {
  const { name } = process;
  let pid = process.pid;
  let state = 'ready';
  let since = performance.now();
  const become = (next: string, sentence: string) => {
    if (state !== next) note(sentence);
    if (state !== next) since = performance.now();
    state = next;
  };
  for (;;) {
    await delay(state === 'away' ? LOOK_AGAIN_MS : untilNextLook(), undefined, { signal });
    if (process.pid !== pid) {
      // It has died or was restarted, which has been said.
      if (state !== 'away') since = performance.now();
      [pid, state] = [process.pid, 'away'];
    }
    if (pid === undefined) continue;
    const answer = await ask(port);
    if (signal.aborted) return;
    if (process.pid !== pid) continue;
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    if (answer?.ok)
      become('ready', state === 'away' ? `${name} is back` : `${name} is well again after ${seconds} s`);
    else if (state === 'away') continue;
    else if (answer) become('lacking', `${name} is not ready: ${answer.missing}`);
    else become('silent', `${name} does not answer, but its process ${pid} runs: it is stopped or hangs`);
  }
}

/** All are looked at in the same moments, so that the supervisor wakes once for them. */
const untilNextLook = (): number => LOOK_EVERY_MS - (performance.now() % LOOK_EVERY_MS);

/** Without `fetch`, whose own timers would wake the supervisor twice a second. */
async function ask(port: number): Promise<Answer> {
  try {
    const asked = request({ host: '127.0.0.1', port, path: '/health/ready', agent: false });
    asked.on('error', () => {}).setTimeout(ANSWER_WITHIN_MS, () => asked.destroy());
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const report = (await json(response)) as {
      dependencies?: Record<string, { ok: boolean; detail?: string }>;
    };
    const missing = Object.entries(report.dependencies ?? {}).filter(([, { ok }]) => !ok);
    return {
      ok: response.statusCode === 200,
      missing: missing.map(([name, { detail }]) => `${name} (${detail ?? 'no answer'})`).join(', '),
    };
  } catch {
    return null;
  }
}
