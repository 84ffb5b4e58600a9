import './ticks.css';
import type { ReactNode } from 'react';
import { Checkbox, type CheckboxProps } from 'react-aria-components';
import { Icon } from './icons.js';

/** The box by which a row of a table is chosen. */
export function RowTick() {
  return (
    <Checkbox slot="selection" className="tick">
      {(state) => <Box {...state} />}
    </Checkbox>
  );
}

/** A box with what it means beside it, or with a label for the ears alone. */
export function Tick({
  children,
  ...props
}: Omit<CheckboxProps, 'className' | 'style' | 'children'> & { readonly children?: ReactNode }) {
  return (
    <Checkbox {...props} className={`tick${children === undefined ? '' : ' tick-line'}`}>
      {(state) => (
        <>
          <Box {...state} />
          {children !== undefined && <span className="tick-words">{children}</span>}
        </>
      )}
    </Checkbox>
  );
}

function Box({
  isSelected,
  isIndeterminate,
}: {
  readonly isSelected: boolean;
  readonly isIndeterminate: boolean;
}) {
  return (
    <span className="tick-box">
      {isIndeterminate ? <span className="tick-some" /> : isSelected && <Icon name="check" />}
    </span>
  );
}
