import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { LANGUAGE_NAMES, languageFor } from '../../words/languages.js';
import { useSay } from '../../words/words.js';
import { PersonName } from '../people/actor-name.js';
import type { Person } from '../people/person-acts.js';
import { Detail } from '../people/person-details.js';
import { customFieldsQuery } from '../people/people-queries.js';
import { customValues } from './custom-values.js';

/** What there is no room for beside the list. */
export function MoreDetails({ person }: { readonly person: Person }) {
  const say = useSay();
  const { formatNumber, formatDate } = useIntl();
  const { data } = useQuery(customFieldsQuery);
  const { street, city, region, postalCode, country } = person.address;
  const address = [street, [postalCode, city].filter(Boolean).join(' '), region, country];
  return (
    <dl className="details">
      <Detail name={say('people.field.reportsTo')}>
        {person.reportsTo && <PersonName id={person.reportsTo} />}
      </Detail>
      <Detail name={say('people.field.locale')}>
        {LANGUAGE_NAMES[languageFor([person.locale])]} ({person.locale})
      </Detail>
      <Detail name={say('people.field.address')}>{address.filter(Boolean).join(', ')}</Detail>
      {customValues(person.customFields, data?.items ?? []).map(({ key, label, kind, value }) => (
        <Detail key={key} name={label}>
          {typeof value === 'boolean'
            ? say(value ? 'people.yes' : 'people.no')
            : typeof value === 'number'
              ? formatNumber(value)
              : kind === 'date' && value
                ? formatDate(value, { dateStyle: 'medium', timeZone: 'UTC' })
                : value}
        </Detail>
      ))}
    </dl>
  );
}
