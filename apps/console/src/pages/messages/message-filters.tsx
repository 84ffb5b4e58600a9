import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { FilterMenu } from '../../design/filters.js';
import { useSay } from '../../words/words.js';
import { MAIL_STATES } from '../deliveries/delivery-states.js';
import { PersonPicker, PickedPeople } from '../people/person-picker.js';
import { KINDS, mailFilterOf, type MessagesSearch } from './messages-search.js';

const route = getRouteApi('/app/messages');

/** Which mails are listed: of what kind, what became of them, to whom. */
export function MessageFilters({ search }: { readonly search: MessagesSearch }) {
  const say = useSay();
  const may = useMay();
  const navigate = route.useNavigate();
  const set = (filter: 'kind' | 'state' | 'user', value: string) =>
    void navigate({
      search: ({ [filter]: _before, ...rest }) => (value ? { ...rest, [filter]: value } : rest),
    });
  return (
    <div className="filters" role="search">
      {may('users.read') && search.user === undefined && (
        <div className="message-user">
          <PersonPicker
            label={say('messages.filter.user')}
            picked={[]}
            onPick={({ id }) => set('user', id)}
          />
        </div>
      )}
      {search.user !== undefined && <PickedPeople ids={[search.user]} onRemove={() => set('user', '')} />}
      <FilterMenu
        title={say('messages.filter.kind')}
        values={search.kind?.split(',') ?? []}
        choices={KINDS.map((id) => ({ id, name: say(`person.mail.kind.${id}`) }))}
        onChoose={(values) => set('kind', values.join(','))}
      />
      <FilterMenu
        title={say('messages.filter.state')}
        values={search.state?.split(',') ?? []}
        choices={MAIL_STATES.map((id) => ({ id, name: say(`person.mail.${id}`) }))}
        onChoose={(values) => set('state', values.join(','))}
      />
      {Object.keys(mailFilterOf(search)).length > 0 && (
        <Button look="quiet" onPress={() => void navigate({ search: {} })}>
          {say('messages.filter.clear')}
        </Button>
      )}
    </div>
  );
}
