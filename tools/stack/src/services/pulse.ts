import { setTimeout as delay } from 'node:timers/promises';
import type { Note } from '../progress.js';
import type { Copy } from './services.js';

/** A process that hangs is said within the time to the next look and the time it has for an answer. */
const LOOK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 5_000;
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
    await delay(state === 'away' ? LOOK_AGAIN_MS : LOOK_EVERY_MS, undefined, { signal });
    if (process.pid !== pid) {
      // It has died or was restarted, which has been said.
      if (state !== 'away') since = performance.now();
      [pid, state] = [process.pid, 'away'];
    }
    if (pid === undefined) continue;
    const answer = await ask(port, signal);
    if (process.pid !== pid) continue;
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    if (answer?.ok)
      become('ready', state === 'away' ? `${name} is back` : `${name} is well again after ${seconds} s`);
    else if (state === 'away') continue;
    else if (answer) become('lacking', `${name} is not ready: ${answer.missing}`);
    else become('silent', `${name} does not answer, but its process ${pid} runs: it is stopped or hangs`);
  }
}

async function ask(port: number, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    const report = (await response.json()) as {
      dependencies?: Record<string, { ok: boolean; detail?: string }>;
    };
    const missing = Object.entries(report.dependencies ?? {}).filter(([, { ok }]) => !ok);
    return {
      ok: response.ok,
      missing: missing.map(([name, { detail }]) => `${name} (${detail ?? 'no answer'})`).join(', '),
    };
  } catch {
    return null;
  }
}
