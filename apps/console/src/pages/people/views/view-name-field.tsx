import { TextField } from '../../../design/fields.js';
import { useSay } from '../../../words/words.js';

interface Props {
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** What a view is called. */
export function ViewNameField(props: Props) {
  const say = useSay();
  return <TextField {...props} name="name" label={say('views.name')} maxLength={60} isRequired autoFocus />;
}
