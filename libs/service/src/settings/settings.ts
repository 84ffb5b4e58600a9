import { z } from 'zod';
import { platformNames } from './families.js';
import { nearMisses } from './near-misses.js';
import type { SettingsOf, SettingsSpec } from './settings-spec.js';

/** Settings with which the process can never start, in one sentence. */
export class WrongSettings extends Error {}

/**
 * Reads the settings from an environment; an empty variable counts as not set. Throws one sentence that
 * names every variable that is wrong, missing or misspelt, never a value.
 */
export function readSettings<S extends z.ZodRawShape>(
  spec: SettingsSpec<S>,
  environment: Readonly<Record<string, string | undefined>>,
): SettingsOf<SettingsSpec<S>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const misspelt = nearMisses(Object.keys(given), Object.keys(spec.shape), platformNames);
  const parsed = z.object(spec.shape).safeParse(given);
  if (parsed.success && misspelt.length === 0) return Object.freeze(parsed.data);

  const explained = new Set(misspelt.map(({ meant }) => meant));
  const wrong = (parsed.error?.issues ?? [])
    .map(({ path: [name], message, code }) => ({
      name: String(name),
      message,
      // What a schema of its own accord finds wrong may lie behind the default: a file, for example.
      isThere: String(name) in given || code === 'custom',
    }))
    // A missing variable whose misspelling was found is one mistake, not two.
    .filter(({ name, isThere }) => isThere || !explained.has(name))
    .map(({ name, message, isThere }) => (isThere ? `${name} is wrong (${message})` : `${name} is missing`));
  const unknown = misspelt.map(({ name, meant }) => `${name} is not known; did you mean ${meant}?`);
  throw new WrongSettings([...new Set([...wrong, ...unknown])].join('; ').replace(/(?<![.?])$/, '.'));
}
