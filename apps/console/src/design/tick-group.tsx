import './forms.css';
import type { ReactNode } from 'react';
import { Tick } from './ticks.js';
import { toggled } from './toggled.js';

interface Props {
  readonly legend: string;
  readonly hint?: string;
  readonly choices: readonly { readonly value: string; readonly words: ReactNode }[];
  readonly chosen: readonly string[];
  /** In an order of their own, so that the same choice is the same however it was made. */
  readonly onChange: (chosen: readonly string[]) => void;
  /** What stands above the choices, such as why there are none. */
  readonly children?: ReactNode;
}

/** Several of some choices, each with a box. */
export const TickGroup = ({ legend, hint, choices, chosen, onChange, children }: Props) => (
  <fieldset className="stack-small">
    <legend className="form-name">{legend}</legend>
    {hint !== undefined && <p className="hint">{hint}</p>}
    {children}
    {choices.map(({ value, words }) => (
      <Tick
        key={value}
        isSelected={chosen.includes(value)}
        onChange={(is) => onChange(toggled(chosen, value, is).toSorted())}
      >
        {words}
      </Tick>
    ))}
  </fieldset>
);
