import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { fullName } from '../../design/full-name.js';
import { useActingWays } from '../../shell/acting-ways.js';
import { useSay } from '../../words/words.js';
import type { ListedPerson } from './people-queries.js';

/** Before somebody of an account below is looked at: that is done there, and not here. */
export function GoInDialog({
  person,
  onClose,
}: {
  readonly person: ListedPerson;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const { goInto } = useActingWays();
  const go = useMutation({ mutationFn: () => goInto({ id: person.accountId }, person.id) });
  const account = person.account?.name ?? '';
  return (
    <ConfirmDialog
      title={fullName(person)}
      go={say('people.goIn', { account })}
      call={go}
      onGo={() => go.mutate()}
      onClose={onClose}
    >
      <p>{say('people.goIn.text', { account })}</p>
    </ConfirmDialog>
  );
}
