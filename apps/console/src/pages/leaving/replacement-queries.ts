import type { Answer, Body } from '@seatkeeper/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { asShown } from '../hand-overs/as-shown.js';

export type ReplacementPreview = Extract<Answer<'/v1/users/{id}/replace', 'post'>, { refusals: unknown }>;

/** Who takes the place, and what they get. */
export type Replacing = Pick<Body<'/v1/users/{id}/replace', 'post'>, 'by' | 'reassign' | 'copy'>;

/** While records move, the report is looked at again after so long, in ms. */
const LOOK_AGAIN_MS = 2_000;

/** Everything that would come of it, by the rules that decide on the act. */
export const replacementPreviewQuery = (id: string, replacing: Replacing) =>
  queryOptions({
    queryKey: ['people', 'replacement-preview', id, replacing],
    queryFn: async ({ signal }) => {
      const answer = await api.post('/v1/users/{id}/replace', {
        params: { path: { id } },
        body: { ...replacing, preview: true },
        signal,
      });
      if (!('refusals' in answer)) throw new Error('The API has done what a preview was asked of');
      return answer;
    },
    gcTime: 0,
  });

/** What became of it, looked at again until nothing more happens. */
export const replacementQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'replacement', id],
    queryFn: ({ signal }) => api.get('/v1/users/{id}/replacement', { params: { path: { id } }, signal }),
    refetchInterval: ({ state }) => (state.data?.report.state === 'running' ? LOOK_AGAIN_MS : false),
  });

/** Does what the preview has shown. */
export async function replace(id: string, replacing: Replacing, manifest: string | null) {
  const answer = await api.post('/v1/users/{id}/replace', {
    params: { path: { id } },
    body: { ...replacing, preview: false, ...asShown(replacing.reassign ? manifest : null) },
  });
  if ('refusals' in answer) throw new Error('The API has shown what it was to do');
  return answer;
}
