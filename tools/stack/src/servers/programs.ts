import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Where packages put servers that a user's PATH often lacks.
const USUAL_PLACES = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/opt/homebrew/sbin',
  '/opt/homebrew/bin',
];

/** Folders to look for programs in: PATH, then the usual places. */
export function programFolders(): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...new Set([...path, ...USUAL_PLACES])];
}

/** The first of these programs that is installed, as an absolute path. */
export function findProgram(
  names: readonly string[],
  folders: readonly string[] = programFolders(),
): string | null {
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (isProgram(file)) return file;
    }
  }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
