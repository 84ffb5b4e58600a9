import type { StackOptions } from '../early/options.mjs';
import type { DemoDoor } from './seed/demo-door.js';
import { DEMO } from './seed/demo-firm.js';
import type { StackInfo } from './stack-info.js';

/** What a person sees once everything is ready. */
export function welcome(info: StackInfo, options: StackOptions, door?: DemoDoor): string {
  const rows = [
    ...(door ? [['Console', `${door.url}  (signs you in to the demo firm, once, within 15 minutes)`]] : []),
    ['API and pages', `${info.gateway}  (documentation at ${info.gateway}/docs)`],
    ['Mails', info.mail.web],
    ...(options.seed === 'demo'
      ? [
          [
            'Demo sign-in',
            `account ${DEMO.slug}, user ${DEMO.admin.username}, password ${DEMO.admin.password}`,
          ],
        ]
      : []),
    ...[...options.inspect].map(([service, port]) => ['Debugger', `${service} at 127.0.0.1:${port}`]),
    ['Logs and data', options.dir],
  ];
  const lines = rows.map(([label, text]) => `  ${(label ?? '').padEnd(14)} ${text}\n`);
  return `\nSeatkeeper is ready. Ctrl-C ends it.\n\n${lines.join('')}\n`;
}
