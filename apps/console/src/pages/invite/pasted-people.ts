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
const ADDRESS = /[^\s<>,;"'()[\]|@]{1,64}@[^\s<>,;"'()[\]|@]{1,190}\.[^\s<>,;"'()[\]|.@]{2,63}/u;
/** More would be a file, for which there is the import. */
export const MOST_PEOPLE = 500;

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
export function readPasted(text: string): PastedPerson[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  const head = filled[0] === undefined ? null : readHead(filled[0]);
  const found = head
    ? filled.slice(1).map((line) => fromColumns(line, head))
    : filled.flatMap((line) => entriesOf(line).map(fromEntry));
  return once(found).slice(0, MOST_PEOPLE);
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
  return person(line, email, {
    firstName: cell('firstName') || named.firstName,
    lastName: cell('lastName') || named.lastName,
  });
}

/** The people of one line: one where it is a row of a table, several where it is a list of recipients. */
function entriesOf(line: string): string[] {
  const addresses = line.match(new RegExp(ADDRESS, 'gu')) ?? [];
  if (addresses.length < 2) return [line];
  // A comma within a name ("Lee, Ann" <ann@x>) ends nobody: a new one begins only after an address.
  const entries: string[] = [];
  let rest = line;
  for (const address of addresses) {
    const end = rest.indexOf(address) + address.length;
    const closing = /^[>)\]"']*/.exec(rest.slice(end))![0].length;
    entries.push(rest.slice(0, end + closing).replace(/^[\s,;|]+/, ''));
    rest = rest.slice(end + closing);
  }
  return entries;
}

function fromEntry(entry: string): PastedPerson {
  const source = entry.replace(/^[\s,;|]+|[\s,;|]+$/g, '');
  const email = ADDRESS.exec(source)?.[0] ?? '';
  const rest = email === '' ? source : source.replace(email, ' ');
  const cells = rest
    .replace(/[<>()[\]]|mailto:/g, ' ')
    .split(/[\t;|]/)
    .map((cell) => cell.replace(/["']{1,2}(?=\s|,|$)|(?<=^|\s|,)["']/g, '').replace(/^[\s,]+|[\s,]+$/g, ''))
    .filter((cell) => cell !== '');
  // Two cells beside an address are a first and a last name, as in a column each.
  if (cells.length >= 2) return person(source, email, { firstName: cells[0]!, lastName: cells[1]! });
  return person(source, email, nameOf(cells[0] ?? ''));
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
