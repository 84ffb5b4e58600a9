import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIdentity } from '../../early/process-identity.mjs';
import { keepSecrets, publicHalf } from './secrets.js';
import { StackFolder } from './stack-folder.js';

describe('the folder of a stack', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'folder-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('keeps its id for ever', async () => {
    const first = await StackFolder.open(dir);
    first.release();
    const second = await StackFolder.open(dir);
    expect(second.id).toBe(first.id);
    expect(second.id).toMatch(/^[0-9a-f]{8}$/);
  });

  it('belongs to one stack at a time, whose process it names', async () => {
    await StackFolder.open(dir);
    await expect(StackFolder.open(dir)).rejects.toThrow(`runs in ${dir} already (process ${process.pid})`);
  });

  it('is free again when the process that had it is gone, even if another has its pid now', async () => {
    const lock = join(dir, 'stack.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, identity: 'another boot:1' }));
    await StackFolder.open(dir);
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual({
      pid: process.pid,
      identity: processIdentity(process.pid),
    });
  });

  it('keeps secrets that only its owner can read and that the services accept', () => {
    const file = join(dir, 'secrets.json');
    const secrets = keepSecrets(file);
    expect(keepSecrets(file)).toEqual(secrets);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(secrets.LINK_SECRET, 'base64')).toHaveLength(32);
    expect(Buffer.from(secrets.FACTOR_KEY, 'base64')).toHaveLength(32);
    for (const text of [secrets.SIGNING_KEY, secrets.ACTOR_KEY]) {
      const key = createPrivateKey(Buffer.from(text, 'base64').toString());
      expect(key.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    }
    expect(secrets.ACTOR_KEY).not.toBe(secrets.SIGNING_KEY);
  });

  it('gets the secrets it lacks beside those it has', () => {
    const file = join(dir, 'secrets.json');
    writeFileSync(file, JSON.stringify({ SIGNING_KEY: 'key', LINK_SECRET: 'secret' }));
    const secrets = keepSecrets(file);
    expect(secrets).toMatchObject({ SIGNING_KEY: 'key', LINK_SECRET: 'secret' });
    expect(Buffer.from(secrets.IDEMPOTENCY_SECRET, 'base64')).toHaveLength(32);
    expect(publicHalf(secrets.ACTOR_KEY)).toEqual(expect.any(String));
    expect(keepSecrets(file)).toEqual(secrets);
  });
});
