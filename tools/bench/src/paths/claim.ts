import { startInside } from '../inside/inside.js';
import type { Path } from './path.js';

const CLAIMS = 500;

/** Licensing's claim of a seat, 20 at once, inside a licensing of the benchmark's own: what one raw write could be is tried beside it. */
export const claim: Path = {
  id: 'claim',
  title: 'a claim of a seat, inside licensing',
  perRound: 1,
  batch: CLAIMS,

  async prepare({ stack }) {
    const inside = await startInside('claims', stack);
    const ask = (way: 'claim' | 'floor') => () => inside.ask<number[]>({ way, count: CLAIMS });
    return {
      before: () => inside.ask({ way: 'open', count: CLAIMS }),
      once: ask('claim'),
      floor: ask('floor'),
      process: inside.process,
      end: () => inside.stop(),
    };
  },
};
