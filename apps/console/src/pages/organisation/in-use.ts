import { Problem } from '@seatkeeper/client';

/** How many people keep something from going, as the refusal says; null where it was not refused for them. */
export const usersInTheWay = (error: unknown): number | null =>
  error instanceof Problem && error.code === 'in-use' && typeof error.members['users'] === 'number'
    ? error.members['users']
    : null;
