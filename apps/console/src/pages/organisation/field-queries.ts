import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import type { CustomField } from '../people/profile-fields.js';
import { choicesToSend, type FieldDraft } from './field-drafts.js';

/** The definition, with how many people have a value. */
export const fieldQuery = (id: string) =>
  queryOptions({
    queryKey: ['choices', 'custom-fields', id],
    queryFn: ({ signal }) => api.get('/v1/custom-fields/{id}', { params: { path: { id } }, signal }),
    staleTime: 0,
  });

export const createField = ({ key, label, type, required, choices }: FieldDraft): Promise<CustomField> =>
  api.post('/v1/custom-fields', {
    body: {
      key: key.trim(),
      label: label.trim(),
      type,
      required,
      ...(type === 'choice' && { choices: choicesToSend(choices) }),
    },
  });

export const changeField = (
  { id, version }: CustomField,
  { label, required, choices }: Partial<FieldDraft>,
): Promise<CustomField> =>
  api.patch('/v1/custom-fields/{id}', {
    params: { path: { id }, header: { 'If-Match': `"${version}"` } },
    body: {
      ...(label !== undefined && { label: label.trim() }),
      ...(required !== undefined && { required }),
      ...(choices && { choices: choicesToSend(choices) }),
    },
  });

export const moveField = (id: string, after: string | null): Promise<CustomField> =>
  api.patch('/v1/custom-fields/{id}', { params: { path: { id } }, body: { after } });

export const deleteField = (id: string, keepValues: boolean): Promise<unknown> =>
  api.delete('/v1/custom-fields/{id}', {
    params: { path: { id }, ...(keepValues && { query: { values: 'keep' as const } }) },
  });

/** What shows definitions, or values of them, is asked for anew after one has changed. */
export const CHANGED_BY_FIELDS: readonly (readonly string[])[] = [['choices', 'custom-fields'], ['people']];
