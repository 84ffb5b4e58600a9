import { useLayoutEffect, useRef } from 'react';

/**
 * Who moved a line by keyboard stands at the same button afterwards: a row that is put elsewhere loses the focus. Buttons are known by
 * `data-move`; `order` says which line stands where.
 */
export function useKeptFocus(order: string) {
  const wanted = useRef<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    table.current?.querySelector<HTMLElement>(`[data-move="${wanted.current}"]`)?.focus();
    wanted.current = null;
  }, [order]);
  return {
    table,
    keep: (button: string) => {
      wanted.current = button;
    },
  };
}
