import { Dialog } from '../../design/dialogs.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { SaveForm } from '../../design/save-form.js';
import { useSay } from '../../words/words.js';
import { useConnectionDraft } from './change-connection.js';
import { connectionChanges, type ConnectionDraft, draftOfConnection } from './connection-drafts.js';
import { ConnectionFields } from './connection-fields.js';
import type { Connection } from './connection-queries.js';

/** Another name, another provider, another secret. */
export function EditConnection({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const { base, draft, set, isChanged, call, isOvertaken, theirs } = useConnectionDraft<ConnectionDraft>({
    connection,
    read: draftOfConnection,
    changesOf: connectionChanges,
    said: say('sso.saved'),
    onClose,
  });
  const told = (field: keyof ConnectionDraft) =>
    field === 'vouchesForAddresses'
      ? {
          name: say('sso.addresses'),
          value: say(base.vouchesForAddresses ? 'sso.addresses.vouched' : 'sso.addresses.verified'),
        }
      : { name: say(`sso.${field}`), value: field === 'clientSecret' ? '' : base[field] };
  return (
    <Dialog title={say('sso.edit')} isOpen onClose={onClose} look="wide">
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : 'shell.save')}
        call={call}
        isTold={isOvertaken}
        onSave={() => (isChanged ? call.mutate() : onClose())}
        onCancel={onClose}
      >
        <p className="soft">{say('sso.edit.text')}</p>
        <ConnectionFields draft={draft} onChange={set} hasSecret />
        {isOvertaken && <OvertakenNote theirs={theirs.map(told)} />}
      </SaveForm>
    </Dialog>
  );
}
