import './sheet.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { acting } from '../../api/acting.js';
import { useMe } from '../../api/me.js';
import { IconButton, Button } from '../../design/buttons.js';
import { Avatar } from '../../design/avatar.js';
import { Dialog } from '../../design/dialogs.js';
import { fullName } from '../../design/full-name.js';
import { ProblemNote } from '../../design/problems.js';
import { useNarrow } from '../../design/screen.js';
import { Skeleton } from '../../design/states.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { ActDialog } from './act-dialog.js';
import { useRefusals } from './act-refusals.js';
import { LeavingWays } from './leaving-ways.js';
import { personQuery } from './people-queries.js';
import { type Act, ACTS, actsFor, type Person, refuseAct, RULES } from './person-acts.js';
import { CORE_FIELDS } from './profile-fields.js';
import { StatusBadge } from './person-cell.js';
import { PersonDetails } from './person-details.js';
import { PersonForm } from './person-form.js';

const PARTS = [{ fields: CORE_FIELDS }];

/** One person beside the list; on a phone above it. */
export function PersonSheet({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const say = useSay();
  const isNarrow = useNarrow();
  const { data: person, error, refetch } = useQuery(personQuery(id));
  const title = person ? fullName(person) : say('people.person');
  const content = (
    <>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!person && !error && <Skeleton lines={6} />}
      {person && <Sheet person={person} />}
    </>
  );
  if (isNarrow)
    return (
      <Dialog title={title} isOpen onClose={onClose} look="sheet">
        {content}
      </Dialog>
    );
  return (
    <aside className="sheet" aria-label={title}>
      <header className="dialog-head">
        <h2 className="cut">{title}</h2>
        <IconButton icon="close" label={say('shell.close')} onPress={onClose} />
      </header>
      <div className="dialog-body">{content}</div>
    </aside>
  );
}

function Sheet({ person }: { readonly person: Person }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const { user, permissions } = useMe();
  const refusals = useRefusals();
  const [act, setAct] = useState<Act | null>(null);
  const [isEdited, setEdited] = useState(false);
  const me = { id: user.id, permissions };
  const acts = actsFor(ACTS, acting.read() !== null).map((one) => ({
    act: one,
    refusal: refuseAct(one, person, me),
  }));
  if (isEdited) return <PersonForm person={person} parts={PARTS} onClose={() => setEdited(false)} />;
  return (
    <div className="stack">
      <div className="sheet-who">
        <Avatar name={fullName(person)} />
        <span className="who-words spread">
          <span className="cut">{person.username}</span>
          <span className="soft small cut">{person.title ?? say(`people.type.${person.type}`)}</span>
        </span>
        <StatusBadge status={person.status} />
      </div>
      <div className="row">
        <Button look="main" onPress={() => setEdited(true)} refusal={whyNot('users.update')}>
          {say('people.edit')}
        </Button>
        <Link to="/people/$id" params={{ id: person.id }} className="button">
          {say('people.open')}
        </Link>
        <LeavingWays person={person} />
      </div>
      <PersonDetails person={person} />
      <section className="stack-small">
        <h3>{say('people.acts')}</h3>
        <div className="acts">
          {acts.map(({ act: one, refusal }) => (
            <Button
              key={one}
              look={RULES[one].isGrave && refusal === null ? 'danger' : 'plain'}
              refusal={refusal && refusals(refusal)}
              onPress={() => setAct(one)}
            >
              {say(`people.act.${one}`)}
            </Button>
          ))}
        </div>
      </section>
      {act && <ActDialog act={act} person={person} onClose={() => setAct(null)} />}
    </div>
  );
}
