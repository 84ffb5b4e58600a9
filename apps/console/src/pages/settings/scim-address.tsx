import { CopiedField } from '../../design/copied-field.js';
import { useSay, useWeave } from '../../words/words.js';

/** What the key of an identity provider cannot do without. */
const NEEDED = ['users.read', 'users.invite', 'users.update', 'users.deactivate'];

/** Where an identity provider finds SCIM, and what its key is for. */
export function ScimAddress() {
  const say = useSay();
  const weave = useWeave();
  return (
    <div className="stack-small">
      <CopiedField label={say('settings.scimAddress')} value={`${window.location.origin}/scim/v2`} />
      <p className="hint">
        {say('settings.scimAddress.hint')} <code>{NEEDED.join(', ')}</code>.{' '}
        {weave('settings.scimAddress.groups', {
          permission: <code>groups.manage</code>,
          other: <code>organisation.manage</code>,
        })}
      </p>
    </div>
  );
}
