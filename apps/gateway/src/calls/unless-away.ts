import { Fault } from '@seatkeeper/contracts';

/** What is asked of a service that may be away while others answer: null if it does not answer. */
export async function unlessAway<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Fault && error.code === 'service-unavailable') return null;
    throw error;
  }
}
