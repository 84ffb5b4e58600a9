import { Fault } from '@seatkeeper/contracts';

/** Why a body is not taken as JSON, with the place where it stops being so. */
export function refuseJson(text: string): Fault {
  const wrong = firstMistake(text);
  // What is JSON and refused all the same holds a key that would change the nature of objects.
  if (!wrong)
    return new Fault('malformed-body', 'The keys __proto__ and constructor.prototype are not taken.');
  const before = text.slice(0, wrong.at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  const found = wrong.at === text.length ? 'the end' : `\`${[...text.slice(wrong.at, wrong.at + 20)][0]}\``;
  return new Fault(
    'malformed-body',
    `The body is not valid JSON: ${place} has ${found} instead of ${wrong.wanted}.`,
  );
}

/** Whether arrays and objects are nested deeper than `limit`; said without parsing, which itself takes long for such a text. */
export function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString && char === '\\') at += 1;
    else if (char === '"') inString = !inString;
    else if (inString) continue;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

type Wanted = keyof typeof WORDS;

const WORDS = {
  value: 'a value',
  'value or ]': 'a value or `]`',
  'name or }': 'a name in double quotes or `}`',
  name: 'a name in double quotes',
  colon: '`:` after a name',
  ', or }': '`,` or `}`',
  ', or ]': '`,` or `]`',
  nothing: 'nothing more',
};

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where a text stops being JSON (RFC 8259) and what should stand there; null if it is JSON. The engine's own words
 * name the place only sometimes.
 */
export function firstMistake(text: string): { at: number; wanted: string } | null {
  const open: ('}' | ']')[] = [];
  let at = 0;
  let wanted: Wanted = 'value';
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length > 0;
  };
  const afterValue = (): Wanted =>
    open.length === 0 ? 'nothing' : open.at(-1) === '}' ? ', or }' : ', or ]';
  for (;;) {
    take(SPACE);
    const char = text[at];
    if (wanted === 'nothing') return char === undefined ? null : { at, wanted: WORDS.nothing };
    const opensValue = wanted === 'value' || wanted === 'value or ]';
    const wantsName = wanted === 'name' || wanted === 'name or }';
    if (char === open.at(-1) && char !== undefined && wanted.endsWith(char)) {
      open.pop();
      at += 1;
      wanted = afterValue();
    } else if (opensValue && char === '{') {
      open.push('}');
      at += 1;
      wanted = 'name or }';
    } else if (opensValue && char === '[') {
      open.push(']');
      at += 1;
      wanted = 'value or ]';
    } else if (opensValue && (take(STRING) || take(PLAIN))) wanted = afterValue();
    else if (wantsName && take(STRING)) wanted = 'colon';
    else if (wanted === 'colon' && char === ':') {
      at += 1;
      wanted = 'value';
    } else if (wanted.startsWith(',') && char === ',') {
      at += 1;
      wanted = open.at(-1) === '}' ? 'name' : 'value';
    } else return { at, wanted: WORDS[wanted] };
  }
}
