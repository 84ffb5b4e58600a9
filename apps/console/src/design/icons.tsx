import type { SVGProps } from 'react';

/** Strokes on a grid of 16, in the colour of the text. */
const PATHS = {
  home: 'M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5M6.75 13V9.5h2.5V13',
  people:
    'M6 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5ZM1.75 13c.3-2.2 2-3.5 4.25-3.5s3.95 1.3 4.25 3.5M10.5 3.2a2.25 2.25 0 0 1 0 4.1M12 9.9c1.3.5 2.1 1.6 2.25 3.1',
  profile: 'M8 7.75a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 13.25c.35-2.3 2.35-3.75 5-3.75s4.65 1.45 5 3.75',
  invite:
    'M6.5 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5ZM2 13c.3-2.2 2.1-3.5 4.5-3.5.8 0 1.6.2 2.2.5M12 9v5M9.5 11.5h5',
  licences: 'M2 4.5h12v2a1.5 1.5 0 0 0 0 3v2H2v-2a1.5 1.5 0 0 0 0-3zM9.5 4.5v1M9.5 7.5v1M9.5 10.5v1',
  handOver: 'M2 5.5h9.5M9 3l2.5 2.5L9 8M14 10.5H4.5M7 8l-2.5 2.5L7 13',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3 13.5 13.5',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'm4 4 8 8M12 4l-8 8',
  check: 'm3 8.5 3.25 3.25L13 5',
  down: 'm4 6.25 4 4 4-4',
  up: 'm4 9.75 4-4 4 4',
  top: 'M3 3h10M4 9.75l4-4 4 4M8 6v7',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  filter: 'M2.5 4.5h11M4.5 8h7M6.5 11.5h3',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  warning: 'M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.25h.01',
  info: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 7.5v3M8 5.25h.01',
  mail: 'M2 4h12v8H2zM2.5 4.5 8 8.75l5.5-4.25',
  offline:
    'M2 2l12 12M4 6.5a6 6 0 0 1 2-1.2M1.75 5.5c.5-.4 1-.8 1.6-1.1M8 4.6c2.3 0 4.4.9 6.25 2.4M6.2 9.4A3.3 3.3 0 0 1 9 9M8 12h.01',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  save: 'M8 2.5v7.5M4.75 7 8 10.25 11.25 7M2.5 11v2.5h11V11',
  shield: 'M8 2.25 3 4v4c0 3 2.1 4.9 5 5.75C10.9 12.9 13 11 13 8V4L8 2.25ZM5.9 7.9l1.5 1.5 2.8-2.9',
  organisation: 'M6 2.5h4v3.5H6zM1.75 10.5h4V14h-4zM10.25 10.5h4V14h-4zM8 6v2.25M3.75 10.5V8.25h8.5v2.25',
  edit: 'M10.5 3.25l2.25 2.25L5.5 12.75l-3 .75.75-3 7.25-7.25Z',
  trash: 'M2.75 4.5h10.5M6 4.5V2.75h4V4.5M4 4.5l.6 8.75h6.8L12 4.5M6.75 7v4M9.25 7v4',
  webhook:
    'M6.5 9.5l3-3M5 7.5 3.4 9.1a2.5 2.5 0 0 0 3.5 3.5L8.5 11M11 8.5l1.6-1.6a2.5 2.5 0 0 0-3.5-3.5L7.5 5',
  send: 'M14 2 7 9M14 2l-4.5 12L7 9 2 6.5 14 2Z',
  settings:
    'M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.25 6.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5ZM5.75 13.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.25a2.5 2.5 0 0 1 5 0V7.5M8 10v1.25',
  log: 'M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  sort: 'M5 3v10M5 13l-2.25-2.5M5 13l2.25-2.5M11 13V3M11 3 8.75 5.5M11 3l2.25 2.5',
} as const;

export type IconName = keyof typeof PATHS;

/** Says nothing by itself: the words stand beside it, or are the label of what it is in. */
export function Icon({ name, ...props }: { readonly name: IconName } & SVGProps<SVGSVGElement>) {
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" {...props}>
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
