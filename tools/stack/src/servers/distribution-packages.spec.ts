import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { libraryFolders } from './distribution-packages.js';

it('libraries are looked for where packages put them, also in a folder of their own', () => {
  const root = mkdtempSync(join(tmpdir(), 'unpacked-'));
  const libraries = 'usr/lib/x86_64-linux-gnu';
  for (const file of [
    `${libraries}/libpulse.so.0`,
    `${libraries}/pulseaudio/libpulsecommon-16.1.so`,
    `${libraries}/perl/strict.pm`,
    'usr/lib/chromium/chromium',
  ]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  expect(libraryFolders(root)).toEqual([join(root, libraries), join(root, libraries, 'pulseaudio')]);
  rmSync(root, { recursive: true });
});
