import { TextField } from '../../design/fields.js';
import { useSay } from '../../words/words.js';

export interface Newcomer {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
}

export const NOBODY: Newcomer = { username: '', firstName: '', lastName: '' };

/** Whether all is there that the API cannot do without; what else it refuses, it says. */
export const isNewcomer = ({ username, firstName, lastName }: Newcomer): boolean =>
  /^\S+@\S+\.\S+$/.test(username.trim()) && firstName.trim() !== '' && lastName.trim() !== '';

const PARTS = [
  ['username', 'people.field.email'],
  ['firstName', 'people.field.firstName'],
  ['lastName', 'people.field.lastName'],
] as const;

export function NewcomerFields({
  newcomer,
  errors,
  onChange,
}: {
  readonly newcomer: Newcomer;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (newcomer: Newcomer) => void;
}) {
  const say = useSay();
  return (
    <div className="newcomer">
      {PARTS.map(([part, label]) => (
        <TextField
          key={part}
          label={say(label)}
          value={newcomer[part]}
          onChange={(value) => onChange({ ...newcomer, [part]: value })}
          type={part === 'username' ? 'email' : 'text'}
          isInvalid={errors[part] !== undefined}
          isRequired
        />
      ))}
    </div>
  );
}
