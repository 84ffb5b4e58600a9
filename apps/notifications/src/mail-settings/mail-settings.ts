import {
  type Actor,
  type Change,
  Fault,
  type Input,
  type MailKind,
  type MailSetting,
  type MailSettings,
  mailSettingsChanged,
  type SuppressionReason,
  type updateMailSettings,
} from '@seatkeeper/contracts';
import { type Change as Update, event, type NewEvent } from '@seatkeeper/mongo';
import { mailKinds } from '../kinds/mail-kinds.js';
import type { DefinedMail } from '../kinds/mail.js';
import type { StoredMailSettings } from './mail-settings.schema.js';

type Wanted = Input<typeof updateMailSettings>['changes']['choices'];
type Choices = Pick<StoredMailSettings, 'choices'> | null;

/** What was chosen becomes this, and the event that says so: both go into one write. */
export interface SettingsChange {
  update: Update<StoredMailSettings>;
  events: NewEvent[];
}

/** What a user and an account have chosen; null for who has chosen nothing. `user` is left out for the account itself. */
export interface Chosen {
  user?: Choices;
  account: Choices;
}

const choiceOf = (choices: Choices | undefined, kind: MailKind): boolean | undefined =>
  choices?.choices.find((choice) => choice.kind === kind)?.sent;

/** Whether mails of a kind are sent, and who decided that. What cannot be switched off is sent, whatever was chosen. */
export function settingOf({ kind, optional }: DefinedMail, { user, account }: Chosen): MailSetting {
  if (!optional) return { kind, optional, sent: true, decidedBy: 'product' };
  const own = choiceOf(user, kind);
  if (own !== undefined) return { kind, optional, sent: own, decidedBy: 'user' };
  const common = choiceOf(account, kind);
  if (common !== undefined) return { kind, optional, sent: common, decidedBy: 'account' };
  return { kind, optional, sent: true, decidedBy: 'product' };
}

/** Why a mail is not to be sent, if so. */
export function switchedOff(mail: DefinedMail, chosen: Chosen): SuppressionReason | null {
  const { sent, decidedBy } = settingOf(mail, chosen);
  if (sent || decidedBy === 'product') return null;
  return decidedBy === 'user' ? 'switched-off-by-user' : 'switched-off-by-account';
}

/** Counts the changes: one that was only just begun holds none, as if it were not there. */
export const versionOf = (settings: StoredMailSettings | null): number => (settings?.version ?? 1) - 1;

export function toMailSettings(own: StoredMailSettings | null, chosen: Chosen): MailSettings {
  return {
    choices: Object.fromEntries((own?.choices ?? []).map(({ kind, sent }) => [kind, sent])),
    mails: mailKinds.map((mail) => settingOf(mail, chosen)),
    version: versionOf(own),
  };
}

/** Refuses with `validation-failed` to switch off what is always sent. */
export function refuseChoices(wanted: Wanted): Fault | null {
  const errors = Object.entries(wanted)
    .filter(
      ([kind, sent]) => sent === false && mailKinds.some((mail) => mail.kind === kind && !mail.optional),
    )
    .map(([kind]) => ({ path: `choices.${kind}`, message: 'Mails of this kind are always sent' }));
  return errors.length > 0 ? new Fault('validation-failed', { errors }) : null;
}

/** Null when everything is so already. */
export function chosen(
  settings: StoredMailSettings,
  wanted: Wanted,
  by: Actor,
  now: Date,
): SettingsChange | null {
  const changes: Change[] = Object.entries(wanted)
    .map(([kind, after]) => ({
      field: kind,
      before: choiceOf(settings, kind as MailKind) ?? null,
      after,
    }))
    .filter(({ before, after }) => before !== after);
  if (changes.length === 0) return null;
  const others = settings.choices.filter(({ kind }) => wanted[kind] === undefined);
  const made = Object.entries(wanted).flatMap(([kind, sent]) =>
    sent === null ? [] : [{ kind: kind as MailKind, sent }],
  );
  const { _id, accountId } = settings;
  const data = { accountId, actor: by, ...(_id !== accountId && { userId: _id }), changes };
  return {
    update: { set: { choices: [...others, ...made] } },
    events: [event(mailSettingsChanged, _id, data, now)],
  };
}
