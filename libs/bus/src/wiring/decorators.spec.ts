import 'reflect-metadata';
import { defineEvent, defineRequest } from '@seatkeeper/contracts';
import { z } from 'zod';
import { Handle, On, OnAny } from './decorators.js';
import type { EventEnvelope } from '../cloud-event.js';

const claim = defineRequest({
  name: 'licensing.seat.claim.v1',
  summary: '',
  input: z.object({ userId: z.string(), count: z.int().default(1) }),
  output: z.object({ seats: z.array(z.string()), note: z.string().default('') }),
});
const freed = defineEvent({
  name: 'licensing.seat.freed.v1',
  summary: '',
  data: z.object({ seatId: z.string() }),
});

/** The compiler is the test: an error that does not come makes `tsc` fail. */
export class Handlers {
  @Handle(claim)
  fits({ userId, count }: { userId: string; count: number }): Promise<{ seats: string[] }> {
    return Promise.resolve({ seats: [userId.repeat(count)] });
  }

  @Handle(claim)
  needsNothing(): Promise<{ seats: string[]; note: string }> {
    return Promise.resolve({ seats: [], note: 'more than is asked' });
  }

  // @ts-expect-error the contract sends no `accountId`
  @Handle(claim)
  asksTooMuch(_input: { accountId: string }): Promise<{ seats: string[] }> {
    return Promise.resolve({ seats: [] });
  }

  // @ts-expect-error seats are strings
  @Handle(claim)
  answersWrongly(): Promise<{ seats: number[] }> {
    return Promise.resolve({ seats: [1] });
  }

  // @ts-expect-error an answer is promised
  @Handle(claim)
  answersAtOnce(): { seats: string[] } {
    return { seats: [] };
  }

  @On(freed)
  hears(_data: { seatId: string }, _event: EventEnvelope): Promise<void> {
    return Promise.resolve();
  }

  // @ts-expect-error the event has no `userId`
  @On(freed)
  hearsTooMuch(_data: { seatId: string; userId: string }): Promise<void> {
    return Promise.resolve();
  }

  // @ts-expect-error nobody would read the answer
  @On(freed)
  answers(): Promise<string> {
    return Promise.resolve('who listens?');
  }

  @OnAny(['licensing.#'])
  hearsAll(_data: unknown, { type }: EventEnvelope): Promise<void> {
    return Promise.reject(new Error(type));
  }

  // @ts-expect-error the data of a family is unchecked
  @OnAny(['licensing.#'])
  believesTooMuch(_data: { seatId: string }): Promise<void> {
    return Promise.resolve();
  }
}

describe('a decorated method', () => {
  it('carries one contract', () => {
    expect(() => {
      class Twice {
        @On(freed)
        @OnAny(['licensing.#'])
        both(): Promise<void> {
          return Promise.resolve();
        }
      }
      return Twice;
    }).toThrow('Twice.both carries two contracts of the bus: write one method for each.');
  });
});
