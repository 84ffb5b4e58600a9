import type { Permission } from '../../api/me.js';
import type { Effect, Group } from './group-queries.js';

/** What is changed of a group before it is saved. */
export interface GroupDraft {
  readonly permissions: readonly Permission[];
  readonly managers: readonly string[];
}

type Base = Pick<Group, 'permissions' | 'managers'>;

export const draftOf = ({ permissions, managers }: Base): GroupDraft => ({ permissions, managers });

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item) => other.includes(item));

/** What a save has to say: only what differs. */
export function changesOf(
  base: Base,
  draft: GroupDraft,
): { permissions?: Permission[]; managers?: string[] } {
  return {
    ...(!isSame(base.permissions, draft.permissions) && { permissions: [...draft.permissions] }),
    ...(!isSame(base.managers, draft.managers) && { managers: [...draft.managers] }),
  };
}

/** The newer state, with what was ticked and taken away here done to it once more. */
export function mergeDrafts(mine: GroupDraft, before: GroupDraft, now: GroupDraft): GroupDraft {
  const again = <T extends string>(was: readonly T[], wanted: readonly T[], is: readonly T[]): T[] => [
    ...is.filter((item) => wanted.includes(item) || !was.includes(item)),
    ...wanted.filter((item) => !was.includes(item) && !is.includes(item)),
  ];
  return {
    permissions: again(before.permissions, mine.permissions, now.permissions),
    managers: again(before.managers, mine.managers, now.managers),
  };
}

/** Who could do nothing at all any more. */
export const lockedOut = (effects: readonly Effect[]): readonly Effect[] =>
  effects.filter(({ lost, remaining }) => lost.length > 0 && remaining === 0);

/** Whether somebody could not take the change back afterwards. */
export const losesGroups = (effects: readonly Effect[], userId: string): boolean =>
  effects.some((effect) => effect.userId === userId && effect.lost.includes('groups.manage'));
