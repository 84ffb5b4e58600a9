import { useMemo } from 'react';
import { useFieldWords } from '../words/use-field-words.js';
import { fieldErrorsOf } from './problem-words.js';

/**
 * What an error says of the fields of a form, in the language that is spoken. Made anew with each error alone: else what
 * was mended would be refused again with each letter.
 */
export function useFieldErrors(error: unknown): Record<string, string> {
  const words = useFieldWords(error != null);
  return useMemo(() => (words ? fieldErrorsOf(error, words) : {}), [error, words]);
}
