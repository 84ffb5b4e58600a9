import type { Answer } from '@seatkeeper/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Acting, acting } from '../api/acting.js';
import { home } from '../api/client.js';
import { meQuery, readMe } from '../api/me.js';

type Named = Pick<Answer<'/v1/account/affiliates', 'get'>['items'][number], 'id'>;

/** To an account below, and back. Nothing of the one is shown in the other, and nothing that is typed here is done there. */
export function useActingWays() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  /** Who one is there is known before anything changes: what fails leaves everything as it is. */
  const arrive = async (at: Acting | null, person?: string): Promise<void> => {
    const me = await readMe(at);
    acting.set(at);
    queries.clear();
    queries.setQueryData(meQuery.queryKey, me);
    await navigate(
      at
        ? { to: '/people', search: person === undefined ? {} : { person } }
        : { to: '/organisation', search: { part: 'affiliate' } },
    );
  };
  return {
    /** And to somebody there. */
    goInto: async ({ id }: Named, person?: string): Promise<void> => {
      const entered = await home.post('/v1/account/affiliates/{id}/enter', { params: { path: { id } } });
      const { account, permissions } = entered;
      const client = home.inAffiliate(id, {
        first: entered,
        onRefused: (problem) => acting.end(account, problem),
      });
      await arrive({ account, permissions, client, ended: null }, person);
    },
    goBack: (): Promise<void> => arrive(null),
  };
}
