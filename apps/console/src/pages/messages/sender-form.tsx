import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { Choices } from '../../design/choices.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { SaveForm } from '../../design/save-form.js';
import { SelectField } from '../../design/select-field.js';
import { toast } from '../../design/toasts.js';
import { useDraft } from '../../design/use-draft.js';
import { useSay } from '../../words/words.js';
import { draftOfSender, isPort, isRate, type SenderDraft, senderOf, withSecurity } from './sender-drafts.js';
import { type Sender, senderQuery, type SenderView } from './sending-queries.js';

const SECURITIES = ['starttls', 'tls', 'none'] as const satisfies readonly Sender['security'][];

/** The mail server of the account: which, as whom, and what to do when it fails. */
export function SenderForm({ view, onClose }: { readonly view: SenderView; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const { draft, set, isChanged, call, isOvertaken, theirs } = useDraft({
    item: view,
    read: draftOfSender,
    save: (base, changes) =>
      api.put('/v1/mail-settings/sender', {
        params: { header: { 'If-Match': `"${base.version}"` } },
        body: senderOf({ ...draftOfSender(base), ...changes }),
      }),
    look: () => queries.fetchQuery({ ...senderQuery, staleTime: 0 }),
    onSaved: (saved) => {
      queries.setQueryData(senderQuery.queryKey, saved);
      const isUntested = saved.sender?.state === 'untested';
      toast.say({ tone: 'good', text: say(isUntested ? 'sending.saved.untested' : 'sending.saved') });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: senderQuery.queryKey }),
  });
  return (
    <Dialog
      title={say(view.sender ? 'sending.change' : 'sending.setUp')}
      isOpen
      onClose={onClose}
      look="wide"
    >
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : 'shell.save')}
        call={call}
        isTold={isOvertaken}
        onSave={() => (isChanged ? call.mutate() : onClose())}
        onCancel={onClose}
      >
        <ServerFields draft={draft} hasPassword={view.sender?.hasPassword ?? false} onChange={set} />
        <SenderFields draft={draft} onChange={set} />
        {isOvertaken && (
          <OvertakenNote
            theirs={theirs
              .filter((name) => name !== 'password')
              .map((name) => ({ name: say(`sending.${name}`), value: draft[name] }))}
          />
        )}
      </SaveForm>
    </Dialog>
  );
}

interface FieldsProps {
  readonly draft: SenderDraft;
  readonly onChange: (change: Partial<SenderDraft>) => void;
}

/** Where the server is, and who signs in there. */
function ServerFields({ draft, hasPassword, onChange }: FieldsProps & { readonly hasPassword: boolean }) {
  const say = useSay();
  return (
    <>
      <TextField
        name="host"
        label={say('sending.host')}
        hint={say('sending.host.hint')}
        placeholder="smtp.example.com"
        value={draft.host}
        onChange={(host) => onChange({ host })}
        maxLength={253}
        isRequired
        autoFocus
      />
      <SelectField
        name="security"
        label={say('sending.security')}
        value={draft.security}
        choices={SECURITIES.map((id) => ({ id, name: say(`sending.security.${id}`) }))}
        onChange={(security) => onChange(withSecurity(draft, security as Sender['security']))}
        isRequired
      />
      <TextField
        name="port"
        label={say('sending.port')}
        inputMode="numeric"
        value={draft.port}
        onChange={(port) => onChange({ port })}
        maxLength={5}
        isRequired
        validate={() => (isPort(draft.port) ? null : say('sending.port.wrong'))}
      />
      <TextField
        name="user"
        label={say('sending.user')}
        hint={say('sending.user.hint')}
        value={draft.user}
        onChange={(user) => onChange({ user })}
        maxLength={320}
        autoComplete="off"
      />
      <TextField
        name="password"
        type="password"
        label={say('sending.password')}
        hint={say(hasPassword ? 'sending.password.kept' : 'sending.password.hint')}
        value={draft.password}
        onChange={(password) => onChange({ password })}
        maxLength={1_000}
        autoComplete="new-password"
      />
    </>
  );
}

/** As whom mails come, how many, and what becomes of them while the server takes none. */
function SenderFields({ draft, onChange }: FieldsProps) {
  const say = useSay();
  return (
    <>
      <TextField
        name="from.name"
        label={say('sending.fromName')}
        value={draft.fromName}
        onChange={(fromName) => onChange({ fromName })}
        maxLength={120}
        isRequired
      />
      <TextField
        name="from.address"
        type="email"
        label={say('sending.fromAddress')}
        hint={say('sending.fromAddress.hint')}
        value={draft.fromAddress}
        onChange={(fromAddress) => onChange({ fromAddress })}
        maxLength={254}
        isRequired
      />
      <TextField
        name="replyTo"
        type="email"
        label={say('sending.replyTo')}
        hint={say('sending.replyTo.hint')}
        value={draft.replyTo}
        onChange={(replyTo) => onChange({ replyTo })}
        maxLength={254}
      />
      <TextField
        name="perMinute"
        label={say('sending.perMinute')}
        hint={say('sending.perMinute.hint')}
        inputMode="numeric"
        value={draft.perMinute}
        onChange={(perMinute) => onChange({ perMinute })}
        maxLength={4}
        validate={() => (isRate(draft.perMinute) ? null : say('sending.perMinute.wrong'))}
      />
      <Choices
        label={say('sending.whenFailing')}
        value={draft.whenFailing}
        choices={(['fall-back', 'hold'] as const).map((value) => ({
          value,
          words: say(`sending.whenFailing.${value}`),
        }))}
        onChange={(whenFailing) => onChange({ whenFailing })}
      />
    </>
  );
}
