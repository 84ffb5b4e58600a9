import { validate } from 'dockerfile-utils';
import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { REPOSITORY } from '../early/places.mjs';
import { SERVICES } from '../early/services.mjs';
import { publicHalf } from './folder/secrets.js';

interface ComposeService {
  readonly image: string;
  readonly profiles?: readonly string[];
  readonly healthcheck?: object;
  readonly restart?: string;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** We list servers before services, and each from what it is to how it is kept; the linter would sort by name. */
const OWN_ORDER = ['service-keys-order', 'services-alphabetical-order', 'top-level-properties-order'];

const run = (args: string[]) => execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });

const composeFile = join(REPOSITORY, 'docker-compose.yml');
const composeText = readFileSync(composeFile, 'utf8');
const compose = parse(composeText, { merge: true }) as { services: Record<string, ComposeService> };
const services = Object.entries(compose.services);
const dockerfile = readFileSync(join(REPOSITORY, 'Dockerfile'), 'utf8');
const lastStage = dockerfile.slice(dockerfile.lastIndexOf('FROM '));

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose specification, and the linter finds nothing', () => {
    const linter = createRequire(import.meta.url).resolve('dclint/package.json');
    const args = [join(dirname(linter), 'bin', 'dclint.cjs'), composeFile, '--formatter', 'json'];
    const report = run([...args, ...OWN_ORDER.flatMap((rule) => ['--disable-rule', rule])]);
    expect(JSON.parse(report)).toMatchObject([{ messages: [] }]);
  });

  it('starts the servers alone, and with the profile `services` the five of ours too', () => {
    const ours = services.filter(([, { profiles }]) => profiles?.includes('services'));
    expect(ours.map(([name]) => name).sort()).toEqual([...SERVICES].sort());
    const others = services.filter(([, { profiles }]) => !profiles).map(([name]) => name);
    expect(others).toEqual(['mongodb', 'rabbitmq', 'redis', 'maildev']);
  });

  it.each(services)(
    '%s comes from an exact version, is checked, and can be reached from this machine only',
    (name, service) => {
      const isOurs = (SERVICES as readonly string[]).includes(name);
      expect(service.image).toMatch(
        isOurs ? /^seatkeeper:local$/ : /:\d+\.\d+\.\d+(-[\w-]+)?(@sha256:[0-9a-f]{64})?$/,
      );
      expect(isOurs ? dockerfile : service).toEqual(
        isOurs
          ? expect.stringContaining('HEALTHCHECK')
          : expect.objectContaining({ healthcheck: expect.anything() as object }),
      );
      expect(service.restart).toBe('unless-stopped');
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    },
  );

  it('has no secret in it: each is asked for, and make-env.mjs makes every one', () => {
    const script = join(REPOSITORY, 'deploy', 'compose', 'make-env.mjs');
    const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-env-'));
    const file = join(folder, '.env');
    run([script, file]);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(run([script, file])).toContain('stays as it is');
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toEqual(lines);
    rmSync(folder, { recursive: true });
    const made = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const asked = new Set([...composeText.matchAll(/\$\{(\w+):\?run/g)].map(([, name]) => name));
    // For who administers RabbitMQ: no container is told it.
    expect(Object.keys(made).sort()).toEqual([...asked, 'RABBITMQ_ADMIN_PASSWORD'].sort());
    for (const name of ['SIGNING_KEY', 'ACTOR_KEY']) {
      const key = createPrivateKey(Buffer.from(made[name] ?? '', 'base64').toString());
      expect(key.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    }
    expect(made['ACTOR_PUBLIC_KEYS']).toBe(publicHalf(made['ACTOR_KEY'] ?? ''));
    const knowing = (setting: string) =>
      services.filter(([, { environment }]) => environment && setting in environment).map(([name]) => name);
    expect(knowing('SIGNING_KEY')).toEqual(['identity']);
    expect(knowing('ACTOR_KEY')).toEqual(['gateway']);
    expect(knowing('ACTOR_PUBLIC_KEYS')).toEqual(['identity', 'licensing', 'notifications', 'reassignment']);
  });

  it('asks for a secret that an .env of before lacks, and make-env.mjs adds it and leaves all else as it is', () => {
    const script = join(REPOSITORY, 'deploy', 'compose', 'make-env.mjs');
    const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-env-'));
    const file = join(folder, '.env');
    run([script, file]);
    const whole = readFileSync(file, 'utf8');
    const without = (...names: string[]) =>
      whole
        .split('\n')
        .filter((line) => !names.includes(line.slice(0, line.indexOf('='))))
        .join('\n')
        .trimEnd();
    const old = without('WEBHOOK_KEY', 'ACTOR_KEY', 'ACTOR_PUBLIC_KEYS', 'RABBITMQ_ADMIN_PASSWORD');
    writeFileSync(file, `${old}\n# ours\nWEBHOOK_KEY=\nSMTP_URL=smtp://mail.firm.example`);
    const before = readFileSync(file, 'utf8');
    expect(run([script, file])).toContain('lacked: ACTOR_KEY, ACTOR_PUBLIC_KEYS, WEBHOOK_KEY.');
    const after = readFileSync(file, 'utf8');
    expect(after.startsWith(`${before}\n`)).toBe(true);
    const made = parseEnv(after.slice(before.length));
    expect(Object.keys(made)).toEqual(['ACTOR_KEY', 'ACTOR_PUBLIC_KEYS', 'WEBHOOK_KEY']);
    expect(made['ACTOR_PUBLIC_KEYS']).toBe(publicHalf(made['ACTOR_KEY'] ?? ''));

    const half = without('WEBHOOK_KEY', 'RABBITMQ_IDENTITY_HASH');
    writeFileSync(file, half);
    expect(() => run([script, file])).toThrow('lacks RABBITMQ_IDENTITY_HASH');
    expect(readFileSync(file, 'utf8')).toBe(half);
    rmSync(folder, { recursive: true });
  });

  it('gives each service a user of its own on RabbitMQ, and RabbitMQ nothing but the hashes', () => {
    const script = join(REPOSITORY, 'deploy', 'rabbitmq', 'fill.sh');
    const template = readFileSync(join(REPOSITORY, 'deploy', 'rabbitmq', 'definitions.json'), 'utf8');
    const names = [...template.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? '');
    expect(Object.keys(compose.services['rabbitmq']?.environment ?? {}).sort()).toEqual(names.toSorted());
    const hashes = Object.fromEntries(names.map((name) => [name, `hash+of/${name}=`]));
    const fill = (env: Record<string, string>) =>
      execFileSync('sh', [script], { input: template, encoding: 'utf8', env: { ...process.env, ...env } });
    const { users } = JSON.parse(fill(hashes)) as { users: { name: string; password_hash: string }[] };
    expect(users).toContainEqual(
      expect.objectContaining({
        name: 'seatkeeper.identity',
        password_hash: hashes['RABBITMQ_IDENTITY_HASH'],
      }),
    );
    for (const service of SERVICES) {
      const address = compose.services[service]?.environment?.['AMQP_URL'];
      expect(address).toContain(
        `amqp://seatkeeper.${service}:\${RABBITMQ_${service.toUpperCase()}_PASSWORD:`,
      );
      expect(users.map(({ name }) => name)).toContain(`seatkeeper.${service}`);
    }
    expect(() => fill({ ...hashes, RABBITMQ_IDENTITY_HASH: '' })).toThrow(
      'RABBITMQ_IDENTITY_HASH is missing',
    );
  });

  it('keeps what Redis holds: an append-only file, and no key is evicted', () => {
    expect(composeText).toMatch(/--appendonly\n\s+- 'yes'/);
    expect(composeText).toMatch(/--maxmemory-policy\n\s+- noeviction/);
  });
});

describe('the Dockerfile', () => {
  it('passes the linter', () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  it('stands on one Node, by digest', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(new Set(images).size).toBe(1);
    expect(images[0]).toMatch(/^node:24\.\d+\.\d+-bookworm-slim@sha256:[0-9a-f]{64}$/);
  });

  it('installs from the lock file without running what it downloads, and runs as another user than root', () => {
    expect(dockerfile).toContain('npm ci --ignore-scripts');
    expect(dockerfile).toContain('npm prune --omit=dev');
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).not.toMatch(/^RUN /m);
  });
});
