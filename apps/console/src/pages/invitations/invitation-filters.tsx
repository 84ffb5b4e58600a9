import { getRouteApi } from '@tanstack/react-router';
import { Button } from '../../design/buttons.js';
import { ChoiceMenu, FilterMenu, SearchBox } from '../../design/filters.js';
import { useSay } from '../../words/words.js';
import { ENDS, type Ends, type InvitationSearch, MAILS, STATES } from './invitation-search.js';

const route = getRouteApi('/app/invitations');

export function InvitationFilters({ search }: { readonly search: InvitationSearch }) {
  const say = useSay();
  const navigate = route.useNavigate();
  const { sort, ...filter } = search;
  const set = (filterName: 'state' | 'mail', values: readonly string[]) =>
    void navigate({
      search: ({ [filterName]: _before, ...rest }) =>
        values.length > 0 ? { ...rest, [filterName]: values.join(',') } : rest,
    });
  const values = (name: 'state' | 'mail') => search[name]?.split(',') ?? [];
  return (
    <div className="filters" role="search">
      <SearchBox
        label={say('invitations.search')}
        q={search.q ?? ''}
        onSearch={(q) =>
          void navigate({
            replace: true,
            search: ({ q: _before, ...rest }) => (q ? { ...rest, q } : rest),
          })
        }
      />
      <FilterMenu
        title={say('invitations.filter.state')}
        values={values('state')}
        choices={STATES.map((id) => ({ id, name: say(`invitations.state.${id}`) }))}
        onChoose={(chosen) => set('state', chosen)}
      />
      <FilterMenu
        title={say('invitations.filter.mail')}
        values={values('mail')}
        choices={MAILS.map((id) => ({ id, name: say(`invitations.mail.${id}`) }))}
        onChoose={(chosen) => set('mail', chosen)}
      />
      <ChoiceMenu
        title={say('invitations.filter.ends')}
        value={search.ends}
        choices={ENDS.map((id) => ({ id, name: say(`invitations.ends.${id}`) }))}
        onChoose={(id) =>
          void navigate({
            search: ({ ends: before, ...rest }) => (before === id ? rest : { ...rest, ends: id as Ends }),
          })
        }
      />
      <ChoiceMenu
        title={say('invitations.order')}
        value={sort ?? 'newest'}
        choices={[
          { id: 'newest', name: say('invitations.order.newest') },
          { id: 'expiresAt', name: say('invitations.order.ending') },
        ]}
        isAlwaysSet
        onChoose={(id) =>
          void navigate({
            search: ({ sort: _before, ...rest }) => (id === 'expiresAt' ? { ...rest, sort: id } : rest),
          })
        }
      />
      {Object.keys(filter).length > 0 && (
        <Button look="quiet" onPress={() => void navigate({ search: sort ? { sort } : {} })}>
          {say('invitations.filter.clear')}
        </Button>
      )}
    </div>
  );
}
