import { HASHES_WAITING, PasswordsService } from './passwords.service.js';

const tried = (work: Promise<boolean>) =>
  work.then(
    (right) => String(right),
    (error: unknown) => (error as { code: string }).code,
  );

describe('checking passwords', () => {
  const AT_ONCE = 2;
  const passwords = new PasswordsService({ HASHES_AT_ONCE: AT_ONCE });

  it('tells the right one from others, and nobody has none', async () => {
    const stored = await passwords.hash('correct horse battery');
    expect(await passwords.verify(stored, 'correct horse battery')).toBe(true);
    expect(await passwords.verify(stored, 'correct horse')).toBe(false);
    expect(await passwords.verify(undefined, 'correct horse battery')).toBe(false);
  });

  it('is done for so many at once, a few wait, and the rest is refused before any work, with when to come again', async () => {
    const stored = await passwords.hash('correct horse battery');
    const all = await Promise.all(
      Array.from({ length: 300 }, () => tried(passwords.verify(stored, 'correct horse battery'))),
    );
    // The first take their places a moment after they asked, so they are among those waiting at first.
    const taken = all.filter((outcome) => outcome === 'true').length;
    expect(taken).toBeGreaterThanOrEqual(HASHES_WAITING);
    expect(taken).toBeLessThanOrEqual(HASHES_WAITING + AT_ONCE);
    expect(all.filter((outcome) => outcome === 'busy')).toHaveLength(300 - taken);
    expect(await passwords.verify(stored, 'correct horse battery')).toBe(true);
  });
});
