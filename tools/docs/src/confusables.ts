import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * `node tools/docs/dist/confusables.js FILE` makes the letters that identity takes for one another of `confusables.txt` of UTS 39.
 * After it names have other looks: give the migration that writes them down anew another id.
 */
const TARGET = new URL('../../../apps/identity/src/users/confusables.ts', import.meta.url);

/** Taken for an x by readers, though not by the tables of Unicode. */
const CHI = ['χ', 'x'] as const;

/** What a username, in which case and widths are folded, can consist of. */
const isInNames = (letter: string): boolean =>
  /^[\p{L}\p{N}!-~]$/u.test(letter) && letter === letter.normalize('NFKC').toLowerCase();

/** The mappings, `0430 ;	0061 ;	MA`, with the version that the file says it has. */
function parsed(text: string): { version: string; looks: Map<string, string> } {
  const version = /^# Version: (\S+)/m.exec(text)?.[1];
  if (version === undefined) throw new Error('This is no confusables.txt: it has no line "# Version: …".');
  const letters = (codes: string) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => String.fromCodePoint(parseInt(code, 16)))
      .join('');
  const lines = text.matchAll(/^([\dA-F]+)\s*;\s*([\dA-F ]+?)\s*;\s*MA\b/gm);
  return {
    version,
    looks: new Map([...[...lines].map(([, from, to]) => [letters(from!), letters(to!)] as const), CHI]),
  };
}

/** What a letter looks like in a name: by the mappings, in small letters, until nothing changes any more. */
function looksOf(letter: string, looks: ReadonlyMap<string, string>): string {
  let text = letter.normalize('NFD');
  for (let rounds = 0; rounds < 10; rounds += 1) {
    const next = [...text]
      .map((each) => looks.get(each) ?? each)
      .join('')
      .toLowerCase()
      .normalize('NFKC')
      .normalize('NFD');
    if (next === text) return text;
    text = next;
  }
  throw new Error(`What ${letter} looks like comes to no end.`);
}

const hex = (text: string) => [...text].map((each) => each.codePointAt(0)!.toString(16)).join(' ');

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file confusables.txt of a version of Unicode.');
const { version, looks } = parsed(readFileSync(file, 'utf8'));
const groups = new Map<string, string[]>();
for (const letter of looks.keys()) {
  // What is put together of several signs is taken apart first.
  if (!isInNames(letter) || letter.normalize('NFD') !== letter) continue;
  const look = looksOf(letter, looks);
  if (look !== letter) groups.set(look, [...(groups.get(look) ?? []), letter]);
}
const rows = [...groups].map(([look, letters]) => [hex(look), hex(letters.join(''))] as const);
rows.sort(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(
  fileURLToPath(TARGET),
  `/**
 * Letters that look like others, of confusables.txt of UTS 39, version ${version}, reduced to what names can consist of. Made by
 * \`node tools/docs/dist/confusables.js\`; not to be changed by hand.
 *
 * Copyright © 1991-2022 Unicode, Inc. All rights reserved. Distributed under the Terms of Use in https://www.unicode.org/copyright.html.
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of the Unicode data files and any associated documentation
 * (the "Data Files") or Unicode software and any associated documentation (the "Software") to deal in the Data Files or Software without
 * restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, and/or sell copies of the Data
 * Files or Software, and to permit persons to whom the Data Files or Software are furnished to do so, provided that either (a) this
 * copyright and permission notice appear with all copies of the Data Files or Software, or (b) this copyright and permission notice appear
 * in associated Documentation.
 *
 * THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
 * WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF THIRD PARTY RIGHTS. IN NO EVENT SHALL THE COPYRIGHT
 * HOLDER OR HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL INDIRECT OR CONSEQUENTIAL DAMAGES, OR ANY DAMAGES
 * WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING
 * OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THE DATA FILES OR SOFTWARE.
 *
 * Except as contained in this notice, the name of a copyright holder shall not be used in advertising or otherwise to promote the sale, use
 * or other dealings in these Data Files or Software without prior written authorization of the copyright holder.
 */

/** By what they look like, the letters that do; both by the numbers of their signs, in hexadecimal digits. */
export const CONFUSABLES: Readonly<Record<string, string>> = {
${rows.map(([look, letters]) => `  '${look}': '${letters}',`).join('\n')}
};
`,
);
