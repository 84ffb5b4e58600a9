import { Problem } from '@seatkeeper/client';
import { useQuery } from '@tanstack/react-query';
import { Dialog } from '../../design/dialogs.js';
import { fullName } from '../../design/full-name.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { ProblemNote } from '../../design/problems.js';
import { SaveForm } from '../../design/save-form.js';
import { Note, Skeleton } from '../../design/states.js';
import { TickGroup } from '../../design/tick-group.js';
import { useSay } from '../../words/words.js';
import { usePeopleById } from '../people/people-names.js';
import { choicesQuery } from '../people/people-queries.js';
import { useConnectionDraft } from './change-connection.js';
import { activeAdminsQuery, type Connection, connectionsQuery } from './connection-queries.js';
import { unfitIn } from './unfit.js';

/** Lets passwords count no longer but those of some global admins; or says of whom they do. */
export function EnforceDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const isOn = connection.enforcement !== null;
  const exemptOf = ({ enforcement }: Connection) => ({ exempt: (enforcement?.exempt ?? []).toSorted() });
  const { base, draft, set, isChanged, call, isOvertaken } = useConnectionDraft({
    connection,
    read: exemptOf,
    changesOf: ({ exempt }, before) => ({
      enforcement: { exempt: [...(exempt ?? exemptOf(before).exempt)] },
    }),
    said: say(isOn ? 'sso.saved' : 'sso.enforce.begun'),
    onClose,
  });
  const { data: groups } = useQuery(choicesQuery('group'));
  const role = groups?.find(({ builtIn }) => builtIn === 'global-admin')?.id ?? '';
  const admins = useQuery({ ...activeAdminsQuery(role), enabled: role !== '' });
  const known = usePeopleById(draft.exempt);
  const offered = admins.data?.filter(({ type }) => type === 'standard') ?? [];
  // Whoever was named and is no such admin any more can be taken out.
  const left = draft.exempt.filter((id) => !offered.some((admin) => admin.id === id));
  const nameOf = (id: string) => {
    const person = offered.find((admin) => admin.id === id) ?? known.get(id);
    return person ? fullName(person) : id;
  };
  const others = useQuery(connectionsQuery).data?.items.filter(
    ({ id, enforcement }) => id !== connection.id && enforcement !== null,
  );
  const unfit = call.error instanceof Problem ? unfitIn(call.error, draft.exempt) : [];
  return (
    <Dialog title={say(isOn ? 'sso.exempt.change' : 'sso.enforce')} isOpen onClose={onClose} look="wide">
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : isOn ? 'shell.save' : 'sso.enforce.go')}
        call={call}
        isTold={isOvertaken || unfit.length > 0}
        refusal={draft.exempt.length === 0 ? say('sso.exempt.first') : null}
        onSave={() => (isChanged || !isOn ? call.mutate() : onClose())}
        onCancel={onClose}
      >
        {!isOn && (
          <Note tone="warn">
            <ul className="meanings">
              {(['password', 'invitation', 'open', 'first'] as const).map((one) => (
                <li key={one}>{say(`sso.enforce.means.${one}`)}</li>
              ))}
              {others?.map(({ id, name }) => (
                <li key={id}>{say('sso.enforce.means.other', { name })}</li>
              ))}
            </ul>
          </Note>
        )}
        <TickGroup
          legend={say('sso.exempt')}
          hint={say('sso.exempt.hint')}
          choices={[...offered.map(({ id }) => id), ...(admins.data ? left : [])].map((id) => ({
            value: id,
            words: (
              <>
                {nameOf(id)}{' '}
                <span className="soft small">{offered.find((admin) => admin.id === id)?.username}</span>
              </>
            ),
          }))}
          chosen={draft.exempt}
          onChange={(chosen) => set({ exempt: [...chosen] })}
        >
          {admins.error && <ProblemNote error={admins.error} onRetry={() => void admins.refetch()} />}
          {!admins.data && !admins.error && <Skeleton lines={2} />}
        </TickGroup>
        {unfit.length > 0 && (
          <Note tone="bad">
            <p>{say('sso.exempt.unfit', { names: unfit.map(nameOf).join(', ') })}</p>
          </Note>
        )}
        {isOvertaken && (
          <OvertakenNote
            theirs={[
              {
                name: say('sso.exempt'),
                value: exemptOf(base).exempt.map(nameOf).join(', '),
              },
            ]}
          />
        )}
      </SaveForm>
    </Dialog>
  );
}
