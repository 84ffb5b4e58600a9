import type { Caller } from '@seatkeeper/contracts';
import { actingAs, refuseCaller } from '../access/access.js';
import type { ActingCaller } from '../http/call.js';
import { kindOf, type LiveNote } from './live-notes.js';

/**
 * Whether somebody may be told of a change: what the call says by which they would read of it. `sees`, if it is shown to who
 * sees the user whom it is about, as this caller would ask for them.
 */
export type Telling = 'yes' | 'no' | { readonly sees: ActingCaller };

export function tellingOf(note: LiveNote, caller: Caller): Telling {
  const kind = kindOf(note);
  if (!kind || note.id === undefined) return 'no';
  const { readBy, shows } = kind;
  const about = shows === 'user' ? note.user : undefined;
  if (refuseCaller(readBy, caller, about)) return 'no';
  if (shows === 'author') return showsAll(caller) || note.author === caller.userId ? 'yes' : 'no';
  if (shows !== 'user') return 'yes';
  const acting = actingAs(readBy, caller, about);
  if (note.user === caller.userId || (caller.seesEverybody && !acting.asManager)) return 'yes';
  return { sees: acting };
}

/** Who may read everybody is shown what others did with whom. */
const showsAll = ({ permissions, seesEverybody }: Caller): boolean =>
  seesEverybody === true && permissions.includes('users.read');
