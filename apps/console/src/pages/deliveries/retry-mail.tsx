import type { Item } from '@seatkeeper/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { useToastProblem } from '../../design/problems.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { hasNotArrived } from './delivery-states.js';

export type Mail = Item<'/v1/deliveries'>;

/** Has a mail that was not sent, or came back, sent once more. */
export function RetryMail({ mail }: { readonly mail: Pick<Mail, 'id' | 'state'> }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const queries = useQueryClient();
  const complain = useToastProblem();
  const retry = useMutation({
    mutationFn: () => api.post('/v1/deliveries/{id}/retry', { params: { path: { id: mail.id } } }),
    onSuccess: () => toast.say({ tone: 'good', text: say('person.mail.retried') }),
    onError: complain,
    onSettled: () => {
      for (const queryKey of [['people'], ['messages']]) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Button
      isPending={retry.isPending}
      refusal={whyNot('deliveries.retry') ?? (hasNotArrived(mail) ? null : say('person.mail.notFailed'))}
      onPress={() => retry.mutate()}
    >
      {say('person.mail.retry')}
    </Button>
  );
}
