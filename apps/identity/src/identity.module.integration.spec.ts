import { ModulesContainer } from '@nestjs/core';
import { ownerOf, requests } from '@seatkeeper/contracts';
import { type Stage, startStage } from './testing/stage.js';

/** Under which Nest keeps what a method answers. */
const PATTERN = 'microservices:pattern';

describe('identity as a whole', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });

  afterAll(() => stage.close());

  it('answers every request that is its own', () => {
    const classes = [...stage.identity.get(ModulesContainer).values()].flatMap(({ controllers }) =>
      [...controllers.values()].map(({ metatype }) => metatype?.prototype as Record<string, unknown>),
    );
    const handled = classes
      .flatMap((methods) => Object.getOwnPropertyNames(methods).map((name) => methods[name]))
      .flatMap((method) =>
        typeof method === 'function'
          ? ((Reflect.getMetadata(PATTERN, method) as unknown[] | undefined) ?? [])
          : [],
      );
    const own = requests.filter((contract) => ownerOf(contract) === 'identity').map(({ name }) => name);
    expect(own.length).toBeGreaterThan(30);
    expect(own.filter((name) => !handled.includes(name))).toEqual([]);
  });
});
