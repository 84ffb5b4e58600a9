import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { Moment } from '../../design/moments.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { SomebodyLink } from '../people/actor-name.js';
import { usePeopleById } from '../people/people-names.js';
import { changeConnection, useConnectionAnswers } from './change-connection.js';
import { provedOf } from './connection-drafts.js';
import type { Connection } from './connection-queries.js';
import { EnforceDialog } from './enforce-dialog.js';
import { useWhyNotChange } from './why-not-change.js';

/** Whether passwords still count, and whose do. */
export function EnforcementCard({ connection }: { readonly connection: Connection }) {
  const say = useSay();
  const refusal = useWhyNotChange();
  const [open, setOpen] = useState<'on' | 'off' | null>(null);
  const { id, enforcement } = connection;
  const people = usePeopleById(enforcement?.exempt ?? []);
  const { keep, settle } = useConnectionAnswers(id);
  const close = () => setOpen(null);
  const end = useMutation({
    mutationFn: () => changeConnection(connection, { enforcement: null }),
    onSuccess: (saved) => {
      keep(saved);
      toast.say({ tone: 'good', text: say('sso.enforce.ended') });
      close();
    },
    onSettled: settle,
  });
  const unproved = provedOf(connection).length === 0 ? say('sso.enforce.unproved') : null;
  return (
    <section className="card stack" aria-labelledby="enforcement">
      <div>
        <h2 id="enforcement">{say('sso.enforcement')}</h2>
        <p className="soft">{say(enforcement ? 'sso.enforcement.on' : 'sso.enforcement.off')}</p>
      </div>
      {enforcement && (
        <>
          <p>
            {say('sso.enforcement.since')} <Moment at={enforcement.since} withTime />
          </p>
          <div className="stack-small">
            <h3>{say('sso.exempt')}</h3>
            <ul className="exempt">
              {enforcement.exempt.map((one) => (
                <li key={one}>
                  <SomebodyLink id={one} person={people.get(one)} />
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
      <div className="row">
        {enforcement ? (
          <>
            <Button refusal={refusal} onPress={() => setOpen('on')}>
              {say('sso.exempt.change')}
            </Button>
            <Button look="danger" refusal={refusal} onPress={() => setOpen('off')}>
              {say('sso.enforce.end')}
            </Button>
          </>
        ) : (
          <Button look="danger" refusal={refusal ?? unproved} onPress={() => setOpen('on')}>
            {say('sso.enforce')}
          </Button>
        )}
      </div>
      {open === 'on' && <EnforceDialog connection={connection} onClose={close} />}
      {open === 'off' && (
        <ConfirmDialog
          title={say('sso.enforce.end')}
          go={say('sso.enforce.end')}
          isGrave
          call={end}
          onGo={() => end.mutate()}
          onClose={close}
        >
          <p>{say('sso.enforce.end.means')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
