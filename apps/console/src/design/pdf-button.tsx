import { useMutation } from '@tanstack/react-query';
import { useSay } from '../words/words.js';
import { Button, type ButtonProps } from './buttons.js';
import { ProblemNote } from './problems.js';
import { saveFile } from './save-file.js';

/** Has a document made and saves it; several of a page are told apart by `label`. */
export function PdfButton({
  name,
  label,
  fetchIt,
  look = 'plain',
}: {
  readonly name: string;
  readonly label?: string;
  readonly fetchIt: () => Promise<Blob>;
  readonly look?: NonNullable<ButtonProps['look']>;
}) {
  const say = useSay();
  const save = useMutation({ mutationFn: fetchIt, onSuccess: (file) => saveFile(name, file) });
  return (
    <>
      <Button
        look={look}
        isPending={save.isPending}
        onPress={() => save.mutate()}
        {...(label !== undefined && { 'aria-label': label })}
      >
        {say('shell.pdf')}
      </Button>
      {save.error && <ProblemNote error={save.error} />}
    </>
  );
}
