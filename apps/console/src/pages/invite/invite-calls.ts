import { api } from '../../api/client.js';
import { takingTurns } from './turns.js';

/** So many calls at a time: enough to be quick, and leaving room for everybody else. */
const AT_ONCE = 4;

/** Does something with each, some at a time, in their order. */
export async function forEach<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const inTurn = takingTurns(AT_ONCE);

/** Who has an address in the account, as username or for mails; null where nobody has. */
export function whoHas(email: string, signal: AbortSignal): Promise<{ status: string } | null> {
  return inTurn(async () => {
    signal.throwIfAborted();
    const { items } = await api.get('/v1/users', { params: { query: { q: email, limit: 10 } }, signal });
    const has = items.find(
      ({ username, email: address }) => username === email || address.toLowerCase() === email,
    );
    return has ? { status: has.status } : null;
  });
}
