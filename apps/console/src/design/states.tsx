import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.js';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

/** A word with a colour; the word alone says all. */
export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}

/** What one sees where nothing is, with what to do next. */
export function Empty({
  icon,
  title,
  children,
  act,
}: {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly act?: ReactNode;
}) {
  return (
    <div className="empty">
      {icon && (
        <span className="empty-icon">
          <Icon name={icon} width="20" height="20" />
        </span>
      )}
      <h2>{title}</h2>
      {children !== undefined && <p className="soft">{children}</p>}
      {act !== undefined && <div className="row empty-act">{act}</div>}
    </div>
  );
}

/** Holds the place of what is being loaded. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="bone" />
      ))}
    </div>
  );
}

/** A word to whoever has to know it here and now. */
export function Note({
  tone,
  children,
  act,
}: {
  readonly tone: 'info' | 'warn' | 'bad' | 'good';
  readonly children: ReactNode;
  readonly act?: ReactNode;
}) {
  const icon = ({ info: 'info', warn: 'warning', bad: 'warning', good: 'check' } as const)[tone];
  return (
    <div className={`note note-${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={icon} />
      <div className="note-words">{children}</div>
      {act}
    </div>
  );
}
