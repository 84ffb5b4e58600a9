/** Somebody as far as what was pasted tells. */
export interface PastedPerson {
  /** What was pasted about them, to be recognised by. */
  readonly source: string;
  /** Lower case; empty where there is none. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

// So long as an address may be: without ends, a long text without one would be looked through from each of its letters.
// An apostrophe is part of one (o'brien@x.example) within it alone: at its ends it is a quote.
const ADDRESS =
  /[^\s<>,;"'()[\]|@](?:[^\s<>,;"()[\]|@]{0,62}[^\s<>,;"'()[\]|@])?@[^\s<>,;"'()[\]|@]{1,190}\.[^\s<>,;"'()[\]|.@]{2,63}/u;
/** More would be a file, for which there is the import. */
export const MOST_PEOPLE = 500;
/** So many letters are read; nobody's mail program writes more of so many people. */
export const MOST_LETTERS = 200_000;

interface Pasted {
  readonly people: readonly PastedPerson[];
  /** How many more there were than are taken at once. */
  readonly leftOut: number;
}

const HEADERS: Readonly<Record<string, 'email' | 'firstName' | 'lastName' | 'name'>> = {
  email: 'email',
  'e-mail': 'email',
  mail: 'email',
  username: 'email',
  'email address': 'email',
  'e-mail address': 'email',
  'adresse e-mail': 'email',
  courriel: 'email',
  'first name': 'firstName',
  firstname: 'firstName',
  'given name': 'firstName',
  prénom: 'firstName',
  prenom: 'firstName',
  'last name': 'lastName',
  lastname: 'lastName',
  surname: 'lastName',
  'family name': 'lastName',
  nom: 'lastName',
  'nom de famille': 'lastName',
  name: 'name',
  'full name': 'name',
  'display name': 'name',
  'nom complet': 'name',
};

/**
 * Reads whatever people paste: the recipients of a mail program (`Ann Lee <ann@x.example>; bob@x.example`), a table with
 * or without a head, one address a line. The same address twice is one person; what holds no address stays, to be mended.
 */
export function readPasted(text: string): Pasted {
  // An empty first cell is a tab at the beginning: without it all columns would be others.
  const filled = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const head = filled[0] === undefined ? null : readHead(filled[0]);
  const found = head
    ? filled.slice(1).map((line) => fromColumns(line, head))
    : filled.flatMap((line) => entriesOf(line).map(fromEntry));
  const all = once(found);
  return { people: all.slice(0, MOST_PEOPLE), leftOut: Math.max(0, all.length - MOST_PEOPLE) };
}

interface Head {
  readonly separator: string;
  readonly columns: readonly (string | undefined)[];
}

function readHead(line: string): Head | null {
  const separator = separatorOf(line);
  const cells = cellsOf(line, separator);
  const columns = cells.map((cell) => HEADERS[cell.toLowerCase()]);
  return columns.includes('email') ? { separator, columns } : null;
}

const separatorOf = (line: string): string => ['\t', ';', ','].find((sign) => line.includes(sign)) ?? ',';

/** As spreadsheets write them: a cell in quotes may hold the separator, and a quote as two. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at]!;
    if (sign === '"' && quoted && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}

function fromColumns(line: string, { separator, columns }: Head): PastedPerson {
  const cells = cellsOf(line, separator);
  const cell = (column: string) => cells[columns.indexOf(column)] ?? '';
  const email = ADDRESS.exec(cell('email'))?.[0] ?? '';
  const named = nameOf(cell('name'));
  return person(line.trim(), email, {
    firstName: cell('firstName') || named.firstName,
    lastName: cell('lastName') || named.lastName,
  });
}

/** The people of one line: one where it is a row of a table, several where it is a list of recipients. */
function entriesOf(line: string): string[] {
  const isList = [...line.matchAll(EVERY)].length > 1 || IN_BRACKETS.test(line);
  return isList ? partsOf(line).flatMap(byAddress) : [line];
}

const EVERY = new RegExp(ADDRESS, 'gu');
const IN_BRACKETS = new RegExp(`<\\s*(?:mailto:)?${ADDRESS.source}\\s*>`, 'u');

/** What stands between semicolons, those in quotes left alone. */
function partsOf(line: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    if (sign === ';' && !quoted) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.filter((part) => without(part, AROUND) !== '');
}

/** A comma within a name ("Lee, Ann" <ann@x>) ends nobody: a new one begins only after an address. */
function byAddress(part: string): string[] {
  const entries: string[] = [];
  let begin = 0;
  for (const { 0: address, index } of part.matchAll(EVERY)) {
    const end = index + address.length;
    const closing = /^[>)\]"']*/.exec(part.slice(end))![0].length;
    entries.push(part.slice(begin, end + closing));
    begin = end + closing;
  }
  const rest = part.slice(begin);
  return /[\p{L}\p{N}]/u.test(rest) ? [...entries, rest] : entries;
}

