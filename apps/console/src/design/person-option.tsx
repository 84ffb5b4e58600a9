import { ListBoxItem } from 'react-aria-components';
import { Avatar } from './avatar.js';
import { fullName } from './full-name.js';

interface Props {
  readonly person: {
    readonly id: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly username: string;
  };
  readonly onAction?: () => void;
}

/** Somebody among those who were found by some letters. */
export function PersonOption({ person, onAction }: Props) {
  const name = fullName(person);
  return (
    <ListBoxItem id={person.id} textValue={name} className="menu-item" {...(onAction && { onAction })}>
      <Avatar name={name} />
      <span className="menu-words">
        <span className="cut">{name}</span>
        <span className="small soft cut">{person.username}</span>
      </span>
    </ListBoxItem>
  );
}
