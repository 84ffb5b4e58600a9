import { TextField } from '../../design/fields.js';
import { Tick } from '../../design/ticks.js';
import { useSay } from '../../words/words.js';
import type { ConnectionDraft } from './connection-drafts.js';

interface Props {
  readonly draft: ConnectionDraft;
  readonly onChange: (change: Partial<ConnectionDraft>) => void;
  /** It has a secret already, which stays where none is typed. */
  readonly hasSecret: boolean;
  /** What an issuer looks like. */
  readonly issuer?: string;
}

/** Which provider it is, and as whom Seatkeeper asks there. */
export function ConnectionFields({ draft, onChange, hasSecret, issuer = 'https://' }: Props) {
  const say = useSay();
  return (
    <>
      <TextField
        name="name"
        label={say('sso.name')}
        hint={say('sso.name.hint')}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        maxLength={80}
        isRequired
      />
      <TextField
        name="issuer"
        label={say('sso.issuer')}
        hint={say('sso.issuer.hint')}
        placeholder={issuer}
        value={draft.issuer}
        onChange={(next) => onChange({ issuer: next })}
        maxLength={500}
        isRequired
      />
      <TextField
        name="clientId"
        label={say('sso.clientId')}
        value={draft.clientId}
        onChange={(clientId) => onChange({ clientId })}
        maxLength={300}
        autoComplete="off"
        isRequired
        mono
      />
      <TextField
        name="clientSecret"
        type="password"
        label={say('sso.clientSecret')}
        hint={say(hasSecret ? 'sso.clientSecret.kept' : 'sso.clientSecret.hint')}
        value={draft.clientSecret}
        onChange={(clientSecret) => onChange({ clientSecret })}
        maxLength={1_000}
        autoComplete="new-password"
        isRequired={!hasSecret}
      />
      <Tick
        isSelected={draft.vouchesForAddresses}
        onChange={(vouchesForAddresses) => onChange({ vouchesForAddresses })}
      >
        {say('sso.vouches')}
        <span className="hint tick-hint">{say('sso.vouches.hint')}</span>
      </Tick>
    </>
  );
}
