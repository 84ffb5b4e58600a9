import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseLock, takeLock } from '../../early/folder.mjs';
import { infoFile, makeKnown, stackAtHand } from '../../early/stack-at-hand.mjs';

const checkout = mkdtempSync(join(tmpdir(), 'at-hand-'));
afterAll(() => rmSync(checkout, { recursive: true }));

/** A stack that runs as far as anybody can tell from its folder. */
async function run(name: string): Promise<{ dir: string; end: () => void }> {
  const dir = join(checkout, name);
  mkdirSync(dir, { recursive: true });
  await takeLock(dir);
  writeFileSync(infoFile(dir), '{}');
  const forget = makeKnown(dir, checkout);
  return {
    dir,
    end: () => {
      forget();
      rmSync(infoFile(dir));
      releaseLock(dir);
    },
  };
}

const usual = join(checkout, '.local');

describe('the stack that a command is for', () => {
  it('is the one in the usual folder, or in the one that STACK_DIR names', async () => {
    const [first, second] = [await run('.local'), await run('other')];
    expect(stackAtHand({}, checkout)).toBe(usual);
    expect(stackAtHand({ STACK_DIR: 'other' }, checkout)).toBe(second.dir);
    first.end();
    second.end();
  });

  it('is the only one that runs elsewhere, unless STACK_DIR names another', async () => {
    const { dir, end } = await run('elsewhere');
    expect(stackAtHand({}, checkout)).toBe(dir);
    expect(() => stackAtHand({ STACK_DIR: 'nowhere' }, checkout)).toThrow(
      `No stack runs in ${join(checkout, 'nowhere')}, where STACK_DIR leads. One runs in ${dir}.`,
    );
    end();
    expect(() => stackAtHand({}, checkout)).toThrow(`No stack runs in ${usual}: begin with npm start.`);
  });

  it('is not one whose process has gone without a word', async () => {
    const { dir, end } = await run('killed');
    writeFileSync(join(dir, 'stack.lock'), JSON.stringify({ pid: process.pid, identity: 'of yesterday' }));
    expect(() => stackAtHand({}, checkout)).toThrow('begin with npm start');
    end();
  });
});
