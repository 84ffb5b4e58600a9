import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { resetWording, type Template, WORDINGS } from './wording-queries.js';

/** Back to the words of the product; those of the account stay among the earlier ones. */
export function ResetWording({
  template,
  onReset,
}: {
  readonly template: Template;
  readonly onReset: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const reset = useMutation({
    mutationFn: () => resetWording(template, template.version),
    onSuccess: () => {
      onReset();
      setAsked(false);
      toast.say({ tone: 'good', text: say('wordings.reset.done') });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: WORDINGS }),
  });
  return (
    <>
      <Button onPress={() => setAsked(true)}>{say('wordings.reset')}</Button>
      {isAsked && (
        <ConfirmDialog
          title={say('wordings.reset')}
          go={say('wordings.reset')}
          isGrave
          call={reset}
          onGo={() => reset.mutate()}
          onClose={() => setAsked(false)}
        >
          <p>{say('wordings.reset.text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
