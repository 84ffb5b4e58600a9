import { useQuery } from '@tanstack/react-query';
import { Button as AriaButton, type Selection } from 'react-aria-components';
import { useMe } from '../../api/me.js';
import { dayOf, daysAfter } from '../../design/days.js';
import { Icon } from '../../design/icons.js';
import { Menu, MenuChoice, MenuItem } from '../../design/menus.js';
import { Note } from '../../design/states.js';
import { TimeField } from '../../design/time-field.js';
import { LANGUAGE_NAMES, LANGUAGES } from '../../words/languages.js';
import { useSay } from '../../words/words.js';
import { useProductName } from '../licences/product-names.js';
import { useGroupName } from '../people/group-names.js';
import { choicesQuery } from '../people/people-queries.js';

export interface Options {
  readonly products: readonly string[];
  readonly groups: readonly string[];
  readonly locale: string;
  /** What becomes of those for whom no seat is free: they wait, or are left out before anything is sent. */
  readonly whenNoSeat: 'wait' | 'leave';
  /** The day on which they are invited; empty for at once. */
  readonly joinsOn: string;
}

interface License {
  readonly product: string;
}

/** As most want it: one product, no group, the language of the page. */
export const optionsFor = (licenses: readonly License[]): Options => ({
  products: licenses.slice(0, 1).map(({ product }) => product),
  groups: [],
  locale: document.documentElement.lang,
  whenNoSeat: 'wait',
  joinsOn: '',
});

interface Props {
  readonly options: Options;
  readonly licenses: readonly License[];
  readonly onChange: (options: Options) => void;
}

export function InviteOptions({ options, licenses, onChange }: Props) {
  const say = useSay();
  const nameOf = useProductName();
  const { permissions, account } = useMe();
  const tomorrow = daysAfter(dayOf(new Date(), account.timeZone), 1);
  const { data: groups = [] } = useQuery({
    ...choicesQuery('group'),
    enabled: permissions.includes('users.read'),
  });
  const groupName = useGroupName();
  // Who is a global admin is said of a person, not by putting them into a group.
  const open = groups
    .filter(({ builtIn }) => builtIn !== 'global-admin')
    .map((group) => ({ id: group.id, name: groupName(group) }));
  const products = licenses.map(({ product }) => ({ id: product, name: nameOf(product) }));
  const languages = LANGUAGES.map((id) => ({ id, name: LANGUAGE_NAMES[id] }));
  return (
    <section className="card stack" aria-label={say('invite.options')}>
      <div className="row">
        {products.length > 0 && (
          <Pick
            title={say('invite.products')}
            choices={products}
            chosen={options.products}
            onChoose={(next) => onChange({ ...options, products: next })}
          />
        )}
        {open.length > 0 && (
          <Pick
            title={say('invite.groups')}
            choices={open}
            chosen={options.groups}
            onChoose={(next) => onChange({ ...options, groups: next })}
          />
        )}
        <Pick
          title={say('invite.language')}
          choices={languages}
          chosen={[options.locale]}
          single
          onChoose={(next) => onChange({ ...options, locale: next[0] ?? options.locale })}
        />
      </div>
      <div className="narrow-field">
        <TimeField
          label={say('invite.joinsOn')}
          hint={say('invite.joinsOn.hint', { zone: account.timeZone })}
          type="date"
          min={tomorrow}
          max="9999-12-31"
          value={options.joinsOn}
          onChange={(joinsOn) => onChange({ ...options, joinsOn })}
        />
      </div>
      {options.groups.length > 0 && (
        <Note tone="info">
          <p>{say('invite.groups.note')}</p>
        </Note>
      )}
    </section>
  );
}

function Pick({
  title,
  choices,
  chosen,
  single,
  onChoose,
}: {
  readonly title: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly single?: boolean;
  readonly onChoose: (chosen: string[]) => void;
}) {
  const say = useSay();
  const names = choices.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
  const choose = (next: Selection) =>
    onChoose(next === 'all' ? choices.map(({ id }) => id) : [...next].map(String));
  return (
    <Menu
      aria-label={title}
      trigger={
        <AriaButton className="button">
          <span className="soft">{title}</span>
          <span className="cut">{names.join(', ') || say('invite.none')}</span>
          <Icon name="down" />
        </AriaButton>
      }
    >
      <MenuChoice title={title} mode={single ? 'single' : 'multiple'} chosen={chosen} onChoose={choose}>
        {choices.map(({ id, name }) => (
          <MenuItem key={id} id={id} label={name} />
        ))}
      </MenuChoice>
    </Menu>
  );
}
