import type { EventContract, JobContract, RequestContract } from './contract.js';
import * as definitions from './definitions.js';
import type { EndpointContract } from './http/endpoint.js';

interface Kinds {
  request: RequestContract;
  event: EventContract;
  job: JobContract;
  endpoint: EndpointContract;
}

const all = Object.values(definitions) as readonly unknown[];

const ofKind = <K extends keyof Kinds>(kind: K): readonly Kinds[K][] =>
  all.filter((value): value is Kinds[K] => (value as { kind?: unknown } | null)?.kind === kind);

/** Every contract of the product, for checks of the wiring and for generated references. */
export const requests = ofKind('request');
export const events = ofKind('event');
export const jobs = ofKind('job');
/** In the order of their addresses, as a reference shows them. */
export const endpoints = ofKind('endpoint').toSorted((a, b) => a.path.localeCompare(b.path));
