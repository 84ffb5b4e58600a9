import { IconButton } from './buttons.js';
import { useSay } from '../words/words.js';
import { type Move, MOVES, placeBehind } from './places.js';

const ICONS = { first: 'top', up: 'up', down: 'down' } as const;

interface Props {
  readonly list: readonly { readonly id: string }[];
  readonly at: number;
  readonly name: string;
  /** Why nothing can be moved now. */
  readonly refusal: string | null;
  readonly onMove: (move: Move, after: string | null) => void;
}

/** Moves one line of an order: by mouse and by keyboard alike. */
export function MoveButtons({ list, at, name, refusal, onMove }: Props) {
  const say = useSay();
  return MOVES.map((move) => {
    const after = placeBehind(list, at, move);
    return (
      <IconButton
        key={move}
        icon={ICONS[move]}
        data-move={`${list[at]?.id}-${move}`}
        label={say(`shell.move.${move}`, { name })}
        refusal={refusal ?? (after === undefined ? say('shell.move.there') : null)}
        onPress={() => after !== undefined && onMove(move, after)}
      />
    );
  });
}
