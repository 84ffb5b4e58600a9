import { firstMistake, refuseJson } from './json.js';

const GOOD = [
  '{}',
  ' [ ] ',
  'null',
  '-0.5e+10',
  '"\\u00e9\\n"',
  '{"a": [1, {"b": true}, "c"], "d": null}\n',
  '[[[[]]]]',
];
const BAD: [string, string][] = [
  ['', 'line 1, column 1 has the end instead of a value'],
  ['hello', 'line 1, column 1 has `h` instead of a value'],
  ['{"a": 1,}', 'line 1, column 9 has `}` instead of a name in double quotes'],
  ["{'a': 1}", "line 1, column 2 has `'` instead of a name in double quotes or `}`"],
  ['{"a" 1}', 'line 1, column 6 has `1` instead of `:` after a name'],
  ['{"a": 1 "b": 2}', 'line 1, column 9 has `"` instead of `,` or `}`'],
  ['{\n  "a": 1,\n  "b": yes\n}', 'line 3, column 8 has `y` instead of a value'],
  ['{"a": "cut off', 'line 1, column 7 has `"` instead of a value'],
  ['{"a": 1', 'line 1, column 8 has the end instead of `,` or `}`'],
  ['[1, 2', 'line 1, column 6 has the end instead of `,` or `]`'],
  ['[1, ]', 'line 1, column 5 has `]` instead of a value'],
  ['[01]', 'line 1, column 3 has `1` instead of `,` or `]`'],
  ['{} {}', 'line 1, column 4 has `{` instead of nothing more'],
  ['[}', 'line 1, column 2 has `}` instead of a value or `]`'],
  ['"é\u0007"', 'line 1, column 1 has `"` instead of a value'],
  ['[1, 🦊]', 'line 1, column 5 has `🦊` instead of a value'],
];

describe('a body that is not JSON', () => {
  it.each(BAD)('%j: %s', (text, place) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(refuseJson(text).detail).toBe(`The body is not valid JSON: ${place}.`);
  });

  it.each(GOOD)('is not %j', (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(firstMistake(text)).toBeNull();
  });

  it('is found in every cut of a good one that the engine refuses, and in no other', () => {
    const text = '{"a": [1.5, -2e3, true, {"b\\n": null}], "c": "d"}';
    for (let end = 0; end <= text.length; end += 1) {
      const cut = text.slice(0, end);
      let good = true;
      try {
        JSON.parse(cut);
      } catch {
        good = false;
      }
      expect([cut, firstMistake(cut) === null]).toEqual([cut, good]);
    }
  });

  it('may be JSON with keys that change the nature of objects', () => {
    expect(refuseJson('{"__proto__": {}}').detail).toContain('__proto__');
  });
});
