/** What `npm audit --json` answers: known holes, by the package that has them; or why nobody knows. */
export interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  readonly range: string;
}

const STOPS = new Set(['high', 'critical']);

/** Whether a change has to stop, and a sentence for who makes it. Where the registry keeps no advisories it does not stop: that is not the change's fault. */
export function judge(report: AuditReport | undefined): { readonly bad: boolean; readonly sentence: string } {
  if (!report?.metadata) {
    const reason = report?.message ?? report?.error?.summary ?? 'no answer';
    return { bad: false, sentence: `Nobody was asked about known holes: ${reason}` };
  }
  const holes = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) => STOPS.has(severity));
  if (holes.length === 0)
    return { bad: false, sentence: 'Nothing that is shipped has a known hole that is high.' };
  const named = holes.map(({ name, range, severity }) => `${name} ${range} (${severity})`).join(', ');
  return {
    bad: true,
    sentence: `Known holes in what is shipped: ${named}. The way out of each: npm audit --omit=dev`,
  };
}
