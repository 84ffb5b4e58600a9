import { Button } from '../../design/buttons.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { ProblemNote } from '../../design/problems.js';
import type { useDraft } from '../../design/use-draft.js';
import { useSay } from '../../words/words.js';
import {
  type Account,
  type AccountDraft,
  draftOfAccount,
  sessionDaysOf,
  SETTINGS,
} from './account-drafts.js';
import { useSettingWords } from './setting-words.js';

/** What will be another once it is saved, in a sentence each; and what somebody else has changed meanwhile. */
export function SettingsChanges({
  form,
}: {
  readonly form: ReturnType<typeof useDraft<Account, AccountDraft>>;
}) {
  const say = useSay();
  const { valueOf, effectOf } = useSettingWords();
  const { base, draft, changes, call, isOvertaken, theirs } = form;
  const before = draftOfAccount(base);
  const isWrong = sessionDaysOf(draft) === null;
  return (
    <section className="card settings-changes" aria-labelledby="changes">
      <h2 id="changes">{say('settings.will')}</h2>
      <div className="stack">
        <ul className="settings-effects">
          {SETTINGS.filter((setting) => setting in changes)
            .filter((setting) => setting !== 'sessionDays' || !isWrong)
            .map((setting) => (
              <li key={setting}>{effectOf(before, draft, setting)}</li>
            ))}
        </ul>
        {isOvertaken && (
          <OvertakenNote
            theirs={theirs.map((setting) => ({
              name: say(`settings.${setting === 'invitationReminders' ? 'reminders' : setting}`),
              value: valueOf(before, setting),
            }))}
          />
        )}
        {call.error && !isOvertaken && <ProblemNote error={call.error} />}
        <div className="row">
          <Button onPress={form.undo}>{say('settings.undo')}</Button>
          <Button
            type="submit"
            look="main"
            isPending={call.isPending}
            refusal={isWrong ? say('settings.sessionDays.wrong') : null}
          >
            {say(isOvertaken ? 'shell.applyAgain' : 'shell.save')}
          </Button>
        </div>
      </div>
    </section>
  );
}
