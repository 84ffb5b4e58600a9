import { readSettings, WrongSettings } from './settings/settings.js';
import type { SettingsOf, SettingsSpec } from './settings/settings-spec.js';

/**
 * Runs a command that is told by the environment where it works, as a service is. Its exit code is what `run` answers; 1 for
 * what fails, 2 for settings that are wrong, each with a sentence.
 */
export async function runCommand<S extends SettingsSpec>(
  spec: S,
  run: (settings: SettingsOf<S>, words: readonly string[], print: (text: string) => void) => Promise<number>,
): Promise<void> {
  try {
    const settings = readSettings(spec, process.env) as SettingsOf<S>;
    process.exitCode = await run(settings, process.argv.slice(2), (text) =>
      process.stdout.write(`${text}\n`),
    );
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof WrongSettings ? 2 : 1;
  }
}
