import { z } from 'zod';
import { Actor, isInSomebodysName, ProvingActor } from './actor.js';
import { requests } from './catalog.js';

/** Where a schema speaks of an actor, as paths. */
function actorsIn(schema: z.ZodType, path = '', seen = new Set<z.ZodType>()): string[] {
  if (schema === Actor || schema === ProvingActor) return [path];
  if (seen.has(schema)) return [];
  const inside = (inner: unknown, at: string) => actorsIn(inner as z.ZodType, at, new Set([...seen, schema]));
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) => inside(field, `${path}.${name}`));
  if (schema instanceof z.ZodArray) return inside(schema.element, `${path}[]`);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => inside(option, path));
  if (schema instanceof z.ZodRecord) return inside(schema.valueType, `${path}.*`);
  if (schema instanceof z.ZodPipe) return inside(schema.def.in, path);
  const { innerType } = schema.def as { innerType?: unknown };
  return innerType === undefined ? [] : inside(innerType, path);
}

describe('a request in somebody’s name', () => {
  it('says so at its top, and nowhere else: there the bus looks whether it is proved', () => {
    const found = requests
      .map(({ name, input }) => ({ name, actors: actorsIn(input) }))
      .filter(({ actors }) => actors.length > 0);
    expect(found.length).toBeGreaterThan(30);
    expect(found.filter(({ actors }) => actors.join() !== '.by')).toEqual([]);
    expect(found.map(({ name }) => name)).toEqual(requests.filter(isInSomebodysName).map(({ name }) => name));
  });
});
