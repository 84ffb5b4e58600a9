import type { ReactNode } from 'react';

/** The name of a page, a word beneath it, and what one can do here. */
export function PageHead({
  title,
  children,
  acts,
}: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
}) {
  return (
    <header className="page-head">
      <div className="spread">
        <h1>{title}</h1>
        {children !== undefined && <p className="soft">{children}</p>}
      </div>
      {acts !== undefined && <div className="row">{acts}</div>}
    </header>
  );
}
