import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, useSyncExternalStore } from 'react';
import { Header, MenuSection } from 'react-aria-components';
import { Button } from '../../../design/buttons.js';
import { Menu, MenuItem, MenuLine } from '../../../design/menus.js';
import { useToastProblem } from '../../../design/problems.js';
import { toast } from '../../../design/toasts.js';
import { useWhyNot } from '../../../design/why-not.js';
import { preferences } from '../../../preferences/preferences.js';
import { useSay } from '../../../words/words.js';
import { columnsOf } from '../people-columns.js';
import { useCustomFields } from '../custom-fields.js';
import type { PeopleSearch } from '../people-search.js';
import { ManageViews } from './manage-views.js';
import { SaveView } from './save-view.js';
import { searchOf, shownIn, type View, viewAt } from './saved-views.js';
import { changeView, viewsQuery } from './view-queries.js';

const route = getRouteApi('/app/people');

/** The saved views: choosing one writes it into the address, which stays the truth. */
export function ViewsMenu({ search }: { readonly search: PeopleSearch }) {
  const say = useSay();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const complain = useToastProblem();
  const whyNot = useWhyNot();
  const { columns } = useSyncExternalStore(preferences.subscribe, preferences.read);
  const { data } = useQuery(viewsQuery);
  const views = data?.items ?? [];
  const current = viewAt(views, search);
  // From which one the address went on: that one is offered to be changed.
  const [opened, setOpened] = useState<string | undefined>(undefined);
  if (current && current.id !== opened) setOpened(current.id);
  const [shown, setShown] = useState<'save' | 'manage' | null>(null);
  const here = shownIn(search, columnsOf(search, columns['people'], useCustomFields()));
  const before = current ? undefined : views.find(({ id }) => id === opened);
  const update = useMutation({
    mutationFn: (view: View) => changeView(view, here),
    onSuccess: (view) => {
      toast.say({ tone: 'good', text: say('views.saved', { name: view.name }) });
      void navigate({ search: searchOf(view) });
    },
    onError: complain,
    onSettled: () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
  const act = (key: string) => {
    if (key === 'save' || key === 'manage') setShown(key);
    else if (key === 'update') {
      if (before) update.mutate(before);
    } else {
      const view = views.find(({ id }) => id === key);
      setOpened(view?.id);
      void navigate({ search: view ? searchOf(view) : {} });
    }
  };
  const section = (title: string, of: readonly View[]) =>
    of.length > 0 && (
      <MenuSection className="menu-section">
        <Header className="menu-title">{title}</Header>
        {of.map(({ id, name }) => (
          <MenuItem key={id} id={id} label={name} {...(id === current?.id && { icon: 'check' as const })} />
        ))}
      </MenuSection>
    );
  return (
    <>
      <Menu
        aria-label={say('views.title')}
        onAction={(key) => act(String(key))}
        trigger={
          <Button>
            {current
              ? say('shell.filter.chosen', { title: say('views.title'), value: current.name })
              : say('views.title')}
          </Button>
        }
      >
        <MenuItem id="all" label={say('views.all')} />
        {section(
          say('views.shared'),
          views.filter(({ shared }) => shared),
        )}
        {section(
          say('views.own'),
          views.filter(({ shared }) => !shared),
        )}
        <MenuLine />
        {before && (
          <MenuItem
            id="update"
            icon="edit"
            label={say('views.update', { name: before.name })}
            refusal={before.shared ? whyNot('views.share') : null}
          />
        )}
        <MenuItem id="save" icon="plus" label={say('views.save')} />
        {views.length > 0 && <MenuItem id="manage" icon="settings" label={say('views.manage')} />}
      </Menu>
      {shown === 'save' && (
        <SaveView
          shown={here}
          onSaved={(view) => void navigate({ search: searchOf(view) })}
          onClose={() => setShown(null)}
        />
      )}
      {shown === 'manage' && <ManageViews onClose={() => setShown(null)} />}
    </>
  );
}
