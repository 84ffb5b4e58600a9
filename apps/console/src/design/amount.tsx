import { moneyIn } from '@seatkeeper/text';
import { useCallback } from 'react';
import { useMe } from '../api/me.js';
import { useLanguage } from '../words/words.js';
import { numbersIn } from './money.js';

/** Writes amounts of minor units as the account does. */
export function useMoney(): (minor: number, currency: string) => string {
  const { language } = useLanguage();
  const { account } = useMe();
  const locale = numbersIn(language, account.locale);
  return useCallback((minor, currency) => moneyIn(locale, minor, currency), [locale]);
}
