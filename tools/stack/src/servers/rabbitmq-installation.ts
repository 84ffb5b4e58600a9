import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UnpackedPackages } from './distribution-packages.js';
import { findProgram, programFolders } from './programs.js';

export interface RabbitMqInstallation {
  /** RabbitMQ's own start script. */
  readonly server: string;
  readonly epmd: string;
  /** Variables with which both run. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The RabbitMQ that is installed on this machine, if any. The script in `/usr/lib` comes first: packages put
 * a wrapper on the PATH that insists on being root and runs the server as another user.
 */
export function installedRabbitMq(): RabbitMqInstallation | null {
  const folders = programFolders();
  const server = findProgram(['rabbitmq-server'], ['/usr/lib/rabbitmq/bin', ...folders]);
  const epmd = findProgram(['epmd'], [...folders, '/usr/lib/erlang/bin']);
  if (server === null || epmd === null || findProgram(['erl'], folders) === null) return null;
  return { server, epmd, env: { PATH: folders.join(':') } };
}

/** A RabbitMQ with its Erlang, both unpacked below a folder instead of installed. */
export function unpackedRabbitMq({ root, env }: UnpackedPackages): RabbitMqInstallation {
  const erlang = join(root, 'usr/lib/erlang');
  const runtime = readdirSync(erlang).find((name) => name.startsWith('erts-'));
  if (runtime === undefined) throw new Error(`There is no Erlang runtime below ${erlang}.`);
  const bin = join(erlang, runtime, 'bin');
  const scripts = join(root, 'erlang-here');
  writeErlScript(scripts, erlang, bin);
  return {
    server: join(root, 'usr/lib/rabbitmq/bin/rabbitmq-server'),
    epmd: join(bin, 'epmd'),
    env: { ...env, PATH: `${scripts}:${env['PATH'] ?? ''}` },
  };
}

/** The `erl` of the package has its folder written into it; this one says where it really is. */
function writeErlScript(folder: string, erlang: string, bin: string): void {
  mkdirSync(folder, { recursive: true });
  const script = [
    '#!/bin/sh',
    `export ROOTDIR='${erlang}' BINDIR='${bin}' EMU=beam PROGNAME=erl`,
    'exec "$BINDIR/erlexec" "$@"',
    '',
  ];
  writeFileSync(join(folder, 'erl'), script.join('\n'));
  chmodSync(join(folder, 'erl'), 0o755);
}
