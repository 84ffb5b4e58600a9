import { IconButton } from './buttons.js';

interface Act {
  /** Names the line, too: beside it stand others like it. */
  readonly label: string;
  readonly onPress: () => void;
}

/** What can be done to most lines of a list. */
export const EditAndDelete = ({
  edit,
  remove,
  refusal,
}: {
  readonly edit: Act;
  readonly remove: Act;
  readonly refusal: string | null;
}) => (
  <>
    <IconButton icon="edit" {...edit} refusal={refusal} />
    <IconButton icon="trash" {...remove} refusal={refusal} />
  </>
);
