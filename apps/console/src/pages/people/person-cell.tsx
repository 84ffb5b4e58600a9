import './who.css';
import { useIntl } from 'react-intl';
import { Avatar } from '../../design/avatar.js';
import { fullName } from '../../design/full-name.js';
import { Moment } from '../../design/moments.js';
import { Badge, type Tone } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { hasNotArrived } from '../deliveries/delivery-states.js';
import { useCustomText } from './custom-fields.js';
import { isCustomColumn, keyIn } from './custom-search.js';
import type { ListColumn } from './people-columns.js';
import type { CustomField } from './profile-fields.js';
import type { Status } from './people-search.js';
import type { ListedPerson } from './people-queries.js';

const TONES: Readonly<Record<Status, Tone>> = {
  pending: 'neutral',
  waiting: 'warn',
  invited: 'info',
  active: 'good',
  banned: 'bad',
  deactivated: 'neutral',
};

/** Who is yet to come is shown by the day on which they do: they are not deactivated as those who have left. */
export function StatusBadge({
  status,
  joinsOn,
}: {
  readonly status: Status;
  readonly joinsOn?: string | null | undefined;
}) {
  const say = useSay();
  const { formatDate } = useIntl();
  if (joinsOn)
    return (
      <Badge tone="info">
        {say('people.joins', { day: formatDate(joinsOn, { dateStyle: 'medium', timeZone: 'UTC' }) })}
      </Badge>
    );
  return <Badge tone={TONES[status]}>{say(`people.status.${status}`)}</Badge>;
}

interface Props {
  readonly column: ListColumn;
  readonly person: ListedPerson;
  /** Names of groups by their ids. */
  readonly groups: ReadonlyMap<string, string>;
  /** What products are called, in one line. */
  readonly productNames: (products: readonly string[]) => string;
  readonly defined: readonly CustomField[];
}

export function PersonCell({ column, person, groups, productNames, defined }: Props) {
  const say = useSay();
  const customText = useCustomText();
  const { formatDate } = useIntl();
  const text = (value: string | null | undefined) => <span className="cut">{value || '–'}</span>;
  if (isCustomColumn(column)) {
    const field = defined.find(({ key }) => key === keyIn(column));
    const value = person.customFields[keyIn(column)];
    return text(value === undefined ? null : customText(field, value));
  }
  switch (column) {
    case 'lastName':
      return (
        <span className="who">
          <Avatar name={fullName(person)} />
          <span className="who-words">
            <span className="cut who-name">
              {person.lastName}, {person.firstName}
            </span>
            <span className="cut small soft who-address">{person.username}</span>
          </span>
        </span>
      );
    case 'status':
      return (
        <span className="row status-cell">
          <StatusBadge status={person.status} joinsOn={person.joinsOn} />
          {person.status === 'invited' && person.invitation && hasNotArrived(person.invitation.mail) && (
            <Badge tone="bad">{say(`people.mail.${person.invitation.mail.state}`)}</Badge>
          )}
          {person.status === 'invited' && person.invitation?.state === 'expired' && (
            <Badge tone="warn">{say('people.invitation.expired')}</Badge>
          )}
        </span>
      );
    case 'account':
      return text(person.account?.name);
    case 'office':
      return text(person.offices.join(', '));
    case 'groups':
      return text(
        person.globalAdmin
          ? say('people.globalAdmin')
          : person.groups.map((id) => groups.get(id) ?? '…').join(', '),
      );
    case 'products':
      return text(productNames(person.products));
    case 'lastActiveAt':
      return person.lastActiveAt ? <Moment at={person.lastActiveAt} /> : text(say('people.never'));
    case 'joinsOn':
      return text(person.joinsOn && formatDate(person.joinsOn, { dateStyle: 'medium', timeZone: 'UTC' }));
    case 'createdAt':
      return <Moment at={person.createdAt} />;
    default:
      return text(person[column]);
  }
}
