import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { IconButton } from '../../design/buttons.js';
import { fullName } from '../../design/full-name.js';
import { Menu, MenuItem, MenuLine } from '../../design/menus.js';
import { useSay } from '../../words/words.js';
import { ActDialog } from '../people/act-dialog.js';
import { useRefusals } from '../people/act-refusals.js';
import { type Act, type BulkAct, refuseAct } from '../people/person-acts.js';
import { CorrectAddress } from './correct-address.js';
import { type Invitation, isPending } from './invitation-search.js';

export const INVITATION_ACTS = [
  'resend-invitation',
  'revoke-invitation',
] as const satisfies readonly BulkAct[];

/** What can be done with one invitation. */
export function InvitationMenu({ invitation }: { readonly invitation: Invitation }) {
  const say = useSay();
  const { user: own, permissions } = useMe();
  const refusals = useRefusals();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Act | 'correct' | null>(null);
  const { user } = invitation;
  const person = { ...user, type: 'standard' as const, products: [] };
  const refusalOf = (act: Act) => {
    const refusal = refuseAct(act, person, { id: own.id, permissions });
    return refusal && refusals(refusal);
  };
  const missing = (['users.update', 'users.invite'] as const).find((one) => !permissions.includes(one));
  const notCorrected = missing
    ? refusals({ why: 'permission', permission: missing })
    : isPending(invitation)
      ? null
      : refusals({ why: 'status', status: user.status });
  const name = fullName(user);
  return (
    <>
      <Menu
        aria-label={say('invitations.acts', { name })}
        trigger={<IconButton icon="more" label={say('invitations.acts', { name })} />}
        onAction={(key) => {
          if (key === 'open') void navigate({ to: '/people/$id', params: { id: user.id } });
          else setOpen(key as Act | 'correct');
        }}
      >
        {INVITATION_ACTS.map((act) => (
          <MenuItem key={act} id={act} label={say(`people.act.${act}`)} refusal={refusalOf(act)} />
        ))}
        <MenuItem id="correct" label={say('invitations.correct')} refusal={notCorrected} />
        <MenuLine />
        <MenuItem id="open" label={say('invitations.open')} />
      </Menu>
      {open === 'correct' && <CorrectAddress invitation={invitation} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'correct' && (
        <ActDialog act={open} person={person} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
