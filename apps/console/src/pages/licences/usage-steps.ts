interface UsageDay {
  readonly day: string;
  readonly purchased: number;
  readonly used: number;
  readonly peak: number;
  readonly claimed: number;
  readonly freed: number;
}

/** A chart whose unit is a day across and a seat up. */
export interface Steps {
  readonly days: number;
  /** A round number that nothing is above. */
  readonly top: number;
  readonly purchased: string;
  /** The most that were used at once on each day. */
  readonly used: string;
  /** The same with the room beneath it. */
  readonly usedArea: string;
}

export function stepsOf(items: readonly UsageDay[]): Steps {
  const top = roundTop(Math.max(1, ...items.map(({ purchased, peak }) => Math.max(purchased, peak))));
  const used = path(
    items.map(({ peak }) => peak),
    top,
  );
  return {
    days: items.length,
    top,
    purchased: path(
      items.map(({ purchased }) => purchased),
      top,
    ),
    used,
    usedArea: items.length === 0 ? '' : `${used}V${top}H0Z`,
  };
}

/** From left to right, a step wherever a number changes. */
function path(numbers: readonly number[], top: number): string {
  let said = '';
  let last: number | undefined;
  numbers.forEach((number, day) => {
    if (number !== last) said += said === '' ? `M0 ${top - number}` : `H${day}V${top - number}`;
    last = number;
  });
  return said === '' ? '' : `${said}H${numbers.length}`;
}

/** The next of 1, 2, 4, 6, 8, 10, 20, 40 …: half of it is a round number, too. */
function roundTop(most: number): number {
  const ten = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 6, 8, 10].map((step) => step * ten).find((step) => step >= most) ?? 10 * ten;
}

/** The days on which something changed, the newest first: what the chart shows, to be read. */
export const changedDays = (items: readonly UsageDay[]): UsageDay[] =>
  items
    .filter((item, at) => {
      const before = items[at - 1];
      return (
        item.claimed > 0 || item.freed > 0 || (before !== undefined && before.purchased !== item.purchased)
      );
    })
    .toReversed();
