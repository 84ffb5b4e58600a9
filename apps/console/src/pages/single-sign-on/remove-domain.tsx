import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { changeConnection, useConnectionAnswers } from './change-connection.js';
import type { Connection, Domain } from './connection-queries.js';

/** Whoever has an address of it is no longer known by that; put in again it has another text to show. */
export function RemoveDomain({
  connection,
  domain: { name, provedAt },
  onClose,
}: {
  readonly connection: Connection;
  readonly domain: Domain;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const { keep, settle } = useConnectionAnswers(connection.id);
  const remove = useMutation({
    mutationFn: () =>
      changeConnection(connection, {
        domains: connection.domains.filter((one) => one.name !== name).map((one) => one.name),
      }),
    onSuccess: (saved) => {
      keep(saved);
      toast.say({ tone: 'good', text: say('sso.domain.removed', { name }) });
      onClose();
    },
    onSettled: settle,
  });
  return (
    <ConfirmDialog
      title={say('sso.domain.remove.of', { name })}
      go={say('sso.domain.remove')}
      isGrave
      call={remove}
      onGo={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{say(provedAt === null ? 'sso.domain.remove.unproved' : 'sso.domain.remove.proved')}</p>
    </ConfirmDialog>
  );
}
