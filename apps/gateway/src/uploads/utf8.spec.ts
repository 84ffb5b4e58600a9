import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { onlyUtf8 } from './utf8.js';

/** What comes through when the bytes arrive in chunks of a size. */
const through = (bytes: Buffer, size: number): Promise<string> => {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  return text(Readable.from(onlyUtf8(Readable.from(chunks), (line) => new Error(`line ${line}`))));
};

const SIZES = [1, 2, 3, 4, 5, 7, 1_000];

describe('a text in UTF-8', () => {
  it.each(SIZES)('comes through in chunks of %i bytes, whatever is cut in two', async (size) => {
    const whole = 'Sé;Łódź\nЮлия\n东京\n🦊 “x”\n';
    expect(await through(Buffer.from(whole), size)).toBe(whole);
  });

  it.each(SIZES)('is refused with the line that is not, in chunks of %i bytes', async (size) => {
    for (const [lines, line] of [
      [['Sé'], 1],
      [['a', 'Sé'], 2],
      [['a', 'b', 'Zoé,Lefèvre', 'c'], 3],
      [['a', 'é'], 2],
      [['é', 'a'], 1],
    ] as const)
      await expect(through(Buffer.from(lines.join('\n'), 'latin1'), size)).rejects.toThrow(`line ${line}`);
  });

  it('may not end in the middle of a character', async () => {
    for (const cut of [1, 2, 3])
      await expect(through(Buffer.from('ok\n🦊').subarray(0, 3 + cut), 1_000)).rejects.toThrow('line 2');
  });

  it('is not UTF-16, which spreadsheets call Unicode', async () => {
    const unicode = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name\nSé', 'utf16le')]);
    await expect(through(unicode, 1_000)).rejects.toThrow('line 1');
  });
});
