import { useQuery } from '@tanstack/react-query';
import { type FieldSentences, FieldWords } from './field-words.js';
import { useLanguage } from './words.js';

const files = import.meta.glob<FieldSentences>('./fields/*.json', { import: 'default' });
/** What stands between the last two of a list. */
const LISTS = { en: { or: ' or ', and: ' and ' }, fr: { or: ' ou ', and: ' et ' } };

const asItIs = (message: string): string => message;

/**
 * How to say what the API says of fields. Its sentences are fetched when something is refused for the first time (`isAsked`);
 * null until they are there. In English, and where they cannot be fetched, they stay as they are.
 */
export function useFieldWords(isAsked: boolean): ((message: string) => string) | null {
  const { language } = useLanguage();
  const file = files[`./fields/${language}.json`];
  const { data, isError } = useQuery({
    queryKey: ['field words', language],
    queryFn: async () => {
      const number = (count: number) => count.toLocaleString(language);
      return new FieldWords(await file!(), { ...LISTS[language], number });
    },
    enabled: isAsked && file !== undefined,
    staleTime: Infinity,
  });
  return !file || isError ? asItIs : (data?.say ?? null);
}
