import type { Verdict } from './audit-verifier.service.js';

export const USAGE = `Usage: npm run audit:verify -- [account slug]

Compares the audit log with its seals, of one account or of all, and says what was changed, removed or added since.
Exit code 1 means that something was.

  --anchors <file>   compares with hashes that were kept elsewhere: lines of the log of identity, of --json, or
                     {"accountId":"acc_…","seal":214,"hash":"…"}; without them an end that was cut off together with
                     its seals and its head is not noticed
  --json             prints a line of JSON for each account

Looks at the stack that runs in STACK_DIR (.local if unset). Elsewhere, in the environment of identity:
node apps/identity/dist/audit/verifier/main.js [account slug]. It only reads.`;

export function tellVerdict({ slug, seal, count, hash, sealedAt, waiting, findings }: Verdict): string {
  const counted = `${count.toLocaleString('en')} entries under ${seal.toLocaleString('en')} seals`;
  const last = sealedAt === null ? '' : `, the last of ${sealedAt}, hash ${hash}`;
  const rest = waiting > 0 ? `; ${waiting.toLocaleString('en')} without a seal yet` : '';
  const verdict = findings.length === 0 ? 'as sealed' : `WRONG in ${findings.length} places`;
  return [`${slug}: ${verdict}. ${counted}${last}${rest}`, ...findings.map((each) => `  ${each}`)].join('\n');
}

export const tellAnchorless = (accountId: string): string =>
  `${accountId}: WRONG. There are anchors of this account, and there is no such account.`;
