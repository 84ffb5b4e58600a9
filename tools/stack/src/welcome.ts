import type { Environment, StackOptions } from '../early/options.mjs';
import type { DemoAccount } from './seed/demo-account.js';
import type { DemoDoor } from './seed/demo-door.js';
import { DEMO } from './seed/demo-firm.js';
import { DEMO_OPERATORS } from './seed/demo-operators.js';
import { hasDemoOperators } from './services/operators.js';
import type { StackInfo } from './stack-info.js';

interface Surroundings {
  readonly door?: DemoDoor | undefined;
  readonly environment: Environment;
}

/** What a person sees once everything is ready. */
export function welcome(
  info: Pick<StackInfo, 'gateway' | 'mail'>,
  options: StackOptions,
  { door, environment }: Surroundings,
): string {
  const rows = [
    ...(door ? [['Console', `${door.url}  (signs you in to the demo firm, once, within 15 minutes)`]] : []),
    ['API and pages', `${info.gateway}  (documentation at ${info.gateway}/docs)`],
    ['Mails', info.mail.web],
    ...(options.seed === 'demo' ? [['Demo sign-in', signIn(DEMO)]] : []),
    ...(hasDemoOperators(options, environment) ? [['Demo operator', signIn(DEMO_OPERATORS)]] : []),
    ...[...options.inspect].map(([service, port]) => ['Debugger', `${service} at 127.0.0.1:${port}`]),
    ['Logs and data', options.dir],
  ];
  const lines = rows.map(([label, text]) => `  ${(label ?? '').padEnd(14)} ${text}\n`);
  return `\nSeatkeeper is ready. Ctrl-C ends it.\n\n${lines.join('')}\n`;
}

const signIn = ({ slug, admin }: DemoAccount): string =>
  `account ${slug}, user ${admin.username}, password ${admin.password}`;
