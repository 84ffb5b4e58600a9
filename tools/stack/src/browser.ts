import { CannotStart } from '../early/cannot-start.mjs';
import { CACHE_DIR } from '../early/places.mjs';
import { join } from 'node:path';
import { unpackedPackage } from './servers/distribution-packages.js';
import { findProgram } from './servers/programs.js';

export interface BrowserProgram {
  readonly executablePath: string;
  /** With which it runs for tests: it asks for nothing by itself, and needs no graphics. */
  readonly args: readonly string[];
  /** Variables with which it runs. */
  readonly env: Readonly<Record<string, string>>;
}

const ARGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** A Chromium: the one that is installed, else the distribution's package, unpacked once below `.local` without root. */
export async function findBrowser(
  installed: string | null = findProgram(NAMES),
  cacheDir = CACHE_DIR,
): Promise<BrowserProgram> {
  if (installed !== null) return { executablePath: installed, args: ARGS, env: {} };
  const note = (text: string) => void process.stderr.write(`${text}\n`);
  const { signal } = new AbortController();
  const unpacked = await unpackedPackage({ cacheDir, note, signal }, 'chromium');
  if (unpacked === null)
    throw new CannotStart(
      'There is no Chromium here: install it, and the stories of the console can be told.',
    );
  const executablePath = join(unpacked.root, 'usr/lib/chromium/chromium');
  return { executablePath, args: ARGS, env: unpacked.env };
}
