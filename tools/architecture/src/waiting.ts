import { ownerOf, type RequestContract } from '@seatkeeper/contracts';
import { type Graph, shortestCircle } from './circles.js';

type Asked = Pick<RequestContract, 'name' | 'askedBy' | 'quick'>;

/**
 * The shortest circle of those who wait for each other, as a sentence. Who answers quick requests stands apart from
 * the rest of its service: it has a queue and turns of its own, and asks nobody.
 */
export function waitingCircle(requests: readonly Asked[]): string | null {
  const graph: Graph = new Map();
  for (const request of requests)
    for (const asker of request.askedBy) {
      const answerer = request.quick ? `${ownerOf(request)} (quick)` : ownerOf(request);
      if (!graph.has(answerer)) graph.set(answerer, new Map());
      if (!graph.has(asker)) graph.set(asker, new Map());
      graph.get(asker)!.set(answerer, `${asker} asks ${request.name}`);
    }
  return shortestCircle(graph);
}

/** Who asks whom, as the contracts allow it: `identity: licensing, reassignment`. */
export function askersOf(requests: readonly Asked[]): Map<string, string[]> {
  const asked = new Map<string, Set<string>>();
  for (const request of requests)
    for (const asker of request.askedBy)
      asked.set(asker, (asked.get(asker) ?? new Set()).add(ownerOf(request)));
  return new Map([...asked].sort().map(([asker, owners]) => [asker, [...owners].sort()]));
}
