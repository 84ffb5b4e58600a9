import type { Why } from './why.js';

type Way = Why['ways'][number]['way'];
export type Holder = NonNullable<Why['holders']>['active']['items'][number];

/** What is offered where no seat is free, as the API says that it can be done. */
export interface WaysOut {
  /** Seats to buy; `elsewhere` where another system bills the account. */
  readonly buy: {
    readonly seats: number;
    readonly where: 'here' | 'elsewhere';
    readonly isOpen: boolean;
  } | null;
  /** Whose seat might come free: who works and has been idle longest, and whose invitation is oldest. */
  readonly free: {
    readonly idle: readonly Holder[];
    readonly invited: readonly Holder[];
    readonly isOpen: boolean;
  } | null;
  readonly isWaitOpen: boolean | null;
}

export function waysOutOf({ ways, short, holders }: Pick<Why, 'ways' | 'short' | 'holders'>): WaysOut {
  const of = (name: Way) => ways.find(({ way }) => way === name);
  const [here, elsewhere, wait] = [of('order-seats'), of('order-elsewhere'), of('wait')];
  const freeing = [of('deactivate'), of('withdraw-invitation')].filter((way) => way !== undefined);
  return {
    buy: here
      ? { seats: short, where: 'here', isOpen: here.allowed }
      : elsewhere
        ? { seats: short, where: 'elsewhere', isOpen: true }
        : null,
    free:
      freeing.length > 0
        ? {
            idle: of('deactivate')?.allowed ? (holders?.active.items ?? []) : [],
            invited: of('withdraw-invitation')?.allowed ? (holders?.invited.items ?? []) : [],
            isOpen: freeing.some(({ allowed }) => allowed),
          }
        : null,
    isWaitOpen: wait ? wait.allowed : null,
  };
}
