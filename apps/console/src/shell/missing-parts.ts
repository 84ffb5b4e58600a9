/** As browsers and the bundler say that a script or a style of a page could not be fetched. */
const MISSING = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;

interface Failure {
  readonly error: unknown;
  readonly isOnline: boolean;
  /** What tells the console that is open from another. */
  readonly build: string;
  /** For which the page was opened anew before. */
  readonly reloaded: string | null;
}

/**
 * Whether to open a page anew that cannot be shown: a newer console has taken the place of the one that is open, whose
 * parts are no longer there. Without a connection the page would be lost, and the same console has no more parts the second time.
 */
export function isToReload({ error, isOnline, build, reloaded }: Failure): boolean {
  return isOnline && build !== reloaded && error instanceof Error && MISSING.test(error.message);
}

/** The address of the style that could not be fetched; undefined where something else went wrong. */
export function styleMissedBy({ message }: Error): string | undefined {
  return /^Unable to preload CSS for (\S+)$/.exec(message)?.[1];
}
