import '../../design/forms.css';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useQueryClient } from '@tanstack/react-query';
import { Form } from 'react-aria-components';
import { api } from '../../api/client.js';
import { meQuery } from '../../api/me.js';
import { Choices } from '../../design/choices.js';
import { TextField } from '../../design/fields.js';
import { useFieldErrors } from '../../design/use-field-errors.js';
import { SelectField } from '../../design/select-field.js';
import { Tick } from '../../design/ticks.js';
import { toast } from '../../design/toasts.js';
import { useDraft } from '../../design/use-draft.js';
import { useSay } from '../../words/words.js';
import { type Account, accountChanges, draftOfAccount, sessionDaysOf, timeZones } from './account-drafts.js';
import { accountQuery } from './account-query.js';
import { ScimAddress } from './scim-address.js';
import { SettingsChanges } from './settings-changes.js';
import { localeChoices, useGroupChoices } from './setting-words.js';

/** Everything that an account decides, each with what it is for; what it will do is told before it is saved. */
export function SettingsForm({
  account,
  isLocked,
}: {
  readonly account: Account;
  readonly isLocked: boolean;
}) {
  const say = useSay();
  const { formatDate } = useIntl();
  const queries = useQueryClient();
  const groups = useGroupChoices();
  const form = useDraft({
    item: account,
    read: draftOfAccount,
    save: ({ version }, changes) =>
      api.patch('/v1/account', {
        params: { header: { 'If-Match': `"${version}"` } },
        body: accountChanges(changes),
      }),
    look: () => queries.fetchQuery({ ...accountQuery, staleTime: 0 }),
    onSaved: (saved) => {
      queries.setQueryData(accountQuery.queryKey, saved);
      toast.say({ tone: 'good', text: say('settings.saved') });
    },
    onSettled: () => {
      for (const { queryKey } of [accountQuery, meQuery]) void queries.invalidateQueries({ queryKey });
    },
  });
  const { draft, set, call } = form;
  const zones = useMemo(() => timeZones(account.timeZone), [account.timeZone]);
  const fieldErrors = useFieldErrors(call.error);
  return (
    <Form
      className="stack"
      validationErrors={fieldErrors}
      onSubmit={(event) => {
        event.preventDefault();
        if (form.isChanged) call.mutate();
      }}
    >
      <section className="card stack" aria-labelledby="account">
        <h2 id="account">{say('settings.account')}</h2>
        <TextField
          name="name"
          label={say('settings.name')}
          hint={say('settings.name.hint')}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={120}
          isReadOnly={isLocked}
          isRequired
        />
        <TextField
          label={say('settings.slug')}
          hint={say('settings.slug.hint', {
            day: formatDate(account.createdAt, { dateStyle: 'long', timeZone: account.timeZone }),
          })}
          value={account.slug}
          isReadOnly
          mono
        />
        <SelectField
          label={say('settings.locale')}
          hint={say('settings.locale.hint')}
          value={draft.locale}
          choices={localeChoices(account.locale)}
          onChange={(locale) => set({ locale })}
          isRequired
          isDisabled={isLocked}
        />
        <SelectField
          label={say('settings.timeZone')}
          hint={say('settings.timeZone.hint')}
          value={draft.timeZone}
          choices={zones.map((id) => ({ id, name: id.replaceAll('_', ' ') }))}
          onChange={(timeZone) => set({ timeZone })}
          isRequired
          isDisabled={isLocked}
        />
      </section>
      <section className="card stack" aria-labelledby="signing-in">
        <h2 id="signing-in">{say('settings.signingIn')}</h2>
        <div className="stack-small">
          <Choices
            label={say('settings.secondFactor')}
            value={draft.secondFactor}
            choices={(['optional', 'required'] as const).map((value) => ({
              value,
              words: say(`settings.secondFactor.${value}`),
            }))}
            onChange={(secondFactor) => set({ secondFactor })}
            isDisabled={isLocked}
          />
          <p className="hint">{say('settings.secondFactor.hint')}</p>
        </div>
        <TextField
          name="policies.sessionDays"
          label={say('settings.sessionDays')}
          hint={say('settings.sessionDays.hint')}
          inputMode="numeric"
          value={draft.sessionDays}
          onChange={(sessionDays) => set({ sessionDays })}
          maxLength={3}
          isReadOnly={isLocked}
          isRequired
          validate={() => (sessionDaysOf(draft) === null ? say('settings.sessionDays.wrong') : null)}
        />
      </section>
      <section className="card stack" aria-labelledby="inviting">
        <h2 id="inviting">{say('settings.inviting')}</h2>
        <SelectField
          name="policies.defaultGroup"
          label={say('settings.defaultGroup')}
          hint={say('settings.defaultGroup.hint')}
          value={draft.defaultGroup}
          choices={groups}
          onChange={(defaultGroup) => set({ defaultGroup })}
          isDisabled={isLocked}
        />
        <Tick
          isSelected={draft.invitationReminders}
          onChange={(invitationReminders) => set({ invitationReminders })}
          isDisabled={isLocked}
        >
          {say('settings.reminders')}
          <span className="hint settings-hint">{say('settings.reminders.hint')}</span>
        </Tick>
      </section>
      <section className="card stack" aria-labelledby="digest">
        <h2 id="digest">{say('settings.digest')}</h2>
        <div className="stack-small">
          <Choices
            label={say('settings.digest.often')}
            value={draft.digest}
            choices={(['weekly', 'daily', 'never'] as const).map((value) => ({
              value,
              words: say(`settings.digest.${value}`),
            }))}
            onChange={(digest) => set({ digest })}
            isDisabled={isLocked}
          />
          <p className="hint">{say('settings.digest.hint')}</p>
        </div>
      </section>
      <section className="card stack" aria-labelledby="provisioning">
        <h2 id="provisioning">{say('settings.provisioning')}</h2>
        <p className="hint">{say('settings.provisioning.hint')}</p>
        <ScimAddress />
        <div className="stack-small">
          <Choices
            label={say('settings.provisioningSignIn')}
            value={draft.provisioningSignIn}
            choices={(['invitation', 'single-sign-on'] as const).map((value) => ({
              value,
              words: say(`settings.provisioningSignIn.${value}`),
            }))}
            onChange={(provisioningSignIn) => set({ provisioningSignIn })}
            isDisabled={isLocked}
          />
          <p className="hint">{say('settings.provisioningSignIn.hint')}</p>
        </div>
        <Choices
          label={say('settings.provisioningWhenNoSeat')}
          value={draft.provisioningWhenNoSeat}
          choices={(['fail', 'wait'] as const).map((value) => ({
            value,
            words: say(`settings.provisioningWhenNoSeat.${value}`),
          }))}
          onChange={(provisioningWhenNoSeat) => set({ provisioningWhenNoSeat })}
          isDisabled={isLocked}
        />
      </section>
      {form.isChanged && <SettingsChanges form={form} />}
    </Form>
  );
}
