import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { SaveForm } from '../../design/save-form.js';
import { useSay } from '../../words/words.js';
import { useConnectionDraft } from './change-connection.js';
import { domainsIn } from './connection-drafts.js';
import { type Connection, MOST_DOMAINS } from './connection-queries.js';

/** Domains more than there are; those that somebody else adds meanwhile stay. */
export function AddDomain({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const namesOf = ({ domains }: Connection) => domains.map(({ name }) => name);
  const { base, draft, set, call, isOvertaken } = useConnectionDraft({
    connection,
    read: () => ({ added: '' }),
    changesOf: ({ added = '' }, before) => ({
      domains: [...new Set([...namesOf(before), ...domainsIn(added)])],
    }),
    onClose,
  });
  const count = new Set([...namesOf(base), ...domainsIn(draft.added)]).size;
  return (
    <Dialog title={say('sso.domain.add')} isOpen onClose={onClose}>
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : 'sso.domain.add.go')}
        call={call}
        isTold={isOvertaken}
        refusal={count > MOST_DOMAINS ? say('sso.domains.most', { most: MOST_DOMAINS }) : null}
        onSave={() => call.mutate()}
        onCancel={onClose}
      >
        <TextField
          name="domains"
          label={say('sso.domain.added')}
          hint={say('sso.domains.hint')}
          placeholder="firm.example"
          value={draft.added}
          onChange={(added) => set({ added })}
          maxLength={5_000}
          isRequired
          autoFocus
        />
        {isOvertaken && (
          <OvertakenNote theirs={[{ name: say('sso.domains'), value: namesOf(base).join(', ') }]} />
        )}
      </SaveForm>
    </Dialog>
  );
}
