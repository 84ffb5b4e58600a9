import 'reflect-metadata';
import type { JobContract, JobData } from '@seatkeeper/contracts';

/** Nothing: done. `again`: next turn, behind what waits. Or the next turn after so many milliseconds. */
export type Outcome = void | 'again' | { againInMs: number };

export interface ProcessOptions {
  /** How many jobs of the queue one process works on at a time (default 5; the largest of a queue counts). */
  concurrency?: number;
}

export interface ProcessMark {
  contract: JobContract;
  options: ProcessOptions;
}

export type ProcessDecorator<C extends JobContract> = <M extends (data: JobData<C>) => Promise<Outcome>>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

const MARK = Symbol('seatkeeper:process');

/**
 * Put on a method of an injectable class: it does the jobs of the contract, at least once each. Do at most about
 * 2 s of work and answer 'again' for more, so that one account's long job lets the others through; that also
 * starts the count of attempts anew. Throwing tries again after 1 s … 60 s, up to the contract's attempts.
 */
export const Process =
  <C extends JobContract>(contract: C, options: ProcessOptions = {}): ProcessDecorator<C> =>
  (_target, _name, descriptor) => {
    const mark: ProcessMark = { contract, options };
    Reflect.defineMetadata(MARK, mark, descriptor.value as object);
  };

export const processMark = (method: object): ProcessMark | undefined =>
  Reflect.getMetadata(MARK, method) as ProcessMark | undefined;
