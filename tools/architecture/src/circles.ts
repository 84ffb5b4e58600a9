import type { Source } from './source.js';
import { featureOf } from './workspace.js';

/** For each node whom it leads to, and why. */
export type Graph = Map<string, Map<string, string>>;

/** The shortest circle of files that import one another, as a sentence; types count. */
export function fileCircle(sources: Source[]): string | null {
  return circle(sources, (path) => path);
}

/** The shortest circle of features, with the imports it is made of. */
export function featureCircle(sources: Source[]): string | null {
  return circle(sources, featureOf);
}

function circle(sources: Source[], nodeOf: (path: string) => string): string | null {
  return shortestCircle(graphOf(sources, nodeOf));
}

/** The shortest way that leads back to where it begins, with what it is made of. */
export function shortestCircle(graph: Graph): string | null {
  const shortest = [...graph.keys()]
    .map((node) => wayBack(graph, node))
    .filter((way) => way !== null)
    .sort((a, b) => a.length - b.length)[0];
  if (!shortest) return null;
  const because = shortest.slice(1).map((to, i) => graph.get(shortest[i]!)!.get(to)!);
  return `${shortest.join(' → ')} is a circle: ${because.join('; ')}.`;
}

/** For each node whom it imports, and one import that says so. */
function graphOf(sources: Source[], nodeOf: (path: string) => string): Graph {
  const graph: Graph = new Map(sources.map(({ path }) => [nodeOf(path), new Map<string, string>()]));
  const known = new Set(sources.map(({ path }) => path));
  for (const { path, imports } of sources)
    for (const { from } of imports) {
      const [node, other] = [nodeOf(path), nodeOf(from)];
      if (known.has(from) && (node !== other || path === from))
        graph.get(node)!.set(other, `${path} imports ${from}`);
    }
  return graph;
}

/** The shortest way from a node to itself, both ends included. */
function wayBack(graph: Graph, start: string): string[] | null {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways)
    for (const next of graph.get(way.at(-1)!)!.keys()) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  return null;
}
