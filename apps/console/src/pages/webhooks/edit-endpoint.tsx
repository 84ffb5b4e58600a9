import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { Dialog } from '../../design/dialogs.js';
import { OvertakenNote } from '../../design/overtaken-note.js';
import { SaveForm } from '../../design/save-form.js';
import { toast } from '../../design/toasts.js';
import { useDraft } from '../../design/use-draft.js';
import { useSay } from '../../words/words.js';
import { draftOfEndpoint, endpointChanges, isForNothing } from './endpoint-drafts.js';
import { EndpointFields } from './endpoint-fields.js';
import { useEventName } from './event-names.js';
import { type Endpoint, endpointQuery } from './webhook-queries.js';

/** Another address, another word, other events. */
export function EditEndpoint({
  endpoint,
  onClose,
}: {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const eventName = useEventName();
  const queries = useQueryClient();
  const { id } = endpoint;
  const { base, draft, set, isChanged, call, isOvertaken, theirs } = useDraft({
    item: endpoint,
    read: draftOfEndpoint,
    save: ({ version, ...before }, changes) =>
      api.patch('/v1/webhook-endpoints/{id}', {
        params: { path: { id }, header: { 'If-Match': `"${version}"` } },
        body: endpointChanges(changes, { ...draftOfEndpoint({ version, ...before }), ...changes }),
      }),
    look: () => queries.fetchQuery({ ...endpointQuery(id), staleTime: 0 }),
    onSaved: (saved) => {
      queries.setQueryData(endpointQuery(id).queryKey, saved);
      toast.say({ tone: 'good', text: say('webhooks.saved') });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  const told = {
    url: [say('webhooks.url'), base.url],
    description: [say('webhooks.description'), base.description],
    isAll: [say('webhooks.events'), base.events === null && say('webhooks.events.all')],
    events: [say('webhooks.events'), base.events?.map(eventName).join(', ')],
  };
  return (
    <Dialog title={say('webhooks.edit')} isOpen onClose={onClose} look="wide">
      <SaveForm
        go={say(isOvertaken ? 'shell.applyAgain' : 'shell.save')}
        call={call}
        isTold={isOvertaken}
        refusal={isForNothing(draft) ? say('webhooks.events.first') : null}
        onSave={() => (isChanged ? call.mutate() : onClose())}
        onCancel={onClose}
      >
        <EndpointFields
          draft={draft}
          onChange={({ events, ...change }) =>
            set({ ...change, ...(events && { events: events.toSorted() }) })
          }
        />
        {isOvertaken && (
          <OvertakenNote
            theirs={theirs
              .map((name) => ({ name: told[name][0] as string, value: told[name][1] }))
              .filter(({ value }) => value !== false && value !== undefined)}
          />
        )}
      </SaveForm>
    </Dialog>
  );
}
