import type { DynamicModule, OnModuleInit } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import * as contracts from '@seatkeeper/contracts';
import { once } from 'node:events';
import { type REPLServer, start } from 'node:repl';
import { nestLogger } from './logging/nest-logger.js';
import { Shutdown } from './shutdown.js';

/**
 * A prompt inside one more copy of the service, wired and connected like the others, that takes no work: no request,
 * event or job reaches it, nothing is swept. Resolves when the person has left and everything is closed.
 */
export async function openRepl(service: string, root: DynamicModule): Promise<void> {
  const nest = await NestFactory.createMicroservice(root, {
    logger: nestLogger,
    abortOnError: false,
    strategy: { listen: () => undefined, close: () => undefined },
  });
  const found = instances(nest.get(ModulesContainer));
  // Not `init`, which would begin work as well: repeated rounds, workers of jobs.
  for (const instance of found.values()) if (opens(instance)) await instance.onModuleInit();

  const values = { ...Object.fromEntries(found), contracts, nest };
  process.stdout.write(greeting(service, [...found.keys()]));
  // With the globals of the service: a `Date` of a context of its own is no Date to the database driver.
  const repl = start({ prompt: `${service}> `, useGlobal: true });
  await remember(repl);
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(repl.context, name, { value, enumerable: true, configurable: true });
  await once(repl, 'exit');
  await nest.get(Shutdown).run();
  await nest.close();
}

/**
 * What the service is made of, by the name of its class: `SeatsService` is `seatsService`. What has no class of its own
 * or shares it with others (settings, collections) is had by `nest.get(…)`.
 */
function instances(modules: ModulesContainer): Map<string, object> {
  const found = new Map<string, Set<object>>();
  for (const { metatype, providers, controllers } of modules.values()) {
    if (OF_NEST.has(metatype.name)) continue;
    for (const { instance } of [...providers.values(), ...controllers.values()]) {
      const name = nameOf(instance);
      if (name) found.set(name, (found.get(name) ?? new Set()).add(instance as object));
    }
  }
  const single = [...found].flatMap(([name, [one, another]]) =>
    one && !another ? [[name, one] as const] : [],
  );
  return new Map(single.sort(([a], [b]) => a.localeCompare(b)));
}

function nameOf(instance: unknown): string | null {
  if (typeof instance !== 'object' || instance === null) return null;
  const { name } =
    (Object.getPrototypeOf(instance) as { constructor?: { name?: string } })?.constructor ?? {};
  if (!name || OF_NEST.has(name) || name.endsWith('Module')) return null;
  return name[0]!.toLowerCase() + name.slice(1);
}

/** Nest's own modules, and what it puts into each module. */
const OF_NEST = new Set([
  ...['InternalCoreModule', 'DiscoveryModule', 'Root'],
  ...['Object', 'Array', 'Function', 'ModuleRef', 'ApplicationConfig'],
]);

const opens = (instance: object): instance is OnModuleInit =>
  'onModuleInit' in instance && typeof instance.onModuleInit === 'function';

function greeting(service: string, names: readonly string[]): string {
  return [
    `One more copy of ${service} that takes no work. Its data is that of the others: what you change is changed.`,
    '',
    `  ${wrapped(names, 100).join('\n  ')}`,
    '  contracts, nest',
    '',
    `  await bus.request(contracts.…, { … })   asks any service      .exit or Ctrl-D leaves`,
    '',
    '',
  ].join('\n');
}

/** Names in lines of at most so many characters. */
function wrapped(names: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length + 2 > width) lines.push(name);
    else lines[lines.length - 1] = `${last}, ${name}`;
  }
  return lines;
}

/** Node keeps the lines of earlier sessions where it is told to. */
async function remember(repl: REPLServer): Promise<void> {
  const file = process.env['NODE_REPL_HISTORY'];
  if (!file || !process.stdin.isTTY) return;
  await new Promise<void>((resolve) => repl.setupHistory(file, () => resolve()));
}
