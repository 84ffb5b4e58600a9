import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { api } from '../api/client.js';
import { useMay } from '../api/me.js';
import { Icon } from '../design/icons.js';
import { PersonOption } from '../design/person-option.js';
import { useSay } from '../words/words.js';
import { usePages } from './navigation.js';
import { searchWithPerson } from './person-address.js';

interface Opening {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
  /** What to press, as the device writes it. */
  readonly keys: string;
}

/** Opens at ⌘K, or Ctrl K. */
export function usePalette(): Opening {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.key === 'k' && (event.metaKey || event.ctrlKey)) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // Whoever is in a dialog finishes that first: what is found would be shown beneath it.
      setOpen((before) => !before && document.querySelector('.veil') === null);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false), keys: isMac ? '⌘K' : 'Ctrl K' };
}

const FOUND_AT_ONCE = 8;

/** To any person and page, by some letters of the name. */
export function Palette({ isOpen, close }: Opening) {
  const say = useSay();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && close()}
      isDismissable
      className="veil veil-palette"
    >
      <Modal className="modal palette">
        <Dialog aria-label={say('shell.search')} className="dialog">
          <Finder close={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Finder({ close }: { readonly close: () => void }) {
  const say = useSay();
  const navigate = useNavigate();
  const router = useRouter();
  const [q, setQ] = useState('');
  const pages = usePages().filter(({ title }) =>
    say(title).toLocaleLowerCase().includes(q.trim().toLocaleLowerCase()),
  );
  const asked = useDeferredValue(q.trim());
  const { people, isFormer } = useFound(asked);
  const go = (to: string) => {
    close();
    void navigate({ to });
  };
  const person = (id: string) => {
    // Still what was found for fewer letters: who is meant may not be in it any more, or stand elsewhere in a moment.
    if (isFormer || asked !== q.trim()) return;
    close();
    void navigate({ to: '/people', search: searchWithPerson(router.state.location, id) });
  };
  return (
    <Autocomplete inputValue={q} onInputChange={setQ}>
      <SearchField aria-label={say('shell.search')} autoFocus className="palette-field">
        <Icon name="search" />
        <Input placeholder={say('shell.search.placeholder')} />
      </SearchField>
      <ListBox
        aria-label={say('shell.search')}
        className="palette-list"
        renderEmptyState={() => <p className="palette-none soft">{say('shell.search.none', { q })}</p>}
      >
        {people.length > 0 && (
          <ListBoxSection id="people">
            <Header className="menu-title">{say('shell.search.people')}</Header>
            {people.map((found) => (
              <PersonOption key={found.id} person={found} onAction={() => person(found.id)} />
            ))}
          </ListBoxSection>
        )}
        {pages.length > 0 && (
          <ListBoxSection id="pages">
            <Header className="menu-title">{say('shell.search.pages')}</Header>
            {pages.map(({ to, title, icon }) => (
              <ListBoxItem
                key={to}
                id={to}
                textValue={say(title)}
                className="menu-item"
                onAction={() => go(to)}
              >
                <Icon name={icon} />
                {say(title)}
              </ListBoxItem>
            ))}
          </ListBoxSection>
        )}
      </ListBox>
    </Autocomplete>
  );
}

function useFound(q: string) {
  const may = useMay();
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['people', 'found', q],
    queryFn: ({ signal }) => api.get('/v1/users', { params: { query: { q, limit: FOUND_AT_ONCE } }, signal }),
    enabled: q.length > 1 && may('users.read'),
    placeholderData: (before) => before,
  });
  return { people: q.length > 1 ? (data?.items ?? []) : [], isFormer: isPlaceholderData };
}
