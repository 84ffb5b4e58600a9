/** One part of a mail, its body decoded. */
export interface Part {
  fields: ReadonlyMap<string, string>;
  /** `text/plain` when it does not say. */
  type: string;
  parameters: ReadonlyMap<string, string>;
  body: string;
}

const MOST_PARTS = 20;

/** Header fields by their names in small letters, folded lines joined; of those that come twice, the first. */
export function readFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const [head = ''] = withoutReturns(text).replace(/^\n+/, '').split('\n\n', 1);
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

export function readPart(text: string): Part {
  const whole = withoutReturns(text);
  const end = whole.startsWith('\n') ? 0 : whole.indexOf('\n\n');
  const fields = end > 0 ? readFields(whole.slice(0, end)) : new Map<string, string>();
  const [type = '', ...rest] = (fields.get('content-type') ?? 'text/plain').split(';');
  const body = end < 0 ? '' : whole.slice(end).replace(/^\n{1,2}/, '');
  return {
    fields,
    type: type.trim().toLowerCase(),
    parameters: new Map(rest.map(readParameter)),
    body: decoded(body, fields.get('content-transfer-encoding')?.toLowerCase()),
  };
}

/** The parts between the lines of a boundary; what is before the first and behind the last is nobody's. */
export function partsOf(body: string, boundary: string): string[] {
  const parts: string[][] = [];
  let current: string[] | null = null;
  for (const line of withoutReturns(body).split('\n')) {
    const said = line.trimEnd();
    if (said === `--${boundary}--` || parts.length > MOST_PARTS) break;
    if (said === `--${boundary}`) parts.push((current = []));
    else current?.push(line);
  }
  return parts.map((lines) => lines.join('\n'));
}

function readParameter(text: string): [string, string] {
  const equals = text.indexOf('=');
  const value = text.slice(equals + 1).trim();
  return [
    text.slice(0, Math.max(equals, 0)).trim().toLowerCase(),
    value.startsWith('"') ? value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : value,
  ];
}

function decoded(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return withoutReturns(Buffer.from(body, 'base64').toString('utf8'));
  if (encoding !== 'quoted-printable') return body;
  // Line by line: an expression that looks for blanks before an end of line takes too long over a line of nothing else.
  const joined = body.split('\n').reduce((text, line) => {
    const kept = line.trimEnd();
    return text + (kept.endsWith('=') ? kept.slice(0, -1) : `${kept}\n`);
  }, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/gi, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const withoutReturns = (text: string): string => text.replaceAll('\r\n', '\n');
