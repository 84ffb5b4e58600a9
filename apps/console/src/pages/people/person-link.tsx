import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** The way to one person. */
export function PersonLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <Link to="/people/$id" params={{ id }}>
      {children}
    </Link>
  );
}
