import { Problem } from '@seatkeeper/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changedIn, mergedDraft } from './drafts.js';

interface Versioned {
  readonly version: number;
}

interface Options<T extends Versioned, D extends object> {
  /** As it was read, or as it begins. */
  readonly item: T;
  /** What of it the form holds. */
  readonly read: (item: T) => D;
  /** Saves under the version of `base`. */
  readonly save: (base: T, changes: Partial<D>) => Promise<T>;
  /** Asks for it anew. */
  readonly look: () => Promise<T>;
  readonly onSaved: (saved: T) => void;
  readonly onSettled: () => void;
}

/**
 * A form about something that others may change meanwhile. Saves what was changed here alone; where somebody was faster,
 * theirs is taken over, told in `theirs`, and what was typed here stays on top of it.
 */
export function useDraft<T extends Versioned, D extends object>(options: Options<T, D>) {
  const { item, read, look } = options;
  const [base, setBase] = useState(item);
  const [draft, setDraft] = useState(() => read(item));
  const [theirs, setTheirs] = useState<readonly (keyof D & string)[]>([]);
  const changes = changedIn(read(base), draft);
  const isChanged = Object.keys(changes).length > 0;
  const take = (next: T) => {
    setBase(next);
    setDraft(read(next));
  };
  // Somebody else's change, which nothing here stands against.
  if (item.version > base.version && !isChanged) take(item);
  const call = useMutation({
    mutationFn: () => options.save(base, changes),
    onSuccess: (saved) => {
      setTheirs([]);
      take(saved);
      options.onSaved(saved);
    },
    onError: async (error) => {
      if (!isOvertaken(error)) return;
      const now = await look();
      const before = read(base);
      setTheirs(Object.keys(changedIn(before, read(now))) as (keyof D & string)[]);
      setDraft((mine) => mergedDraft(mine, before, read(now)));
      setBase(now);
    },
    onSettled: options.onSettled,
  });
  return {
    base,
    draft,
    changes,
    isChanged,
    theirs,
    call,
    isOvertaken: isOvertaken(call.error),
    set: (change: Partial<D>) => setDraft((before) => ({ ...before, ...change })),
    undo: () => {
      call.reset();
      setTheirs([]);
      setDraft(read(base));
    },
  };
}

/** Whether a save was refused because somebody else has changed the same meanwhile. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'precondition-failed';
