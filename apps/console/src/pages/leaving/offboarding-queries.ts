import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { AS_SHOWN } from '../../api/queries.js';
import { asShown } from '../hand-overs/as-shown.js';
import type { Plan } from './hand-over-plan.js';

const ofPlan = (plan: Plan | null) => (plan ? { reassign: { plan } } : {});

/** Everything that would come of it, by the rules that decide on the act. */
export const offboardingPreviewQuery = (id: string, plan: Plan | null) =>
  queryOptions({
    queryKey: ['people', 'offboarding-preview', id, plan],
    queryFn: async ({ signal }) => {
      const answer = await api.post('/v1/users/{id}/offboarding', {
        params: { path: { id } },
        body: { preview: true, ...ofPlan(plan) },
        signal,
      });
      if (!('refusals' in answer)) throw new Error('The API has done what a preview was asked of');
      return answer;
    },
    ...AS_SHOWN,
    gcTime: 0,
  });

/** What became of it. */
export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'offboarding', id],
    queryFn: ({ signal }) => api.get('/v1/users/{id}/offboarding', { params: { path: { id } }, signal }),
  });

/** Does what the preview has shown. */
export async function offboard(
  id: string,
  plan: Plan | null,
  { reason, manifest }: { readonly reason: string; readonly manifest: string | null },
) {
  const answer = await api.post('/v1/users/{id}/offboarding', {
    params: { path: { id } },
    body: {
      preview: false,
      ...ofPlan(plan),
      ...(reason !== '' && { reason }),
      ...asShown(plan && manifest),
    },
  });
  if (!('report' in answer)) throw new Error('The API has shown what it was to do');
  return answer;
}
