import type { Person } from './person-acts.js';

/** Whether somebody holds a seat of each of their products now. */
export const holdsSeats = ({ type, status }: Pick<Person, 'type' | 'status'>): boolean =>
  type === 'standard' && (status === 'invited' || status === 'active' || status === 'banned');