function fromEntry(entry: string): PastedPerson {
  const source = without(entry, AROUND);
  const email = ADDRESS.exec(source)?.[0] ?? '';
  const inOrder = columnsBeside(source, email);
  if (inOrder) return person(source, email, inOrder);
  const rest = email === '' ? source : source.replace(email, ' ');
  const cells = rest
    .replace(/[<>()[\]]|mailto:/g, ' ')
    .split(/[\t;|]/)
    .map((cell) => without(cell.replace(/["']{1,2}(?=\s|,|$)|(?<=^|\s|,)["']/g, ''), /[\s,]/))
    .filter((cell) => cell !== '');
  // Two cells beside an address are a first and a last name, as in a column each.
  if (cells.length >= 2) return person(source, email, { firstName: cells[0]!, lastName: cells[1]! });
  return person(source, email, nameOf(cells[0] ?? ''));
}

/** Two cells beside one that is an address, with commas: a first and a last name. In quotes or before <> a comma is one of a name. */
function columnsBeside(source: string, email: string) {
  if (email === '' || /[\t;|<>"]/.test(source)) return null;
  const cells = source.split(',').map((cell) => cell.trim());
  const [firstName, lastName, ...more] = cells.filter((cell) => cell !== email && cell !== '');
  return cells.includes(email) && firstName && lastName && more.length === 0 ? { firstName, lastName } : null;
}

const AROUND = /[\s,;|]/;
/** A text without such signs at its ends; an expression for both would look through long rows of them again and again. */
function without(text: string, signs: RegExp): string {
  let [from, to] = [0, text.length];
  while (from < to && signs.test(text[from]!)) from += 1;
  while (to > from && signs.test(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
}

/** `Ann Lee` and `Lee, Ann` are the same; the last word is the last name. */
function nameOf(name: string): { firstName: string; lastName: string } {
  const said = name.replace(/\s+/g, ' ').trim();
  const [last, first, ...more] = said.split(',').map((part) => part.trim());
  if (first !== undefined && first !== '' && more.length === 0) return { firstName: first, lastName: last! };
  const words = said.replaceAll(',', ' ').split(' ').filter(Boolean);
  return words.length < 2
    ? { firstName: words[0] ?? '', lastName: '' }
    : { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1)! };
}

/** Where only the address is known, it often holds the name: `ann.lee@x.example`. */
function person(
  source: string,
  address: string,
  name: { firstName: string; lastName: string },
): PastedPerson {
  const email = address.replace(/^mailto:/i, '').toLowerCase();
  if (name.firstName !== '' && name.lastName !== '') return { source, email, ...name };
  const guessed = (email.split('@')[0] ?? '')
    .split(/[._-]+/)
    .filter((part) => /^\p{L}{2,}$/u.test(part))
    .map((part) => part[0]!.toLocaleUpperCase() + part.slice(1));
  const [first = '', ...rest] = guessed;
  return {
    source,
    email,
    firstName: name.firstName || first,
    lastName: name.lastName || rest.join(' '),
  };
}

function once(people: readonly PastedPerson[]): PastedPerson[] {
  const seen = new Set<string>();
  return people.filter(({ email }) => {
    if (email === '') return true;
    if (seen.has(email)) return false;
    seen.add(email);
    return true;
  });
}
