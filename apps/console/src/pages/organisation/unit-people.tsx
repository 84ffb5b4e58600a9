import { Link } from '@tanstack/react-router';
import type { Unit, UnitKind } from './unit-queries.js';

/** The way to exactly those people who are filed under it. */
export function UnitPeople({
  kind,
  unit,
  text,
  label,
}: {
  readonly kind: UnitKind;
  readonly unit: Unit;
  readonly text: string;
  readonly label?: string;
}) {
  return (
    <Link to="/people" search={{ [kind]: unit.id }} aria-label={label}>
      {text}
    </Link>
  );
}
