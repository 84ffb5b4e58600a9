import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { I18nProvider } from 'react-aria-components';
import { IntlProvider, useIntl } from 'react-intl';
import { preferences } from '../preferences/preferences.js';
import { loadUsedWords, onWords, wordsIn } from './catalogues.js';
import type { WordId } from './ids.js';
import type { Language } from './languages.js';

interface Speaking {
  readonly language: Language;
  readonly speak: (language: Language) => Promise<void>;
}

const Spoken = createContext<Speaking | null>(null);

type Values = Readonly<Record<string, string | number | Date | null | undefined>>;
/** A text in the language that is spoken. */
export type Say = (id: WordId, values?: Values) => string;

/** Gives words, numbers and dates of a language to everything in it. */
export function Words({ first, children }: { readonly first: Language; readonly children: ReactNode }) {
  const [language, setLanguage] = useState(first);
  const messages = useSyncExternalStore(onWords, () => wordsIn(language));
  const speak = useCallback(async (next: Language) => {
    await loadUsedWords(next);
    preferences.set({ language: next });
    document.documentElement.lang = next;
    setLanguage(next);
  }, []);
  const speaking = useMemo(() => ({ language, speak }), [language, speak]);
  return (
    <Spoken value={speaking}>
      <I18nProvider locale={language}>
        <IntlProvider locale={language} messages={messages}>
          {children}
        </IntlProvider>
      </I18nProvider>
    </Spoken>
  );
}

/** The language that is spoken, and how to speak another. */
export function useLanguage(): Speaking {
  const speaking = use(Spoken);
  if (!speaking) throw new Error('There are no Words around this');
  return speaking;
}

/** A text with elements in it, such as the way to somebody whom it names. */
export function useWeave(): (id: WordId, values: Readonly<Record<string, ReactNode>>) => ReactNode {
  const { formatMessage } = useIntl();
  return (id, values) => formatMessage({ id }, values);
}

/** Whether there is a text of a name that the API gives: a newer server may know others. */
export function useIsKnown(): (id: string) => boolean {
  const { messages } = useIntl();
  return (id) => id in messages;
}

export function useSay(): Say {
  const { formatMessage } = useIntl();
  return useCallback((id, values) => formatMessage({ id }, values ?? {}), [formatMessage]);
}
