import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '@seatkeeper/client';
import { api } from '../../api/client.js';
import { forEach } from './invite-calls.js';
import type { Options } from './invite-options.js';
import type { PastedPerson } from './pasted-people.js';

/** What somebody who was sent is now; anything but these two is invited. */
type Standing = Answer<'/v1/users', 'post'>['status'] | 'planned';

export type Result =
  | { readonly is: 'sending' }
  | { readonly is: 'done'; readonly status: Standing }
  | { readonly is: 'refused'; readonly error: unknown };

/** Sends invitations and keeps what became of each, by address. */
export function useSending() {
  const queries = useQueryClient();
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const [isBusy, setBusy] = useState(false);
  const note = (email: string, result: Result) => setResults((before) => new Map(before).set(email, result));
  const all = [...results.values()];
  const done = all.filter(({ is }) => is === 'done');
  const of = (status: Standing) =>
    done.filter((result) => result.is === 'done' && result.status === status).length;
  const [waiting, planned] = [of('waiting'), of('planned')];
  const refused = all.filter(({ is }) => is === 'refused').length;
  return {
    results,
    isBusy,
    isOver: !isBusy && all.length > 0,
    refused,
    counts: { invited: done.length - waiting - planned, waiting, planned, refused },
    forget: () => setResults(new Map()),
    send: async (people: readonly PastedPerson[], options: Options) => {
      setBusy(true);
      try {
        await forEach(people, async ({ email, firstName, lastName }) => {
          note(email, { is: 'sending' });
          try {
            const { products, groups, locale, whenNoSeat, joinsOn } = options;
            const user = await api.post('/v1/users', {
              body: {
                username: email,
                firstName: firstName.trim(),
                lastName: lastName.trim(),
                // Who names none gets the usual one; an empty list would be refused.
                ...(products.length > 0 && { products: [...products] }),
                groups: [...groups],
                locale,
                whenNoSeat: whenNoSeat === 'wait' ? 'wait' : 'fail',
                ...(joinsOn && { joinsOn }),
              },
            });
            note(email, { is: 'done', status: user.joinsOn ? 'planned' : user.status });
          } catch (error) {
            note(email, { is: 'refused', error });
          }
        });
      } finally {
        setBusy(false);
        for (const queryKey of [['people'], ['licenses']]) void queries.invalidateQueries({ queryKey });
      }
    },
  };
}
