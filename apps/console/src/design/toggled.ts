/** Items with one more at the end, or without it. */
export const toggled = <T>(items: readonly T[], item: T, is: boolean): readonly T[] =>
  is ? [...items.filter((one) => one !== item), item] : items.filter((one) => one !== item);
