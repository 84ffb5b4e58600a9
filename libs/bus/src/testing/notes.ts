import { defineEvent, defineRequest } from '@seatkeeper/contracts';
import { z } from 'zod';

const number = z.object({ n: z.int() });

/** Answered by a process of its own, `note-keeper`, that says what it begins. */
export const note = defineRequest({
  name: 'keeper.number.note.v1',
  summary: '',
  input: number,
  output: number,
  timeoutMs: 500,
});

/** Heard by a process of its own, `stubborn-listener`. */
export const noted = defineEvent({
  name: 'keeper.number.noted.v1',
  summary: '',
  audited: false,
  data: number,
});
