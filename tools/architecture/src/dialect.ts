import { basename } from 'node:path/posix';
import type { Import, Source } from './source.js';
import { featureOf } from './workspace.js';

/** What is named after its file, and what may be anything that has to do with the machinery. */
const WITH_CLASS =
  /\.(service|repository|driver|sweeper|worker|client|module|controller|guard|interceptor|filter|strategy|handlers)\.ts$/;
const ROLES = new RegExp(
  `${WITH_CLASS.source}|\\.(schema|migrations|filters|view|decorator|adapter|controllers)\\.ts$`,
);
const MEANINGLESS = /^(utils?|helpers?|common|constants?|types?)(\.|$)/;
/** What of libs/mongo is plain values and functions of them: events, fields, leases, and what a write computes. */
const PLAIN = new Set([
  'event',
  'eventOfFound',
  'stored',
  'oneMore',
  'defineLease',
  'openFrom',
  'heldFrom',
  'heldFor',
  'isDone',
  'remembered',
  'amongNewest',
  'atTheEnd',
  'leaseField',
  'commandsField',
]);
/** Who speaks the language of the database. */
const STORAGE = /\.(repository|schema|migrations|filters)\.ts$/;
const MACHINERY = /^(@nestjs\/|mongoose|mongodb|@seatkeeper\/(bus|jobs|mongo)$)/;

/** No name that says nothing about what is inside. */
export function refuseName({ path }: Source): string | null {
  const name = path.split('/').find((part) => MEANINGLESS.test(part));
  return name ? `${path}: "${name}" says nothing about what is inside` : null;
}

/** Whoever reads the name of an import knows the file, and whoever reads the tree knows the class. */
export function refuseClass({ path, classes }: Source): string | null {
  const name = className(path);
  if (!WITH_CLASS.test(path) || classes.some((one) => one.name === name)) return null;
  return `${path} exports no class ${name}, but ${classes.map((one) => one.name).join(', ') || 'none'}`;
}

/** A file of an app without a role suffix is pure: neither Nest nor a server is needed to test what it says. */
export function refuseImpurity({ path, imports, classes }: Source): string | null {
  if (ROLES.test(path) || basename(path) === 'main.ts') return null;
  const machinery = imports.find((one) => MACHINERY.test(one.from) && !one.typeOnly && !isPlain(one));
  if (machinery) return `${path} has no role suffix, so it is pure, but imports ${machinery.from}`;
  const decorated = classes.find(({ decorators }) => decorators.length > 0);
  return decorated ? `${path} has no role suffix, so it is pure, but ${decorated.name} is decorated` : null;
}

/**
 * What changes together is written together: only a feature itself asks and writes its collection. `shared` are the
 * features of an app whose documents others change too, by the writes that their repositories have names for.
 */
export function refuseReach({ path, imports }: Source, shared: readonly string[] = []): string | null {
  const taken = imports.find(
    ({ from, typeOnly }) =>
      ((from.endsWith('.repository.ts') && !shared.includes(featureOf(from))) ||
        (from.endsWith('.schema.ts') && !typeOnly)) &&
      featureOf(from) !== featureOf(path) &&
      featureOf(path) !== basename(path),
  );
  return taken ? `${path} reaches into the neighbour's ${taken.from}` : null;
}

/** How something is found and written is said in one place, in words; everywhere else the words are enough. */
export function refuseQuery({ path, imports, operators }: Source): string | null {
  if (STORAGE.test(path)) return null;
  const [operator] = operators;
  if (operator) return `${path} is no repository, but says ${operator}`;
  const collection = imports.some(({ names }) => names.includes('TenantCollection'));
  return collection ? `${path} is no repository, but has a collection` : null;
}

function isPlain({ from, names }: Import): boolean {
  return from === '@seatkeeper/mongo' && names.length > 0 && names.every((name) => PLAIN.has(name));
}

function className(path: string): string {
  const words = basename(path, '.ts').split(/[.-]/);
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}
