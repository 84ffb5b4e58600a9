import * as contracts from '@seatkeeper/contracts';
import { readFileSync } from 'node:fs';
import { isTest, projects, root } from './workspace.js';
import { askersOf, waitingCircle } from './waiting.js';

const { ownerOf, requests, SERVICES } = contracts;
const asked = (name: string, askedBy: contracts.Service[], quick = false) => ({ name, askedBy, quick });

describe('services that wait for each other', () => {
  it.each([
    ['nobody', [asked('licensing.seat.claim.v1', ['identity'])], null],
    [
      'two',
      [
        asked('reassignment.run.start.v1', ['identity']),
        asked('identity.user.resolve.v1', ['reassignment', 'gateway']),
      ],
      'reassignment → identity → reassignment',
    ],
    [
      'nobody, if one of the two answers quickly',
      [
        asked('reassignment.run.start.v1', ['identity']),
        asked('identity.user.resolve.v1', ['reassignment'], true),
      ],
      null,
    ],
    ['one, for itself', [asked('identity.user.get.v1', ['identity'])], 'identity → identity'],
  ])('%s', (_case, contracts, circle) => {
    expect(waitingCircle(contracts)?.split(' is a circle')[0] ?? null).toBe(circle);
  });

  it('are not among those of the product', () => {
    expect(requests.length).toBeGreaterThan(50);
    expect(waitingCircle(requests)).toBeNull();
  });
});

/** Requests of others that the code of a service takes by name, and its own that it sends. */
function asksOf(service: string): string[] {
  const byExport = new Map(
    Object.entries(contracts as Record<string, unknown>).filter(
      (entry): entry is [string, contracts.RequestContract] =>
        requests.some((request) => request === entry[1]),
    ),
  );
  const shipped = projects()
    .find(({ path }) => path === `apps/${service}`)!
    .sources.filter((source) => !isTest(source));
  const names = shipped.flatMap(({ path, imports }) => {
    const sent = [...readFileSync(root + path, 'utf8').matchAll(/\.request\(\s*(\w+)/g)].map(
      ([, name]) => name!,
    );
    const taken = imports
      .filter(({ from }) => from === '@seatkeeper/contracts')
      .flatMap(({ names }) => names);
    return taken.filter(
      (name) => sent.includes(name) || ownerOf(byExport.get(name) ?? { name: service }) !== service,
    );
  });
  return [...new Set(names.flatMap((name) => byExport.get(name)?.name ?? []))].sort();
}

describe.each(SERVICES)('%s', (service) => {
  it('asks what contracts let it ask, all of it and nothing else', () => {
    const allowed = requests.filter(({ askedBy }) => askedBy.includes(service)).map(({ name }) => name);
    expect(asksOf(service)).toEqual(allowed.sort());
  });

  it('asks those whom docs/architecture.md says it asks', () => {
    const said = new RegExp(`^\\| ${service} +\\|.*\\|.*\\| ([^|]*?) +\\|$`, 'm');
    const listed = said.exec(readFileSync(`${root}docs/architecture.md`, 'utf8'))?.[1];
    expect(listed).toBe(askersOf(requests).get(service)?.join(', ') ?? 'nobody');
  });
});
