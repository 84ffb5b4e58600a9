import { useQuery } from '@tanstack/react-query';
import { Choices } from '../../design/choices.js';
import { Dialog } from '../../design/dialogs.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { ProblemNote } from '../../design/problems.js';
import { SaveForm } from '../../design/save-form.js';
import { TickGroup } from '../../design/tick-group.js';
import { useSay } from '../../words/words.js';
import { useProductName, useProductNames } from '../licences/product-names.js';
import { licensesQuery } from '../people/people-queries.js';
import { useGroupChoices } from '../settings/setting-words.js';
import { useConnectionDraft } from './change-connection.js';
import { draftOfNewcomers, type NewcomersDraft, newcomersOf } from './connection-drafts.js';
import type { Connection } from './connection-queries.js';

/** Whom the provider may bring in for the first time, what they get, and what happens without a seat. */
export function NewcomersDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const namesOf = useProductNames();
  const groups = useGroupChoices();
  const { base, draft, set, isChanged, call, isOvertaken } = useConnectionDraft<NewcomersDraft>({
    connection,
    read: draftOfNewcomers,
    changesOf: (changes, before) => ({
      newcomers: newcomersOf({ ...draftOfNewcomers(before), ...changes }),
    }),
    said: say('sso.saved'),
    onClose,
  });
  return (
    <Dialog title={say('sso.newcomers')} isOpen onClose={onClose}>
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : 'shell.save')}
        call={call}
        isTold={isOvertaken}
        refusal={draft.isOpen && draft.products.length === 0 ? say('sso.products.first') : null}
        onSave={() => (isChanged ? call.mutate() : onClose())}
        onCancel={onClose}
      >
        <Choices
          label={say('sso.newcomers.who')}
          value={draft.isOpen ? 'join' : 'none'}
          choices={(['none', 'join'] as const).map((value) => ({
            value,
            words: say(`sso.newcomers.who.${value}`),
          }))}
          onChange={(choice) => set({ isOpen: choice === 'join' })}
        />
        {draft.isOpen && (
          <>
            <Products chosen={draft.products} onChange={(products) => set({ products })} />
            {groups.length > 0 && (
              <TickGroup
                legend={say('sso.groups')}
                choices={groups.map(({ id, name }) => ({ value: id, words: name }))}
                chosen={draft.groups}
                onChange={(chosen) => set({ groups: chosen })}
              />
            )}
            <Choices
              label={say('sso.whenNoSeat')}
              value={draft.whenNoSeat}
              choices={(['fail', 'wait'] as const).map((value) => ({
                value,
                words: say(`sso.whenNoSeat.${value}`),
              }))}
              onChange={(whenNoSeat) => set({ whenNoSeat })}
            />
          </>
        )}
        {isOvertaken && (
          <OvertakenNote
            theirs={[
              {
                name: say('sso.newcomers'),
                value: base.newcomers ? namesOf(base.newcomers.products) : say('sso.newcomers.who.none'),
              },
            ]}
          />
        )}
      </SaveForm>
    </Dialog>
  );
}

function Products({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (products: readonly string[]) => void;
}) {
  const say = useSay();
  const nameOf = useProductName();
  const { data, error, refetch } = useQuery(licensesQuery);
  const known = data?.items.map(({ product }) => product) ?? [];
  // One that is no longer bought can still be taken away.
  const all = [...new Set([...known, ...chosen])].toSorted();
  return (
    <TickGroup
      legend={say('sso.products')}
      choices={all.map((product) => ({ value: product, words: nameOf(product) }))}
      {...{ chosen, onChange }}
    >
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data && all.length === 0 && <p className="soft">{say('sso.products.none')}</p>}
    </TickGroup>
  );
}
