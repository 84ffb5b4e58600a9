import { useQuery } from '@tanstack/react-query';
import { LANGUAGE_NAMES, LANGUAGES, languageFor } from '../../words/languages.js';
import { useSay } from '../../words/words.js';
import { useGroupName } from '../people/group-names.js';
import { choicesQuery } from '../people/people-queries.js';
import type { AccountDraft } from './account-drafts.js';

/** Languages that can be chosen; one from elsewhere stays what it is until somebody chooses another. */
export function localeChoices(chosen: string): readonly { readonly id: string; readonly name: string }[] {
  const known = LANGUAGES.map((id) => ({ id, name: LANGUAGE_NAMES[id] }));
  if (known.some(({ id }) => id === chosen)) return known;
  return [...known, { id: chosen, name: `${LANGUAGE_NAMES[languageFor([chosen])]} (${chosen})` }];
}

/** Groups that can be the one of new people, by name. */
export function useGroupChoices(): readonly { readonly id: string; readonly name: string }[] {
  const { data = [] } = useQuery(choicesQuery('group'));
  const nameOf = useGroupName();
  // The role of a global admin is no group that anybody is invited into.
  return data
    .filter(({ builtIn }) => builtIn !== 'global-admin')
    .map((group) => ({ id: group.id, name: nameOf(group) }));
}

/** A setting as it is told: what stands there, and what it will do when it is saved. */
export function useSettingWords() {
  const say = useSay();
  const groups = useGroupChoices();
  const groupName = (id: string) => groups.find((group) => group.id === id)?.name ?? id;
  const localeName = (locale: string) =>
    localeChoices(locale).find(({ id }) => id === locale)?.name ?? locale;
  const valueOf = (draft: AccountDraft, setting: keyof AccountDraft): string => {
    switch (setting) {
      case 'locale':
        return localeName(draft.locale);
      case 'secondFactor':
        return say(`settings.secondFactor.${draft.secondFactor}`);
      case 'digest':
        return say(`settings.digest.${draft.digest}`);
      case 'provisioningSignIn':
        return say(`settings.provisioningSignIn.${draft.provisioningSignIn}`);
      case 'provisioningWhenNoSeat':
        return say(`settings.provisioningWhenNoSeat.${draft.provisioningWhenNoSeat}`);
      case 'sessionDays':
        return say('settings.days', { days: Number(draft.sessionDays) });
      case 'defaultGroup':
        return draft.defaultGroup === '' ? say('shell.nothing') : groupName(draft.defaultGroup);
      case 'invitationReminders':
        return say(draft.invitationReminders ? 'people.yes' : 'people.no');
      case 'name':
      case 'timeZone':
        return draft[setting];
    }
  };
  const effectOf = (before: AccountDraft, draft: AccountDraft, setting: keyof AccountDraft): string => {
    switch (setting) {
      case 'name':
        return say('settings.name.will', { name: draft.name.trim() });
      case 'locale':
        return say('settings.locale.will', { locale: localeName(draft.locale) });
      case 'timeZone':
        return say('settings.timeZone.will', { timeZone: draft.timeZone });
      case 'secondFactor':
        return say(`settings.secondFactor.will.${draft.secondFactor}`);
      case 'digest':
        return say(`settings.digest.will.${draft.digest}`);
      case 'provisioningSignIn':
        return say(`settings.provisioningSignIn.will.${draft.provisioningSignIn}`);
      case 'provisioningWhenNoSeat':
        return say(`settings.provisioningWhenNoSeat.will.${draft.provisioningWhenNoSeat}`);
      case 'sessionDays': {
        const days = Number(draft.sessionDays);
        const way = days < Number(before.sessionDays) ? 'shorter' : 'longer';
        return say(`settings.sessionDays.will.${way}`, { days });
      }
      case 'defaultGroup':
        return draft.defaultGroup === ''
          ? say('settings.defaultGroup.will.none')
          : say('settings.defaultGroup.will', { group: groupName(draft.defaultGroup) });
      case 'invitationReminders':
        return say(draft.invitationReminders ? 'settings.reminders.will' : 'settings.reminders.will.none');
    }
  };
  return { valueOf, effectOf };
}
