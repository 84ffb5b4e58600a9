import { Avatar } from '../../design/avatar.js';
import { fullName } from '../../design/full-name.js';
import { Moment } from '../../design/moments.js';
import { useNarrow } from '../../design/screen.js';
import { Badge, type Tone } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { useSay } from '../../words/words.js';
import { ActorName } from '../people/actor-name.js';
import { PersonLink } from '../people/person-link.js';
import { InvitationMenu } from './invitation-menu.js';
import { type Invitation, isPending } from './invitation-search.js';

const STATE_TONES: Readonly<Record<Invitation['state'], Tone>> = {
  open: 'info',
  accepted: 'good',
  expired: 'warn',
  revoked: 'neutral',
};
const MAIL_TONES: Readonly<Record<Invitation['mail']['state'], Tone>> = {
  queued: 'neutral',
  sent: 'good',
  failed: 'bad',
  bounced: 'bad',
  suppressed: 'warn',
};

interface Props {
  readonly invitations: readonly Invitation[];
  readonly isStale: boolean;
  /** Users by their ids. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

export function InvitationTable({ invitations, isStale, chosen, onChoose }: Props) {
  const say = useSay();
  const isNarrow = useNarrow();
  const pending = invitations.filter(isPending).map(({ user }) => user.id);
  const count = pending.filter((id) => chosen.has(id)).length;
  const choose = (id: string, is: boolean) => {
    const next = new Set(chosen);
    if (is) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  return (
    <div className={`card invitations${isStale ? ' invitations-stale' : ''}`}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">
              <Tick
                aria-label={say('invitations.choose.all')}
                isSelected={count > 0 && count === pending.length}
                isIndeterminate={count > 0 && count < pending.length}
                isDisabled={pending.length === 0}
                onChange={(is) => onChoose(new Set(is ? pending : []))}
              />
            </th>
            <th scope="col">{say('invitations.person')}</th>
            {!isNarrow && (
              <>
                <th scope="col">{say('invitations.state')}</th>
                <th scope="col">{say('invitations.mail')}</th>
                <th scope="col">{say('invitations.ends')}</th>
                <th scope="col">{say('invitations.sent')}</th>
              </>
            )}
            <th scope="col">
              <span className="only-read">{say('people.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => {
            const { user } = invitation;
            const name = fullName(user);
            return (
              <tr key={user.id}>
                <td>
                  <Tick
                    aria-label={say('invitations.choose', { name })}
                    isSelected={chosen.has(user.id)}
                    isDisabled={!isPending(invitation)}
                    onChange={(is) => choose(user.id, is)}
                  />
                </td>
                <th scope="row">
                  <Who invitation={invitation} name={name} />
                  {isNarrow && (
                    <span className="stack-small invitation-more">
                      <span className="row">
                        <State {...invitation} />
                        {isPending(invitation) && (
                          <span className="small soft">
                            {say('invitations.ends')} <Moment at={invitation.expiresAt} withTime />
                          </span>
                        )}
                      </span>
                      <Mail {...invitation} isNamed />
                    </span>
                  )}
                </th>
                {!isNarrow && (
                  <>
                    <td>
                      <State {...invitation} />
                    </td>
                    <td>
                      <Mail {...invitation} />
                    </td>
                    <td>{isPending(invitation) ? <Moment at={invitation.expiresAt} withTime /> : '–'}</td>
                    <td>
                      <Moment at={invitation.createdAt} />
                      <span className="small soft invitation-by">
                        <ActorName actor={invitation.invitedBy} />
                      </span>
                    </td>
                  </>
                )}
                <td>
                  <InvitationMenu invitation={invitation} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Who({
  invitation: { user, sentTo },
  name,
}: {
  readonly invitation: Invitation;
  readonly name: string;
}) {
  const say = useSay();
  return (
    <span className="invitation-who">
      <Avatar name={name} />
      <span className="stack-tight">
        <PersonLink id={user.id}>{name}</PersonLink>
        <span className="small soft invitation-address">
          {sentTo === user.username ? sentTo : say('invitations.sentTo', { address: sentTo })}
        </span>
      </span>
    </span>
  );
}

function State({ state }: Pick<Invitation, 'state'>) {
  const say = useSay();
  return <Badge tone={STATE_TONES[state]}>{say(`invitations.state.${state}`)}</Badge>;
}

/** What became of the mail, with the words of the server that refused it. */
function Mail({ mail, isNamed = false }: Pick<Invitation, 'mail'> & { readonly isNamed?: boolean }) {
  const say = useSay();
  return (
    <span className="stack-small">
      <span>
        <Badge tone={MAIL_TONES[mail.state]}>
          {say(isNamed ? `people.mail.${mail.state}` : `invitations.mail.${mail.state}`)}
        </Badge>
      </span>
      {mail.state === 'suppressed' ? (
        <span className="small">{say('invitations.mail.suppressed.why')}</span>
      ) : (
        mail.reason !== undefined && <span className="small mono invitation-reason">{mail.reason}</span>
      )}
    </span>
  );
}
