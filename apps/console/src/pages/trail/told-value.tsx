import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Moment } from '../../design/moments.js';
import { useKnownWords } from '../../words/known-words.js';
import { useSay } from '../../words/words.js';
import { PersonName } from '../people/actor-name.js';
import { useGroupName } from '../people/group-names.js';
import { choicesQuery } from '../people/people-queries.js';
import { usePermissionWords } from '../people/permission-words.js';
import type { Told } from './trail-values.js';

/** A value in words: people and groups by name, times in the zone of the account. */
export function ToldValue({ told }: { readonly told: Told }) {
  const say = useSay();
  const permissionWords = usePermissionWords();
  const known = useKnownWords();
  switch (told.is) {
    case 'nothing':
      return <span className="soft">{say('trail.nothing')}</span>;
    case 'text':
      return told.text;
    case 'yes-no':
      return say(told.yes ? 'people.yes' : 'people.no');
    case 'moment':
      return <Moment at={told.at} withTime />;
    case 'person':
      return <PersonName id={told.id} />;
    case 'group':
      return <GroupName id={told.id} />;
    case 'program':
      return told.system === null
        ? told.name
        : say('trail.program', { program: told.name, system: told.system });
    case 'status':
      return known(`people.status.${told.key}`) ?? told.key;
    case 'state':
      return known(`trail.state.${told.key}`) ?? told.key;
    case 'permission':
      return permissionWords(told.key);
    case 'list':
      return told.items.map((item, at) => (
        <Fragment key={at}>
          {at > 0 && ', '}
          <ToldValue told={item} />
        </Fragment>
      ));
    case 'pairs':
      return told.pairs.map(([name, value], at) => (
        <Fragment key={name}>
          {at > 0 && ', '}
          {name !== 'state' && `${known(`trail.field.${name}`) ?? name} `}
          <ToldValue told={value} />
        </Fragment>
      ));
  }
}

function GroupName({ id }: { readonly id: string }) {
  const { data = [] } = useQuery(choicesQuery('group'));
  const name = useGroupName();
  const group = data.find((one) => one.id === id);
  return group ? name(group) : <code>{id}</code>;
}
