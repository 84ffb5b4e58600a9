import '../people/bulk.css';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { BulkDialog } from '../people/bulk-dialog.js';
import { type BulkAct, RULES } from '../people/person-acts.js';
import { INVITATION_ACTS } from './invitation-menu.js';

/** What can be done to all invitations that are chosen. */
export function InvitationBulk({
  chosen,
  onDone,
}: {
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}) {
  const say = useSay();
  const whyNot = useWhyNot();
  // Whom it began with: the list behind changes while it is done.
  const [begun, setBegun] = useState<{ readonly act: BulkAct; readonly ids: string[] } | null>(null);
  if (chosen.size === 0 && begun === null) return null;
  return (
    <div className="bulk" role="region" aria-label={say('people.bulk')}>
      <strong className="numbers">{say('people.bulk.some', { count: chosen.size })}</strong>
      <span className="spread" />
      {INVITATION_ACTS.map((act) => (
        <Button
          key={act}
          look={RULES[act].isGrave ? 'danger' : 'main'}
          refusal={whyNot(RULES[act].needs)}
          onPress={() => setBegun({ act, ids: [...chosen] })}
        >
          {say(`people.act.${act}`)}
        </Button>
      ))}
      <Button onPress={onDone}>{say('people.bulk.none')}</Button>
      {begun && (
        <BulkDialog
          act={begun.act}
          select={{ ids: begun.ids }}
          onClose={() => setBegun(null)}
          onDone={onDone}
        />
      )}
    </div>
  );
}
