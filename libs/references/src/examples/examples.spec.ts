import { type EndpointContract, endpoints } from '@seatkeeper/contracts';
import { z } from 'zod';
import { answerExamples } from './answers.js';

const takesBody = ({ body }: EndpointContract) => !(body instanceof z.ZodUndefined);
const answersOf = endpoints.flatMap(({ id, answers }) =>
  Object.entries(answers).map(([status, answer]) => ({ id, status: Number(status), answer })),
);

describe('the examples', () => {
  it.each(answersOf.filter(({ answer }) => answer.body))(
    'of $id answered with $status is what its schema lets through, whole',
    ({ id, status, answer }) => {
      const example = answerExamples[id]?.[status];
      expect(example).toBeDefined();
      expect(answer.body!.parse(example)).toEqual(example);
    },
  );

  it.each(answersOf.filter(({ answer }) => answer.type && !answer.body))(
    'of $id is text',
    ({ id, status }) => {
      expect(typeof answerExamples[id]?.[status]).toBe('string');
    },
  );

  it('tell of no answer that the API does not give', () => {
    const given = Object.entries(answerExamples).flatMap(([id, byStatus]) =>
      Object.keys(byStatus).map((status) => `${id} ${status}`),
    );
    const known = answersOf
      .filter(({ answer }) => answer.body ?? answer.type)
      .map(({ id, status }) => `${id} ${status}`);
    expect(given.sort()).toEqual(known.sort());
  });

  it.each(endpoints.filter(takesBody))(
    'of the body of $id is one that the call takes',
    ({ body, example }) => {
      expect(example).toBeDefined();
      expect(body.safeParse(example).error).toBeUndefined();
    },
  );

  it.each(endpoints.filter(({ upload }) => upload))('of the file for $id is text', ({ example }) => {
    expect(example).toMatch(/\n$/);
  });
});
