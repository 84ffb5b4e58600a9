import type { Output, RequestContract } from '@seatkeeper/contracts';
import type { z } from 'zod';

/** Asks over the bus, as another service does. */
export type Ask = <C extends RequestContract>(contract: C, input: z.input<C['input']>) => Promise<Output<C>>;

/** Not more at a time than the test needs to see that pages lead from one to the next. */
export const SMALL_PAGE = 2;
